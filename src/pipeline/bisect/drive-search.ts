import { estimate, nextCandidates, nextSteps, record } from '../../bisect/search.js';
import type { Answer, SearchState } from '../../model/bisect.js';
import { ReproError } from '../../model/errors.js';
import type { EventSink } from '../../model/event.js';
import type { Cell } from '../../model/report.js';
import { mergeCells } from '../../verdict/merge-cells.js';
import { answerOf, concernsRelease, reasonWithout } from './search-answer.js';
import type { Examiner } from '../examine/examiner.js';

export interface BisectProgress {
  readonly state: SearchState;
  /** What the answers rest on, one cell for each release that was examined or could not be had. */
  readonly cells: Cell[];
}

export interface SearchDriver {
  readonly examiner: Examiner;
  readonly skippedCell: (release: string, reason: string) => Cell;
  /** Asked before anything else. */
  readonly first: readonly string[];
  readonly onEvent: EventSink;
  readonly onProgress: (progress: BisectProgress) => Promise<void>;
  readonly signal: AbortSignal;
}

/** One is fetched, one built and one tried. All are wanted whatever the others answer. */
const releasesAtOnce = 3;

type Landing =
  | { readonly kind: 'answered'; readonly release: string; readonly cell: Cell; readonly answer: Answer }
  /** Nothing was learnt about the release; null: because of an interrupt. */
  | { readonly kind: 'failed'; readonly release: string; readonly error: ReproError | null };

/**
 * Examines what the search asks for until it asks no more, or something fails that concerns more than one release.
 * Ends only when nothing is running any more.
 */
export async function driveSearch(
  start: BisectProgress,
  driver: SearchDriver,
): Promise<{ readonly progress: BisectProgress; readonly failure: ReproError | null }> {
  const { signal, onProgress, onEvent } = driver;
  let progress = start;
  let failure: ReproError | null = null;
  const flights = new Map<string, Promise<Landing>>();
  try {
    for (;;) {
      if (failure === null && !signal.aborted) takeOff(progress.state, flights, driver);
      if (flights.size === 0) return { progress, failure };
      const landing = await Promise.race(flights.values());
      flights.delete(landing.release);
      if (landing.kind === 'failed') {
        failure ??= landing.error;
        continue;
      }
      progress = withAnswer(progress, landing);
      await onProgress(progress);
      const done = progress.state.log.length;
      const total = done + estimate(progress.state).steps;
      onEvent({ type: 'cell-finished', cell: landing.cell, index: done - 1, total });
    }
  } finally {
    await Promise.allSettled(flights.values());
  }
}

function takeOff(state: SearchState, flights: Map<string, Promise<Landing>>, driver: SearchDriver): void {
  const { examiner, first, onEvent } = driver;
  const unasked = first.filter((release) => !state.log.some((entry) => entry.release === release));
  const steps = unasked.length > 0 ? unasked.map((release) => ({ track: '', release })) : nextSteps(state);
  const waiting = steps.filter(({ release }) => !flights.has(release));
  for (const { release, track } of waiting.splice(0, Math.max(0, releasesAtOnce - flights.size))) {
    if (track !== '') onEvent({ type: 'bisect-step', line: track, release, ...estimate(state) });
    flights.set(release, fly(release, driver));
  }
  // Which others will be wanted is known only once the doubtful ones have answered.
  if (unasked.length > 0) return;
  const [next] = [...waiting.map(({ release }) => release), ...nextCandidates(state)];
  if (next !== undefined) examiner.fetchAhead(next);
}

async function fly(release: string, { examiner, signal, skippedCell }: SearchDriver): Promise<Landing> {
  try {
    const { cell } = await examiner.examine(release);
    return { kind: 'answered', release, cell, answer: answerOf(cell) };
  } catch (error) {
    if (signal.aborted) return { kind: 'failed', release, error: null };
    if (!(error instanceof ReproError)) throw error;
    if (!concernsRelease(error)) return { kind: 'failed', release, error };
    const reason = reasonWithout(release, error);
    return {
      kind: 'answered',
      release,
      cell: skippedCell(release, reason),
      answer: { kind: 'skip', reason },
    };
  }
}

function withAnswer(
  { state, cells }: BisectProgress,
  { release, answer, cell }: Extract<Landing, { kind: 'answered' }>,
): BisectProgress {
  return { state: record(state, release, answer), cells: mergeCells([...cells, cell]).cells };
}
