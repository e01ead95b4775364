/**
 * Commands of tools, whose output fits in memory: `go env`, `go mod download`, `go build`. A command that failed is a value
 * here; only the caller knows whether that is an error.
 */
import type { Readable } from 'node:stream';
import type { Environment } from '../environment.js';
import { hideSecrets } from '../secrets.js';
import { runToEnd } from './run-to-end.js';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment of the child: nothing is inherited. Secrets of its settings are removed from `stderr`. */
  readonly env: Environment;
  readonly cwd?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** The limit of stdout and of stderr each; anything beyond is read and dropped. */
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
  /** Could not be started: missing, not executable, or no such folder to run in. */
  | { readonly kind: 'not-started'; readonly reason: string };

const defaultTimeoutMs = 60_000;
const defaultMaxOutputBytes = 4 << 20;

export async function runCommand(command: Command): Promise<CommandResult> {
  const { maxOutputBytes = defaultMaxOutputBytes, timeoutMs = defaultTimeoutMs } = command;
  const stdout = new Beginning(maxOutputBytes);
  const stderr = new Beginning(maxOutputBytes);
  const { end, endedBy } = await runToEnd(
    { ...command, limitMs: timeoutMs },
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      readPipes: (child) => {
        stdout.read(child.stdout);
        stderr.read(child.stderr);
      },
    },
  );
  const output: Output = {
    stdout: stdout.text(),
    stderr: hideSecrets(stderr.text(), command.env),
    truncated: stdout.isTruncated() || stderr.isTruncated(),
  };
  switch (endedBy) {
    case 'itself':
      return end.kind === 'not-started' ? end : { ...output, ...end };
    case 'interrupt':
      return { ...output, kind: 'aborted' };
    case 'sigquit':
    case 'sigkill':
    case 'flood':
      return { ...output, kind: 'timed-out' };
  }
}

/** The first bytes of a stream, which is read to its end. */
class Beginning {
  readonly #chunks: Buffer[] = [];
  readonly #maxBytes: number;
  #kept = 0;
  #seen = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  read(stream: Readable | null): void {
    stream?.on('data', (chunk: Buffer) => {
      this.#seen += chunk.length;
      if (this.#kept >= this.#maxBytes) return;
      const part = chunk.subarray(0, this.#maxBytes - this.#kept);
      this.#kept += part.length;
      this.#chunks.push(part);
    });
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }

  isTruncated(): boolean {
    return this.#seen > this.#kept;
  }
}
