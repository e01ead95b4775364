/**
 * Append-only progress for logs, CI and screen readers: one line an answer, and now and then a sign of life. No line
 * moves the cursor, draws anything or repeats the one before.
 */
import { createPaint } from '../page/paint.js';
import type { Progress, ProgressOptions } from './display.js';
import { plainNote } from './progress-notes.js';
import { advanceProgress, startProgress, type ProgressState } from './progress-state.js';
import { activityWords, wholeTimes, wholeWords } from './progress-words.js';
import { sanitiseLine } from '../../text/sanitise.js';
import { duration } from '../page/words.js';

/** CI systems end jobs that are silent for minutes, but people dislike logs that never are. */
const signOfLifeMs = 30_000;
/** The silence is looked at more often, so that no line comes much later than that. */
const lookMs = 5_000;
/** The parts that a sign of life names. */
const mostParts = 3;

export function createPlainProgress({ writer, clock, colour }: ProgressOptions): Progress {
  const paint = createPaint(colour);
  let state = startProgress(clock.now());
  let lastLineMs = clock.now();
  const print = (line: string): void => {
    lastLineMs = clock.now();
    writer.write(`${line}\n`);
  };
  const stop = clock.every(lookMs, () => {
    const nowMs = clock.now();
    if (nowMs - lastLineMs < signOfLifeMs) return;
    for (const line of signsOfLife(state, nowMs)) print(paint('dim', sanitiseLine(line)));
  });
  return {
    sink: (event) => {
      state = advanceProgress(state, event, clock.now());
      // The cells of a scan are counted, and its report lists them.
      if (event.type === 'cell-finished' && state.whole?.kind === 'scan') return;
      const note = plainNote(event, state.whole !== null);
      if (note !== null) print(paint(note.tone, sanitiseLine(note.text)));
    },
    hide: () => {},
    close: stop,
  };
}

/** The sentence on the parts, then the one on the whole. */
function signsOfLife(state: ProgressState, nowMs: number): string[] {
  const { activities, startedMs, whole } = state;
  // The reason why a part takes long was told when it began.
  const parts = [...activities].map(
    ([subject, activity]) => `${subject}: ${activityWords({ ...activity, why: '' }, nowMs)}`,
  );
  const more = parts.length > mostParts ? [`${parts.length - mostParts} more`] : [];
  const ofParts = [...parts.slice(0, mostParts), ...more].join('; ');
  if (whole !== null) {
    const at = whole.at === '' ? [] : [whole.at];
    const ofWhole = [wholeWords(whole), ...wholeTimes(state, nowMs), ...at].join(', ');
    return ofParts === '' ? [ofWhole] : [ofParts, ofWhole];
  }
  return [ofParts === '' ? `working (${duration(nowMs - startedMs)})` : ofParts];
}
