import { temporaryIn, type Environment } from '../../host/environment.js';
import { isFile, isFolder } from '../../host/files/files.js';
import { findCommand, findCommandLine } from '../../host/process/find-command.js';
import { describeHost } from '../../host/system.js';
import { installPackages } from '../../host/system-packages.js';
import { ReproError } from '../../model/errors.js';
import type { Cell } from '../../model/report.js';
import type { Target } from '../../model/target.js';
import { askedTargets, type AskedParts } from '../../target/asked-targets.js';
import { chooseTarget, isPlainCompiler, runnerWords, whyImpossible } from '../../target/choose-target.js';
import { qemuUser } from '../../target/qemu-user.js';
import { knownTargets } from '../../target/table.js';
import type { KnownTarget, Machine } from '../../target/known-target.js';
import type { TargetParts } from '../../target/target-parts.js';
import { compilerSources } from '../../target/compiler-packages.js';
import { targetKey, variantOf } from '../../target/target-key.js';
import { groupBy } from '../../model/group-by.js';
import { splitGoWords } from '../../text/go-words.js';
import type { Session } from '../session.js';

type Here = Pick<Session, 'env' | 'paths' | 'signal'>;

/** A target, and why nothing can be asked of it here. */
export interface AskedTarget {
  readonly target: Target;
  /** As it was typed. */
  readonly name: string;
  readonly obstacle: Obstacle | null;
}

export interface Obstacle {
  readonly reason: string;
  /** The command to type, or what else to do; null if nothing is known. */
  readonly hint: string | null;
  /** True: nothing that could be installed helps. */
  readonly isFinal: boolean;
}

/** The choice of targets, as options have it. */
export interface TargetChoice {
  readonly target?: readonly string[] | undefined;
  readonly targets?: readonly string[] | undefined;
}

/** The targets that are asked for, in their order. Throws `usage` for what is none. */
export async function targetsFor(
  { target = [], targets = [] }: TargetChoice,
  short: readonly TargetParts[],
  session: Here & Pick<Session, 'onEvent'>,
): Promise<AskedTarget[]> {
  const machine = thisMachine();
  const asked = askedTargets(target, targets, short, machine);
  const resolved = await Promise.all(asked.map((one) => resolveTarget(one, machine, session)));
  const offered = resolved.filter(({ isOffered }) => isOffered);
  // Of two ways to write one target, the first.
  const taken = [...groupBy(offered, ({ target }) => targetKey(target)).values()].map(([first]) => first);
  const left = resolved.length - offered.length;
  if (left > 0) {
    const many = left === 1 ? 'One target does' : `${left} targets do`;
    const message = `${many} not work here: cgoprof-repro doctor --targets says what to install`;
    session.onEvent({ type: 'note', message });
  }
  return taken;
}

/** The one target that is asked for. Throws `usage` for several, `environment` for one that does not work here. */
export async function targetFor(
  choice: TargetChoice,
  short: TargetParts,
  session: Here & Pick<Session, 'onEvent'>,
): Promise<Target> {
  const [only, ...more] = await targetsFor(choice, [short], session);
  if (only === undefined || more.length > 0)
    throw new ReproError('usage', 'this takes one target at a time', {
      hint: 'For example: --target linux/arm64',
    });
  const { target, obstacle } = only;
  if (obstacle === null) return target;
  throw new ReproError(
    'environment',
    `${target.goos}/${target.goarch} cannot be asked here: ${obstacle.reason}`,
    { hint: obstacle.hint ?? 'See what works here: cgoprof-repro doctor --targets' },
  );
}

/** A target as this machine has it. */
export interface ResolvedTarget extends AskedTarget {
  readonly known: KnownTarget;
  /** False for one that was not asked for by its name and does not work here. */
  readonly isOffered: boolean;
}

