/** The current activities, folded from the events. Pure: both displays draw it, and tests need no terminal. */
import type { Event, Work } from '../../model/event.js';
import type { Verdict } from '../../model/verdict.js';
import { unreachable } from '../../model/unreachable.js';
import { nameOf } from '../page/words.js';

/** One part of the work. Its times are its own, and never those of the whole. */
export interface Activity {
  /** `downloading`, `building`, `profile-crash`, … */
  readonly doing: string;
  readonly sinceMs: number;
  /** `31 of 70 MB`; empty while there is nothing to count. */
  readonly count: string;
  /** The time at which it should be over, epoch milliseconds; null if not known. */
  readonly dueMs: number | null;
  /** The reason why it takes long; empty for none. */
  readonly why: string;
}

/** All of the work, as far as it can be counted. */
export interface Whole {
  readonly kind: 'cells' | 'bisect' | Work;
  readonly done: number;
  /** Null while unknown; of a bisect, an estimate. */
  readonly total: number | null;
  /** The name of the part that it is at; empty if activities tell that. */
  readonly at: string;
  /** The time from which the pace is measured, and what had been done by then. */
  readonly sinceMs: number;
  readonly doneBefore: number;
  /** The time at which the last part was done. */
  readonly lastDoneMs: number;
}

interface FinishedCell {
  readonly name: string;
  readonly verdict: Verdict;
}

export interface ProgressState {
  readonly startedMs: number;
  /** By subject, in the order they began. Several at once: downloads overlap builds. */
  readonly activities: ReadonlyMap<string, Activity>;
  readonly finished: readonly FinishedCell[];
  /** Null as long as nothing is counted, and for a single cell. */
  readonly whole: Whole | null;
}

export const startProgress = (nowMs: number): ProgressState => ({
  startedMs: nowMs,
  activities: new Map(),
  finished: [],
  whole: null,
});

export function advanceProgress(state: ProgressState, event: Event, nowMs: number): ProgressState {
  switch (event.type) {
    case 'install-started':
      return begin(state, event.release, { doing: 'installing', sinceMs: nowMs });
    case 'install-progress':
      return update(state, event.release, downloading(event), nowMs);
    case 'install-stage':
      return update(state, event.release, { doing: event.stage, count: '' }, nowMs);
    case 'install-finished':
      return end(state, event.release);
    case 'prune-progress':
      return begin(state, 'cache', {
        doing: `removing ${event.name}`,
        sinceMs: nowMs,
        count: `${event.index + 1} of ${event.total}`,
      });
    case 'pruned':
      return end(state, 'cache');
    case 'build-started':
      return begin(state, event.subject, { doing: 'building', sinceMs: nowMs, ...firstBuild(event, nowMs) });
    case 'build-finished':
      return end(state, event.subject);
    case 'probe-started': {
      // Of probes that run side by side, the one that takes longest is shown.
      const dueMs = nowMs + event.expectedMs;
      const shown = state.activities.get(event.subject)?.dueMs ?? null;
      if (shown !== null && shown > dueMs) return state;
      return begin(state, event.subject, { doing: event.probe, sinceMs: nowMs, dueMs });
    }
    case 'evidence':
      return state.activities.get(event.subject)?.doing === event.evidence.probe
        ? end(state, event.subject)
        : state;
    case 'cell-started':
      return countCells(
        begin(state, event.subject, { doing: fetching, sinceMs: nowMs }),
        state.finished.length,
        event.total,
        nowMs,
      );
    case 'cell-finished': {
      const ended = end(state, event.name ?? event.cell.subject);
      const finished = [...ended.finished, { name: nameOf(event.cell), verdict: event.cell.verdict }];
      return countCells({ ...ended, finished }, event.index + 1, event.total, nowMs);
    }
    case 'bisect-step':
      return withWhole(
        state,
        { kind: 'bisect', done: event.done, total: event.done + event.steps, at: '' },
        nowMs,
      );
    case 'work-progress':
      return withWhole(
        state,
        { kind: event.work, done: event.done, total: event.total, at: event.at ?? '' },
        nowMs,
      );
    case 'toolchain-found':
      // Another cell of the same subject may be further on.
      return state.activities.get(event.subject)?.doing === fetching
        ? begin(state, event.subject, { doing: 'waiting', sinceMs: nowMs })
        : state;
    case 'spec-resolved':
    case 'trial':
    case 'note':
    case 'file-changed':
    case 'warning':
      return state;
    default:
      return unreachable(event);
  }
}

