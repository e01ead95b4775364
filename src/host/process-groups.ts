/**
 * Every child this tool starts leads a process group of its own, so that its descendants can be ended with it.
 * Groups that are still alive are kept here; whatever ends the tool in an orderly way (including an uncaught error)
 * kills them. Signals are the CLI's business: it must turn SIGINT, SIGTERM and SIGHUP into an orderly end, because
 * Node runs no exit hook when a signal's default action ends the process.
 */
const liveGroups = new Set<number>();
let hooked = false;

/** Process groups exist everywhere but on Windows, where `detached` would open a console instead. */
export const hasProcessGroups = process.platform !== 'win32';

/** Remembers the group led by `pid` until `untrackGroup`. */
export function trackGroup(pid: number): void {
  if (!hooked) {
    // execa skips its own clean-up for detached children (lib/terminate/cleanup.js), so this hook is ours to keep.
    process.on('exit', killAllGroups);
    hooked = true;
  }
  liveGroups.add(pid);
}

export function untrackGroup(pid: number): void {
  liveGroups.delete(pid);
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
