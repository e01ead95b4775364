/** A scan as one row a release line, with a strip of its releases. */
import { compareGoVersions, lineOf, parseGoVersion } from '../../../model/go-version.js';
import { groupBy } from '../../../model/group-by.js';
import type { Cell, Report } from '../../../model/report.js';
import type { Verdict } from '../../../model/verdict.js';
import { embeddedCatalogue, isCandidate, releasesOfLine } from '../../../release/catalogue.js';
import { countSources, undecidedTable } from '../describe-table.js';
import type { Block } from '../document.js';
import { paragraph, tableOf, type ColumnOf } from '../plain-table.js';
import { firstClause, nameOf, plural, verdictMarks } from '../words.js';

export function describeLines({ cells }: Pick<Report, 'cells'>): Block[] {
  if (cells.length === 0) return [];
  return [
    tableOf(columns, linesOf(cells)),
    paragraph(legendOf(cells), 'dim'),
    ...undecidedTable(cells),
    paragraph(sourcesWords(cells), 'dim'),
  ];
}

/** Releases of one line that were asked about. */
interface Line {
  readonly name: string;
  /** Oldest first. */
  readonly cells: readonly Cell[];
}

function linesOf(cells: readonly Cell[]): Line[] {
  const lines = groupBy(cells, (cell) => versionOf(cell)?.line ?? nameOf(cell));
  return [...lines].map(([name, ofLine]) => ({ name, cells: ofLine.toSorted(byVersion) }));
}

function versionOf({ go }: Cell) {
  const version = go === null ? null : parseGoVersion(go);
  return version === null ? null : { version, line: lineOf(version) };
}

function byVersion(a: Cell, b: Cell): number {
  const [left, right] = [versionOf(a), versionOf(b)];
  return left === null || right === null ? 0 : compareGoVersions(left.version, right.version);
}

const isOpen = ({ verdict }: Cell): boolean => verdict === 'inconclusive';

/** `1.23`; `1.23 (1 of 13)`, since a row about one release must not be taken for one about the line. */
function nameOfLine({ name, cells }: Line): string {
  const all = releasesOfLine(embeddedCatalogue, name).filter((release) => !isCandidate(release)).length;
  return cells.length < all ? `${name} (${cells.length} of ${all})` : name;
}

const columns: readonly ColumnOf<Line>[] = [
  { title: 'Line', text: nameOfLine },
  { title: 'Affected', text: affectedWords, tone: ({ cells }) => toneOf(cells) },
  { title: 'First fixed', text: firstFixedWords },
  { title: 'Newest', text: ({ cells }) => short(cells.at(-1)) },
  { title: 'To do', text: toDo },
  { title: 'Releases', text: ({ cells }) => cells.map(({ verdict }) => verdictMarks[verdict]).join('') },
];

/** `1.23.0–1.23.7`; `none, 3 ?` where three are not known, which is no all-clear. */
function affectedWords({ cells }: Line): string {
  const ranges = affectedRanges(cells).map(rangeWords);
  const open = cells.filter(isOpen).length;
  if (open === cells.length) return '?';
  const known = ranges.length === 0 ? 'none' : ranges.join(', ');
  return open === 0 ? known : `${known}, ${open} ?`;
}

function toneOf(cells: readonly Cell[]): Verdict {
  if (cells.some(({ verdict }) => verdict === 'affected')) return 'affected';
  return cells.some(isOpen) ? 'inconclusive' : 'not-applicable';
}

/** Neighbours that are affected, each stretch as one. */
export function affectedRanges(cells: readonly Cell[]): (readonly [first: Cell, last: Cell])[] {
  const ranges: [Cell, Cell][] = [];
  let open = false;
  for (const cell of cells) {
    const range = ranges.at(-1);
    if (cell.verdict !== 'affected') open = false;
    else if (open && range !== undefined) range[1] = cell;
    else {
      ranges.push([cell, cell]);
      open = true;
    }
  }
  return ranges;
}

const rangeWords = ([first, last]: readonly [Cell, Cell]): string =>
  first === last ? short(first) : `${short(first)}–${short(last)}`;

/** The first release without the bug after the last one with it, if nothing unknown lies between. */
function firstFixedWords({ cells }: Line): string {
  const last = cells.findLastIndex(({ verdict }) => verdict === 'affected');
  const next = cells[last + 1];
  if (last < 0 || next === undefined) return '';
  return next.verdict === 'fixed' ? short(next) : '?';
}

/** The line is in the row already: `1.23.8`. */
const short = (cell: Cell | undefined): string => cell?.go?.replace(/^go/, '') ?? cell?.subject ?? '';

function toDo({ cells }: Line): string {
  const last = cells.findLast(({ verdict }) => verdict === 'affected');
  return last?.fix === undefined ? '' : firstClause(last.fix);
}

/** `1.21.0–1.21.13, 1.23.0–1.23.7`: over all lines. */
export const affectedReleases = (cells: readonly Cell[]): string =>
  linesOf(cells)
    .flatMap((line) => affectedRanges(line.cells).map(rangeWords))
    .join(', ');

function legendOf(cells: readonly Cell[]): string {
  const seen = new Set(cells.map(({ verdict }) => verdict));
  const marks: readonly Verdict[] = ['affected', 'fixed', 'not-applicable', 'inconclusive'];
  const words = marks
    .filter((verdict) => seen.has(verdict))
    .map((verdict) => `${verdictMarks[verdict]} ${verdict}`);
  return `Releases, oldest first: ${words.join('  ')}`;
}

function sourcesWords(cells: readonly Cell[]): string {
  const { read, unverified } = countSources(cells);
  const trust = unverified === 0 ? '' : ` ${plural(unverified, 'is', 'are')} unverified: -v tells more.`;
  const from = read === cells.length ? '' : ` of ${cells.length}`;
  return `Read from the sources of ${read}${from} ${cells.length === 1 ? 'release' : 'releases'}; nothing was run.${trust}`;
}
