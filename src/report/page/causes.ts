/**
 * Groups a gate's findings by cause, for people: a `.go-version` that 13 jobs read is one thing to act on, and so is
 * one advice for many places. This is only for display: every saved format keeps each cell.
 */
import type { Cell, Location } from '../../model/report.js';
import { nameOf, target } from './words.js';
import { groupBy } from '../../model/group-by.js';

/** Cells that one change fixes, or that one sentence describes. */
export interface Cause {
  readonly standing: Standing;
  readonly first: Cell;
  /** All cells, including `first`. */
  readonly cells: readonly [Cell, ...Cell[]];
  /** The cells that decide: `cells` without those that only name another place, unless all do. */
  readonly deciding: readonly Cell[];
  /** The cells that only name the place that decides. */
  readonly readers: readonly Cell[];
}

/** How much a cell matters to the answer; the order in which causes are shown. */
const standings = ['fails', 'undecided', 'accepted', 'clear', 'aside'] as const;
export type Standing = (typeof standings)[number];

export function standingOf(cell: Cell): Standing {
  if (cell.aside !== undefined) return 'aside';
  if (cell.acceptance?.holds === true) return 'accepted';
  if (cell.verdict === 'affected' || cell.fails === true || cell.finding === 'missing-subject')
    return 'fails';
  return cell.verdict === 'inconclusive' ? 'undecided' : 'clear';
}

/**
 * Orders failures first, then undecided, accepted and clear cells, and those that do not decide; the order of the cells
 * stays within these.
 */
export function causesOf(cells: readonly Cell[]): readonly Cause[] {
  const lists = listsIn(cells);
  const byDefinition = groupsOf(cells, (cell) =>
    keyOf(likeness(cell), cell.aside === undefined ? definitionOf(cell, lists) : cell.aside),
  ).map(([first, ...others]) => causeOf(first, others));
  const byAdvice = groupsOf(byDefinition, ({ first, deciding }) =>
    keyOf(likeness(first), [...new Set(deciding.map(adviceOf))]),
  ).map(([cause, ...others]) => {
    const [first, ...rest] = cause.cells;
    return causeOf(first, [...rest, ...others.flatMap(({ cells: more }) => more)]);
  });
  return standings.flatMap((standing) => byAdvice.filter((cause) => cause.standing === standing));
}

function causeOf(head: Cell, tail: readonly Cell[]): Cause {
  const cells = [head, ...tail] as const;
  const readers = cells.filter(({ definedAt }) => definedAt !== undefined);
  const definitions = cells.filter(({ definedAt }) => definedAt === undefined);
  const deciding = definitions.length === 0 ? readers : definitions;
  const first = deciding[0] ?? head;
  return {
    standing: standingOf(first),
    first,
    cells,
    deciding,
    readers: definitions.length === 0 ? [] : readers,
  };
}

const keyOf = (...parts: readonly unknown[]): string => JSON.stringify(parts);

/**
 * The common properties of the cells of one cause. For a cell that does not decide, the reason for that is enough: its
 * verdict does not count.
 */
function likeness(cell: Cell): unknown {
  const { acceptance, aside, fails, finding, skipped, verdict } = cell;
  return aside === undefined
    ? [standingOf(cell), verdict, finding, skipped?.reason, fails, acceptance, target(cell)]
    : [aside];
}

/** The place that defines a cell's version; a cell that is in no line of a file is by itself. */
function definitionOf(cell: Cell, lists: ReadonlyMap<string, number>): unknown {
  const { definedAt, finding, location, subject, usedOn } = cell;
  if (location?.line === undefined) return [location?.file, subject];
  // It is one question if anything reads a file, no matter what it states.
  if (finding === 'undecided-mention') return [location.file, finding];
  if (usedOn !== undefined && definedAt === undefined) return [location.file, 'used on', usedOn];
  const { file, line } = definedAt ?? location;
  return [file, lists.get(placeKey({ file, line })) ?? line];
}

