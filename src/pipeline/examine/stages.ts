import { unreachable } from '../../model/unreachable.js';

/**
 * Runs many jobs through the same stages, each stage at its own width: the next job is fetched while this one builds and
 * the last one is tried. Jobs further on go first, so that results come early and little lies about half done.
 */
export interface Stage<Job> {
  readonly name: string;
  /** Jobs in this stage at once, at least 1. */
  readonly limit: number;
  /** At most so many jobs, at least 1, are in this stage or wait behind it: bounds the disk space of what was fetched ahead. */
  readonly ahead?: number;
  /** `go-on` hands the job to the next stage, `done` ends it here. The signal fires when the result is no longer wanted. */
  readonly run: (job: Job, signal: AbortSignal) => Promise<StageStep<Job>>;
}

export type StageStep<Job> =
  { readonly kind: 'go-on'; readonly job: Job } | { readonly kind: 'done'; readonly job: Job };

/** What became of a job. Every job given to `runStages` comes out as exactly one of these. */
export type Settled<Job> =
  | { readonly kind: 'done'; readonly job: Job }
  | { readonly kind: 'failed'; readonly job: Job; readonly stage: string; readonly error: unknown }
  /** Stopped before it was through; `job` is as its last stage left it. */
  | { readonly kind: 'abandoned'; readonly job: Job };

export interface StagesOptions<Job> {
  readonly signal?: AbortSignal;
  /** Asked after each job, in order of completion; true stops everything else. Default: nothing stops the others. */
  readonly stopAfter?: (settled: Settled<Job>) => boolean;
}

/**
 * Yields each job, all distinct objects, as it is settled. New work starts only while the consumer waits for the next
 * one, so that a result is saved before more is begun. Ends only when nothing is running any more, also when stopped.
 */
export async function* runStages<Job extends object>(
  jobs: Iterable<Job>,
  stages: readonly [Stage<Job>, ...Stage<Job>[]],
  { signal, stopAfter = () => false }: StagesOptions<Job> = {},
): AsyncGenerator<Settled<Job>, void, undefined> {
  const stop = new AbortController();
  const passOn = (): void => stop.abort(signal?.reason);
  signal?.addEventListener('abort', passOn, { once: true });
  if (signal?.aborted === true) passOn();
  const lanes = stages.map((stage, at): Lane<Job> => ({
    stage,
    waiting: at === 0 ? [...jobs] : [],
    running: 0,
  }));
  const flights = new Map<Job, Promise<Landing<Job>>>();
  try {
    for (;;) {
      if (!stop.signal.aborted) startAll(lanes, flights, stop.signal);
      if (flights.size === 0) break;
      const landing = await Promise.race(flights.values());
      flights.delete(landing.started);
      const settled = land(lanes, landing, stop.signal.aborted);
      if (settled === null) continue;
      if (stopAfter(settled)) stop.abort();
      yield settled;
    }
    for (const { waiting } of lanes) for (const job of waiting) yield { kind: 'abandoned', job };
  } finally {
    // Also when the consumer breaks off: what was started is waited for, so that no child outlives the run.
    stop.abort();
    signal?.removeEventListener('abort', passOn);
    await Promise.all(flights.values());
  }
}

interface Lane<Job> {
  readonly stage: Stage<Job>;
  readonly waiting: Job[];
  running: number;
}

/** The end of one job's time in one stage. */
interface Landing<Job> {
  readonly at: number;
  readonly started: Job;
  readonly outcome: StageStep<Job> | { readonly kind: 'threw'; readonly error: unknown };
}

function startAll<Job>(
  lanes: readonly Lane<Job>[],
  flights: Map<Job, Promise<Landing<Job>>>,
  signal: AbortSignal,
): void {
  for (let at = startable(lanes); at !== -1; at = startable(lanes)) {
    const lane = lanes[at];
    if (lane === undefined) return;
    for (const job of lane.waiting.splice(0, 1)) {
      lane.running += 1;
      flights.set(job, fly(lane.stage, at, job, signal));
    }
  }
}

async function fly<Job>(stage: Stage<Job>, at: number, job: Job, signal: AbortSignal): Promise<Landing<Job>> {
  try {
    return { at, started: job, outcome: await stage.run(job, signal) };
  } catch (error) {
    return { at, started: job, outcome: { kind: 'threw', error } };
  }
}

/** Index of the stage that may take its next job, the furthest on first; -1 for none. */
function startable<Job>(lanes: readonly Lane<Job>[]): number {
  return lanes.findLastIndex(
    (lane, at) => lane.waiting.length > 0 && lane.running < lane.stage.limit && !isBackedUp(lanes, at),
  );
}

function isBackedUp<Job>(lanes: readonly Lane<Job>[], at: number): boolean {
  const [lane, next] = [lanes[at], lanes[at + 1]];
  return (lane?.running ?? 0) + (next?.waiting.length ?? 0) >= (lane?.stage.ahead ?? Infinity);
}

/** Hands the job to the next stage (null) or says what became of it. */
function land<Job>(
  lanes: readonly Lane<Job>[],
  landing: Landing<Job>,
  stopped: boolean,
): Settled<Job> | null {
  const { at, started, outcome } = landing;
  const lane = lanes[at];
  if (lane !== undefined) lane.running -= 1;
  switch (outcome.kind) {
    case 'threw':
      // After a stop the error is most likely the stop itself, and nobody waits for this job.
      if (stopped) return { kind: 'abandoned', job: started };
      return { kind: 'failed', job: started, stage: lane?.stage.name ?? '', error: outcome.error };
    case 'done':
      return { kind: 'done', job: outcome.job };
    case 'go-on': {
      const next = lanes[at + 1];
      if (next === undefined) return { kind: 'done', job: outcome.job };
      next.waiting.push(outcome.job);
      return null;
    }
    default:
      return unreachable(outcome);
  }
}
