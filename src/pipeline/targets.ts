import type { Bug } from '../bugs/bug.js';
import { describeHost } from '../host/system.js';
import type { Cell } from '../model/report.js';
import { predictRelease } from '../release/predictions.js';
import type { Target } from '../model/target.js';

export type TargetChoice = Pick<Target, 'cc' | 'buildmode' | 'race'>;

/** What runs on this machine without help, built in the chosen way. */
export function hostTarget(choice: TargetChoice): Target {
  const { os: goos, arch: goarch, libc } = describeHost();
  return { goos, goarch, libc, runner: null, ...choice };
}

/** A target in the words of a report. */
export function targetRecord({ goos, goarch, libc, cc, buildmode, runner, race }: Target) {
  return {
    goos,
    goarch,
    libc,
    cc,
    buildmode,
    runner: runner === null ? null : runner.join(' '),
    ...(race ? { race } : {}),
  } satisfies Partial<Cell>;
}

/** What was asked and not answered. */
export interface Unanswered {
  readonly subject: string;
  readonly release: string | null;
  readonly target: Target;
  readonly bug: Bug;
}

/** A cell that nothing was learnt about. */
export function skippedCell({ subject, release, target, bug }: Unanswered, reason: string): Cell {
  return {
    subject,
    go: release,
    ...targetRecord(target),
    toolchain: null,
    predicted: release === null ? 'unknown' : predictRelease(bug, release).verdict,
    verdict: 'inconclusive',
    reason,
    evidence: [],
    trials: [],
    skipped: { reason },
  };
}
