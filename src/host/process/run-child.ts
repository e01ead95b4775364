/**
 * Runs trials: the program's output goes to a file and may be long; the program talks to this tool on a channel of its
 * own.
 */
import { open, writeFile, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ChildRecord } from '../../model/child.js';
import { runToEnd, type ChildRequest } from './run-to-end.js';

export interface TrialRequest extends ChildRequest {
  /** stdout and stderr, whole and in order. */
  readonly logFile: string;
  /** The limit of a child's output; a child that writes more is ended, since it could fill the disk. */
  readonly maxLogBytes?: number;
  /**
   * The file into which the program writes its own channel, where it cannot be handed a descriptor; null if it can. The
   * file is made empty first.
   */
  readonly messageFile?: string | null;
  /** Called for each line of the channel; as it comes, if that is a descriptor. */
  readonly onMessage?: (line: string) => void;
}

/** The program's own channel, where it is a descriptor; 0 to 2 are left to the crash. */
export const channelDescriptor = 'fd:3';

const maxMessageBytes = 1 << 20;
/** The part of the output that is shown and judged: the beginning, where Go says why it dies, and the end. */
const keptOutputBytes = 64 << 10;
const defaultMaxLogBytes = 256 << 20;

export async function runChild(request: TrialRequest): Promise<ChildRecord> {
  const { logFile, maxLogBytes = defaultMaxLogBytes, messageFile = null, onMessage } = request;
  const startedAt = performance.now();
  const log = await open(logFile, 'w+');
  const lines = new Lines(onMessage);
  try {
    if (messageFile !== null) await writeFile(messageFile, '');
    const ended = await runToEnd(request, {
      // The file itself, because a pipe in between would lose the order of the two, and its content when this tool is
      // killed.
      stdio: ['ignore', log.fd, log.fd, messageFile === null ? 'pipe' : 'ignore'],
      readPipes: ({ stdio: [, , , channel] }) => {
        if (!(channel instanceof Readable)) return;
        channel.setEncoding('utf8');
        channel.on('data', (chunk: string) => lines.add(chunk));
        // A killed child may break the pipe; its end is reported elsewhere.
        channel.on('error', () => undefined);
      },
      isTooMuch: async () => (await log.stat()).size > maxLogBytes,
    });
    if (messageFile !== null) lines.add(await readBeginning(messageFile));
    const { text, truncated } = await readBothEnds(log);
    const durationMs = performance.now() - startedAt;
    return {
      ...ended,
      durationMs,
      messages: lines.whole,
      output: text,
      outputTruncated: truncated,
      logFile,
    };
  } finally {
    await log.close();
  }
}

/** Keeps whole lines only, up to a limit: a program that floods its channel is cut off, not stored. */
class Lines {
  readonly whole: string[] = [];
  readonly #onLine: ((line: string) => void) | undefined;
  #pending = '';
  #seen = 0;

  constructor(onLine: ((line: string) => void) | undefined) {
    this.#onLine = onLine;
  }

  add(chunk: string): void {
    this.#seen += chunk.length;
    if (this.#seen > maxMessageBytes) return;
    const lines = (this.#pending + chunk).split('\n');
    this.#pending = lines.pop() ?? '';
    for (const line of lines) {
      this.whole.push(line);
      this.#onLine?.(line);
    }
  }
}

async function readBeginning(file: string): Promise<string> {
  const handle = await open(file);
  try {
    return await readAt(handle, 0, Math.min((await handle.stat()).size, maxMessageBytes));
  } finally {
    await handle.close();
  }
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
