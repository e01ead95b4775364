/** Every cell of a report: a table to search, and a card with all that is known of each. */
import type { Cell } from '../../../model/report.js';
import { releasesOfLine, embeddedCatalogue } from '../../../release/catalogue.js';
import { lineOf, parseGoVersion } from '../../../model/go-version.js';
import { describeCell } from '../../page/describe-cell.js';
import { cellsTable, splitTargets } from '../../page/describe-table.js';
import { nameOf } from '../../page/words.js';
import { decides } from '../../../verdict/overall.js';
import { copyButton, drawBlock, drawTable } from './blocks.js';
import { drawFlagTimeline } from './pictures/flag-timeline.js';
import { changesOf, outwardLink, releaseNotes } from './links.js';
import { cellBadge } from './marks.js';
import { element, type Markup } from './markup.js';
import { drawTrialStrips } from './pictures/trial-strips.js';

export const cellId = (index: number): string => `cell-${index + 1}`;

/** A cell and its number in the report. */
interface NumberedCell {
  readonly cell: Cell;
  readonly index: number;
}

/** The cells that a row or a card is about, so that the search counts each once; those told aside are not counted. */
export const countedCells = (cells: readonly NumberedCell[]): string =>
  cells
    .filter(({ cell }) => decides(cell))
    .map(({ index }) => index + 1)
    .join(' ');

/**
 * Draws the card of a cell.
 * @param isOpen false: only its headline shows until it is opened
 * @param differing the parts of its target that distinguish it from others of its name
 */
export function drawCellCard(cell: Cell, index: number, isOpen: boolean, differing = ''): Markup {
  const block = describeCell(cell, differing);
  const headline = block.kind === 'cell' ? block.headline : nameOf(cell);
  const body = block.kind === 'cell' ? block.body : [block];
  const told = body.filter(({ kind }) => kind === 'paragraph' || kind === 'facts');
  const shown = body.filter((one) => !told.includes(one));
  return element(
    'details',
    {
      class: 'card item',
      id: cellId(index),
      open: isOpen,
      'data-verdict': cell.verdict,
      'data-cells': countedCells([{ cell, index }]),
    },
    element('summary', {}, element('h3', {}, cellBadge(cell), ' ', headline)),
    ...told.map(drawBlock),
    drawLinks(cell),
    drawCommand(cell),
    ...drawTimelines(cell),
    drawTrialStrips(cell.trials, cell.evidence),
    ...shown.map(drawBlock),
  );
}

/** A bisect asks again on both sides of a boundary, and reads the same. */
function drawTimelines({ evidence }: Cell): Markup[] {
  const drawn = evidence.flatMap(({ probe = '', readings = [] }) =>
    readings.length === 0 ? [] : [drawFlagTimeline(probe, readings)],
  );
  return [...new Map(drawn.map((timeline) => [String(timeline), timeline])).values()];
}

/** Notes of the release and of the one to move to, and the changes that the latter brought. */
function drawLinks({ fix = '', go }: Cell): Markup | null {
  const target = /\bgo\d{1,3}\.\d{1,3}\.\d{1,4}\b/.exec(fix)?.[0];
  const releases = [...new Set([go, target])].flatMap((release) => release ?? []);
  const links = releases.flatMap((release) => {
    const notes = releaseNotes(release);
    return notes === null ? [] : [outwardLink(notes, `notes of ${release}`)];
  });
  const changes = target === undefined ? null : changesInto(target);
  const all = [...links, ...(changes === null ? [] : [outwardLink(changes, `changes in ${target ?? ''}`)])];
  return all.length === 0 ? null : element('p', { class: 'links' }, ...all);
}

function changesInto(release: string): string | null {
  const version = parseGoVersion(release);
  return version === null ? null : changesOf(release, releasesOfLine(embeddedCatalogue, lineOf(version)));
}

/** The command that asks again, where the subject is a plain word. */
function drawCommand({ subject, trials }: Cell): Markup | null {
  if (trials.length === 0 || !/^[\w.]{1,40}$/.test(subject)) return null;
  const command = `cgoprof-repro --go ${subject}`;
  return element(
    'p',
    { class: 'command copied' },
    'Ask again: ',
    element('code', { class: 'to-copy' }, command),
    ' ',
    copyButton('Copy the command'),
  );
}

/** The rows of all cells; those that have a card lead to it. */
export function drawCellsTable(cells: readonly Cell[], cellLink: (index: number) => string | null): Markup {
  const block = cellsTable(cells, splitTargets(cells));
  if (block.kind !== 'table') return drawBlock(block);
  return drawTable(
    block.table,
    (row, column, text) => {
      const cell = cells[row];
      const title = block.table.columns[column]?.title;
      if (cell === undefined) return text;
      const link = cellLink(row);
      if (title === 'Subject' && link !== null) return element('a', { href: link }, text);
      return title === 'Verdict' ? cellBadge(cell) : text;
    },
    (row) => ({
      class: 'item',
      'data-verdict': cells[row]?.verdict,
      'data-cells': countedCells(cells.slice(row, row + 1).map((cell) => ({ cell, index: row }))),
    }),
  );
}
