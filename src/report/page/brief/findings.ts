/** A gate's findings, one line each, as compilers print theirs: `Dockerfile:3:6: affected: …`. */
import type { Cell, Report } from '../../../model/report.js';
import { causesOf, placesOf, standingOf, type Cause } from '../causes.js';
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
} from '../words.js';

/** More of them are counted; `-v` and the saved report have all. */
const mostLines = 40;
/** People want to see what passed if that is the whole answer. */
const mostClear = { besideOthers: 0, alone: 15 };

export function describeFindings(report: Report): Block[] {
  const { cells } = report;
  const causes = causesOf(cells);
  const needed = causes.filter(({ standing }) => standing === 'fails' || standing === 'undecided');
  const accepted = causes.filter(({ standing }) => standing === 'accepted');
  const clear = causes.filter(({ standing }) => standing === 'clear');
  const aside = cells.filter((cell) => standingOf(cell) === 'aside');
  const clearEntries = clear.flatMap(entriesOf);
  const isClear = needed.length + accepted.length === 0;
  const shownClear = clearEntries.slice(0, isClear ? mostClear.alone : mostClear.besideOthers);
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
      index === 0 ? adviceOn(cell) : cell.fix === deciding[0]?.fix ? '' : adviceOn(cell),
      readWords(cell, readers),
    ].filter((words) => words !== '');
    const where = place(cell);
    const subject =
      where === cell.subject || where === null ? (where === null ? '' : (cell.go ?? '')) : nameOf(cell);
    return {
      place: where ?? nameOf(cell),
      word: wordOf(cell),
      tone: cell.skipped === undefined ? cell.verdict : 'inconclusive',
      text: [subject, note.map(withoutStop).join('; ')].filter((words) => words !== '').join(': '),
    };
  });
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

function wordOf({ finding, skipped, verdict }: Cell): string {
  if (finding === 'missing-subject') return 'not there';
  return skipped === undefined ? verdict : 'skipped';
}

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
  const reasons = new Map<string, Cell[]>();
  for (const cell of cells) {
    const reason = cell.aside ?? '';
    reasons.set(reason, [...(reasons.get(reason) ?? []), cell]);
  }
  return [...reasons].map(([reason, alike]) =>
    paragraph(`${tally(alike.map(({ verdict }) => verdict)).join(', ')}. ${asideWords(reason)}`, 'dim'),
  );
}
