/** The sentences of both displays: one about the whole, and one about each part. Neither has the times of the other. */
import { unreachable } from '../../model/unreachable.js';
import { duration, plural } from '../page/words.js';
import { remainingMs, type Activity, type ProgressState, type Whole } from './progress-state.js';

/** `bisect: 3 of about 7 runs`, `gate: 1204 files`. */
export function wholeWords(whole: Whole): string {
  switch (whole.kind) {
    case 'cells':
      return `${outOf(whole)} done`;
    case 'bisect':
      return `bisect: ${whole.done} of about ${plural(whole.total ?? whole.done, 'run')}`;
    case 'gate':
      return `gate: ${counted(whole, 'file')}`;
    case 'scan':
      return `scan: ${counted(whole, 'release')}`;
    case 'install':
      return `install: ${counted(whole, 'release')}`;
    case 'doctor':
      return `doctor: ${counted(whole, 'check')}`;
    case 'merge':
      return `merge: ${counted(whole, 'report')}`;
    case 'verify':
      return `verify: ${counted(whole, 'toolchain')}`;
    case 'sizes':
      return `counting sizes: ${counted(whole, 'toolchain')}`;
    default:
      return unreachable(whole.kind);
  }
}

const counted = (whole: Whole, unit: string): string =>
  whole.total === null ? plural(whole.done, unit) : `${whole.done} of ${plural(whole.total, unit)}`;

const outOf = ({ done, total }: Whole): string => (total === null ? `${done}` : `${done} of ${total}`);

/** `12 s` and `about 20 s left`: how long the whole has taken, and what it will by its pace so far. */
export function wholeTimes(state: ProgressState, nowMs: number): string[] {
  return [duration(nowMs - state.startedMs), ...leftWords(remainingMs(state, nowMs))];
}

/** `building (12 s, about 20 s left); compiles the standard library once`. */
export function activityWords({ count, doing, dueMs, sinceMs, why }: Activity, nowMs: number): string {
  const times = [duration(nowMs - sinceMs), ...leftWords(dueMs === null ? null : dueMs - nowMs)];
  const what = count === '' ? doing : `${doing} ${count}`;
  return `${what} (${times.join(', ')})${why === '' ? '' : `; ${why}`}`;
}

/** `about 20 s left`. An estimate that is used up is not counted on. */
function leftWords(leftMs: number | null): string[] {
  if (leftMs === null) return [];
  if (leftMs < -1000) return ['longer than expected'];
  const seconds = Math.max(1, Math.ceil(leftMs / 1000));
  return [`about ${seconds < 60 ? `${seconds} s` : duration(seconds * 1000)} left`];
}
