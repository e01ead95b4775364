import { currentEnvironment } from '../../host/environment.js';
import { hideTokens } from '../../host/secrets.js';
import { guardOutput } from '../../text/sanitise.js';

/**
 * The process's own streams and environment. The user's options say what a command does with them, so it asks for them
 * here and nowhere else. They are functions, because merely touching a stream of Node's opens it.
 */
export const standardOutput = (): NodeJS.WriteStream => process.stdout;
/**
 * The last step for all written text: makes it harmless, and removes the user's secrets. `allowed` as in `guardOutput`.
 */
export const guarded = (text: string, allowed?: RegExp): string =>
  hideTokens(guardOutput(text, allowed), currentEnvironment());
/** Guards everything that is written to it. Its size is that of the moment: Node's own waits for a signal. */
export const standardError = () => ({
  write: (text: string) => process.stderr.write(guarded(text)),
  isTTY: process.stderr.isTTY,
  get columns() {
    return windowSize()[0];
  },
  get rows() {
    return windowSize()[1];
  },
});

/** Columns and rows; 0 where they are not known. */
function windowSize(): readonly [number, number] {
  try {
    return process.stderr.isTTY ? process.stderr.getWindowSize() : [0, 0];
  } catch {
    // The terminal is gone.
    return [0, 0];
  }
}

/**
 * Calls `before` when Ctrl-Z is to stop this process, and stops it then: a shell writes where live lines stand.
 * @returns how to leave it at that
 */
export function beforeSuspension(before: () => void): () => void {
  if (process.platform === 'win32') return () => undefined;
  const listener = (): void => {
    before();
    process.kill(process.pid, 'SIGSTOP');
  };
  process.on('SIGTSTP', listener);
  return () => process.off('SIGTSTP', listener);
}

let usersMask: number | null = null;

/**
 * Makes files of this process and its children readable by the user alone: the cache holds answers of private proxies.
 */
export function keepFilesPrivate(): void {
  usersMask ??= process.umask(0o077);
}

/** For files that the user requested: created as by any other program. */
export function makeFilesAsUsual(): void {
  if (usersMask !== null) process.umask(usersMask);
}

/** Permission bits of the user's own new files. */
export const newFileMode = (): number => 0o666 & ~(usersMask ?? 0o022);

export const environmentVariables = (): NodeJS.ProcessEnv => process.env;
export const standardInput = (): NodeJS.ReadStream => process.stdin;

/** The words of the command line after the tool's name. */
export const typedWords = (): readonly string[] => process.argv.slice(2);
