import type { ExitCode } from './verdict.js';

/** Why everything is asked to stop: the reason of the signal that every long work listens to. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  /** What the process will end with. */
  readonly exitCode: ExitCode;

  constructor(systemSignal: string, exitCode: ExitCode) {
    super(`interrupted by ${systemSignal}`);
    this.exitCode = exitCode;
  }
}
