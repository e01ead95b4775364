/** What the CLI hands to every command. */
export interface CommandContext {
  /** Fires when the user or the system asks the tool to stop. */
  readonly signal: AbortSignal;
  /** What the process will exit with when the command returns; 0 when it is never called. */
  readonly setExitCode: (exitCode: number) => void;
}
