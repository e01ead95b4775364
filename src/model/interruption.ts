import type { ExitCode } from './verdict.js';

/** The reason why everything is asked to stop: the reason of the signal to which every long task listens. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  /** The exit code of the process. */
  readonly exitCode: ExitCode;

  constructor(systemSignal: string, exitCode: ExitCode) {
    super(`interrupted by ${systemSignal}`);
    this.exitCode = exitCode;
  }
}
