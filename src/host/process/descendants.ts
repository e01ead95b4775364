/**
 * Finding what a child has started, wherever it went: a process that leaves its group, or whose parent ends, still has
 * the environment that it was started with, and in it a mark.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Environment } from '../environment.js';

const variable = 'CGOPROF_REPRO_CHILD';
let marked = 0;

/** In the marks of all children of this process, and of nobody else. */
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

/** A process that starts others while they are looked for is found the next time. */
const maxRounds = 10;

/**
 * Ends those that a child has left. Theirs are the numbers above its own, so that few have to be looked at; where numbers
 * begin anew in between, the watchdog finds them. Only Linux says what environment a process has.
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

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    // Another user's, or gone.
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone meanwhile.
  }
}
