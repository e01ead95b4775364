/** A gate's findings, one line each, as compilers print theirs: `Dockerfile:3:6: affected: …`. */
import { groupBy } from '../../../model/group-by.js';
import type { Cell, Report } from '../../../model/report.js';
import { causesOf, placesOf, standingOf, type Cause } from '../causes.js';
import { verdictTone } from '../describe-table.js';
import type { Block, Entry } from '../document.js';
import { paragraph } from '../plain-table.js';
import {
  acceptanceWords,
  asideWords,
  firstClause,
  nameOf,
  passedOverWords,
  place,
  plural,
  tally,
  verdictTally,
  verdictWord,
} from '../words.js';

/** More of them are counted; `-v` and the saved report have all. */
const mostLines = 40;
/** What passed is listed only if it is the whole answer. */
const mostClear = 15;

export function describeFindings(report: Report): Block[] {
  const { cells } = report;
  const causes = causesOf(cells);
  const needed = causes.filter(({ standing }) => standing === 'fails' || standing === 'undecided');
  const accepted = causes.filter(({ standing }) => standing === 'accepted');
  const clear = causes.filter(({ standing }) => standing === 'clear');
  const aside = cells.filter((cell) => standingOf(cell) === 'aside');
  const clearEntries = clear.flatMap(entriesOf);
  const isClear = needed.length + accepted.length === 0;
  const shownClear = isClear ? clearEntries.slice(0, mostClear) : [];
  const entries = [...needed, ...accepted].flatMap(entriesOf);
  const shown = [...entries.slice(0, mostLines), ...shownClear];
  const left = entries.length - Math.min(entries.length, mostLines);
  const clearCells = clear.flatMap((cause) => cause.cells);
  return [
    ...(shown.length === 0 ? [] : [{ kind: 'entries', entries: shown } as const]),
    ...(left === 0 ? [] : [paragraph(`And ${plural(left, 'more finding')}: -v lists them.`)]),
    ...(shownClear.length === clearEntries.length
      ? []
      : [
          paragraph(
            `Nothing is to be done about ${isClear ? '' : 'others: '}${verdictTally({ cells: clearCells })}.`,
          ),
        ]),
    ...asideBlocks(aside),
    ...passedOverWords(report).map((text) => paragraph(text, 'dim')),
  ];
}

/** One entry a place that decides. The advice stands with the first of them: it is the same for all. */
function entriesOf(cause: Cause): Entry[] {
  const { deciding, readers } = cause;
  return deciding.map((cell, index) => {
    const note = [
      index > 0 && cell.fix === deciding[0]?.fix ? '' : adviceOn(cell),
      readWords(cell, readers),
    ].filter((words) => words !== '');
    return {
      place: place(cell) ?? nameOf(cell),
      word: verdictWord(cell),
      tone: verdictTone(cell),
      text: [subjectOf(cell), note.map(withoutStop).join('; ')].filter((words) => words !== '').join(': '),
    };
  });
}

/** What the place does not say already. */
function subjectOf(cell: Cell): string {
  const where = place(cell);
  if (where === null) return '';
  return where === cell.subject ? (cell.go ?? '') : nameOf(cell);
}

/** `read in 13 places`: those that only name this one. */
function readWords({ location }: Cell, readers: readonly Cell[]): string {
  const own = readers.filter(
    ({ definedAt }) => definedAt?.file === location?.file && definedAt?.line === location?.line,
  );
  return own.length === 0 ? '' : `read in ${plural(placesOf(own).length, 'place')}`;
}

/** Sentences and clauses stand in one list. */
const withoutStop = (text: string): string => text.replace(/\.$/, '');

function adviceOn(cell: Cell): string {
  const { acceptance } = cell;
  if (acceptance === undefined) return adviceWords(cell);
  return acceptance.holds
    ? acceptanceWords(acceptance)
    : `${adviceWords(cell)}; ${acceptanceWords(acceptance)}`;
}

function adviceWords({ fix, reason, skipped, verdict }: Cell): string {
  if (skipped !== undefined) return skipped.reason;
  if (verdict === 'inconclusive') return fix === undefined ? reason : `${withoutStop(reason)}. ${fix}`;
  return fix === undefined ? reason : firstClause(fix);
}

function asideBlocks(cells: readonly Cell[]): Block[] {
  const reasons = groupBy(cells, ({ aside = '' }) => aside);
  return [...reasons].map(([reason, alike]) =>
    paragraph(`${tally(alike.map(({ verdict }) => verdict)).join(', ')}. ${asideWords(reason)}`, 'dim'),
  );
}
