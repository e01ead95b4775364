/** Describes a gate's findings as blocks: one row and one block a cause, failures first. */
import type { Cell, Evidence } from '../../model/report.js';
import {
  causesOf,
  isToldWhole,
  listed,
  namesOf,
  placesOf,
  placeWords,
  usesOf,
  type Cause,
} from './causes.js';
import { describeCellBriefly } from './describe-cell.js';
import type { Block, Fact } from './document.js';
import { paragraph, tableOf, type ColumnOf } from './plain-table.js';
import { splitTargets, trialWords, verdictTone } from './describe-table.js';
import {
  acceptanceWords,
  asideWords,
  clearReason,
  firstClause,
  nameOf,
  platform,
  plural,
  predictionFailed,
  predictionWords,
  speaker,
  verdictTally,
  verdictWords,
  verdictWord,
} from './words.js';

/** The limits of places, names and sentences of one cause in its row and in its block. */
const inRow = { places: 3, names: 4, reasons: 1 };
/** A cell that is in no line of a file is known only by its name. */
const namesWithoutPlaces = 20;
const inBlock = { places: 20, names: 8, reasons: 3, evidence: 2 };
/** Rows that need no action: people look for the others first, but these are the answer if there are no others. */
const clearRows = { besideOthers: 1, alone: 20 };
/** The limit of detailed blocks; the rows of further causes have the whole advice. */
const blocksShown = 25;

const allInJson = '(-o json=FILE has all)';

export function describeGate({ cells }: { readonly cells: readonly Cell[] }): Block[] {
  if (cells.length === 0) return [];
  const causes = causesOf(cells);
  const detailed = causes.filter(wantsDetails);
  const shown = new Set(detailed.slice(0, blocksShown));
  const clear = causes.filter(({ standing }) => standing === 'clear');
  const aside = causes.filter(({ standing }) => standing === 'aside');
  const omitted = omittedOf(clear, clear.length + aside.length === causes.length);
  const { shared, differing } = splitTargets(cells);
  const rows = causes
    .filter((cause) => cause.standing !== 'aside' && !omitted.includes(cause))
    .map((cause) => ({ cause, target: differing(cause.first), hasBlock: shown.has(cause) }));
  const logsShown = new Set<string>();
  const evidence = evidenceOf([...shown].filter((cause) => !isToldWhole(cause)));
  return [
    ...(shared === '' ? [] : [paragraph(`Target: ${shared}`)]),
    ...(rows.length === 0 ? [] : [tableOf(columns, rows)]),
    ...(omitted.length === 0 ? [] : [paragraph(omittedWords(omitted))]),
    ...(aside.length === 0 ? [] : [{ kind: 'facts', facts: aside.map(asideFact) } as const]),
    ...(shown.size === 0 ? [] : [{ kind: 'heading', text: 'Details' } as const]),
    ...[...shown].map((cause) => describeCause(cause, logsShown)),
    ...(detailed.length === shown.size
      ? []
      : [paragraph(`And ${plural(detailed.length - shown.size, 'more row')} of the table ${allInJson}.`)]),
    ...(evidence === '' ? [] : [paragraph(`Evidence: ${evidence}`)]),
  ];
}

const wantsDetails = ({ standing, first }: Cause): boolean =>
  standing !== 'aside' &&
  first.skipped === undefined &&
  (first.verdict === 'affected' || first.verdict === 'inconclusive' || predictionFailed(first));

/** Causes that need no action and are only counted: all of them if there are others, otherwise none. */
function omittedOf(clear: readonly Cause[], isAnswer: boolean): readonly Cause[] {
  if (isAnswer) return clear.length <= clearRows.alone + 1 ? [] : clear.slice(clearRows.alone);
  return clear.length <= clearRows.besideOthers ? [] : clear;
}

function omittedWords(causes: readonly Cause[]): string {
  const cells = causes.flatMap((cause) => cause.cells);
  return `Nothing is to be done about ${cells.length} more: ${verdictTally({ cells })} ${allInJson}.`;
}

/** A cause that is reported but does not decide: a line for each reason. */
function asideFact(cause: Cause): Fact {
  const { cells, first } = cause;
  const places = placesOf(cells);
  const where = places.length === 0 ? namesOf(cause, inRow.names) : placeWords(places, inRow.places);
  const found = [...new Set(cells.map(({ verdict }) => verdict))].map(
    (verdict) => `${cells.filter((cell) => cell.verdict === verdict).length} ${verdict}`,
  );
  return { label: 'Aside', text: `${found.join(', ')} (${where}). ${asideWords(first.aside ?? '')}` };
}

interface Row {
  readonly cause: Cause;
  /** The parts of its target that others do not have. */
  readonly target: string;
  readonly hasBlock: boolean;
}

const columns: readonly ColumnOf<Row>[] = [
  { title: 'Where', text: ({ cause }) => whereWords(cause, inRow.places) },
  { title: 'Subject', text: ({ cause }) => subjectWords(cause) },
  { title: 'Target', text: ({ target }) => target },
  {
    title: 'Verdict',
    text: ({ cause }) => verdictWord(cause.first),
    tone: ({ cause }) => verdictTone(cause.first),
  },
  { title: 'Trials', text: ({ cause }) => trialWords(cause.first) },
  { title: 'Note', text: noteOn },
];

