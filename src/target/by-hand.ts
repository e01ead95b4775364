/** The commands by which a person builds and runs a program for a target, without this tool. Pure. */
import type { Target } from '../model/target.js';
import { joinGoWords } from '../text/go-words.js';
import { joinShellWords, quotedForShell } from '../text/shell-words.js';
import { executableName, goEnvironment, hostArguments, libraryName } from './build-settings.js';
import { conditionWords, runnerWords } from './command-words.js';

export interface ByHand {
  /** Lines for a POSIX shell, in the folder of the module. */
  readonly build: readonly string[];
  readonly run: string;
}

/**
 * @param module the name that `go build` gives the program
 * @param flags what the program has to be told on this target
 */
export function byHand(target: Target, module: string, flags: readonly string[]): ByHand {
  const output = executableName(target, module);
  const library = libraryName(target, module);
  const { buildmode, race, linkerFlags, cc, conditions } = target;
  const go = [
    ...assignments(goEnvironment(target, cc)),
    'go',
    'build',
    ...(buildmode === 'exe' ? [] : [`-buildmode=${buildmode}`]),
    ...(race ? ['-race'] : []),
    ...(linkerFlags.length === 0 ? [] : [quotedForShell(`-ldflags=${joinGoWords(linkerFlags)}`)]),
    '-o',
    library ?? output,
  ].join(' ');
  const host =
    library === null
      ? []
      : [`${cc} ${joinShellWords(hostArguments(target, { source: 'host/main.c', library, output }))}`];
  const words = [...conditionWords(conditions), ...runnerWords(target, `./${output}`), ...flags];
  return {
    build: [go, ...host],
    run: [...assignments(conditions.variables), joinShellWords(words)].join(' '),
  };
}

/** `CC='zig cc'`: a shell takes it for an assignment only if the name is not quoted. */
const assignments = (variables: Readonly<Record<string, string>>): string[] =>
  Object.entries(variables).map(([name, value]) => `${name}=${quotedForShell(value)}`);
