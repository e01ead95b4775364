/**
 * An issue at golang/go, ready to paste: the fields of its form
 * (https://github.com/golang/go/blob/master/.github/ISSUE_TEMPLATE/00-bug.yml), filled, under the headings that the form
 * makes. Nothing in it refers to another issue in a way that would list it there.
 */
import { bugNamed } from '../../bugs/table.js';
import type { Cell, Report } from '../../model/report.js';
import { bisectFacts, changeWords } from '../page/issue/bisect-block.js';
import { decisiveTrial, trialTitle } from '../page/describe-cell.js';
import { linesTable, splitTargets, trialWords } from '../page/describe-table.js';
import type { Block } from '../page/document.js';
import { escapeMarkdown, fenceMarkdown } from '../page/escape.js';
import { tableOf, type ColumnOf } from '../page/plain-table.js';
import { commandLine, hostWords, toolWords } from '../page/issue/provenance.js';
import { releaseChanges, type ReleaseChange } from '../page/issue/release-change.js';
import { readingsOf, timeline } from '../page/issue/timeline.js';
import {
  firstLines,
  nameOf,
  platform,
  plural,
  target,
  verdictTally,
  verdictWords,
  verdictWord,
} from '../page/words.js';
import { drawMarkdownBlocks, folded } from './markdown.js';

/** GitHub takes 65,536 characters. The rest is for the words of the person who files it. */
const mostBytes = 60_000;

/** How much is shown of what may be long. */
interface Limits {
  /** Of tables and lists. */
  readonly rows: number;
  readonly logs: number;
  readonly lines: number;
  /** Characters of one text. */
  readonly text: number;
}

/** The first with which it fits is taken; with the last one it does, whatever the report holds. */
const limitsToTry: readonly Limits[] = [
  { rows: 200, logs: 6, lines: 60, text: 400 },
  { rows: 60, logs: 3, lines: 40, text: 300 },
  { rows: 20, logs: 1, lines: 20, text: 200 },
  { rows: 4, logs: 1, lines: 10, text: 80 },
];

export function renderIssue(report: Report): string {
  let text = '';
  for (const limits of limitsToTry) {
    text = issueWithin(report, limits);
    if (new TextEncoder().encode(text).length <= mostBytes) break;
  }
  return text;
}

