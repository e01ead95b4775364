import { currentEnvironment } from '../host/environment.js';
import { hideSecrets } from '../host/secrets.js';
import { ReproError } from '../model/errors.js';
import { sanitiseText } from '../text/sanitise.js';
import { exitCodes, type ExitCode } from '../model/verdict.js';

/** The text that a person reads on stderr when a command fails, and the exit code that goes with it. */
export interface Failure {
  readonly text: string;
  readonly exitCode: ExitCode;
}

const usageErrors: ReadonlySet<ReproError['code']> = new Set(['usage', 'bad-spec', 'unknown-release']);

export function describeError(error: unknown): Failure {
  if (error instanceof ReproError) {
    const hint = error.hint === undefined ? '' : `\n${error.hint.replaceAll(/^/gm, '  ')}`;
    const exitCode = usageErrors.has(error.code) ? exitCodes.usage : exitCodes.failed;
    return { text: tellable(`cgoprof-repro: ${error.message}${hint}\n`), exitCode };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const text = `cgoprof-repro: this is a bug of the tool, please report it\n${stack}\nNode ${process.version}, ${process.platform} ${process.arch}\n`;
  return { text: tellable(text), exitCode: exitCodes.failed };
}

const tellable = (text: string): string => sanitiseText(hideSecrets(text, currentEnvironment()));
