/** mise.toml: `[tools] go = …`, as a string, a list or a table with `version`. https://mise.jdx.dev/configuration.html */
import type { Pin } from '../model/pin.js';
import { unreachable } from '../model/unreachable.js';
import { gotoolchainPin } from './gotoolchain.js';
import { written } from './expansion.js';
import { notUnderstood, type PinReader, type SourceFile } from './source-file.js';
import { readToml, type TomlValue } from './toml-entries.js';
import { toolVersionPin } from './version-files.js';

const goNames = new Set(['go', 'golang', 'core:go']);

export const readMise: PinReader = (source) => {
  const { entries, broken } = readToml(source.text);
  const pins = entries.flatMap(({ key: [table, name, option, ...more], value }) => {
    if (name === undefined || more.length > 0) return [];
    if (table === 'env' && name === 'GOTOOLCHAIN' && option === undefined)
      return environmentPin(source, value);
    if (table !== 'tools' || !goNames.has(name)) return [];
    return option === undefined || option === 'version' ? versionPins(source, value) : [];
  });
  return broken === null
    ? pins
    : [...pins, notUnderstood(source, 'mise', broken, 'this line is not valid TOML')];
};

function versionPins(source: SourceFile, value: TomlValue): Pin[] {
  switch (value.kind) {
    case 'string':
      return toolVersionPin(source, value, 'mise');
    case 'array':
      return value.items.flatMap((item) => versionPins(source, item));
    case 'table':
      return value.entries
        .filter(({ key }) => key.length === 1 && key[0] === 'version')
        .flatMap((entry) => versionPins(source, entry.value));
    case 'other':
      return [notUnderstood(source, 'mise', value.span, 'a version must be a string')];
    default:
      return unreachable(value);
  }
}

function environmentPin(source: SourceFile, value: TomlValue): Pin[] {
  if (value.kind !== 'string') return [];
  const expansion = [written(value.text, value.span.start)];
  const pin = gotoolchainPin(source, { expansion, usedAt: value.span });
  return pin === null ? [] : [pin];
}
