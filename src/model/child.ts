/** Everything that the tool knows about one child process after it ended. Facts only, no judgement. */
export interface ChildRecord {
  /** How it ended. `exited` has a code; `signalled` a signal; `not-started` neither. */
  readonly end:
    | { readonly kind: 'exited'; readonly code: number }
    | { readonly kind: 'signalled'; readonly signal: string }
    | { readonly kind: 'not-started'; readonly reason: string };
  /**
   * The tool's action that ended it: nothing; at the deadline SIGQUIT was enough, or SIGKILL was needed; SIGKILL because it
   * printed too much (`flood`) or because the run was interrupted.
   */
  readonly endedBy: 'itself' | 'sigquit' | 'sigkill' | 'flood' | 'interrupt';
  readonly durationMs: number;
  /** Lines of the program's own channel, in order, not yet parsed. */
  readonly messages: readonly string[];
  /** Beginning and end of stdout+stderr, raw (terminal escapes not yet stripped). */
  readonly output: string;
  /** True if `output` is not complete; `logFile` has all of it. */
  readonly outputTruncated: boolean;
  readonly logFile: string | null;
}