/** `Dockerfile:3`, `13 places: ci.yml:9, 16, 23 and 10 more`. */
function whereWords({ deciding }: Cause, shown: number): string {
  const places = placesOf(deciding);
  return `${places.length > 1 ? `${places.length} places: ` : ''}${placeWords(places, shown)}`;
}

const subjectWords = (cause: Cause): string =>
  namesOf(cause, placesOf(cause.deciding).length === 0 ? namesWithoutPlaces : inRow.names);

function noteOn({ cause, hasBlock }: Row): string {
  const { deciding, first, readers } = cause;
  if (first.acceptance?.holds === true) return acceptanceWords(first.acceptance);
  if (first.skipped !== undefined) return first.skipped.reason;
  const advice = adviceOf(deciding, hasBlock ? firstClause : (fix) => fix);
  const isWhyOpen = !hasBlock && (advice === '' || first.verdict === 'inconclusive');
  const why = isWhyOpen ? reasonsOf(deciding, inRow.reasons) : '';
  const clear = listed(
    deciding.flatMap((cell) => clearReason(cell) ?? []),
    inBlock.reasons,
    ' ',
  );
  if (clear !== '') return clear;
  const uses = usesOf(deciding).length;
  // A use on one line is what everybody expects.
  const used = uses > 1 ? `used ${uses} times` : '';
  const read = readers.length === 0 ? '' : `read in ${plural(placesOf(readers).length, 'place')}`;
  return [advice, why, used, read].filter((words) => words !== '').join('; ');
}

/** The advice; if it differs, what it is for. */
function adviceOf(cells: readonly Cell[], shorten: (fix: string) => string): string {
  const byFix = new Map<string, Set<string>>();
  for (const cell of cells) {
    if (cell.fix === undefined) continue;
    const fix = shorten(cell.fix);
    const names = byFix.get(fix) ?? new Set();
    byFix.set(fix, names.add(nameOf(cell)));
  }
  const [only, ...others] = byFix.keys();
  if (others.length === 0) return only ?? '';
  const advice = [...byFix].map(([fix, names]) => `${listed([...names], 2)}: ${fix.replace(/\.$/, '')}`);
  return listed(advice, inRow.names, '; ');
}

/** The distinct reasons; a reason that is the beginning of another one adds nothing. */
function reasonsOf(cells: readonly Cell[], shown: number): string {
  const reasons = [...new Set(cells.map(({ reason }) => reason))].toSorted((a, b) => (a < b ? -1 : 1));
  const whole = reasons.filter((reason, index) => reasons[index + 1]?.startsWith(reason) !== true);
  return listed(whole, shown, ' ');
}

/** Describes the parts that its row does not show. */
function describeCause(cause: Cause, logsShown: Set<string>): Block {
  const { deciding, first } = cause;
  if (isToldWhole(cause)) return describeCellBriefly(first, logsShown);
  const names = [...new Set(deciding.map(nameOf))];
  const words =
    names.length > 1 && first.verdict === 'affected' ? 'have the bug' : verdictWords[first.verdict];
  const contradiction = deciding.find(predictionFailed);
  return {
    kind: 'cell',
    verdict: first.verdict,
    headline: `${listed(names, inBlock.names)} ${placeOrPlatform(cause)} ${words}`,
    body: [
      ...(contradiction === undefined ? [] : [paragraph(predictionWords(contradiction), 'loud')]),
      { kind: 'facts', facts: factsOf(cause) },
    ],
  };
}

/** A pin holds on every platform, so its place says more. */
function placeOrPlatform({ deciding, first }: Cause): string {
  const places = placesOf(deciding);
  if (first.goos !== 'any' || places.length === 0) return `on ${platform(first)}`;
  return `in ${isCut(places) ? `${places.length} places` : placeWords(places, inRow.places)}`;
}

const isCut = (places: readonly unknown[]): boolean => places.length > inRow.places + 1;

function factsOf({ deciding, first, readers }: Cause): Fact[] {
  const places = placesOf(deciding);
  const uses = usesOf(deciding);
  const fix = adviceOf(deciding, (text) => text);
  return [
    { label: 'Why', text: reasonsOf(deciding, inBlock.reasons) },
    { label: 'Where', text: isCut(places) ? placeWords(places, inBlock.places) : '' },
    { label: 'Used on', text: uses.length > 1 ? placeWords(uses, inBlock.places) : '' },
    { label: 'Read in', text: placeWords(placesOf(readers), inBlock.places) },
    { label: 'Fix', text: fix === adviceOf(deciding, firstClause) ? '' : fix, tone: 'strong' as const },
    { label: 'Policy', text: first.acceptance === undefined ? '' : acceptanceWords(first.acceptance) },
  ].filter(({ text }) => text !== '');
}

/** The facts about a release are the same wherever it is pinned, so they are shown once, below all. */
const evidenceOf = (causes: readonly Cause[]): string =>
  listed(
    causes.flatMap(({ deciding }) => deciding.flatMap(({ evidence }) => evidence.map(evidenceWords))),
    inBlock.evidence,
    '; ',
  );

const evidenceWords = (evidence: Evidence): string => `${speaker(evidence)}: ${evidence.detail}`;
