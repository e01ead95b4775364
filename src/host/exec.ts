/**
 * Short commands whose output fits in memory: `go env`, `go version`, `go mod download`. Trials have a runner of
 * their own. A command that failed is a value here; only the caller knows whether that is an error.
 */
import { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Environment } from './environment.js';
import { errorCode } from './files.js';
import { signalGroup, startGroup } from './process-groups.js';
import { hideSecrets } from './secrets.js';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment of the child: nothing is inherited. Secrets of its settings are taken out of `stderr`. */
  readonly env: Environment;
  readonly cwd?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** Of stdout and of stderr each; what comes after is read and dropped. */
  readonly maxOutputBytes?: number;
}

interface Output {
  readonly stdout: string;
  readonly stderr: string;
  /** True when one of the two is only the beginning. */
  readonly truncated: boolean;
}

export type CommandResult =
  | (Output & { readonly kind: 'exited'; readonly code: number })
  | (Output & { readonly kind: 'signalled'; readonly signal: string })
  /** The time limit passed; the whole group was killed. */
  | (Output & { readonly kind: 'timed-out' })
  /** `signal` fired; the whole group was killed. */
  | (Output & { readonly kind: 'aborted' })
  /** Could not be started: not there, not executable, no such folder to run in. */
  | { readonly kind: 'not-started'; readonly reason: string };

const defaultTimeoutMs = 60_000;
const defaultMaxOutputBytes = 4 << 20;
const drainMs = 1_000;

export async function runCommand(command: Command): Promise<CommandResult> {
  const { signal, maxOutputBytes = defaultMaxOutputBytes, timeoutMs = defaultTimeoutMs } = command;
  if (signal?.aborted === true) return { kind: 'aborted', stdout: '', stderr: '', truncated: false };

  const child = start(command);
  if (!(child instanceof ChildProcess)) return child;
  const closed = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const failed = new Promise<Error>((resolve) => child.once('error', resolve));
  const { pid } = child;
  if (pid === undefined) return notStarted(await failed);
  const stdout = collect(child.stdout, maxOutputBytes);
  const stderr = collect(child.stderr, maxOutputBytes);
  let drainTimer: NodeJS.Timeout | undefined;
  child.once('exit', () => {
    // Who still holds the pipes could not be found. What the command wrote is read first: between a timer and an
    // immediate Node looks at its pipes.
    drainTimer = setTimeout(() => setImmediate(() => closePipes(child)), drainMs);
  });

  let cutShort: 'timed-out' | 'aborted' | null = null;
  const cut = (why: 'timed-out' | 'aborted'): void => {
    cutShort ??= why;
    signalGroup(pid, 'SIGKILL');
  };
  const onAbort = (): void => cut('aborted');
  const timer = setTimeout(() => cut('timed-out'), timeoutMs);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const ended = await closed;
    const output: Output = {
      stdout: stdout.text(),
      stderr: hideSecrets(stderr.text(), command.env),
      truncated: stdout.truncated() || stderr.truncated(),
    };
    return { ...output, ...howItEnded(cutShort, ended) };
  } finally {
    clearTimeout(timer);
    clearTimeout(drainTimer);
    signal?.removeEventListener('abort', onAbort);
  }
}

function start({ file, args, env, cwd }: Command): ChildProcess | CommandResult {
  try {
    return startGroup(file, args, {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
    });
  } catch (error) {
    // Some failures come as an error event, others are thrown: E2BIG, ENOMEM.
    return notStarted(error);
  }
}

const notStarted = (error: unknown): CommandResult => ({
  kind: 'not-started',
  reason: errorCode(error) || 'unknown',
});

function closePipes({ stdout, stderr }: ChildProcess): void {
  stdout?.destroy();
  stderr?.destroy();
}

type Ending =
  | { kind: 'exited'; code: number }
  | { kind: 'signalled'; signal: string }
  | { kind: 'timed-out' | 'aborted' };

function howItEnded(
  cutShort: 'timed-out' | 'aborted' | null,
  ended: { readonly code: number | null; readonly signal: string | null },
): Ending {
  if (cutShort !== null) return { kind: cutShort };
  if (ended.code !== null) return { kind: 'exited', code: ended.code };
  return { kind: 'signalled', signal: ended.signal ?? 'unknown' };
}

function collect(stream: Readable | null, maxBytes: number) {
  const chunks: Buffer[] = [];
  let kept = 0;
  let seen = 0;
  stream?.on('data', (chunk: Buffer) => {
    seen += chunk.length;
    if (kept >= maxBytes) return;
    const part = chunk.subarray(0, maxBytes - kept);
    kept += part.length;
    chunks.push(part);
  });
  return {
    text: (): string => Buffer.concat(chunks).toString('utf8'),
    truncated: (): boolean => seen > kept,
  };
}
