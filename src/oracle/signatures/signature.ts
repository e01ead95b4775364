import type { ChildRecord } from '../../model/child.js';
import { isWindowsStatus } from '../../text/exit-code.js';

/** A way in which a child can end badly, recognised by what it left behind. */
export interface Signature {
  /** Stable id, used in reports. */
  readonly id: string;
  readonly title: string;
  /** Its meaning and where it is described, in a sentence or two. */
  readonly explanation: string;
  /** `hang`: ended by the tool. `killed`: ended from outside. `crash`: the child died by itself. */
  readonly ending: 'crash' | 'hang' | 'killed';
  readonly matches: (child: ChildRecord) => boolean;
  /** The beginning of the decisive lines of the output; the output's beginning if absent. */
  readonly decisive?: RegExp;
}

/** The signal that ended the child; a runner such as qemu passes it on as exit code 128 + n. */
export function deathSignal(child: ChildRecord): string | null {
  if (child.end.kind === 'signalled') return child.end.signal;
  if (child.end.kind === 'exited') return signalOfExitCode[child.end.code] ?? null;
  return null;
}

const signalOfExitCode: Readonly<Record<number, string>> = {
  132: 'SIGILL',
  134: 'SIGABRT',
  135: 'SIGBUS',
  136: 'SIGFPE',
  137: 'SIGKILL',
  139: 'SIGSEGV',
  143: 'SIGTERM',
};

/** The status with which Windows ended the child; null if it did not. */
export const windowsStatus = ({ end }: ChildRecord): number | null =>
  end.kind === 'exited' && isWindowsStatus(end.code) ? end.code : null;

/** Go's own end for a panic or a fatal error: exit code 2, and SIGABRT where a C program uses Go as a library. */
export const exitsLikeGoPanic = (child: ChildRecord): boolean =>
  (child.end.kind === 'exited' && child.end.code === 2) || deathSignal(child) === 'SIGABRT';

/** True if the goroutine that panicked was in `function`, called directly or not; others may be shown as well. */
export function panickedIn(child: ChildRecord, function_: string): boolean {
  const panic = child.output.search(/^panic: /m);
  const running = /^goroutine \d+ [^[\n]*\[running[^\]\n]*\]:\n/m.exec(
    child.output.slice(Math.max(panic, 0)),
  );
  if (panic === -1 || running === null) return false;
  const stack = child.output.slice(panic + running.index).split('\n\n', 1)[0] ?? '';
  return stack.split('\n').some((line) => line.startsWith(`${function_}(`));
}

const goTraceback = /^(?:goroutine \d+ |SIG[A-Z]+: |Exception 0x|fatal error: |panic: |runtime: )/m;
export const hasGoTraceback = (child: ChildRecord): boolean => goTraceback.test(child.output);
