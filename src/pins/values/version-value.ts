import { formatGoVersion, parseGoVersion } from '../../model/go-version.js';
import type { EditPlace, FilePlace, Pin, PinKind, Requirement, Span } from '../../model/pin.js';
import { printable } from '../../text/printable.js';
import { inputOf, otherPlaceOf, partsOf, spanOf, textOf, type Expansion } from './expansion.js';
import { readRequirement } from './requirement.js';
import { makePin, type SourceFile } from './source-file.js';

const leadingGo = /^\s*(?:go|v)?/;

export interface Remarks {
  /** The reasons why an edit is not certain. */
  readonly doubts?: readonly string[];
  readonly notes?: readonly string[];
  /** The line that uses the value, if it is written on another one. */
  readonly usedOn?: readonly number[];
  readonly takesArguments?: readonly string[];
}

/**
 * A pin whose whole value is a version. It points at the place of the version: at the ARG or matrix entry, not at the
 * place that uses it.
 */
export function versionPin(
  source: SourceFile,
  kind: PinKind,
  value: { readonly expansion: Expansion; readonly usedAt: Span },
  remarks: Remarks = {},
): Pin {
  const text = textOf(value.expansion);
  const requirement = takesLiterally.has(kind) ? firstOfLine(text) : readRequirement(text);
  const from = leadingGo.exec(text)?.[0].length ?? 0;
  const span = spanOf(value.expansion, from, text.trimEnd().length);
  const whole = spanOf(value.expansion, 0, text.length) ?? span ?? value.usedAt;
  return makePin(source, {
    kind,
    span: whole,
    requirement,
    editPlace: versionPlace(span, value.expansion, {
      ...remarks,
      writtenAt: otherPlaceOf(value.expansion, from, text.trimEnd().length),
      doubts: [...(remarks.doubts ?? []), ...(requirement.kind === 'range' ? [rangeDoubt] : [])],
    }),
    notes: [...(remarks.notes ?? []), ...numberTraps(source, value.expansion)],
    ...(remarks.usedOn === undefined ? {} : { usedOn: remarks.usedOn }),
    awaitedInput: inputOf(value.expansion),
    ...(remarks.takesArguments === undefined ? {} : { takesArguments: remarks.takesArguments }),
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

export const notWritten = 'the version is not written literally in this file';

/** Null if the version is not in one piece. */
export function versionPlace(
  span: Span | null,
  value: Expansion,
  {
    doubts = [],
    variants = [],
    writtenAt = null,
  }: Remarks & { readonly variants?: readonly string[]; readonly writtenAt?: FilePlace | null } = {},
): EditPlace {
  return span === null
    ? { kind: 'none', why: notWritten, parts: partsOf(value), ...(writtenAt === null ? {} : { writtenAt }) }
    : { kind: 'version', span, doubts, variants, list: null };
}
