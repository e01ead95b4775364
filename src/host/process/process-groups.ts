/**
 * The process groups that are alive. They are killed when the tool ends in an orderly way (including an uncaught
 * error); when the tool is killed, the watchdog kills them. Signals are the CLI's business: it must turn SIGINT,
 * SIGTERM and SIGHUP into an orderly end, because Node runs no exit hook when a signal's default action ends the
 * process.
 */

import { spawnSync } from 'node:child_process';
import path from 'node:path';

const liveGroups = new Set<number>();
let hooked = false;

/** Process groups exist everywhere except on Windows, where `detached` would open a console instead. */
export const hasProcessGroups = process.platform !== 'win32';

export function trackGroup(pid: number): void {
  if (!hooked) process.on('exit', killAllGroups);
  hooked = true;
  liveGroups.add(pid);
}

export function untrackGroup(pid: number): void {
  liveGroups.delete(pid);
}

/** Sends `signal` to a whole tracked group: the id of one that has ended may belong to another. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (!liveGroups.has(pid)) return;
  try {
    if (hasProcessGroups) process.kill(-pid, signal);
    else endTree(pid);
  } catch {
    // ESRCH: already gone. EPERM: a member changed its user; the rest got the signal.
  }
}

type Start = (file: string, args: readonly string[]) => { readonly status: number | null };

// Without a shell, and not from the current folder: Windows looks there first.
const startHere: Start = (file, args) =>
  spawnSync(file, args, { cwd: path.dirname(process.execPath), stdio: 'ignore', windowsHide: true });

/** Ends a process of Windows with all that it has started: a compiler that was left would go on for minutes. */
export function endTree(pid: number, start: Start = startHere): void {
  const { status } = start('taskkill.exe', ['/T', '/F', '/PID', String(pid)]);
  if (status !== 0) process.kill(pid, 'SIGKILL');
}

/** Ends everything that runs, at once. */
export function killAllGroups(): void {
  for (const pid of liveGroups) signalGroup(pid, 'SIGKILL');
}

/** Tells if a process of this machine exists, even if it is not ours. */
export function isProcessAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
