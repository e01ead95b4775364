/** Looks for what targets need on this machine: compilers, runners, libraries; and says how to get what is missing. */
import type { Environment } from '../../host/environment.js';
import { isFile, isFolder } from '../../host/files/files.js';
import { findCommand, findCommandLine } from '../../host/process/find-command.js';
import { installPackages } from '../../host/system-packages.js';
import type { Target } from '../../model/target.js';
import { runnerWords } from '../../target/choose-target.js';
import { compilerSources } from '../../target/compiler-packages.js';
import type { KnownTarget, Machine } from '../../target/known-target.js';
import { qemuUser } from '../../target/qemu-user.js';
import { knownTargets } from '../../target/table.js';
import type { TargetParts } from '../../target/target-parts.js';
import { splitGoWords } from '../../text/go-words.js';

export interface Missing {
  readonly what: 'compiler' | 'runner';
  readonly name: string;
}

/** What a target needs and this machine does not have. */
export async function missingFor(
  target: Target,
  { files = [] }: KnownTarget,
  env: Environment,
): Promise<Missing[]> {
  const { cc, runner, conditions } = target;
  const missing: Missing[] = [];
  if ((await findCommandLine(cc, env)) === null) missing.push({ what: 'compiler', name: cc });
  const commands = [
    ...(runner === null ? [] : [runner.command[0] ?? '']),
    ...(conditions.randomAddresses ? [] : ['setarch']),
    ...(Object.keys(conditions.limits).length === 0 ? [] : ['prlimit']),
  ];
  for (const name of commands)
    if ((await findCommand(name, env)) === null) missing.push({ what: 'runner', name });
  for (const file of runner === null ? files : [])
    if (!(await isFile(file))) missing.push({ what: 'runner', name: file });
  const sysroot = sysrootIn(target);
  if (sysroot !== null && !(await isFolder(sysroot))) missing.push({ what: 'runner', name: sysroot });
  return missing;
}

/** The folder with the target's own libraries that an emulator is given; null if it is given none. */
function sysrootIn({ runner }: Target): string | null {
  if (runner?.kind !== 'qemu-user') return null;
  const at = runner.command.indexOf('-L');
  return at === -1 ? null : (runner.command[at + 1] ?? null);
}

/** What to type, or to name instead: nothing that is installed brings a command of somebody's own. */
export async function howToGet(
  missing: readonly Missing[],
  { cc, runner }: TargetParts,
  { packages }: KnownTarget,
): Promise<string | null> {
  const compiler = missing.find(({ what }) => what === 'compiler');
  const source = compiler === undefined ? undefined : compilerSources[firstWord(compiler.name)];
  const other = missing.filter((one) => one !== compiler);
  const isOwnRunner = runner !== undefined && !runnerWords.has(runner[0] ?? '');
  const needsPackages =
    (other.length > 0 && !isOwnRunner) ||
    (compiler !== undefined && cc === undefined && source === undefined);
  const parts = [
    ...(source === undefined ? [] : [(await installPackages(source.packages)) ?? source.elsewhere]),
    ...(compiler === undefined || source !== undefined || cc === undefined
      ? []
      : ['name a compiler that is there: cc=COMMAND']),
    ...(other.length > 0 && isOwnRunner ? ['name a command that is there: runner=COMMAND'] : []),
    ...(needsPackages ? [await installPackages(packages)] : []),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join('; and ');
}

/** The commands that are on this machine, of all that targets of an architecture can be built and run with. */
export async function commandsHere(
  machine: Machine,
  goarch: string,
  env: Environment,
): Promise<ReadonlySet<string>> {
  const named = knownTargets(machine)
    .filter((known) => known.goarch === goarch)
    .flatMap((known) => {
      const way = known.wayOn(machine);
      const runners = way.kind === 'runner' ? way.runners : [];
      return [...known.compilers.map(firstWord), ...runners.flatMap(({ command: [name = ''] }) => name)];
    });
  const all = [...new Set([...named, ...emulatorNames(goarch)])];
  const found = await Promise.all(all.map((name) => findCommand(name, env)));
  return new Set(all.filter((_, index) => found[index] !== null));
}

const emulatorNames = (goarch: string): string[] =>
  qemuUser(goarch, null).flatMap(({ command: [name = ''] }) => name);

export const firstWord = (command: string): string => splitGoWords(command)[0] ?? command;
