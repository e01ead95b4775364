/** The current activities, folded from the events. Pure: both displays draw it, and tests need no terminal. */
import type { Event } from '../../model/event.js';
import type { Verdict } from '../../model/verdict.js';
import { unreachable } from '../../model/unreachable.js';
import { nameOf, plural } from '../page/words.js';

export interface Activity {
  /** `installing`, `building`, `profile-crash`, … */
  readonly doing: string;
  readonly sinceMs: number;
  /** `31 of 70 MB`; empty while there is nothing to count. */
  readonly count: string;
  /** The time at which it should be over, epoch milliseconds; null if not known. */
  readonly dueMs: number | null;
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
  /** Null until a cell says how many there are. */
  readonly totalCells: number | null;
  /** `1.23: 4 left, about 2 steps`; null outside a bisect. */
  readonly bisect: string | null;
}

export const startProgress = (nowMs: number): ProgressState => ({
  startedMs: nowMs,
  activities: new Map(),
  finished: [],
  totalCells: null,
  bisect: null,
});

export function advanceProgress(state: ProgressState, event: Event, nowMs: number): ProgressState {
  switch (event.type) {
    case 'install-started':
      return begin(state, event.release, 'installing', nowMs);
    case 'install-progress':
      return count(state, event.release, megabytes(event.bytes, event.totalBytes), nowMs);
    case 'install-finished':
      return end(state, event.release);
    case 'prune-progress':
      return count(
        begin(state, 'cache', `removing ${event.name}`, nowMs),
        'cache',
        `${event.index + 1} of ${event.total}`,
        nowMs,
      );
    case 'pruned':
      return end(state, 'cache');
    case 'build-started':
      return begin(state, event.subject, 'building', nowMs);
    case 'build-finished':
      return end(state, event.subject);
    case 'probe-started': {
      // Of probes that run side by side, the one that takes longest is shown.
      const dueMs = nowMs + event.expectedMs;
      const shown = state.activities.get(event.subject)?.dueMs ?? null;
      return shown !== null && shown > dueMs ? state : begin(state, event.subject, event.probe, nowMs, dueMs);
    }
    case 'evidence':
      return state.activities.get(event.subject)?.doing === event.evidence.probe
        ? end(state, event.subject)
        : state;
    case 'cell-started':
      return { ...begin(state, event.subject, 'starting', nowMs), totalCells: event.total };
    case 'cell-finished': {
      const ended = end(state, event.cell.subject);
      return {
        ...ended,
        finished: [...ended.finished, { name: nameOf(event.cell), verdict: event.cell.verdict }],
        totalCells: event.total,
      };
    }
    case 'bisect-step':
      return {
        ...state,
        bisect: `${event.line}: ${event.left} left, about ${plural(event.steps, 'step')}, asking ${event.release}`,
      };
    case 'spec-resolved':
    case 'toolchain-found':
    case 'trial':
    case 'note':
    case 'file-changed':
    case 'warning':
      return state;
    default:
      return unreachable(event);
  }
}

/** Milliseconds until all is done, by the known facts; null while nothing is known. */
export function remainingMs(state: ProgressState, nowMs: number): number | null {
  const { finished, totalCells, startedMs } = state;
  if (finished.length > 0 && totalCells !== null && totalCells > 1) {
    return ((nowMs - startedMs) / finished.length) * Math.max(0, totalCells - finished.length);
  }
  const due = [...state.activities.values()].flatMap(({ dueMs }) => (dueMs === null ? [] : [dueMs]));
  return due.length === 0 ? null : Math.max(0, Math.max(...due) - nowMs);
}

function begin(
  state: ProgressState,
  subject: string,
  doing: string,
  sinceMs: number,
  dueMs: number | null = null,
): ProgressState {
  const activity: Activity = { doing, sinceMs, count: '', dueMs };
  return { ...state, activities: new Map(state.activities).set(subject, activity) };
}

function count(state: ProgressState, subject: string, text: string, nowMs: number): ProgressState {
  // Progress may come without a start if a stream is joined late; it is shown nevertheless.
  const activity = state.activities.get(subject) ?? { doing: 'working', sinceMs: nowMs, dueMs: null };
  return { ...state, activities: new Map(state.activities).set(subject, { ...activity, count: text }) };
}

function end(state: ProgressState, subject: string): ProgressState {
  const activities = new Map(state.activities);
  activities.delete(subject);
  return { ...state, activities };
}

function megabytes(bytes: number, total: number | null): string {
  const done = (bytes / 1e6).toFixed(0);
  return total === null ? `${done} MB` : `${done} of ${(total / 1e6).toFixed(0)} MB`;
}
