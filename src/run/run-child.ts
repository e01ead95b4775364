/**
 * One child process, from start to end. It leads a process group of its own; on the deadline the group gets SIGQUIT, for
 * which a Go program prints its stacks, and if that does not end it, SIGKILL. Which step ended it is recorded: neither a
 * hang nor a crash can be told from an exit code.
 */
import { ChildProcess } from 'node:child_process';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ChildRecord } from '../model/child.js';
import type { Environment } from '../host/environment.js';
import { errorCode } from '../host/files.js';
import { hasProcessGroups, signalGroup, startGroup } from '../host/process-groups.js';

export interface ChildRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Environment;
  readonly cwd: string;
  /** stdout and stderr, whole and in order. */
  readonly logFile: string;
  /** Until SIGQUIT. */
  readonly limitMs: number;
  /** Between SIGQUIT and SIGKILL. */
  readonly graceMs: number;
  /** A child that writes more than this is ended: it could fill the disk. */
  readonly maxLogBytes?: number;
  readonly signal?: AbortSignal | undefined;
  /** Called for each line of the program's own channel, as it comes. */
  readonly onMessage?: (line: string) => void;
}

/** The program's own channel; 0 to 2 belong to the crash. */
export const channelName = 'fd:3';

const maxMessageBytes = 1 << 20;
/** Shown and judged: the beginning, where Go says why it dies, and the end. */
const keptOutputBytes = 64 << 10;
const defaultMaxLogBytes = 256 << 20;
const logCheckMs = 500;
/** Node's timers take no more, and fire at once when given more. */
const maxTimerMs = 2 ** 31 - 1;

type Ender = Exclude<ChildRecord['endedBy'], 'itself'>;

export async function runChild(request: ChildRequest): Promise<ChildRecord> {
  const startedAt = performance.now();
  const log = await open(request.logFile, 'w+');
  try {
    const ended = await runToEnd(request, log);
    const { text, truncated } = await readBothEnds(log);
    return {
      ...ended,
      durationMs: performance.now() - startedAt,
      output: text,
      outputTruncated: truncated,
      logFile: request.logFile,
    };
  } finally {
    await log.close();
  }
}

type Ended = Pick<ChildRecord, 'end' | 'endedBy' | 'messages'>;

async function runToEnd(request: ChildRequest, log: FileHandle): Promise<Ended> {
  // Node's own spawn: execa does not hand a file descriptor through, and a pipe in between would lose the order of
  // stdout and stderr and whatever is in it when this tool is killed.
  const child = startChild(request, log);
  if (!(child instanceof ChildProcess)) return child;
  const closed = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const failed = new Promise<Error>((resolve) => child.once('error', resolve));
  const { pid } = child;
  if (pid === undefined) return notStarted(await failed);

  const messages: string[] = [];
  const onLine = (line: string): void => {
    messages.push(line);
    request.onMessage?.(line);
  };
  const channel = child.stdio[3];
  if (channel instanceof Readable) readLines(channel, onLine);
  const enders = startEnders(pid, request, log);
  let drainTimer: NodeJS.Timeout | undefined;
  child.once('exit', () => {
    // Deadlines are for the child itself, which is gone.
    enders.stop();
    // Who still holds the channel could not be found. What the child wrote is read first: between a timer and an immediate Node looks at its pipes.
    drainTimer = setTimeout(() => setImmediate(() => channel?.destroy()), request.graceMs);
  });
  try {
    const { code, signal } = await closed;
    const end: ChildRecord['end'] =
      code === null ? { kind: 'signalled', signal: signal ?? 'unknown' } : { kind: 'exited', code };
    return { end, endedBy: enders.endedBy() ?? 'itself', messages };
  } finally {
    enders.stop();
    clearTimeout(drainTimer);
  }
}

function startChild(request: ChildRequest, log: FileHandle): ChildProcess | Ended {
  try {
    return startGroup(request.file, request.args, {
      env: request.env,
      cwd: request.cwd,
      stdio: ['ignore', log.fd, log.fd, 'pipe'],
    });
  } catch (error) {
    // Some failures come as an error event, others are thrown: E2BIG, ENOMEM.
    return notStarted(error);
  }
}

function notStarted(error: unknown): Ended {
  return {
    end: { kind: 'not-started', reason: errorCode(error) || 'unknown' },
    endedBy: 'itself',
    messages: [],
  };
}

function startEnders(pid: number, request: ChildRequest, log: FileHandle) {
  const { maxLogBytes = defaultMaxLogBytes } = request;
  let endedBy: Ender | null = null;
  let killTimer: NodeJS.Timeout | undefined;
  const kill = (ender: Ender): void => {
    endedBy = ender;
    signalGroup(pid, 'SIGKILL');
  };
  const quitTimer = setTimeout(
    () => {
      if (!hasProcessGroups) return kill('sigkill');
      endedBy = 'sigquit';
      signalGroup(pid, 'SIGQUIT');
      killTimer = setTimeout(() => kill('sigkill'), request.graceMs);
    },
    Math.min(request.limitMs, maxTimerMs),
  );
  const logTimer = setInterval(() => {
    void log.stat().then(
      (info) => (info.size > maxLogBytes ? kill('flood') : undefined),
      () => undefined,
    );
  }, logCheckMs);
  const onAbort = (): void => kill('interrupt');
  request.signal?.addEventListener('abort', onAbort, { once: true });
  if (request.signal?.aborted === true) onAbort();
  return {
    endedBy: () => endedBy,
    stop: () => {
      clearTimeout(quitTimer);
      clearTimeout(killTimer);
      clearInterval(logTimer);
      request.signal?.removeEventListener('abort', onAbort);
    },
  };
}

/** Whole lines only, up to a cap: a program that floods its channel is cut off, not stored. */
function readLines(stream: Readable, onLine: (line: string) => void): void {
  let pending = '';
  let seen = 0;
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    seen += chunk.length;
    if (seen > maxMessageBytes) return;
    const lines = (pending + chunk).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  // A killed child may break the pipe; its end is reported elsewhere.
  stream.on('error', () => undefined);
}

async function readBothEnds(log: FileHandle): Promise<{ text: string; truncated: boolean }> {
  const { size } = await log.stat();
  const half = keptOutputBytes / 2;
  if (size <= keptOutputBytes) return { text: await readAt(log, 0, size), truncated: false };
  const beginning = await readAt(log, 0, half);
  const end = await readAt(log, size - half, half);
  return { text: `${beginning}\n[… ${size - keptOutputBytes} bytes left out …]\n${end}`, truncated: true };
}

async function readAt(log: FileHandle, position: number, length: number): Promise<string> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await log.read(buffer, 0, length, position);
  return buffer.toString('utf8', 0, bytesRead);
}
