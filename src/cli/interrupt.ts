/**
 * Turns signals into an abort: the work ends in order, writes its results so far, and leaves no child behind. A second
 * signal does not wait. Node runs no exit hook when a signal's default action ends the process, so every signal is
 * caught.
 */
import { killAllGroups } from '../host/process/process-groups.js';
import { Interruption } from '../model/interruption.js';
import { exitCodes, type ExitCode } from '../model/verdict.js';

const codes = {
  SIGINT: exitCodes.interrupted,
  SIGTERM: exitCodes.terminated,
  SIGHUP: exitCodes.hungUp,
} as const;
type CaughtSignal = keyof typeof codes;

export interface CaughtInterrupts {
  readonly signal: AbortSignal;
  /** The exit code for the signal that came; null if none did. */
  readonly exitCode: () => ExitCode | null;
}

export function catchInterrupts(): CaughtInterrupts {
  const controller = new AbortController();
  let caught: CaughtSignal | null = null;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (caught !== null) {
        killAllGroups();
        process.exit(codes[caught]);
      }
      caught = name;
      controller.abort(new Interruption(name, codes[name]));
    });
  }
  return { signal: controller.signal, exitCode: () => (caught === null ? null : codes[caught]) };
}
