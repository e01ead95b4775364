/** Commands that read standard input and write standard output, as `xz -dc` does. */
import type { Duplex } from 'node:stream';
import type { Environment } from '../environment.js';
import { errorCode } from '../files/files.js';
import { signalGroup } from './process-groups.js';
import { startGroup } from './start-group.js';

export interface Filter {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment of the child: nothing is inherited. */
  readonly env: Environment;
}

const maxComplaintBytes = 64 * 1024;

export interface OpenFilter {
  readonly stream: Duplex;
  /** Returns the command's messages after it ended without failing; empty if there are none. */
  readonly remark: () => Promise<string>;
}

/**
 * Starts the command. Writes to the stream are its input, reads are its output, and destroying the stream ends it. The
 * stream fails if the command does: `complaintOf` returns its message.
 */
export async function openFilter({ file, args, env }: Filter): Promise<OpenFilter> {
  const { execa } = await import('execa');
  const child = startGroup({ env, mayScatter: false }, (options) =>
    execa(file, args, {
      ...options,
      extendEnv: false,
      stdin: 'pipe',
      buffer: { stdout: false, stderr: true },
      maxBuffer: { stderr: maxComplaintBytes },
    }),
  );
  const { pid } = child;
  const stream = child.duplex();
  // A command that waits for more, or has more to say, would outlive its reader.
  if (pid !== undefined) stream.on('close', () => signalGroup(pid, 'SIGKILL'));
  return {
    stream,
    remark: async () => {
      try {
        return firstLine((await child).stderr);
      } catch {
        return '';
      }
    },
  };
}

/** Removes the name that zstd gives to standard input. */
const firstLine = (text: string): string =>
  text
    .trimStart()
    .replace(/^\/\*stdin\*\\ ?: ?/, '')
    .split('\n', 1)[0]
    ?.trim() ?? '';

/** Says why a filter failed, in its own words if it has some; null if `error` is not a filter's. */
export function complaintOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  // It ended before it had read everything, and the broken pipe was noticed first.
  if (errorCode(error) === 'EPIPE') return 'it was not read to its end';
  if (!('stderr' in error)) return null;
  const said = firstLine(String(error.stderr));
  if (said !== '') return said;
  if ('signal' in error && typeof error.signal === 'string') return `ended by ${error.signal}`;
  return 'exitCode' in error ? `exit code ${String(error.exitCode)}` : error.message;
}
