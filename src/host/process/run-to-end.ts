/**
 * The one way of running a child. It leads a process group of its own; the deadline, an abort and too much output end
 * the whole group. The step that ended it is recorded, because an exit code alone shows neither a hang nor a crash.
 */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import type { ChildRecord } from '../../model/child.js';
import type { Environment } from '../environment.js';
import { errorCode } from '../files/files.js';
import { hasProcessGroups, signalGroup } from './process-groups.js';
import { startGroup } from './start-group.js';

export interface ChildRequest {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment of the child: nothing is inherited. */
  readonly env: Environment;
  readonly cwd?: string;
  /** The time limit of the child. */
  readonly limitMs: number;
  /** Time after SIGQUIT, on which a Go program prints its stacks, until SIGKILL. If absent, SIGKILL comes at once. */
  readonly graceMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** The destination of the child's output. */
export interface Output {
  readonly stdio: StdioOptions;
  readonly readPipes: (child: ChildProcess) => void;
  /** Called now and then. A child with too much output is ended. */
  readonly isTooMuch?: () => Promise<boolean>;
}

export type Ended = Pick<ChildRecord, 'end' | 'endedBy'>;
type Ender = Exclude<ChildRecord['endedBy'], 'itself'>;

const drainMs = 1_000;
const outputCheckMs = 500;
/** Node's timers take no larger value, and fire at once if given one. */
const maxTimerMs = 2 ** 31 - 1;

export async function runToEnd(request: ChildRequest, output: Output): Promise<Ended> {
  const { file, args, env, cwd, signal } = request;
  if (signal?.aborted === true)
    return { end: { kind: 'not-started', reason: 'aborted' }, endedBy: 'interrupt' };
  let child: ChildProcess;
  try {
    child = startGroup({ env, mayScatter: true }, (options) =>
      spawn(file, args, { ...options, cwd, stdio: output.stdio }),
    );
  } catch (error) {
    // Some failures come as an error event, others are thrown: E2BIG, ENOMEM.
    return { end: notStarted(error), endedBy: 'itself' };
  }
  const ended = new Promise<ChildRecord['end']>((resolve) => {
    child.once('error', (error) => resolve(notStarted(error)));
    child.once('close', (code, signal) =>
      resolve(code === null ? { kind: 'signalled', signal: signal ?? 'unknown' } : { kind: 'exited', code }),
    );
  });
  const { pid } = child;
  if (pid === undefined) return { end: await ended, endedBy: 'itself' };

  output.readPipes(child);
  const enders = startEnders(pid, request, output);
  let drainTimer: NodeJS.Timeout | undefined;
  child.once('exit', () => {
    // Deadlines are for the child itself, which has ended.
    enders.stop();
    // Processes that still hold its pipes could not be found. The child's output is read first: between a timer and an
    // immediate Node looks at its pipes.
    drainTimer = setTimeout(() => setImmediate(() => closePipes(child)), drainMs);
  });
  const end = await ended;
  clearTimeout(drainTimer);
  return { end, endedBy: enders.endedBy() ?? 'itself' };
}

const notStarted = (error: unknown): ChildRecord['end'] => ({
  kind: 'not-started',
  reason: errorCode(error) || 'unknown',
});

function closePipes({ stdio }: ChildProcess): void {
  for (const pipe of stdio) pipe?.destroy();
}

function startEnders(pid: number, { limitMs, graceMs, signal }: ChildRequest, { isTooMuch }: Output) {
  let endedBy: Ender | null = null;
  let killTimer: NodeJS.Timeout | undefined;
  const kill = (ender: Ender): void => {
    endedBy = ender;
    signalGroup(pid, 'SIGKILL');
  };
  const deadline = (): void => {
    if (graceMs === undefined || !hasProcessGroups) return kill('sigkill');
    endedBy = 'sigquit';
    signalGroup(pid, 'SIGQUIT');
    killTimer = setTimeout(() => kill('sigkill'), graceMs);
  };
  const limitTimer = setTimeout(deadline, Math.min(limitMs, maxTimerMs));
  const outputTimer =
    isTooMuch === undefined
      ? undefined
      : setInterval(() => {
          void isTooMuch().then(
            (tooMuch) => (tooMuch ? kill('flood') : undefined),
            () => undefined,
          );
        }, outputCheckMs);
  const onAbort = (): void => kill('interrupt');
  signal?.addEventListener('abort', onAbort, { once: true });
  return {
    endedBy: () => endedBy,
    stop: () => {
      clearTimeout(limitTimer);
      clearTimeout(killTimer);
      clearInterval(outputTimer);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}
