import { currentEnvironment } from '../host/environment.js';
import { hideSecrets } from '../host/secrets.js';
import { ReproError, type ErrorCode } from '../model/errors.js';
import { sanitiseText } from '../text/sanitise.js';
import { exitCodes, type ExitCode } from '../model/verdict.js';
import { systemFailure } from './system-failure.js';

/** The text that a person reads on stderr when a command fails, and the exit code that goes with it. */
export interface Failure {
  readonly text: string;
  readonly exitCode: ExitCode;
}

const usageErrors: ReadonlySet<ErrorCode> = new Set(['usage', 'bad-spec', 'unknown-release']);

const exitCodeOf = (code: ErrorCode): ExitCode =>
  code === 'interrupted' ? exitCodes.interrupted : usageErrors.has(code) ? exitCodes.usage : exitCodes.failed;

export function describeError(error: unknown): Failure {
  const known = error instanceof ReproError ? error : systemFailure(error);
  if (known !== null) {
    const hint = known.hint === undefined ? '' : `\n${known.hint.replaceAll(/^/gm, '  ')}`;
    return { text: tellable(`cgoprof-repro: ${known.message}${hint}\n`), exitCode: exitCodeOf(known.code) };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const text = `cgoprof-repro: this is a bug of the tool, please report it\n${stack}\nNode ${process.version}, ${process.platform} ${process.arch}\n`;
  return { text: tellable(text), exitCode: exitCodes.failed };
}

const tellable = (text: string): string => sanitiseText(hideSecrets(text, currentEnvironment()));
