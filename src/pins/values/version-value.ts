import { formatGoVersion, parseGoVersion } from '../../model/go-version.js';
import type { EditPlace, FilePlace, Pin, PinKind, Requirement, Span } from '../../model/pin.js';
import { printable } from '../../text/printable.js';
import {
  inputOf,
  otherPlaceOf,
  partsOf,
  spanOf,
  textOf,
  type Expansion,
  type UsedValue,
} from './expansion.js';
import { readRequirement } from './requirement.js';
import { makePin, type Remarks, type SourceFile } from './source-file.js';

const leadingGo = /^\s*(?:go|v)?/;

/**
 * A pin whose whole value is a version. It points at the place of the version: at the ARG or matrix entry, not at the
 * place that uses it.
 */
export function versionPin(
  source: SourceFile,
  kind: PinKind,
  { expansion, usedAt }: UsedValue,
  remarks: Remarks = {},
): Pin {
  const text = textOf(expansion);
  const requirement = takesLiterally.has(kind) ? firstOfLine(text) : readRequirement(text);
  const [from, to] = [leadingGo.exec(text)?.[0].length ?? 0, text.trimEnd().length];
  const span = spanOf(expansion, from, to);
  return makePin(source, {
    ...remarks,
    kind,
    span: spanOf(expansion, 0, text.length) ?? span ?? usedAt,
    requirement,
    editPlace: versionPlace(span, expansion, {
      writtenAt: otherPlaceOf(expansion, from, to),
      doubts: [...(remarks.doubts ?? []), ...(requirement.kind === 'range' ? [rangeDoubt] : [])],
    }),
    notes: [...(remarks.notes ?? []), ...numberTraps(source, expansion)],
    awaitedInput: inputOf(expansion),
  });
}

/**
 * These download the archive of exactly the written release, so a bare `1.23` is never the newest of its line. GoTool
 * makes 1.23.0 of it (`fixVersion` in its gotool.ts); the others find nothing, or that.
 */
export const takesLiterally: ReadonlySet<PinKind> = new Set([
  'download',
  'travis',
  'azure-gotool',
  'circleci-orb',
  'bazel',
]);

function firstOfLine(text: string): Requirement {
  const isBare = /^(?:go|v)?\d{1,3}\.\d{1,3}$/.test(text.trim());
  const first = isBare ? (parseGoVersion(text) ?? parseGoVersion(`${text.trim()}.0`)) : null;
  return first === null ? readRequirement(text) : { kind: 'exact', release: formatGoVersion(first) };
}

/** YAML reads an unquoted 1.20 as the number 1.2, which is a different line. */
function numberTraps(source: SourceFile, expansion: Expansion): string[] {
  return expansion.flatMap(({ text, span }) =>
    span === null || span.end - span.start === text.length
      ? []
      : [
          `Without quotes ${printable(source.text.slice(span.start, span.end), 40)} is the number ` +
            `${printable(text, 40)} to YAML: put quotes around it.`,
        ],
  );
}

const rangeDoubt = 'a range is somebody’s choice: put the new lower bound where it belongs';

/** Null if the version is not in one piece. */
export function versionPlace(
  span: Span | null,
  value: Expansion,
  { doubts = [], variants = [], writtenAt = null }: VersionRemarks = {},
): EditPlace {
  if (span !== null) return { kind: 'version', span, doubts, variants, list: null };
  const why = 'the version is not written literally in this file';
  return { kind: 'none', why, parts: partsOf(value), ...(writtenAt === null ? {} : { writtenAt }) };
}

interface VersionRemarks extends Pick<Remarks, 'doubts'> {
  readonly variants?: readonly string[];
  readonly writtenAt?: FilePlace | null;
}
