/** A whole report as blocks. */
import type { Cell, HostRecord, Report } from '../../model/report.js';
import { unreachable } from '../../model/unreachable.js';
import { bisectBlock } from './issue/bisect-block.js';
import { describeCell, describeCellBriefly } from './describe-cell.js';
import { describeGate } from './describe-gate.js';
import { cellsTable, distinguishing, splitTargets, linesTable, countSources } from './describe-table.js';
import { exitCodes, type Verdict } from '../../model/verdict.js';
import { decides } from '../../verdict/overall.js';
import type { Block, Fact } from './document.js';
import { gridBlocks, gridOf } from './target-grid/grid.js';
import { machineWords, toolWords } from './issue/provenance.js';
import { readingsOf, timeline } from './issue/timeline.js';
import { paragraph } from './plain-table.js';
import {
  duration,
  exitCodeWords,
  nameOf,
  passedOverWords,
  plural,
  predictionFailed,
  verdictTally,
  verdictWords,
} from './words.js';

export function describeReport(report: Report): Block[] {
  return [
    titleOf(report),
    ...interruption(report),
    ...findings(report),
    ...conclusion(report),
    ...bisectBlock(report),
  ];
}

/** The bug, and what was asked about it. */
export const titleOf = ({ bug, kind }: Report): Block => ({
  kind: 'title',
  text: `${bug}: ${kindWords[kind]}`,
});

export const kindWords = {
  run: 'reproduction',
  matrix: 'releases and targets',
  bisect: 'boundaries of the affected range',
  gate: 'gate',
  scan: 'static scan of releases',
} as const satisfies Record<Report['kind'], string>;

export function interruption(report: Report): Block[] {
  if (!report.interrupted) return [];
  const results = report.cells.filter(({ skipped }) => skipped === undefined).length;
  const known = results === 0 ? 'no result' : plural(results, 'result');
  return [paragraph(`INTERRUPTED: this report is partial; ${known} came before that.`, 'loud')];
}

function findings(report: Report): Block[] {
  switch (report.kind) {
    case 'run':
      return [
        ...gridOfTargets(report),
        ...report.cells.flatMap((cell) => [describeCell(cell), ...stepsOf(cell)]),
      ];
    case 'gate':
      return describeGate(report);
    case 'matrix':
      return [...gridOfTargets(report), ...overview(report, needsDetails)];
    case 'scan':
      // A scan's affected releases all have the same reason; the table shows the differences.
      return [
        ...sourcesOnly(report),
        ...overview(report, (cell) => needsDetails(cell) && cell.verdict !== 'affected'),
      ];
    case 'bisect':
      return [
        ...(report.lines === undefined ? [] : [linesTable(report.lines)]),
        ...overview(report, (cell) => cell.verdict === 'inconclusive' || predictionFailed(cell)),
      ];
    default:
      return unreachable(report.kind);
  }
}

function gridOfTargets(report: Report): Block[] {
  const grid = gridOf(report);
  return grid === null ? [] : gridBlocks(grid);
}

/** The fact at each step of the nested calls, as it was read. */
function stepsOf(cell: Cell): Block[] {
  const readings = readingsOf(cell);
  if (readings === undefined) return [];
  return [{ kind: 'log', title: `Read in ${nameOf(cell)} at each step`, text: timeline(readings) }];
}

function sourcesOnly({ cells }: Report): Block[] {
  if (cells.length === 0) return [];
  const { read, unverified } = countSources(cells);
  const trust =
    unverified === 0
      ? ''
      : ` ${plural(unverified, 'of them is', 'of them are')} unverified: read from a part of a zip, or from a copy that nothing vouches for.`;
  return [paragraph(`Read from the sources of ${plural(read, 'release')}; nothing was run.${trust}`)];
}

function needsDetails(cell: Cell): boolean {
  return cell.verdict === 'affected' || cell.verdict === 'inconclusive' || predictionFailed(cell);
}

function overview({ cells, kind }: Report, wantsDetails: (cell: Cell) => boolean): Block[] {
  if (cells.length === 0) return [];
  const targets = splitTargets(cells);
  const logsShown = new Set<string>();
  const differing = distinguishing(cells, targets);
  const detailed = cells.filter((cell) => cell.skipped === undefined && decides(cell) && wantsDetails(cell));
  return [
    // A source is the same for every target.
    ...(targets.shared === '' || kind === 'scan' ? [] : [paragraph(`Target: ${targets.shared}`)]),
    cellsTable(cells, targets),
    ...(detailed.length === 0 ? [] : [{ kind: 'heading', text: 'Details' } as const]),
    ...detailed.map((cell) => describeCellBriefly(cell, logsShown, differing(cell))),
  ];
}

function conclusion(report: Report): Block[] {
  const { host } = report;
  const hosts = report.hosts ?? [host];
  return [
    { kind: 'heading', text: 'Summary' },
    {
      kind: 'facts',
      facts: [
        {
          label: 'Verdict',
          text: `${report.verdict}: ${verdictWords[report.verdict]}`,
          tone: report.verdict,
        },
        { label: 'Counted', text: verdictTally(report) },
        ...passedOverWords(report).map((text) => ({ label: 'Passed over', text })),
        ...tableFacts(report),
        ...gateFacts(report),
        { label: 'Exit code', text: `${report.exitCode}: ${exitCodeWords(report)}` },
        { label: 'Took', text: `${duration(elapsed(report))}, started ${report.startedAt}` },
        { label: hosts.length === 1 ? 'Host' : 'Hosts', text: hosts.map(hostWords).join('; '), tone: 'dim' },
        { label: 'Tool', text: toolWords(report), tone: 'dim' },
      ],
    },
  ];
}

const hostWords = (host: HostRecord): string => `${machineWords(host)}, ${plural(host.cpus, 'CPU')}`;

function tableFacts({ cells }: Report): Fact[] {
  const wrong = cells.filter(predictionFailed).length;
  const text = `the release table was wrong about ${plural(wrong, 'toolchain')}`;
  return wrong === 0 ? [] : [{ label: 'Table', text, tone: 'loud' }];
}

function gateFacts({ kind, exitCode, cells }: Report): Fact[] {
  if (kind !== 'gate') return [];
  const accepted = cells.filter(({ acceptance }) => acceptance?.holds === true).length;
  const words = gateWords.get(exitCode);
  if (words === undefined) return [];
  const suffix = accepted === 0 ? '' : `, ${plural(accepted, 'finding')} accepted by the policy`;
  return [{ label: 'Gate', text: words.text + suffix, tone: words.tone }];
}

const gateWords: ReadonlyMap<number, { readonly text: string; readonly tone: Verdict }> = new Map([
  [exitCodes.ok, { text: 'passed', tone: 'fixed' }],
  [exitCodes.affected, { text: 'FAILED', tone: 'affected' }],
  [exitCodes.failed, { text: 'FAILED: something that was named is not there', tone: 'affected' }],
  [exitCodes.inconclusive, { text: 'undecided: something could not be judged', tone: 'inconclusive' }],
]);

/** Milliseconds; never negative, although clocks can be set back while a run goes on. */
export function elapsed(report: Report): number {
  return Math.max(0, Date.parse(report.finishedAt) - Date.parse(report.startedAt)) || 0;
}
