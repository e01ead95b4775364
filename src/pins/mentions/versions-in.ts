/** The versions in a text that may be those of Go, whatever stands beside them. */
import { formatGoVersion, parseGoVersion } from '../../model/go-version.js';
import type { Requirement } from '../../model/pin.js';

/** The number of characters that are examined to the left of a version, and behind it. */
export const reach = { before: 240, behind: 60, example: 400 } as const;

/** `1.22`, `1.22.5`, `1.22.x`, `1.24rc1`, `1_22`: not part of a longer number. */
const version =
  /(?<!\d|\d[._])1([._])(\d{1,2})(?:\1(\d{1,2}|[xX*](?!\w)))?(?:-?(rc|beta)\.?(\d{1,2}))?(?!\d|[._]\d)/g;
/** `go122`, `buildGo122Module`: names of packages. */
const joinedVersion = /(?<=(?:(?<![a-z])go|(?<![A-Z])GO|Go|golang)-?_?)1(\d\d)(?![\d._])/g;

/** A version as it stands in a text. */
export interface FoundVersion {
  readonly start: number;
  readonly end: number;
  readonly requirement: Requirement;
  readonly hasPatch: boolean;
}

/** Finds those that begin within `from` and `to`. */
export function* versionsIn(text: string, from: number, to: number): Generator<FoundVersion> {
  for (const { match, start, end } of matchesIn(text, from, to, version)) {
    const [, , minor = '', patch, kind, number] = match;
    const requirement = requirementOf(operatorBefore(text, start), minor, patch, kind, number);
    yield { start, end, requirement, hasPatch: patch !== undefined || kind !== undefined };
  }
  for (const { match, start, end } of matchesIn(text, from, to, joinedVersion))
    yield { start, end, requirement: { kind: 'line', line: `1.${match[1] ?? ''}` }, hasPatch: false };
}

function* matchesIn(text: string, from: number, to: number, pattern: RegExp) {
  const first = Math.max(0, from - 2);
  // A little more on both sides, so that no number is cut.
  for (const match of text.slice(first, to + 20).matchAll(pattern)) {
    const start = first + match.index;
    if (start >= to) return;
    if (start >= from) yield { match, start, end: start + match[0].length };
  }
}

/** `>=`, `^` and so on; `~` keeps the line. */
function operatorBefore(text: string, at: number): string {
  // The `>` of an XML tag is not an operator.
  return (
    /(?:>=|(?<![\w-])>|[~^<=!]{0,3})[ \t]{0,2}(?:\d:)?v?$/
      .exec(text.slice(Math.max(0, at - 8), at))?.[0]
      .trim() ?? ''
  );
}

function requirementOf(
  operator: string,
  minor: string,
  patch: string | undefined,
  kind: string | undefined,
  number: string | undefined,
): Requirement {
  const line = `1.${minor}`;
  // At least that version: the newest is taken, or the one that is installed.
  if (/^(?:>|\^)/.test(operator))
    return { kind: 'range', range: `>=${line}.${/^\d+$/.test(patch ?? '') ? (patch ?? '0') : '0'}` };
  const isWildcard = patch === undefined || !/^\d+$/.test(patch);
  const release = parseGoVersion(
    `${line}${isWildcard ? '' : `.${patch}`}${kind === undefined ? '' : `${patch === undefined ? '' : '-'}${kind}${number}`}`,
  );
  if (release !== null && (!isWildcard || kind !== undefined) && !operator.startsWith('~'))
    return { kind: 'exact', release: formatGoVersion(release) };
  return { kind: 'line', line };
}
