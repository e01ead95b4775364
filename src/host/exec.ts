/**
 * Short commands whose output fits in memory: `go env`, `go version`, `go mod download`. Trials have a runner of
 * their own. A command that failed is a value here; only the caller knows whether that is an error.
 */
import type { Readable } from 'node:stream';
import { hasProcessGroups, signalGroup, trackGroup, untrackGroup } from './process-groups.js';
import type { Environment } from './environment.js';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment of the child: nothing is inherited. */
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

export async function runCommand(command: Command): Promise<CommandResult> {
  const { signal, maxOutputBytes = defaultMaxOutputBytes, timeoutMs = defaultTimeoutMs } = command;
  if (signal?.aborted === true) return { kind: 'aborted', stdout: '', stderr: '', truncated: false };

  // A hundred files to load, which commands that only read should not wait for.
  const { execa } = await import('execa');
  const child = execa(command.file, command.args, {
    env: command.env,
    extendEnv: false,
    ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
    stdin: 'ignore',
    buffer: false,
    reject: false,
    detached: hasProcessGroups,
    windowsHide: true,
  });
  const { pid } = child;
  const stdout = collect(child.stdout, maxOutputBytes);
  const stderr = collect(child.stderr, maxOutputBytes);
  if (pid === undefined) {
    const failed = await child;
    return { kind: 'not-started', reason: failed.code ?? failed.shortMessage ?? 'unknown' };
  }

  let cutShort: 'timed-out' | 'aborted' | null = null;
  const cut = (why: 'timed-out' | 'aborted'): void => {
    cutShort ??= why;
    signalGroup(pid, 'SIGKILL');
  };
  const onAbort = (): void => cut('aborted');
  const timer = setTimeout(() => cut('timed-out'), timeoutMs);
  trackGroup(pid);
  signal?.addEventListener('abort', onAbort, { once: true });
  // It may have fired while execa was loaded.
  if (signal?.aborted) onAbort();
  try {
    const ended = await child;
    const output: Output = {
      stdout: stdout.text(),
      stderr: stderr.text(),
      truncated: stdout.truncated() || stderr.truncated(),
    };
    return { ...output, ...howItEnded(cutShort, ended) };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    untrackGroup(pid);
  }
}

type Ending =
  | { kind: 'exited'; code: number }
  | { kind: 'signalled'; signal: string }
  | { kind: 'timed-out' | 'aborted' };

function howItEnded(
  cutShort: 'timed-out' | 'aborted' | null,
  ended: { readonly exitCode?: number | undefined; readonly signal?: string | undefined },
): Ending {
  if (cutShort !== null) return { kind: cutShort };
  if (ended.exitCode !== undefined) return { kind: 'exited', code: ended.exitCode };
  return { kind: 'signalled', signal: ended.signal ?? 'unknown' };
}

function collect(stream: Readable, maxBytes: number) {
  const chunks: Buffer[] = [];
  let kept = 0;
  let seen = 0;
  stream.on('data', (chunk: Buffer) => {
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
