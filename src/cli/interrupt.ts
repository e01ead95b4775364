/**
 * Turns signals into an abort: the work ends in order, writes its results so far, and leaves no child behind. A second
 * signal does not wait. Node runs no exit hook when a signal's default action ends the process, so every signal is
 * caught.
 */
import { setMaxListeners } from 'node:events';
import { killAllGroups } from '../host/process/process-groups.js';
import { Interruption } from '../model/interruption.js';
import { exitCodes, type ExitCode } from '../model/verdict.js';

const codes = {
  SIGINT: exitCodes.interrupted,
  SIGTERM: exitCodes.terminated,
  SIGHUP: exitCodes.hungUp,
} as const;

export function catchInterrupts(): AbortSignal {
  const controller = new AbortController();
  // Everything that goes on at once listens to it: many listeners are no leak.
  setMaxListeners(0, controller.signal);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      const earlier = interruptedWith(controller.signal);
      if (earlier !== null) {
        killAllGroups();
        process.exit(earlier);
      }
      controller.abort(new Interruption(name, codes[name]));
    });
  }
  return controller.signal;
}

/** The exit code for the signal that came; null if none did. */
export const interruptedWith = ({ reason }: AbortSignal): ExitCode | null =>
  reason instanceof Interruption ? reason.exitCode : null;
