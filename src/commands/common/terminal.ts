import { currentEnvironment } from '../../host/environment.js';
import { hideTokens } from '../../host/secrets.js';
import { guardOutput } from '../../text/sanitise.js';

/**
 * The process's own streams and environment. What a command does with them it is told to by the user's options, so it
 * asks here and nowhere else; functions, because merely touching a stream of Node's opens it.
 */
export const standardOutput = (): NodeJS.WriteStream => process.stdout;
/** The last word on whatever is written: harmless, and without the user's secrets. `allowed` as in `guardOutput`. */
export const guarded = (text: string, allowed?: RegExp): string =>
  hideTokens(guardOutput(text, allowed), currentEnvironment());
/** Everything that is written to it is guarded. */
export const standardError = (): GuardedOutput => ({
  write: (text) => process.stderr.write(guarded(text)),
  isTTY: process.stderr.isTTY,
  get columns() {
    return process.stderr.columns;
  },
  get rows() {
    return process.stderr.rows;
  },
});

let usersMask: number | null = null;

/** What this process and its children make is for the user alone: the cache holds what private proxies answered. */
export function keepFilesPrivate(): void {
  usersMask ??= process.umask(0o077);
}

/** For what the user asked to have made: as with any other program. */
export function makeFilesAsUsual(): void {
  if (usersMask !== null) process.umask(usersMask);
}

/** Permission bits of the user's own new files. */
export const newFileMode = (): number => 0o666 & ~(usersMask ?? 0o022);

interface GuardedOutput {
  readonly write: (text: string) => boolean;
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  readonly rows: number | undefined;
}

export const environmentVariables = (): NodeJS.ProcessEnv => process.env;
export const standardInput = (): NodeJS.ReadStream => process.stdin;