/** One advice for all that it answers alike, and one acceptance; where there is none, the reason. */
function adviceOf(cell: Cell): string {
  const { acceptance, aside, fix, go, location, reason, subject } = cell;
  if (aside !== undefined) return keyOf(aside);
  if (isToldAlone(cell)) return keyOf(subject, location);
  if (acceptance?.holds === true) return keyOf(acceptance);
  return fix === undefined ? keyOf(reason) : keyOf(go, fix);
}

/** Compiled files, toolchains and runs have more to show than an advice. */
const isToldAlone = ({ evidence, location, trials }: Cell): boolean =>
  trials.length > 0 || (location?.line === undefined && evidence.length > 0);

/** True if all there is to tell of a cause is its one cell. */
export const isToldWhole = ({ cells, first }: Cause): boolean =>
  cells.length === 1 && (isToldAlone(first) || first.location?.line === undefined);

const placeKey = ({ file, line }: Pick<Location, 'file' | 'line'>): string => keyOf(file, line);

/**
 * Finds versions on neighbouring lines, which are items of a list, as in a matrix: the beginning of the list, by the
 * place of each item.
 */
function listsIn(cells: readonly Cell[]): ReadonlyMap<string, number> {
  const items = cells.flatMap(({ location, subject, usedOn }) =>
    location?.line !== undefined && usedOn === undefined && bareVersion.test(subject)
      ? [{ file: location.file, line: location.line }]
      : [],
  );
  const starts = new Map<string, number>();
  for (const sameFile of groupsOf(items, ({ file }) => file)) {
    let [start, end] = [0, -1];
    for (const { file, line } of sameFile.toSorted((a, b) => a.line - b.line)) {
      if (line > end + 1) start = line;
      end = line;
      starts.set(placeKey({ file, line }), start);
    }
  }
  return starts;
}

const bareVersion = /^[\^~<>=v ]{0,3}(?:go)?\d[^\s:/]{0,40}$/;

const groupsOf = <T>(items: readonly T[], key: (item: T) => string): readonly [T, ...T[]][] => [
  ...groupBy(items, key).values(),
];

/** Lists the distinct ones of some strings, the first of them: `go1.23.4, go1.24.0 and 3 more`. */
export function listed(texts: readonly string[], shown: number, separator = ', '): string {
  const different = [...new Set(texts)];
  const more = different.length - shown;
  // One more takes no more room than the words that omit it.
  return more <= 1
    ? different.join(separator)
    : `${different.slice(0, shown).join(separator)} and ${more} more`;
}

/** The subjects of a cause: `1.22.x (go1.22.12), go1.23.4 and 3 more`. */
export const namesOf = ({ deciding }: Cause, shown: number): string => listed(deciding.map(nameOf), shown);

/** A line of a file. */
interface Place {
  readonly file: string;
  readonly line: number;
}

/** The places of cells, each once; none for a cell that is in no line of a file. */
export const placesOf = (cells: readonly Cell[]): readonly Place[] =>
  distinct(
    cells.flatMap(({ location }) =>
      location?.line === undefined ? [] : [{ file: location.file, line: location.line }],
    ),
  );

/** The places that use what cells define, each once. */
export const usesOf = (cells: readonly Cell[]): readonly Place[] =>
  distinct(
    cells.flatMap(({ location, usedOn = [] }) =>
      location === undefined ? [] : usedOn.map((line) => ({ file: location.file, line })),
    ),
  );

const distinct = (places: readonly Place[]): readonly Place[] =>
  groupsOf(places, placeKey).map(([place]) => place);

/** Lines of files, each file named once: `ci.yml:9, 16, test.yml:3 and 7 more`. */
export function placeWords(places: readonly Place[], shown: number): string {
  // One more takes no more room than the words that omit it.
  const named = places.length === shown + 1 ? places : places.slice(0, shown);
  const files = groupsOf(named, ({ file }) => file).map((sameFile) => {
    const lines = sameFile.map(({ line }) => line).toSorted((a, b) => a - b);
    return `${sameFile[0].file}:${lines.join(', ')}`;
  });
  const more = places.length - named.length;
  return `${files.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
}
