/** The common parts of the probes of nested-callbacks. */
import type { ProgramSettings } from '../../../model/program.js';
import type { Target } from '../../../model/target.js';
import type { Probe } from '../../../oracle/probe.js';

/** The flags that every probe takes (go-fixtures/nested-callbacks/main.go). */
export function threadArgs({ depth, threads, threadOrigin }: ProgramSettings): string[] {
  return [`-depth=${depth}`, `-threads=${threads}`, `-thread-origin=${threadOrigin}`];
}

export function cannotTellOnWindows(target: Target): string | null {
  return target.goos === 'windows'
    ? 'Windows profiles and preempts without signals, so the bug does not show'
    : null;
}

/** The usual properties of a probe that watches the bug's effect. */
export const symptom = {
  role: 'symptom',
  decisive: false,
  quick: false,
  cannotTell: cannotTellOnWindows,
  takesChances: false,
  byDefault: true,
} as const satisfies Partial<Probe>;
