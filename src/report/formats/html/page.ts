/** The frame of the page: what stands on it, in which order, and within which size. */
import { createHash } from 'node:crypto';
import type { Bug } from '../../../bugs/bug.js';
import type { Cell, HostRecord, Report } from '../../../model/report.js';
import { sanitiseLine } from '../../../text/sanitise.js';
import { decides } from '../../../verdict/overall.js';
import { elapsed } from '../../page/describe-report.js';
import { linesTable } from '../../page/describe-table.js';
import type { Fact } from '../../page/document.js';
import {
  duration,
  exitCodeWords,
  passedOverWords,
  plural,
  verdictTally,
  verdictWords,
} from '../../page/words.js';
import { drawBanner, titleOf } from './banner.js';
import { drawBlock } from './blocks.js';
import { drawCellsTable } from './cell-cards.js';
import { cellFindings, gateFindings, type Findings } from './findings.js';
import { drawFlameGraphs, profilesOf } from './pictures/flame-graphs.js';
import { badge } from './marks.js';
import { element, lines, ownScript, ownStyle, type Markup } from './markup.js';
import { drawReleaseStrips, stripsOf } from './pictures/release-strips.js';
import { script } from './script.js';
import { styles } from './styles.js';
import { gridOf } from '../../page/target-grid/grid.js';
import { drawTargetGrid } from './pictures/target-grid.js';

/** Rows of the table; a row of the longest texts is cut by its columns, a report of thousands of cells here. */
const mostRows = 600;
/** Fewer things need no search. */
const worthSearching = 5;
const shownVerdicts = ['affected', 'inconclusive', 'fixed', 'not-applicable'] as const;

export function drawPage(report: Report, bug: Bug | null): string {
  const page = lines(element('html', { lang: 'en' }, drawHead(report), '\n', drawBody(report, bug), '\n'));
  return `<!doctype html>\n${String(page)}\n`;
}

