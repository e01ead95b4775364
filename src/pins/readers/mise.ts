/**
 * mise.toml: `[tools] go = …`, as a string, a list or a table with `version`; also the tools of a task. Beside it a
 * mise.lock says which release a fuzzy version is. https://mise.jdx.dev/configuration.html
 */
import type { Pin } from '../../model/pin.js';
import { unreachable } from '../../model/unreachable.js';
import { gotoolchainPin } from '../values/gotoolchain.js';
import { written } from '../values/expansion.js';
import { lockedTo } from './lock-files.js';
import { notUnderstood, type OtherFiles, type PinReader, type SourceFile } from '../values/source-file.js';
import { readToml, type TomlEntry, type TomlValue } from '../syntax/toml-entries.js';
import { toolVersionPin } from './version-files.js';

const goNames = new Set(['go', 'golang', 'core:go']);

export const readMise: PinReader = (source, others) => {
  const { entries, broken } = readToml(source.text, source.budget);
  const pins = entries.flatMap((entry) => entryPins(source, entry));
  const releases = lockedReleases(source, others);
  const told = lockedTo(pins, () => releases);
  if (broken !== null) told.push(notUnderstood(source, 'mise', broken, 'this line is not valid TOML'));
  return told;
};

function entryPins(source: SourceFile, { key, value }: TomlEntry): Pin[] {
  const [table, name, option, ...more] = key[0] === 'tasks' ? key.slice(2) : key;
  if (name === undefined || more.length > 0) return [];
  if (table === 'env' && name === 'GOTOOLCHAIN')
    return option === undefined || option === 'value' ? environmentPins(source, value) : [];
  if (table !== 'tools' || !goNames.has(name)) return [];
  return option === undefined || option === 'version' ? versionPins(source, value) : [];
}

function versionPins(source: SourceFile, value: TomlValue): Pin[] {
  switch (value.kind) {
    case 'string':
      return toolVersionPin(source, value, 'mise');
    case 'array':
      return value.items.flatMap((item) => versionPins(source, item));
    case 'table':
      return fieldOf(value, 'version').flatMap((field) => versionPins(source, field));
    case 'other':
      return [notUnderstood(source, 'mise', value.span, 'a version must be a string')];
    default:
      return unreachable(value);
  }
}

const fieldOf = (table: TomlValue & { kind: 'table' }, name: string): readonly TomlValue[] =>
  table.entries.filter(({ key }) => key.length === 1 && key[0] === name).map(({ value }) => value);

function environmentPins(source: SourceFile, value: TomlValue): Pin[] {
  if (value.kind === 'table')
    return fieldOf(value, 'value').flatMap((field) => environmentPins(source, field));
  if (value.kind !== 'string') return [];
  const expansion = [written(value.text, value.span.start)];
  const pin = gotoolchainPin(source, { expansion, usedAt: value.span });
  return pin === null ? [] : [pin];
}

/** The file beside it: mise.local.lock for mise.local.toml, otherwise mise.lock. */
function lockedReleases({ path, budget }: SourceFile, others: OtherFiles): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const files = [path.replace(/\.toml$/, '.lock'), `${folder}mise.lock`];
  const text = files.map((file) => others.textOf(file)).find((found) => found !== null) ?? '';
  budget.open(text);
  return readToml(text, budget).entries.flatMap(({ key: [table, tool = '', field], value }) =>
    table === 'tools' && goNames.has(tool) && field === 'version' && value.kind === 'string'
      ? [value.text]
      : [],
  );
}
