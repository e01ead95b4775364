/**
 * Runs trials: the program's output goes to a file and may be long; the program talks to this tool on a channel of its
 * own.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ChildRecord } from '../../model/child.js';
import { runToEnd, type ChildRequest } from './run-to-end.js';

export interface TrialRequest extends ChildRequest {
  /** stdout and stderr, whole and in order. */
  readonly logFile: string;
  /** The limit of a child's output; a child that writes more is ended, since it could fill the disk. */
  readonly maxLogBytes?: number;
  /** Called for each line of the program's own channel, as it comes. */
  readonly onMessage?: (line: string) => void;
}

/** The program's own channel; 0 to 2 are left to the crash. */
export const channelName = 'fd:3';

const maxMessageBytes = 1 << 20;
/** The part of the output that is shown and judged: the beginning, where Go says why it dies, and the end. */
const keptOutputBytes = 64 << 10;
const defaultMaxLogBytes = 256 << 20;

export async function runChild(request: TrialRequest): Promise<ChildRecord> {
  const { logFile, maxLogBytes = defaultMaxLogBytes, onMessage } = request;
  const startedAt = performance.now();
  const log = await open(logFile, 'w+');
  const messages: string[] = [];
  try {
    const ended = await runToEnd(request, {
      // The file itself, because a pipe in between would lose the order of the two, and its content when this tool is
      // killed.
      stdio: ['ignore', log.fd, log.fd, 'pipe'],
      readPipes: ({ stdio: [, , , channel] }) => {
        if (!(channel instanceof Readable)) return;
        readLines(channel, (line) => {
          messages.push(line);
          onMessage?.(line);
        });
      },
      isTooMuch: async () => (await log.stat()).size > maxLogBytes,
    });
    const { text, truncated } = await readBothEnds(log);
    const durationMs = performance.now() - startedAt;
    return { ...ended, durationMs, messages, output: text, outputTruncated: truncated, logFile };
  } finally {
    await log.close();
  }
}
/** Yields whole lines only, up to a limit: a program that floods its channel is cut off, not stored. */
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
