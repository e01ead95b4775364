/** Runs a child that stays while others work: a server, or what keeps one. */
import type { Environment } from '../environment.js';
import { runToEnd } from './run-to-end.js';

export interface BesideRequest {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment of the child: nothing is inherited. */
  readonly env: Environment;
  /** The time that it has until it says something. */
  readonly readyMs: number;
  readonly signal: AbortSignal;
}

export interface Beside {
  /** Ends it, with everything that it has started. */
  readonly stop: () => Promise<void>;
}

/** Longer than any session. */
const foreverMs = Infinity;

/**
 * Starts it and waits for its first output, of whatever kind; null if it ends without any, or takes too long for it. It
 * may read its stdin to learn that this process has ended.
 */
export async function runBeside({ file, args, env, readyMs, signal }: BesideRequest): Promise<Beside | null> {
  const stopping = new AbortController();
  const timer = setTimeout(() => stopping.abort(), readyMs);
  let ended: Promise<unknown> = Promise.resolve();
  const isReady = await new Promise<boolean>((resolve) => {
    ended = runToEnd(
      { file, args, env, limitMs: foreverMs, signal: AbortSignal.any([signal, stopping.signal]) },
      {
        stdio: ['pipe', 'pipe', 'ignore'],
        readPipes: ({ stdin, stdout }) => {
          // A child that ends breaks the pipe; its end is noticed below.
          stdin?.on('error', () => undefined);
          stdout?.on('data', () => resolve(true));
        },
      },
    ).finally(() => resolve(false));
  });
  clearTimeout(timer);
  if (!isReady) return null;
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
