import path from 'node:path';
import { knownFailure } from '../../program/known-failures.js';
import { runCommand, type CommandResult } from '../../host/process/run-command.js';
import { temporaryIn, type Environment } from '../../host/environment.js';
import { writeFileAtomic } from '../../host/files/files.js';
import { findCommandLine, type FoundCommand } from '../../host/process/find-command.js';
import { installCommand } from '../../host/system-packages.js';
import { systemTemporaryFolder, withTemporaryFolder } from '../../host/scratch/temporary-folder.js';
import { exitCodeWords, statusUnderWine } from '../../text/exit-code.js';
import { ReproError } from '../../model/errors.js';
import { chooseTarget } from '../../target/choose-target.js';
import type { Session } from '../session.js';
import { compilerIn, thisMachine } from '../targets/targets.js';
import { fine, problem, type Check } from './check.js';

/** A program with all that the fixture needs of C: the headers, threads, and a linker that finds the C library. */
const program = `#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
static void *run(void *argument) { return argument; }
int main(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, run, NULL) != 0) return errno;
  return pthread_join(thread, NULL);
}
`;
const compileTimeoutMs = 30_000;

export const compilerCheck: Check = {
  name: 'C compiler',
  look: async (context) => {
    const name = chooseTarget({ cc: compilerIn(context.env) }, thisMachine()).target.cc;
    const install =
      (await installCommand('c-compiler')) ?? 'Install gcc or clang and the C library’s headers.';
    const compiler = await findCommandLine(name, context.env);
    if (compiler === null) return [problem(`there is no ${name}`, `${install} (or name yours with CC)`)];
    const { env, signal } = context;
    const { file, args } = compiler;
    const version = await runCommand({ file, args: [...args, '--version'], env, signal });
    // As programs are linked there: Windows has no libwinpthread-1.dll of its own.
    const flags = thisMachine().goos === 'windows' ? ['-static'] : [];
    const failure = await tryCompiler(compiler, { flags }, context);
    const named = `${name}, ${firstLineOf(version)}`;
    if (failure === null) return [fine(`${named}: compiles, links and runs a program with threads`)];
    const cause = knownFailure(failure)?.summary ?? failure.split('\n', 1)[0] ?? '';
    return [problem(`${named}: cannot build a program: ${cause.slice(0, 200)}`, install)];
  },
};

/** How a program of C is built and run. */
interface Trial {
  /** Further arguments of the compiler. */
  readonly flags?: readonly string[];
  readonly runner?: readonly string[];
  /** Variables that the runner needs. */
  readonly variables?: Environment;
}

/** The compiler's words, or null when the program was built and ran. */
export async function tryCompiler(
  { file, args }: FoundCommand,
  { flags = [], runner = [], variables = {} }: Trial,
  { env, paths, signal }: Pick<Session, 'env' | 'paths' | 'signal'>,
): Promise<string | null> {
  const attempt = async (folder: string): Promise<string | null> => {
    const source = path.join(folder, 'program.c');
    // Compilers for Windows add this ending to a name without one; to others it is a name.
    const output = path.join(folder, 'program.exe');
    await writeFileAtomic(source, program);
    const limits = {
      env: { ...env, ...temporaryIn(folder) },
      signal,
      cwd: folder,
      timeoutMs: compileTimeoutMs,
    };
    const built = await runCommand({
      file,
      args: [...args, ...flags, source, '-o', output, '-pthread'],
      ...limits,
    });
    if (!succeeded(built)) return wordsOf(built);
    const [command, ...rest] = runner;
    const ran = await runCommand({
      ...(command === undefined ? { file: output, args: [] } : { file: command, args: [...rest, output] }),
      ...limits,
      env: { ...limits.env, ...variables },
    });
    return succeeded(ran)
      ? null
      : `what it builds does not run: ${endingOf(ran, path.basename(command ?? ''))}`;
  };
  return withTemporaryFolder(paths.downloads, attempt).catch((error: unknown) => {
    // This is another check's finding.
    if (!(error instanceof ReproError)) throw error;
    return withTemporaryFolder(systemTemporaryFolder(), attempt);
  });
}

const succeeded = (result: CommandResult): boolean => result.kind === 'exited' && result.code === 0;
const firstLineOf = (result: CommandResult): string =>
  'stdout' in result ? (result.stdout.split('\n', 1)[0] ?? '').slice(0, 100) : 'which does not start';
/** How a program that was built has ended; the runner named `runner` may have run it. */
function endingOf(result: CommandResult, runner: string): string {
  if (result.kind !== 'exited' || result.stderr.trim() !== '') return wordsOf(result);
  return exitCodeWords(/^wine(?:64)?$/.test(runner) ? statusUnderWine(result.code) : result.code);
}
const wordsOf = (result: CommandResult): string =>
  result.kind === 'not-started' ? result.reason : result.stderr.trim() || result.kind;
