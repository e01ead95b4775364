import type { Pin, Requirement } from '../../model/pin.js';
import { formatGoVersion, parseGoVersion } from '../../model/go-version.js';
import { printable } from '../../text/printable.js';
import { hasUnknown, inputOf, otherPlaceOf, spanOf, textOf, type UsedValue } from './expansion.js';
import { makePin, type Remarks, type SourceFile } from './source-file.js';
import { versionPlace } from './version-value.js';

const withoutVersion = /^(?:local|auto|path|local\+auto|local\+path)?$/;
const named = /^go([0-9][^+\s]{0,40})(\+(?:auto|path))?$/;

/**
 * A GOTOOLCHAIN setting: `go1.23.7` is that release, `go1.23.7+auto` a minimum that go.mod may raise. `local`, `auto`
 * and `path` name no release: null. https://go.dev/doc/toolchain#GOTOOLCHAIN
 */
export function gotoolchainPin(
  source: SourceFile,
  { expansion, usedAt }: UsedValue,
  remarks: Remarks = {},
): Pin | null {
  const text = textOf(expansion);
  if (withoutVersion.test(text.trim())) return null;
  const match = named.exec(text.trim());
  const version = match?.[1] ?? '';
  const from = text.indexOf(version);
  const to = from + version.length;
  return makePin(source, {
    ...remarks,
    kind: 'gotoolchain',
    span: spanOf(expansion, 0, text.length) ?? usedAt,
    requirement: requirementOf(text, version, match?.[2] !== undefined),
    editPlace: versionPlace(version === '' ? null : spanOf(expansion, from, to), expansion, {
      ...remarks,
      writtenAt: otherPlaceOf(expansion, from, to),
    }),
    awaitedInput: inputOf(expansion),
  });
}

function requirementOf(text: string, version: string, isMinimum: boolean): Requirement {
  if (hasUnknown(text))
    return { kind: 'unresolved', why: 'GOTOOLCHAIN comes from a variable whose value is not known here' };
  const parsed = parseGoVersion(version);
  if (parsed === null)
    return { kind: 'not-understood', why: `GOTOOLCHAIN=${printable(text, 60)} names no Go release` };
  const release = formatGoVersion(parsed);
  return isMinimum
    ? { kind: 'minimum', release, setBy: 'environment', switches: true }
    : { kind: 'exact', release };
}
