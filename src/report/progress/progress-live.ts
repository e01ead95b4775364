/** Live progress on a terminal: a few lines that are redrawn in place and gone at the end. */
import type { DisplayWriter, Progress, ProgressOptions } from './display.js';
import type { Tone } from '../page/document.js';
import { createPaint, type Paint } from '../page/paint.js';
import { lastingNote } from './progress-notes.js';
import { advanceProgress, startProgress, type ProgressState } from './progress-state.js';
import { activityWords, wholeTimes, wholeWords } from './progress-words.js';
import { sanitiseLine } from '../../text/sanitise.js';
import { displayWidth, padEnd, shorten } from '../page/width.js';
import { tally } from '../page/words.js';

/** Often enough for a counter of tenths, rare enough to cost nothing. */
const redrawMs = 100;
const mostLines = 12;
/** Names of what a work is at are not cut to less. */
const leastName = 12;

/**
 * Goes up through as many rows and erases each. CSI sequences of ECMA-48: cursor up, erase the line. Nothing erases
 * below the cursor, since tmux keeps a screen that is erased from its top as history.
 */
const upAndErase = (rows: number): string => `\r${'\x1b[1A\x1b[2K'.repeat(rows)}`;

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
    // One write, so that a terminal never shows the moment between erasing and drawing.
    const text = `${eraser(drawn, writer)}${above}${lines.map(({ painted }) => `${painted}\n`).join('')}`;
    if (text !== '') writer.write(text);
    drawn = lines;
    lastDrawMs = clock.now();
  };
  const hide = (): void => {
    if (drawn.length > 0) writer.write(eraser(drawn, writer));
    drawn = [];
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
    hide,
    close: () => {
      if (closed) return;
      closed = true;
      stop();
      hide();
    },
  };
}

/** Erases the drawn lines: each takes more rows in a window that was made narrower since then, which has folded it. */
function eraser(drawn: readonly DrawnLine[], writer: DisplayWriter): string {
  if (drawn.length === 0) return '';
  const columns = columnsOf(writer);
  return upAndErase(drawn.reduce((rows, { width }) => rows + Math.max(1, Math.ceil(width / columns)), 0));
}

/** A pseudo-terminal whose size nobody has set says 0. */
const columnsOf = ({ columns = 0 }: DisplayWriter): number => (columns === 0 ? 80 : Math.max(20, columns));
const rowsOf = ({ rows = 0 }: DisplayWriter): number => (rows === 0 ? 24 : rows);

interface Row {
  readonly name: string;
  readonly text: string;
  readonly tone: Tone;
}

/** Draws a header, the current activities, and above it as many of the last answers as there is room for. */
function drawLines(state: ProgressState, nowMs: number, writer: DisplayWriter, paint: Paint): DrawnLine[] {
  const width = columnsOf(writer) - 1;
  const room = Math.max(1, Math.min(mostLines, rowsOf(writer) - 2)) - 1;
  const active = [...state.activities].map(([name, activity]): Row => ({
    name,
    text: activityWords(activity, nowMs),
    tone: 'plain',
  }));
  const answered = isMany(state)
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
    draw('strong', headerLine(state, nowMs, width)),
    ...rows.map(({ name, text, tone }) => draw(tone, `  ${nameColumn(name, nameWidth)}  ${text}`)),
    ...(hidden === 0 ? [] : [draw('dim', `  … ${hidden} more`)]),
  ];
}

/** `3 of 8 done · 41 s · about 12 s left · 1 affected, 2 fixed`: as much of it as fits, the first the most needed. */
function headerLine(state: ProgressState, nowMs: number, width: number): string {
  const { whole } = state;
  const words = [
    ...(whole === null ? [] : [wholeWords(whole)]),
    ...wholeTimes(state, nowMs),
    ...(isMany(state) ? [tally(state.finished.map(({ verdict }) => verdict)).join(', ')] : []),
  ].filter((part) => part !== '');
  const header = words.reduce((line, part) => {
    const longer = line === '' ? part : `${line} · ${part}`;
    return line === '' || displayWidth(longer) <= width ? longer : line;
  }, '');
  const left = width - displayWidth(header) - 3;
  const at = sanitiseLine(whole?.at ?? '');
  return at === '' || left < leastName ? header : `${header} · ${shorten(at, left)}`;
}

const isMany = ({ whole }: ProgressState): boolean => whole?.kind === 'cells' || whole?.kind === 'bisect';

const nameColumn = (name: string, width: number): string =>
  padEnd(shortenName(sanitiseLine(name), width), width);

/** The end of a path tells more than its beginning. */
function shortenName(name: string, width: number): string {
  if (!/[/\\]/.test(name) || displayWidth(name) <= width) return shorten(name, width);
  const points = Array.from(name);
  while (displayWidth(points.join('')) > width - 1) points.shift();
  return `…${points.join('')}`;
}
