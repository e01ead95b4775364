/** The things that the CLI hands to every command. */
export interface CommandContext {
  /** Fires when the user or the system asks the tool to stop. */
  readonly signal: AbortSignal;
  /** Sets the exit code of the process when the command returns; 0 if it is never called. */
  readonly setExitCode: (exitCode: number) => void;
  /** Prints the failure that left part of the question unanswered; the exit code stays the report's. */
  readonly tellFailure: (error: unknown) => Promise<unknown>;
}
