/** Every child leads a process group of its own, so that its descendants can be ended with it. */
import type { ChildProcess } from 'node:child_process';
import type { Environment } from '../environment.js';
import { killDescendants, markEnvironment } from './descendants.js';
import { hasProcessGroups, signalGroup, trackGroup, untrackGroup } from './process-groups.js';
import { startWatchdog, tellWatchdog } from './watchdog.js';

export interface GroupOptions {
  /** The environment that was asked for, and a mark. */
  readonly env: Environment;
  readonly detached: boolean;
  readonly windowsHide: true;
}

/**
 * Has `start` start the child. When it ends, what it has left behind ends with it, in the group or outside of it: what
 * still held a pipe would keep `close` away.
 */
export function startGroup<Child extends Pick<ChildProcess, 'pid' | 'once'>>(
  wholeEnv: Environment,
  start: (options: GroupOptions) => Child,
): Child {
  startWatchdog();
  const { env, mark } = markEnvironment(wholeEnv);
  const child = start({ env, detached: hasProcessGroups, windowsHide: true });
  const { pid } = child;
  if (pid === undefined) return child;
  trackGroup(pid);
  tellWatchdog('+', pid);
  child.once('exit', () => {
    signalGroup(pid, 'SIGKILL');
    killDescendants(mark, pid);
    untrackGroup(pid);
    tellWatchdog('-', pid);
  });
  return child;
}
