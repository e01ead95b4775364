import { exitCodes } from '../model/verdict.js';

/** `git bisect run` stops at any exit code from 128 up. */
const gitBisectStops = 128;

/**
 * The exit code of a command that failed. git takes any code from 1 to 127 as an answer about the current commit, so a
 * mistyped option of `bisect-step` must not end with one of these.
 */
export function failureExitCode(code: number, command: string | undefined): number {
  return code !== exitCodes.ok && command === 'bisect-step' ? gitBisectStops : code;
}
