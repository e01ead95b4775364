/** What the CLI hands to every command. */
export interface CommandContext {
  /** Fires when the user or the system asks the tool to stop. */
  readonly signal: AbortSignal;
  /** What the process will exit with when the command returns; 0 when it is never called. */
  readonly setExitCode: (exitCode: number) => void;
  /** Prints what kept part of the question from being answered; the exit code stays the report's. */
  readonly tellFailure: (error: unknown) => Promise<void>;
}
