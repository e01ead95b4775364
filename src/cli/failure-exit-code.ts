import { exitCodes } from '../model/verdict.js';

/** `git bisect run` stops at any exit code from 128 up. */
const gitBisectStops = 128;

/**
 * The exit code of a command that failed. Git takes any code from 1 to 127 as word about the commit that is being
 * looked at, so a mistyped option of `bisect-step` must not end in one of these.
 */
export function failureExitCode(code: number, command: string | undefined): number {
  return code !== exitCodes.ok && command === 'bisect-step' ? gitBisectStops : code;
}
