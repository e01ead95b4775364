/** Live progress on a terminal: a few lines that are redrawn in place and gone at the end. */
import type { DisplayWriter, Progress, ProgressOptions } from './display.js';
import type { Tone } from '../page/document.js';
import { createPaint, type Paint } from '../page/paint.js';
import { lastingNote } from './progress-notes.js';
import {
  advanceProgress,
  remainingMs,
  startProgress,
  type Activity,
  type ProgressState,
} from './progress-state.js';
import { sanitiseLine } from '../../text/sanitise.js';
import { displayWidth, padEnd, shorten } from '../page/width.js';
import { duration, tally } from '../page/words.js';

/** Often enough for a counter of tenths, rare enough to cost nothing. */
const redrawMs = 100;
const mostLines = 12;

/** CSI sequences of ECMA-48: cursor up, erase from the cursor to the end of the screen. */
const upAndErase = (rows: number): string => (rows === 0 ? '' : `\x1b[${rows}A`) + '\r\x1b[0J';

interface DrawnLine {
  readonly painted: string;
  readonly width: number;
}

export function createLiveProgress({ writer, clock, colour }: ProgressOptions): Progress {
  const paint = createPaint(colour);
  let state = startProgress(clock.now());
  let drawn: readonly DrawnLine[] = [];
  let lastDrawMs = Number.NEGATIVE_INFINITY;
  let closed = false;

  const redraw = (above = ''): void => {
    const lines = drawLines(state, clock.now(), writer, paint);
    const erase = drawn.length === 0 ? '' : upAndErase(rowsOf(drawn, writer));
    // One write, so that a terminal never shows the moment between erasing and drawing.
    const text = `${erase}${above}${lines.map(({ painted }) => `${painted}\n`).join('')}`;
    if (text !== '') writer.write(text);
    drawn = lines;
    lastDrawMs = clock.now();
  };
  const stop = clock.every(redrawMs, () => redraw());

  return {
    sink: (event) => {
      if (closed) return;
      state = advanceProgress(state, event, clock.now());
      const note = lastingNote(event);
      if (note !== null) redraw(`${paint(note.tone, sanitiseLine(note.text))}\n`);
      else if (clock.now() - lastDrawMs >= redrawMs) redraw();
    },
    close: () => {
      if (closed) return;
      closed = true;
      stop();
      if (drawn.length > 0) writer.write(upAndErase(rowsOf(drawn, writer)));
      drawn = [];
    },
  };
}

/** Rows that the drawn lines take now: a window that was made narrower since then has folded them. */
function rowsOf(drawn: readonly DrawnLine[], writer: DisplayWriter): number {
  const columns = columnsOf(writer);
  return drawn.reduce((rows, { width }) => rows + Math.max(1, Math.ceil(width / columns)), 0);
}

const columnsOf = ({ columns }: DisplayWriter): number => Math.max(20, columns ?? 80);

interface Row {
  readonly name: string;
  readonly text: string;
  readonly tone: Tone;
}

/** Draws a header, the current activities, and above it as many of the last answers as there is room for. */
function drawLines(state: ProgressState, nowMs: number, writer: DisplayWriter, paint: Paint): DrawnLine[] {
  const width = columnsOf(writer) - 1;
  const room = Math.max(1, Math.min(mostLines, (writer.rows ?? 24) - 2)) - 1;
  const active = [...state.activities].map(([name, activity]): Row => ({
    name,
    text: activityText(activity, nowMs),
    tone: 'plain',
  }));
  const answered = isMatrix(state)
    ? state.finished.map(({ name, verdict }): Row => ({ name, text: verdict, tone: verdict }))
    : [];
  const hidden = Math.max(0, active.length - room);
  const rows = [
    ...answered.slice(Math.max(0, answered.length - Math.max(0, room - active.length))),
    ...active.slice(0, room),
  ].slice(0, room);
  const nameWidth = Math.min(30, Math.max(0, ...rows.map(({ name }) => displayWidth(sanitiseLine(name)))));
  const draw = (tone: Tone, text: string): DrawnLine => {
    const line = shorten(text, width);
    return { painted: paint(tone, line), width: displayWidth(line) };
  };
  return [
    draw('strong', headerLine(state, nowMs)),
    ...rows.map(({ name, text, tone }) => draw(tone, `  ${nameColumn(name, nameWidth)}  ${text}`)),
    ...(hidden === 0 ? [] : [draw('dim', `  … ${hidden} more`)]),
  ];
}

/** `3 of 8 done: 1 affected, 2 fixed · 41 s, about 12 s left`. */
function headerLine(state: ProgressState, nowMs: number): string {
  const left = remainingMs(state, nowMs);
  const time = `${duration(nowMs - state.startedMs)}${left === null ? '' : `, about ${Math.ceil(left / 1000)} s left`}`;
  return [...matrixWords(state), ...(state.bisect === null ? [] : [sanitiseLine(state.bisect)]), time].join(
    ' · ',
  );
}

const isMatrix = ({ totalCells }: ProgressState): boolean => totalCells !== null && totalCells > 1;

function matrixWords(state: ProgressState): string[] {
  if (!isMatrix(state)) return [];
  const verdicts = tally(state.finished.map(({ verdict }) => verdict)).join(', ');
  return [`${state.finished.length} of ${state.totalCells} done${verdicts === '' ? '' : `: ${verdicts}`}`];
}

const nameColumn = (name: string, width: number): string => padEnd(shorten(sanitiseLine(name), width), width);

function activityText({ doing, count, sinceMs, dueMs }: Activity, nowMs: number): string {
  const left = dueMs === null || dueMs <= nowMs ? '' : `, about ${Math.ceil((dueMs - nowMs) / 1000)} s left`;
  return `${[doing, ...(count === '' ? [] : [count])].join(' ')} (${duration(nowMs - sinceMs)}${left})`;
}
