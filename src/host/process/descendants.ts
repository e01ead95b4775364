/**
 * Finds the processes that a child has started. A process that leaves its group, or whose parent ends, still has the
 * environment that it was started with, and a mark in it.
 */
import { readdirSync } from 'node:fs';
import type { Environment } from '../environment.js';
import { readOrEmpty } from '../files/read-or-empty.js';

const variable = 'CGOPROF_REPRO_CHILD';
let marked = 0;

/** Contained in the marks of all children of this process only. */
export const runMark: string = crypto.randomUUID();

export interface Mark {
  /** The given environment and the mark. */
  readonly env: Environment;
  readonly mark: string;
}

export function markEnvironment(env: Environment): Mark {
  marked += 1;
  const mark = `${runMark}-${marked}`;
  return { env: { ...env, [variable]: mark }, mark };
}

/** A process that starts others during the search is found the next time. */
const maxRounds = 10;

/**
 * Ends the processes that a child has left. Their ids are above its own, so that few have to be examined. If ids wrap
 * around in between, the watchdog finds them. Only Linux shows the environment of a process.
 */
export function killDescendants(mark: string, childPid: number): void {
  if (process.platform !== 'linux') return;
  for (let round = 0; round < maxRounds; round += 1) {
    const found = processesAbove(childPid).filter((pid) =>
      environmentOf(pid).includes(`${variable}=${mark}\0`),
    );
    if (found.length === 0) return;
    for (const pid of found) kill(pid);
  }
}

function processesAbove(pid: number): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((other) => other > pid && other !== process.pid);
  } catch {
    return [];
  }
}

/** Empty for a process that belongs to another user, or is gone. */
const environmentOf = (pid: number): string => readOrEmpty(`/proc/${pid}/environ`, 'latin1');

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