/** Finds what a target needs on this machine. */
export async function resolveTarget(
  { parts, name, byName }: AskedParts,
  machine: Machine,
  { env, paths, signal }: Here,
): Promise<ResolvedTarget> {
  const isNative = parts.goos === undefined && parts.libc === undefined;
  const cc = parts.cc ?? (isNative ? compilerIn(env) : undefined);
  const isPlain = isNative && parts.runner === undefined;
  const found = isPlain ? null : await commandsHere(machine, parts.goarch ?? machine.goarch, env);
  const chosen = chooseTarget({ ...parts, cc }, machine, (command) =>
    found === null ? true : found.has(firstWord(command)),
  );
  const target = await withLibc(
    chosen.target,
    { cc, isNative, isNamed: parts.libc !== undefined },
    { env, paths, signal },
  );
  const impossible = chosen.impossible ?? whyImpossible(target);
  const { known } = chosen;
  if (impossible !== null)
    return {
      target,
      name,
      known,
      obstacle: { reason: impossible, hint: null, isFinal: true },
      isOffered: byName,
    };
  const missing = await missingFor(target, known, env);
  // That the machine itself has no compiler is said by the build, in more words.
  const counts = missing.filter(({ what }) => !(byName && isNative && what === 'compiler'));
  if (counts.length === 0) return { target, name, known, obstacle: null, isOffered: true };
  const reason = `there is no ${counts.map((one) => one.name).join(', and no ')}`;
  const hint = await howToGet(counts, parts, known);
  return { target, name, known, obstacle: { reason, hint, isFinal: false }, isOffered: byName };
}

/** What to type, or to name instead: nothing that is installed brings a command of somebody's own. */
async function howToGet(
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

/** The obstacle in one sentence, for a cell. */
export const obstacleWords = ({ reason, hint }: Obstacle): string =>
  hint === null ? reason : `${reason}; to do: ${hint}`;

const firstWord = (command: string): string => splitGoWords(command)[0] ?? command;

/** The commands that are on this machine, of all that targets of an architecture can be built and run with. */
async function commandsHere(
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

interface Missing {
  readonly what: 'compiler' | 'runner';
  readonly name: string;
}

/** What a target needs and this machine does not have. */
async function missingFor(target: Target, { files = [] }: KnownTarget, env: Environment): Promise<Missing[]> {
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

/** An unusual compiler is asked for the C library for which it builds. */
async function withLibc(
  target: Target,
  said: { readonly cc: string | undefined; readonly isNative: boolean; readonly isNamed: boolean },
  { env, paths, signal }: Here,
): Promise<Target> {
  const { cc, isNative, isNamed } = said;
  if (cc === undefined || (isNative && !isNamed && isPlainCompiler(cc))) return target;
  // Elsewhere a system has one C library, or the built program shows it.
  if (target.goos !== 'linux') return target;
  const compiler = await findCommandLine(cc, env);
  if (compiler === null) return isNamed ? target : { ...target, libc: 'unknown' };
  // What reads binaries is loaded only here: a scan asks no compiler.
  const { libcOfCompiler } = await import('../../program/compiler-libc.js');
  const libc = await libcOfCompiler(compiler, { ...env, ...temporaryIn(paths.downloads) }, signal);
  if (!isNamed) return { ...target, libc };
  if (libc === 'unknown' || libc === target.libc) return target;
  throw new ReproError(
    'usage',
    `libc=${target.libc} and a compiler for ${libc} contradict each other: cc=${cc}`,
    {
      hint: `Leave out libc=${target.libc}, or name a compiler that builds for it.`,
    },
  );
}

/**
 * Throws `no-c-compiler` if this machine is all that was asked for and has no C compiler: nothing could be built, and
 * fetching toolchains for that would take gigabytes. Where some have theirs, the cells of the others say so.
 */
export async function requireCompiler(
  targets: readonly AskedTarget[],
  { env }: Pick<Session, 'env'>,
): Promise<void> {
  const open = targets.filter(({ obstacle }) => obstacle === null).map(({ target }) => target);
  const found = await Promise.all(open.map(({ cc }) => findCommandLine(cc, env)));
  const [first] = open;
  if (first === undefined || found.some((compiler) => compiler !== null)) return;
  const { noCompiler } = await import('../../program/build-program.js');
  const { hint, summary } = noCompiler(first.cc);
  throw new ReproError('no-c-compiler', summary, {
    hint: [...(hint === null ? [] : [hint]), 'Without a compiler: cgoprof-repro scan'].join('\n'),
  });
}

/** The machine that programs run on. */
export function thisMachine(): Machine {
  const { os: goos, arch: goarch, libc } = describeHost();
  return { goos, goarch, libc };
}

/** The C compiler that the environment names. Go takes an empty CC for none as well. */
export const compilerIn = (env: Environment): string | undefined =>
  env['CC'] === '' ? undefined : env['CC'];

/** A target in the words of a report. */
export function targetRecord(target: Target) {
  const { goos, goarch, libc, cc, buildmode, runner, race } = target;
  const variant = variantOf(target);
  return {
    goos,
    goarch,
    libc,
    cc,
    buildmode,
    runner: runner === null ? null : runner.command.join(' '),
    ...(race ? { race } : {}),
    ...(variant === null ? {} : { variant }),
  } satisfies Partial<Cell>;
}
