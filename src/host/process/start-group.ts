/** Every child leads a process group of its own, so that its descendants can be ended with it. */
import type { ChildProcess } from 'node:child_process';
import type { Environment } from '../environment.js';
import { killDescendants, markEnvironment } from './descendants.js';
import { hasProcessGroups, signalGroup, trackGroup, untrackGroup } from './process-groups.js';
import { startWatchdog, tellWatchdog } from './watchdog.js';

export interface GroupOptions {
  /** The requested environment, and a mark. */
  readonly env: Environment;
  readonly detached: boolean;
  readonly windowsHide: true;
}

export interface Group {
  /** The whole environment of the child. */
  readonly env: Environment;
  /** True if it may start processes that leave the group. Looking for them takes about a millisecond. */
  readonly mayScatter: boolean;
}

/**
 * Lets `start` start the child. When the child ends, the processes that it has left behind are ended with it, in the
 * group or outside of it: one that still held a pipe would delay `close`.
 */
export function startGroup<Child extends Pick<ChildProcess, 'pid' | 'once'>>(
  group: Group,
  start: (options: GroupOptions) => Child,
): Child {
  startWatchdog();
  const { env, mark } = markEnvironment(group.env);
  const child = start({ env, detached: hasProcessGroups, windowsHide: true });
  const { pid } = child;
  if (pid === undefined) return child;
  trackGroup(pid);
  tellWatchdog('+', pid);
  child.once('exit', () => {
    // On Windows nothing names the processes of one that has ended, and its number may be another's by now.
    if (hasProcessGroups) signalGroup(pid, 'SIGKILL');
    if (group.mayScatter) killDescendants(mark, pid);
    untrackGroup(pid);
    tellWatchdog('-', pid);
  });
  return child;
}
