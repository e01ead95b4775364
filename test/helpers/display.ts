import type { DisplayClock, DisplayWriter } from '../../src/report/progress/display.js';

/** A clock that moves only when told, and calls what was asked for on the way. */
export function createFakeClock(startMs = Date.UTC(2026, 10, 23, 10)) {
  let nowMs = startMs;
  const timers = new Set<{ dueMs: number; readonly intervalMs: number; readonly tick: () => void }>();
  const clock: DisplayClock = {
    now: () => nowMs,
    every: (intervalMs, tick) => {
      const timer = { dueMs: nowMs + intervalMs, intervalMs, tick };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  const advance = (milliseconds: number): void => {
    const endMs = nowMs + milliseconds;
    for (;;) {
      const next = [...timers].filter(({ dueMs }) => dueMs <= endMs).toSorted((a, b) => a.dueMs - b.dueMs)[0];
      if (next === undefined) break;
      nowMs = next.dueMs;
      next.dueMs += next.intervalMs;
      next.tick();
    }
    nowMs = endMs;
  };
  return { clock, advance, running: () => timers.size };
}

/**
 * A terminal that keeps its screen: understands newline, carriage return, cursor up and erasing of a line, and folds
 * lines at its width as terminals do. Anything else that is not text is an error.
 */
export function createFakeTerminal(columns: number, rows = 24) {
  /** The width at which lines are folded, also if the terminal does not say it. */
  let folds = columns;
  let screen: string[] = [''];
  let row = 0;
  const terminal = {
    columns,
    rows,
    writes: 0,
    write(text: string) {
      terminal.writes += 1;
      for (const [token] of text.matchAll(/\x1b\[\d*[AK]|\x1b\[\d+m|\n|\r|[^\x1b\n\r]+|\x1b/g)) draw(token);
      return true;
    },
    /** Lines on the screen, without empty ones at its end. */
    lines: () => screen.slice(0, screen.findLastIndex((line) => line !== '') + 1),
    /** Makes the window narrower: what was drawn is folded, and the cursor moves down with it. */
    resize(width: number) {
      const above = screen.slice(0, row).flatMap((line) => fold(line, width));
      const below = screen.slice(row).flatMap((line) => fold(line, width));
      screen = [...above, ...below];
      row = above.length;
      terminal.columns = width;
      folds = width;
    },
  };
  const draw = (token: string): void => {
    const up = /^\x1b\[(\d+)A$/.exec(token);
    if (up !== null) row = Math.max(0, row - Number(up[1]));
    else if (token === '\x1b[2K') screen[row] = '';
    else if (token === '\n') {
      row += 1;
      if (screen[row] === undefined) screen.push('');
    } else if (token.startsWith('\x1b') && !token.endsWith('m')) throw new Error(`not understood: ${token}`);
    else if (token !== '\r' && !token.startsWith('\x1b')) {
      const [first = '', ...more] = fold(token, folds);
      screen[row] = first;
      for (const part of more) {
        row += 1;
        screen[row] = part;
      }
    }
  };
  return terminal satisfies DisplayWriter;
}

const fold = (line: string, width: number): string[] =>
  line === '' ? [''] : (line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? []);
