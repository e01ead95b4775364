import { execa } from 'execa';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Event } from '../../src/model/event.js';
import { bin, testCache } from './cli.js';

export interface StartedCli {
  /** Resolves once such an event was told, or the process has ended. */
  readonly until: (type: Event['type'], count?: number) => Promise<void>;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<{ readonly exitCode: number | undefined; readonly stdout: string }>;
  readonly events: () => Event[];
}

/** Starts the real command without waiting for its end, to be interrupted in the middle. */
export async function startCli(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<StartedCli> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'events-')), 'events.jsonl');
  const child = execa(process.execPath, [bin, ...args, '--events', file], {
    env: { CGOPROF_REPRO_CACHE: testCache, ...env },
    reject: false,
  });
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const events = (): Event[] =>
    existsSync(file)
      ? readFileSync(file, 'utf8')
          .split('\n')
          // The last line may be half written.
          .slice(0, -1)
          .map((line): Event => JSON.parse(line))
      : [];
  return {
    events,
    ended: child.then(({ exitCode, stdout }) => ({ exitCode, stdout })),
    kill: (signal) => child.kill(signal),
    until: async (type, count = 1) => {
      while (isRunning() && events().filter((event) => event.type === type).length < count) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}
