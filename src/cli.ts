/** The program: reads argv, runs one command, and is the only place that catches and sets the exit code. */
import { CommanderError } from '@commander-js/extra-typings';
import { buildInterface } from './cli/interface.js';
import { catchInterrupts, type CaughtInterrupts } from './cli/interrupt.js';
import { failureExitCode } from './cli/failure-exit-code.js';
import { exitCodes } from './model/verdict.js';

/** Settles when the command has ended, and never rejects. */
export async function main(): Promise<void> {
  // A reader that has seen enough (`| head`) is no failure of ours.
  process.stdout.on('error', (error) => {
    if (!('code' in error) || error.code !== 'EPIPE') throw error;
  });
  const interruption = catchInterrupts();
  let exitCode: number = exitCodes.ok;
  try {
    const context = {
      signal: interruption.signal,
      setExitCode: (code: number): void => {
        exitCode = code;
      },
      tellFailure: async (error: unknown): Promise<void> => {
        await explainFailure(error, interruption);
      },
    };
    await (await buildInterface(context, process.argv[2])).parseAsync();
  } catch (error) {
    exitCode = failureExitCode(await explainFailure(error, interruption), process.argv);
  }
  process.exitCode = interruption.exitCode() ?? exitCode;
}

async function explainFailure(error: unknown, interruption: CaughtInterrupts): Promise<number> {
  // Commander has printed its help or its complaint already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (interruption.exitCode() !== null) {
    process.stderr.write('cgoprof-repro: interrupted\n');
    return exitCodes.interrupted;
  }
  const { describeError } = await import('./cli/describe-error.js');
  const failure = describeError(error);
  process.stderr.write(failure.text);
  return failure.exitCode;
}
