/** The common parts of the probes of nested-callbacks. */
import type { ProgramSettings } from '../../../model/program.js';
import type { Target } from '../../../model/target.js';
import type { Probe, TrialFacts } from '../../../oracle/probe.js';
import { messagesOf } from '../../../oracle/protocol.js';
import { profilingMessage } from '../messages.js';

/** The flags that every probe takes (go-fixtures/nested-callbacks/main.go). */
export function threadArgs(
  { depth, threads, threadOrigin }: ProgramSettings,
  { thread }: Pick<Target, 'thread'>,
): string[] {
  // A control stays one: threads that Go makes are nobody's main thread.
  const origin = thread === 'main' && threadOrigin === 'c' ? 'main' : threadOrigin;
  return [`-depth=${depth}`, `-threads=${threads}`, `-thread-origin=${origin}`];
}

/** An emulator delivers signals between blocks of code, of which the program's hot spot has to know. */
export const isEmulated = ({ runner }: Pick<Target, 'runner'>): boolean => runner?.kind === 'qemu-user';

export const emulationArgs = (target: Pick<Target, 'runner'>): string[] =>
  isEmulated(target) ? ['-emulated'] : [];

export const targetFlags = (target: Target): string[] => [
  ...emulationArgs(target),
  ...(target.thread === 'main' ? ['-thread-origin=main'] : []),
];

/** True once the program has said that its first profile comes next. */
export const isProfiling = ({ messages }: TrialFacts): boolean =>
  messagesOf(messages, profilingMessage).length > 0;

export function cannotTellOnWindows(target: Target): string | null {
  return target.goos === 'windows'
    ? 'Windows profiles and preempts without signals, and nothing there reads the flag'
    : null;
}

/** The usual properties of a probe that watches the bug's effect. */
export const symptom = {
  role: 'symptom',
  decisive: false,
  quick: false,
  cannotTell: cannotTellOnWindows,
  takesChances: false,
  byDefault: true,
} as const satisfies Partial<Probe>;
