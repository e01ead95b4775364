/** The program: reads argv, runs one command, and is the only place that catches and sets the exit code. */
import { CommanderError } from '@commander-js/extra-typings';
import { buildInterface, commandNamedIn } from './cli/interface.js';
import { namesDownFrom } from './cli/complaints.js';
import { withDoubleDashes } from './cli/single-dash.js';
import { catchInterrupts, interruptedWith } from './cli/interrupt.js';
import { failureExitCode } from './cli/failure-exit-code.js';
import { keepFilesPrivate } from './commands/common/terminal.js';
import { guardOutput } from './text/sanitise.js';
import { exitCodes } from './model/verdict.js';

/** Settles when the command has ended, and never rejects. */
export async function main(): Promise<void> {
  process.stdout.on('error', (error) => {
    // A reader that has seen enough (`| head`) is no failure of ours. A full disk is one: the writer of a report is
    // told by the callback and says so. Help is written without a callback, so at least the exit code tells.
    if (!('code' in error) || error.code !== 'EPIPE') process.exitCode = exitCodes.failed;
  });
  keepFilesPrivate();
  const signal = catchInterrupts();
  let exitCode: number = exitCodes.ok;
  const args = process.argv.slice(2);
  // Options of the program are refused before any command is reached; until then it is the command that is named first.
  let command = commandNamedIn(args);
  try {
    const context = {
      signal,
      setExitCode: (code: number): void => {
        exitCode = code;
      },
      tellFailure: (error: unknown) => explainFailure(error, signal),
    };
    const root = await buildInterface(context, args[0]);
    root.hook('preSubcommand', (_root, reached) => {
      command = reached.name();
    });
    await root.parseAsync(withDoubleDashes(args, namesDownFrom(root)), { from: 'user' });
  } catch (error) {
    exitCode = failureExitCode(await explainFailure(error, signal), command);
  }
  const ownCode = interruptedWith(signal) ?? exitCode;
  if (ownCode !== exitCodes.ok || process.exitCode === undefined) process.exitCode = ownCode;
}

async function explainFailure(error: unknown, signal: AbortSignal): Promise<number> {
  // Commander has printed its help or its complaint already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (interruptedWith(signal) !== null) {
    process.stderr.write('cgoprof-repro: interrupted\n');
    return exitCodes.interrupted;
  }
  const { describeError } = await import('./cli/describe-error.js');
  const failure = describeError(error);
  process.stderr.write(guardOutput(failure.text));
  return failure.exitCode;
}
