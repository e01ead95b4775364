/** Merges the cells of several reports: each question once, with all findings about it. */
import { compareGoVersions, formatGoVersion, parseGoVersion } from '../model/go-version.js';
import type { Cell } from '../model/report.js';
import { overallVerdict } from './overall.js';
import { groupBy } from '../model/group-by.js';

export interface MergedCells {
  /** By release, then by target; cells without a release keep their order at the end. */
  readonly cells: Cell[];
  readonly duplicates: string[];
  readonly contradictions: string[];
}

export function mergeCells(all: readonly Cell[]): MergedCells {
  const cells: Cell[] = [];
  const duplicates: string[] = [];
  for (const group of groupBy(all, questionOf).values()) {
    const cell = joinCells(withoutRepeats(group));
    cells.push(cell);
    if (group.length > 1 && !isContradiction(cell)) duplicates.push(questionName(cell));
  }
  return {
    cells: cells.toSorted(compareCells),
    duplicates,
    contradictions: cells.filter(isContradiction).map(questionName),
  };
}

/** A cell on which an earlier merge, or this one, found the reports to disagree: it is not just undecided. */
const isContradiction = ({ contradiction }: Cell): boolean => contradiction === true;

/** The same subject on the same target, at the same place. `1.23.0` and `go1.23.0` are one subject. */
export function questionOf(cell: Cell): string {
  const subject = canonicalName(cell.subject);
  const { goos, goarch, libc, cc, buildmode, race, runner, variant, location } = cell;
  const target = [goos, goarch, libc, cc, buildmode, race === true, runner, variant];
  const place = [location?.file, location?.line, location?.column];
  return JSON.stringify([subject, target, place]);
}

/** `go1.23.0` for `1.23.0`; other names as they are. */
export function canonicalName(subject: string): string {
  const version = parseGoVersion(subject);
  return version === null ? subject : formatGoVersion(version);
}

/** `1.23.0 on linux/amd64 (glibc, gcc, exe)`. */
export function questionName({ subject, goos, goarch, libc, cc, buildmode, variant }: Cell): string {
  const parts = [libc, cc, buildmode, ...(variant === undefined ? [] : [variant])];
  return `${subject} on ${goos}/${goarch} (${parts.join(', ')})`;
}

/** Identical cells once; a skipped one gives way to one that was asked. */
function withoutRepeats(group: [Cell, ...Cell[]]): [Cell, ...Cell[]] {
  const [first, ...others] = [...new Map(group.map((cell) => [JSON.stringify(cell), cell])).values()];
  const distinct: [Cell, ...Cell[]] = first === undefined ? group : [first, ...others];
  const [asked, ...rest] = distinct.filter(({ skipped }) => skipped === undefined);
  return asked === undefined ? distinct : [asked, ...rest];
}

/** Puts all evidence and all trials under one verdict, or under none if the reports disagree. */
function joinCells(group: [Cell, ...Cell[]]): Cell {
  const [first, ...others] = group;
  if (others.length === 0) return first;
  const contradiction = contradictionOf(group);
  const verdict = contradiction === null ? overallVerdict(group) : 'inconclusive';
  const speaker = group.find((cell) => cell.verdict === verdict) ?? first;
  return {
    ...speaker,
    verdict,
    reason: contradiction ?? speaker.reason,
    ...(contradiction === null ? {} : { contradiction: true }),
    evidence: group.flatMap(({ evidence }) => evidence),
    trials: group.flatMap(({ trials }) => trials),
  };
}

/**
 * Says which report said what, or null if they agree. A report that could not decide does not disagree with one that
 * saw the bug. It does disagree with an all-clear, because the doubt stays. An older contradiction stays one, no matter
 * what is merged later.
 */
function contradictionOf(group: readonly Cell[]): string | null {
  const older = group.find(isContradiction);
  if (older !== undefined) return older.reason;
  const given = new Set(group.map(({ verdict }) => verdict));
  const agree = given.size === 1 || (given.size === 2 && given.has('affected') && given.has('inconclusive'));
  if (agree) return null;
  const sides = group.map(({ verdict, reason }) => `${verdict} (${reason})`);
  return `contradiction between reports: ${sides.join(', but ')}`;
}

function compareCells(a: Cell, b: Cell): number {
  const [left, right] = [versionOf(a), versionOf(b)];
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return compareGoVersions(left, right) || compareText(questionOf(a), questionOf(b));
}

const versionOf = ({ go, subject }: Cell) => parseGoVersion(go ?? subject);

const compareText = (a: string, b: string): number => Number(a > b) - Number(a < b);