const fetching = 'getting its toolchain';

/**
 * Milliseconds until all is done, by the pace so far; negative once it takes longer than that. Null while nothing is
 * known. It changes only with the time and when a part is done.
 */
export function remainingMs({ whole }: ProgressState, nowMs: number): number | null {
  if (whole === null || whole.total === null || isUneven[whole.kind]) return null;
  const { done, doneBefore, lastDoneMs, sinceMs, total } = whole;
  // The first part says little: others have been under way beside it.
  if (done - doneBefore < 2 || done >= total) return null;
  const paceMs = (lastDoneMs - sinceMs) / (done - doneBefore);
  return paceMs * (total - done) - (nowMs - lastDoneMs);
}

/** True for work whose parts are of many kinds and go on side by side: its pace says nothing of what is left. */
const isUneven = {
  cells: false,
  bisect: false,
  gate: false,
  scan: false,
  install: false,
  merge: false,
  verify: false,
  doctor: true,
  sizes: true,
} as const satisfies Record<Whole['kind'], boolean>;

function countCells(state: ProgressState, done: number, total: number, nowMs: number): ProgressState {
  const kind = state.whole?.kind ?? 'cells';
  if (kind === 'bisect' || (kind === 'cells' && total > 1))
    return withWhole(state, { kind, done, total, at: '' }, nowMs);
  // The cells of a scan are counted as releases already.
  return state;
}

function withWhole(
  state: ProgressState,
  told: Pick<Whole, 'kind' | 'done' | 'total' | 'at'>,
  nowMs: number,
): ProgressState {
  const before = state.whole;
  const isSame = before !== null && before.kind === told.kind;
  const begun = isSame ? before : { sinceMs: nowMs, doneBefore: told.done };
  const lastDoneMs = isSame && told.done === before.done ? before.lastDoneMs : nowMs;
  const { doneBefore, sinceMs } = begun;
  return { ...state, whole: { ...told, sinceMs, doneBefore, lastDoneMs } };
}

function begin(
  state: ProgressState,
  subject: string,
  activity: Pick<Activity, 'doing' | 'sinceMs'> & Partial<Activity>,
): ProgressState {
  const whole: Activity = { count: '', dueMs: null, why: '', ...activity };
  return { ...state, activities: new Map(state.activities).set(subject, whole) };
}

/** Changes what is told of an activity, whose time begins anew with what it is doing. It may come without a start. */
function update(
  state: ProgressState,
  subject: string,
  change: Pick<Activity, 'doing' | 'count'>,
  nowMs: number,
): ProgressState {
  const known = state.activities.get(subject);
  const sinceMs = known?.doing === change.doing ? known.sinceMs : nowMs;
  return begin(state, subject, { ...change, sinceMs });
}

function end(state: ProgressState, subject: string): ProgressState {
  const activities = new Map(state.activities);
  activities.delete(subject);
  return { ...state, activities };
}

/** `downloading 31 of 70 MB`. */
function downloading({ bytes, totalBytes }: Extract<Event, { type: 'install-progress' }>) {
  const done = (bytes / 1e6).toFixed(0);
  const count = totalBytes === null ? `${done} MB` : `${done} of ${(totalBytes / 1e6).toFixed(0)} MB`;
  return { doing: 'downloading', count };
}

function firstBuild({ first }: Extract<Event, { type: 'build-started' }>, nowMs: number): Partial<Activity> {
  if (first === undefined) return {};
  const { expectedMs } = first;
  const why = 'compiles the standard library once';
  return expectedMs === null ? { why: `${why}, about a minute` } : { why, dueMs: nowMs + expectedMs };
}
