/**
 * The process groups that are alive. They are killed when the tool ends in an orderly way (including an uncaught
 * error); when the tool is killed, the watchdog kills them. Signals are the CLI's business: it must turn SIGINT,
 * SIGTERM and SIGHUP into an orderly end, because Node runs no exit hook when a signal's default action ends the
 * process.
 */

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
    process.kill(hasProcessGroups ? -pid : pid, signal);
  } catch {
    // ESRCH: already gone. EPERM: a member changed its user; the rest got the signal.
  }
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
