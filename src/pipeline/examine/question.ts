import type { Bug } from '../../bugs/bug.js';
import type { Program } from '../../model/program.js';
import type { Cell } from '../../model/report.js';
import type { Target } from '../../model/target.js';
import type { Verdict } from '../../model/verdict.js';
import type { Probe } from '../../oracle/probe.js';
import { predictRelease } from '../../release/predictions.js';
import type { Subject } from '../../release/resolve-spec.js';
import { targetRecord } from '../targets/targets.js';
import type { Start } from '../targets/ready-runners.js';
import type { RunPlan } from './run-plan.js';

/** One cell that is asked for: how does a toolchain behave on a target? */
export interface Question {
  readonly subject: Subject;
  readonly target: Target;
  /** How it is told while it goes on: the subject, and the target where there are several. */
  readonly name: string;
  /** Why nothing can be asked of the target on this machine, and what to type; null if it can. */
  readonly obstacle: string | null;
  readonly plan: RunPlan;
}

/** One probe that is put to the program of a question. */
export interface ProbeQuestion {
  readonly question: Question;
  readonly program: Program;
  /** How programs start under the runner of the target. */
  readonly start: Start;
  readonly probe: Probe;
  /** The verdict as known so far. A hang that contradicts it gets a second look. */
  readonly expected: Verdict;
}

/** `go1.23.7 on linux/arm64`; the subject alone where there is one target. */
export const nameOfQuestion = (subject: string, target: string, targets: number): string =>
  targets === 1 ? subject : `${subject} on ${target}`;

/** The name for an event that has the cell as well, whose subject says the same where there is one target. */
export const nameInEvents = ({ name, subject }: Question): { name?: string } =>
  name === subject.text ? {} : { name };

/** Makes the subject of a release, under its own name. */
export const releaseSubject = (release: string): Subject => ({
  kind: 'release',
  text: release,
  release,
  listed: true,
});

/** Makes the cell of a question about which nothing was learned. */
export function unanswered(
  { subject, target }: Pick<Question, 'subject' | 'target'>,
  reason: string,
  bug: Bug,
): Cell {
  const release = subject.kind === 'release' ? subject.release : null;
  return {
    subject: subject.text,
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
