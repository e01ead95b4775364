/** Append-only progress for logs and CI: one line an answer, and now and then a sign of life. */
import { createPaint } from '../page/paint.js';
import type { Progress, ProgressOptions } from './display.js';
import { plainNote, type Note } from './progress-notes.js';
import type { Event } from '../../model/event.js';
import { advanceProgress, remainingMs, startProgress } from './progress-state.js';
import { sanitiseLine } from '../../text/sanitise.js';
import { duration } from '../page/words.js';

/** CI systems end jobs that are silent for minutes, but people dislike logs that never are. */
const signOfLifeMs = 15_000;

export function createPlainProgress(
  { writer, clock, colour }: ProgressOptions,
  noteOf: (event: Event) => Note | null = plainNote,
): Progress {
  const paint = createPaint(colour);
  let state = startProgress(clock.now());
  let lastLineMs = clock.now();
  const print = (line: string): void => {
    lastLineMs = clock.now();
    writer.write(`${line}\n`);
  };
  const stop = clock.every(signOfLifeMs, () => {
    if (clock.now() - lastLineMs < signOfLifeMs) return;
    const doing = [...state.activities].map(([subject, { doing, count }]) =>
      sanitiseLine(`${subject}: ${doing}${count === '' ? '' : `, ${count}`}`),
    );
    const left = remainingMs(state, clock.now());
    const rest = left === null ? '' : `, about ${duration(left)} left`;
    print(
      paint('dim', `${doing.join('; ') || 'working'} (${duration(clock.now() - state.startedMs)}${rest})`),
    );
  });
  return {
    sink: (event) => {
      state = advanceProgress(state, event, clock.now());
      const note = noteOf(event);
      if (note !== null) print(paint(note.tone, sanitiseLine(note.text)));
    },
    close: stop,
  };
}