function drawHead(report: Report): Markup {
  // A second safeguard beside escaping: even markup that got through could load and run nothing.
  const policy = `default-src 'none'; style-src '${hashOf(styles)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
  return element(
    'head',
    {},
    '\n',
    lines(
      element('meta', { charset: 'utf-8' }),
      element('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
      element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      element('meta', { name: 'color-scheme', content: 'light dark' }),
      element('title', {}, sanitiseLine(`${report.verdict}: ${titleOf(report)}`)),
      ownStyle(styles),
    ),
    '\n',
  );
}

const hashOf = (code: string): string => `sha256-${createHash('sha256').update(code).digest('base64')}`;

function drawBody(report: Report, bug: Bug | null): Markup {
  const findings = report.kind === 'gate' ? gateFindings(report.cells) : cellFindings(report);
  const grid = gridOf(report);
  const pictures = [
    drawReleaseStrips(stripsOf(report, bug?.predictions ?? {}), findings.linkOf),
    grid === null ? null : drawTargetGrid(grid, findings.linkOf),
  ];
  const isAboutMany = report.kind !== 'run' && report.kind !== 'gate';
  return element(
    'body',
    {},
    '\n',
    lines(
      element('a', { class: 'skip', href: '#content' }, 'Skip to the findings'),
      drawBanner(report, bug?.links ?? []),
      element(
        'main',
        { id: 'content' },
        '\n',
        lines(
          report.lines === undefined ? null : drawLines(report.lines),
          ...(isAboutMany ? pictures : []),
          ...drawFindings(report, findings),
          drawFlameGraphs(profilesOf(report, bug?.recordedProfiles ?? [])),
          ...(isAboutMany ? [] : pictures),
          drawEnvironment(report),
        ),
        '\n',
      ),
      ownScript(script),
    ),
    '\n',
  );
}

const drawLines = (reported: NonNullable<Report['lines']>): Markup =>
  drawSection('lines', 'Boundaries', drawBlock(linesTable(reported)));

function drawFindings({ cells, kind }: Report, { groups, linkOf, omitted }: Findings): Markup[] {
  if (cells.length === 0) return [];
  const cards = groups.map(({ cards: ofGroup, tally, title }, index) =>
    ofGroup.length === 0
      ? null
      : drawSection(
          `findings-${index + 1}`,
          title,
          tally === '' ? null : element('p', { class: 'dim' }, tally),
          ...ofGroup,
        ),
  );
  const table = kind === 'gate' || cells.length < 2 ? null : drawTableSection(cells, linkOf);
  return [
    cells.length < worthSearching ? null : drawSearch(cells, kind),
    // Of few, people read the evidence; of many, they look one up.
    ...(cells.length < worthSearching ? [...cards, table] : [table, ...cards]),
    omitted === 0
      ? null
      : element('p', { class: 'dim' }, `And ${omitted} more, which are in the JSON report (-o json=FILE).`),
  ].filter((part) => part !== null);
}

function drawTableSection(cells: readonly Cell[], linkOf: Findings['linkOf']): Markup {
  const rows = cells.slice(0, mostRows);
  return drawSection(
    'cells',
    'All that was asked',
    drawCellsTable(rows, linkOf),
    rows.length === cells.length
      ? null
      : element(
          'p',
          { class: 'dim' },
          `And ${cells.length - rows.length} more, which are in the JSON report.`,
        ),
  );
}

function drawSection(id: string, title: string, ...content: readonly (Markup | null)[]): Markup {
  const heading = `${id}-title`;
  return element(
    'section',
    { id, 'aria-labelledby': heading },
    element('h2', { id: heading }, title),
    ...content,
  );
}

/** The things that the answer at the top counts. */
const countedThings = {
  run: 'result',
  matrix: 'result',
  bisect: 'result',
  gate: 'finding',
  scan: 'release',
} as const satisfies Record<Report['kind'], string>;

/** Needs the script, and is hidden without. */
function drawSearch(cells: readonly Cell[], kind: Report['kind']): Markup {
  const present = shownVerdicts.filter((verdict) => cells.some((cell) => cell.verdict === verdict));
  return element(
    'form',
    { class: 'search needs-script', role: 'search', id: 'search' },
    element(
      'label',
      {},
      element('span', {}, 'Search'),
      element('input', { type: 'search', autocomplete: 'off', placeholder: 'release, file, words' }),
      element('kbd', { 'aria-hidden': 'true' }, '/'),
    ),
    element(
      'span',
      { class: 'chips', role: 'group', 'aria-label': 'verdicts to show' },
      ...present.map((verdict) =>
        element('button', { type: 'button', 'aria-pressed': 'true', 'data-shows': verdict }, badge(verdict)),
      ),
    ),
    element(
      'span',
      { class: 'chips' },
      element('button', { type: 'button', 'data-opens': 'all' }, 'Open all'),
      element('button', { type: 'button', 'data-opens': 'none' }, 'Close all'),
    ),
    element('output', { 'data-counted': plural(cells.filter(decides).length, countedThings[kind]) }, ''),
  );
}

function drawEnvironment(report: Report): Markup {
  const { tool, host, hosts = [host], startedAt } = report;
  const facts: readonly Fact[] = [
    { label: 'Verdict', text: `${report.verdict}: ${verdictWords[report.verdict]}`, tone: report.verdict },
    { label: 'Counted', text: verdictTally(report) },
    ...passedOverWords(report).map((text) => ({ label: 'Passed over', text })),
    { label: 'Exit code', text: `${report.exitCode}: ${exitCodeWords(report)}` },
    { label: 'Took', text: `${duration(elapsed(report))}, started ${startedAt}` },
    { label: hosts.length === 1 ? 'Host' : 'Hosts', text: hosts.map(hostWords).join('; ') },
    { label: 'Tool', text: `${tool.name} ${tool.version}` },
  ];
  return drawSection('environment', 'Summary', drawBlock({ kind: 'facts', facts }));
}

const hostWords = ({ os, arch, kernel, cpus, libc }: HostRecord): string =>
  `${os}/${arch}, ${kernel}, ${libc}, ${plural(cpus, 'CPU')}`;
