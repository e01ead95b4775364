import { guardOutput } from '../model/sanitise.js';

/**
 * The process's own streams and environment. What a command does with them it is told to by the user's options, so it
 * asks here and nowhere else; functions, because merely touching a stream of Node's opens it.
 */
export const standardOutput = (): NodeJS.WriteStream => process.stdout;
/** Everything that is written to it is made harmless once more: see `guardOutput`. */
export const standardError = (): GuardedOutput => ({
  write: (text) => process.stderr.write(guardOutput(text)),
  isTTY: process.stderr.isTTY,
  get columns() {
    return process.stderr.columns;
  },
  get rows() {
    return process.stderr.rows;
  },
});

interface GuardedOutput {
  readonly write: (text: string) => boolean;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  readonly rows: number | undefined;
}

export const environmentVariables = (): NodeJS.ProcessEnv => process.env;
export const standardInput = (): NodeJS.ReadStream => process.stdin;