function issueWithin(report: Report, limits: Limits): string {
  const parts = [
    ...withoutTheBug(report),
    '### Go version',
    goVersions(report, limits),
    '### Output of `go env` in your module/workspace:',
    ...goEnv(report, limits),
    '### What did you do?',
    ...doing(report, limits),
    '### What did you see happen?',
    ...seeing(report, limits),
    '### What did you expect to see?',
    expecting(report),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Tells somebody who is about to file it that there is nothing to file. */
function withoutTheBug({ cells, lines = [] }: Report): string[] {
  const onALine = lines.some(({ ranges, status }) => ranges.length > 0 && status !== 'cannot-tell');
  if (onALine || cells.some(isAffected)) return [];
  const open = cells.filter(({ verdict, skipped }) => verdict === 'inconclusive' || skipped !== undefined);
  return [
    open.length === 0
      ? '**Nothing here shows the bug: a bug report would have nothing to report.**'
      : `**Nothing here was found to have the bug, and ${open.length} of ${cells.length} could not be decided: there is nothing to report yet.**`,
  ];
}

/** True if a program was run with it; otherwise sources and files were read, and nothing else is said of it. */
const wasRun = ({ trials }: Cell): boolean => trials.length > 0;

const anythingWasRun = ({ cells, lines = [] }: Report): boolean =>
  cells.some(wasRun) || lines.some(({ tested = [] }) => tested.length > 0);

const notRun = 'read, not run';

const cut = (text: string, { text: most }: Limits): string =>
  text.length > most ? `${text.slice(0, most)}…` : text;

const cutLines = (text: string, limits: Limits): string =>
  firstLines(text, limits.lines)
    .map((line) => cut(line, limits))
    .join('\n');

/** As `go version` prints it, for those that ran; others are only named. */
function goVersions({ cells, host }: Report, limits: Limits): string {
  const ran = releasesOf(cells.filter(wasRun));
  if (ran.length > 0) {
    const lines = ran.map((go) => `go version ${go} ${host.os}/${host.arch}`);
    return fenceMarkdown(cutLines(lines.join('\n'), limits));
  }
  const read = releasesOf(cells.filter(({ skipped }) => skipped === undefined));
  return read.length === 0
    ? 'No release of Go was examined.'
    : escapeMarkdown(cut(`No Go was run. By what was read: ${read.join(', ')}`, limits));
}

const releasesOf = (cells: readonly Cell[]): string[] => [
  ...new Set(cells.flatMap(({ go }) => (go === null ? [] : [go]))),
];

/** The settings of the cell that matters most; the table says in what the others differ. */
function goEnv(report: Report, limits: Limits): string[] {
  const { cells } = report;
  const cell = worst(cells.filter(({ goEnv: settings = [] }) => settings.length > 0));
  if (cell?.goEnv === undefined)
    return [
      anythingWasRun(report)
        ? 'Not known: the report does not have the settings of its builds.'
        : 'Not known: nothing was built for this report.',
    ];
  const goroot = cell.toolchain === null ? [] : [{ name: 'GOROOT', value: cell.toolchain.goroot }];
  const lines = [...cell.goEnv, ...goroot].map(({ name, value }) => `${name}='${value}'`);
  const title = `Settings of the build with ${nameOf(cell)} (${target(cell)})`;
  return [
    'The program was built with these settings. No other Go settings get to the build; they are not recorded.',
    folded(cut(title, limits), cutLines(lines.join('\n'), limits)),
  ];
}

const worst = (cells: readonly Cell[]): Cell | undefined =>
  cells.find(isAffected) ?? cells.find(({ verdict }) => verdict === 'inconclusive') ?? cells[0];

const isAffected = ({ skipped, verdict }: Cell): boolean => verdict === 'affected' && skipped === undefined;

function doing(report: Report, limits: Limits): string[] {
  const bug = bugNamed(report.bug);
  const command = commandLine(report);
  const subject = `${escapeMarkdown(cut(report.bug, limits))}${addressOf(report.bug)}`;
  return [
    doingWords(report, subject),
    command === null ? 'The report does not have the command that was typed.' : fenceMarkdown(command, 'sh'),
    ...(bug === null || bug.single === null ? [] : withoutTheTool(report)),
  ];
}

function doingWords(report: Report, subject: string): string {
  const bug = bugNamed(report.bug);
  if (!anythingWasRun(report)) return `${subject}: sources and files were examined for it; nothing was run.`;
  return bug === null ? subject : `${subject}: ${escapeMarkdown(bug.issue.did)}`;
}

/** Go's own short address of an issue is no reference to it. */
function addressOf(bug: string): string {
  const [, number] = /^golang\/go#(\d{1,9})$/.exec(bug) ?? [];
  return number === undefined ? '' : ` (<https://go.dev/issue/${number}>)`;
}

function withoutTheTool({ cells }: Report): string[] {
  // A toolchain that is no release is none that the go command can fetch.
  const affected = cells.filter((cell) => isAffected(cell) && wasRun(cell));
  if (affected.length === 0) return [];
  const release = affected.find(({ go }) => /^go1[\w.]{1,12}$/.test(go ?? ''))?.go;
  return [
    'Without the tool, one Go file shows it, which `cgoprof-repro eject --single` writes:',
    fenceMarkdown(`${typeof release === 'string' ? `GOTOOLCHAIN=${release} ` : ''}go run repro.go`, 'sh'),
  ];
}

function seeing(report: Report, limits: Limits): string[] {
  return [
    ...(report.interrupted ? ['**The run was interrupted: this is partial.**'] : []),
    ...sentences(report, limits),
    ...timelines(report, limits),
    ...drawMarkdownBlocks(shortened(tables(report), limits)),
    ...drawMarkdownBlocks(shortened(boundaries(report), limits)),
    ...logs(report, limits),
    escapeMarkdown(cut(`${toolWords(report)} on ${hostWords(report)}`, limits)),
  ];
}

const sentencesShown = 3;

function sentences(report: Report, limits: Limits): string[] {
  const told = report.cells.filter((cell) => isAffected(cell) || cell.verdict === 'inconclusive');
  const shown = told.slice(0, sentencesShown).map(sentenceOf);
  const all = [...shown, `In all: ${verdictTally(report)}.`];
  return [all.map((sentence) => `- ${escapeMarkdown(cut(sentence, limits))}`).join('\n')];
}

function sentenceOf(cell: Cell): string {
  const { reason, skipped, verdict } = cell;
  const limit = wasRun(cell) || verdict === 'inconclusive' ? '' : ` (${notRun})`;
  return `${nameOf(cell)} on ${platform(cell)} ${verdictWords[verdict]}${limit}: ${skipped?.reason ?? reason}`;
}

/** Of an affected release, and of a fixed one beside it. */
function timelines({ cells }: Report, limits: Limits): string[] {
  const read = cells.flatMap((cell) => {
    const readings = readingsOf(cell);
    return readings === undefined ? [] : [{ cell, readings }];
  });
  const chosen = [
    read.find(({ cell }) => isAffected(cell)),
    read.find(({ cell }) => cell.verdict === 'fixed'),
  ];
  const shown = chosen.flatMap((one) =>
    one === undefined ? [] : [`${nameOf(one.cell)}, ${one.cell.verdict}:\n${timeline(one.readings)}`],
  );
  if (shown.length === 0) return [];
  const text = shown.map((lines) => cutLines(lines, limits)).join('\n\n');
  return ['#### Read from the runtime, in the order of time', fenceMarkdown(text)];
}

function tables(report: Report): Block[] {
  const { cells, lines } = report;
  if (cells.length === 0 && lines === undefined) return [];
  return [
    { kind: 'heading', text: anythingWasRun(report) ? 'Releases' : `Releases: ${notRun}` },
    ...(lines === undefined ? [] : [linesTable(lines)]),
    ...(cells.length === 0 ? [] : [tableOf(columnsFor(cells), cells)]),
  ];
}

/** Without what only this tool knows of releases: its predictions, and how to upgrade. */
function columnsFor(cells: readonly Cell[]): readonly ColumnOf<Cell>[] {
  const { differing } = splitTargets(cells);
  return [
    { title: 'Release', text: nameOf },
    { title: 'Target', text: differing },
    { title: 'Verdict', text: verdictWord },
    { title: 'Trials', text: trialWords },
    { title: 'Note', text: ({ skipped }) => skipped?.reason ?? '' },
  ];
}

/** The changes in which to look for the cause. */
function boundaries(report: Report): Block[] {
  const facts =
    report.lines === undefined
      ? releaseChanges(report).map((change) => ({
          label: 'Compare',
          text: changeWords(change, wasRunOnBothSides(report, change) ? 'run' : 'read'),
        }))
      : bisectFacts(report, report.lines);
  if (facts.length === 0) return [];
  return [
    { kind: 'heading', text: report.lines === undefined ? 'Changes between the releases' : 'Bisect' },
    { kind: 'facts', facts },
  ];
}

/** The sources are what both sides have in common if one of them was not run. */
const wasRunOnBothSides = ({ cells }: Report, { after, before }: ReleaseChange): boolean =>
  [after, before].every((release) => cells.some((cell) => cell.go === release && wasRun(cell)));

/** Cuts the blocks that are made here; the others are short. */
function shortened(blocks: readonly Block[], limits: Limits): Block[] {
  const { rows } = limits;
  return blocks.map((block): Block => {
    if (block.kind === 'facts') {
      const facts = block.facts.slice(0, rows).map((fact) => ({ ...fact, text: cut(fact.text, limits) }));
      return { kind: 'facts', facts };
    }
    if (block.kind !== 'table') return block;
    const { columns, rows: all } = block.table;
    const shown = all
      .slice(0, rows)
      .map((row) => row.map((cell) => ({ ...cell, text: cut(cell.text, limits) })));
    const more = all.length - shown.length;
    const note = columns.map((_, index) => ({
      text: index === 0 ? `… ${plural(more, 'more row')}` : '',
      tone: 'dim' as const,
    }));
    return { kind: 'table', table: { columns, rows: more > 0 ? [...shown, note] : shown } };
  });
}

/** One log of each kind of end, since those of a kind are alike. */
function logs({ cells }: Report, limits: Limits): string[] {
  const seen = new Set<string>();
  const shown = cells.flatMap((cell) => {
    const trial = decisiveTrial(cell.trials);
    const kind = trial?.signature ?? trial?.outcome;
    if (trial === undefined || kind === undefined || trial.log.trim() === '' || seen.has(kind)) return [];
    seen.add(kind);
    return [folded(cut(`${nameOf(cell)}: ${trialTitle(trial)}`, limits), cutLines(trial.log, limits))];
  });
  return shown.slice(0, limits.logs);
}

function expecting({ bug: name, cells }: Report): string {
  const bug = bugNamed(name);
  const fixed = cells.filter(({ go, skipped, verdict }) => verdict === 'fixed' && go !== null && !skipped);
  const [ran] = releasesOf(fixed.filter(wasRun));
  const [read] = releasesOf(fixed);
  const bySource = read === undefined ? '' : ` By what was ${notRun}, ${read} does not have the bug.`;
  const seen = ran === undefined ? bySource : ` So it is with ${ran}.`;
  return escapeMarkdown(`${bug?.issue.expected ?? 'None of this.'}${seen}`);
}
