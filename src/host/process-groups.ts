/**
 * Every child this tool starts leads a process group of its own, so that its descendants can be ended with it.
 * Groups that are still alive are kept here; whatever ends the tool in an orderly way (including an uncaught error)
 * kills them, and the watchdog does when the tool is killed. Signals are the CLI's business: it must turn SIGINT, SIGTERM
 * and SIGHUP into an orderly end, because Node runs no exit hook when a signal's default action ends the process.
 */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { killDescendants, markEnvironment } from './descendants.js';
import type { Environment } from './environment.js';
import { startWatchdog, tellWatchdog } from './watchdog.js';

const liveGroups = new Set<number>();
let hooked = false;

/** Process groups exist everywhere but on Windows, where `detached` would open a console instead. */
export const hasProcessGroups = process.platform !== 'win32';

export interface GroupOptions {
  /** The whole environment of the child; a mark is added. */
  readonly env: Environment;
  readonly cwd?: string;
  readonly stdio: StdioOptions;
}

/**
 * Starts a child that leads a group of its own. When it ends, what it has left behind ends with it, in the group or
 * outside of it: what still held a pipe would keep `close` away. Throws what `spawn` throws (E2BIG, ENOMEM).
 */
export function startGroup(file: string, args: readonly string[], options: GroupOptions): ChildProcess {
  startWatchdog();
  const { env, mark } = markEnvironment(options.env);
  const child = spawn(file, args, { ...options, env, detached: hasProcessGroups, windowsHide: true });
  const { pid } = child;
  if (pid === undefined) return child;
  track(pid);
  child.once('exit', () => {
    signalGroup(pid, 'SIGKILL');
    killDescendants(mark, pid);
    untrack(pid);
  });
  return child;
}

function track(pid: number): void {
  if (!hooked) {
    process.on('exit', killAllGroups);
    hooked = true;
  }
  liveGroups.add(pid);
  if (hasProcessGroups) tellWatchdog('+', pid);
}

function untrack(pid: number): void {
  liveGroups.delete(pid);
  if (hasProcessGroups) tellWatchdog('-', pid);
}

/** Sends `signal` to a whole group; false when nobody is left in it. */
export function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(hasProcessGroups ? -pid : pid, signal);
  } catch {
    // ESRCH: already gone. EPERM: a member changed its user; the rest got the signal.
    return false;
  }
}

export function killAllGroups(): void {
  for (const pid of liveGroups) signalGroup(pid, 'SIGKILL');
  liveGroups.clear();
}

/** Whether a process of this machine exists, be it ours or not. */
export function isProcessAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
