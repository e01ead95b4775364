import type { Pin, Requirement, Span } from '../../model/pin.js';
import { formatGoVersion, parseGoVersion } from '../../model/go-version.js';
import { printable } from '../../text/printable.js';
import { hasUnknown, inputOf, otherPlaceOf, spanOf, textOf, type Expansion } from './expansion.js';
import { makePin, type SourceFile } from './source-file.js';
import { versionPlace, type Remarks } from './version-value.js';

const withoutVersion = /^(?:local|auto|path|local\+auto|local\+path)?$/;
const named = /^go([0-9][^+\s]{0,40})(\+(?:auto|path))?$/;

/**
 * A GOTOOLCHAIN setting: `go1.23.7` is that release, `go1.23.7+auto` a minimum that go.mod may raise. `local`, `auto`
 * and `path` name no release: null. https://go.dev/doc/toolchain#GOTOOLCHAIN
 */
export function gotoolchainPin(
  source: SourceFile,
  value: { readonly expansion: Expansion; readonly usedAt: Span },
  remarks: Remarks = {},
): Pin | null {
  const text = textOf(value.expansion);
  if (withoutVersion.test(text.trim())) return null;
  const match = named.exec(text.trim());
  const version = match?.[1] ?? '';
  const from = text.indexOf(version);
  return makePin(source, {
    kind: 'gotoolchain',
    span: spanOf(value.expansion, 0, text.length) ?? value.usedAt,
    requirement: requirementOf(text, version, match?.[2] !== undefined),
    editPlace: versionPlace(
      version === '' ? null : spanOf(value.expansion, from, from + version.length),
      value.expansion,
      { ...remarks, writtenAt: otherPlaceOf(value.expansion, from, from + version.length) },
    ),
    notes: remarks.notes ?? [],
    ...(remarks.usedOn === undefined ? {} : { usedOn: remarks.usedOn }),
    awaitedInput: inputOf(value.expansion),
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
