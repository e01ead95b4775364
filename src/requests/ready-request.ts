import type { RunResult } from '../pipeline/assemble-report.js';
import type { Session } from '../pipeline/session.js';

/** A request whose options have been checked, as far as they can be without a session. */
export interface ReadyRequest<Answer extends Pick<RunResult, 'report'> = RunResult> {
  /** Installed toolchains are verified by hashes of all their files; false if the answer does not rest on that. */
  readonly hashFiles: boolean;
  readonly carryOut: (session: Session) => Promise<Answer>;
}
