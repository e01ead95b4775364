import { ReproError } from '../model/errors.js';
import { isLibrary, usualConditions, type LibraryLoad, type Runner, type Target } from '../model/target.js';
import { chooseFrom } from '../text/nearest.js';
import { quotedWord } from '../text/quoted-word.js';
import type { KnownTarget, Machine } from './known-target.js';
import { emulated } from './qemu-user.js';
import { knownTargets } from './table.js';
import { checkSettings, type TargetParts } from './target-parts.js';

/** A target that was asked for. Those that cannot work say why, before anything is fetched or built. */
export interface ChosenTarget {
  readonly target: Target;
  readonly known: KnownTarget;
  /** Why nothing can be seen of it on this machine, whatever is installed; null if it can. */
  readonly impossible: string | null;
}

/**
 * Makes the target that is meant. Of several commands that would do, the first is taken that is on this machine.
 * Throws `usage` for an unknown platform, and for parts that contradict each other.
 * @param isThere tells if the first word of a command line is found here
 */
export function chooseTarget(
  parts: TargetParts,
  machine: Machine,
  isThere: (command: string) => boolean = () => true,
): ChosenTarget {
  const { buildmode = 'exe', thread = 'own', race = false, isStatic = false } = parts;
  const known = knownFor(parts, machine);
  const { goos, goarch, libc } = known;
  checkSettings(parts.environment ?? {}, goarch);
  const way = runnerFor(parts, known, machine, isThere);
  const target: Target = {
    goos,
    goarch,
    libc,
    cc: parts.cc ?? firstThere(known.compilers, (command) => command, isThere) ?? 'gcc',
    buildmode,
    load: loadFor(parts),
    thread,
    race,
    isStatic,
    runner: way.runner,
    environment: { ...known.environment, ...parts.environment },
    cFlags: [],
    linkerFlags: [
      ...(known.linkerFlags ?? []),
      ...(isStatic && known.linkerFlags === undefined ? ['-linkmode=external', '-extldflags=-static'] : []),
    ],
    conditions: {
      variables: parts.variables ?? usualConditions.variables,
      limits: parts.limits ?? usualConditions.limits,
      randomAddresses: parts.randomAddresses ?? usualConditions.randomAddresses,
    },
  };
  if (thread === 'main' && !isLibrary(buildmode)) throw needsLibrary('thread=main');
  return { target, known, impossible: way.reason ?? whyImpossible(target) };
}

function knownFor({ goos, goarch, libc }: TargetParts, machine: Machine): KnownTarget {
  const [os, arch] = [goos ?? machine.goos, goarch ?? machine.goarch];
  const found = knownTargets(machine).find(
    (known) => known.goos === os && known.goarch === arch && (libc === undefined || known.libc === libc),
  );
  if (found !== undefined) return found;
  const asked = `${os}/${arch}${libc === undefined ? '' : `,libc=${libc}`}`;
  throw new ReproError('usage', `${quotedWord(asked)} is no target that programs can be built for here`, {
    hint: chooseFrom(
      asked,
      knownTargets(machine).map(({ name }) => name),
      (name) => `--target ${name}`,
    ),
  });
}

const firstThere = <Choice>(
  choices: readonly Choice[],
  commandOf: (choice: Choice) => string,
  isThere: (command: string) => boolean,
): Choice | undefined => choices.find((choice) => isThere(commandOf(choice))) ?? choices[0];

interface ChosenWay {
  readonly runner: Runner | null;
  readonly reason: string | null;
}

function runnerFor(
  { runner }: TargetParts,
  known: KnownTarget,
  machine: Machine,
  isThere: (command: string) => boolean,
): ChosenWay {
  const first = (runners: readonly Runner[]): ChosenWay => ({
    runner: firstThere(runners, ({ command: [name = ''] }) => name, isThere) ?? null,
    reason: null,
  });
  const usual = known.wayOn(machine);
  if (runner === undefined) {
    switch (usual.kind) {
      case 'native':
        return { runner: null, reason: null };
      case 'runner':
        return first(usual.runners);
      case 'none':
        return { runner: null, reason: usual.reason };
    }
  }
  const [word = '', ...rest] = runner;
  if (rest.length > 0 || !runnerWords.has(word))
    return { runner: { kind: kindOf(word), command: runner }, reason: null };
  switch (word) {
    case 'native':
      return { runner: null, reason: null };
    case 'wine':
      return { runner: { kind: 'wine', command: ['wine'] }, reason: null };
    default: {
      const way = usual.kind === 'native' ? emulated(known.goarch, null, machine) : usual;
      return way.kind === 'none' ? { runner: null, reason: way.reason } : first(way.runners);
    }
  }
}

/** Runners that are meant by a word. */
export const runnerWords: ReadonlySet<string> = new Set(['native', 'qemu', 'wine']);

/** A command of one's own may be an emulator too. */
const kindOf = (command: string): Runner['kind'] => {
  const name = command.slice(command.lastIndexOf('/') + 1);
  if (/^qemu-(?!system)/.test(name)) return 'qemu-user';
  return /^wine(?:64)?$/.test(name) ? 'wine' : 'template';
};

function loadFor({ buildmode = 'exe', load }: TargetParts): LibraryLoad | null {
  if (!isLibrary(buildmode)) {
    if (load !== undefined) throw needsLibrary(`load=${load}`);
    return null;
  }
  if (buildmode === 'c-shared') return load ?? 'dlopen';
  if (load === 'dlopen')
    throw new ReproError('usage', 'a c-archive becomes a part of the program: nothing is left to load', {
      hint: 'Leave out load=dlopen, or ask for buildmode=c-shared',
    });
  return 'linked';
}

const needsLibrary = (part: string): ReproError =>
  new ReproError('usage', `${part} is for libraries, which a C program uses`, {
    hint: `Add buildmode=c-shared or buildmode=c-archive, or leave out ${part}`,
  });

/** The architectures for which Go has a race detector (`go help build`). */
const raceTargets = new Set([
  'linux/amd64',
  'linux/arm64',
  'linux/ppc64le',
  'linux/s390x',
  'linux/loong64',
  'freebsd/amd64',
  'netbsd/amd64',
  'darwin/amd64',
  'darwin/arm64',
  'windows/amd64',
]);

/** The reason why a program of this kind works with no Go; null if there is none. */
export function whyImpossible({
  goos,
  goarch,
  libc,
  buildmode,
  race,
  isStatic,
  runner,
  conditions,
}: Target): string | null {
  if (isLibrary(buildmode) && libc === 'musl')
    return `with musl, a ${buildmode} of any Go dies while it is loaded: golang/go#13492, golang/go#54805`;
  if (isLibrary(buildmode) && goos === 'windows')
    return 'the C program that uses a library is not written for Windows, where no more than the flag could be seen';
  if (buildmode === 'c-shared' && isStatic) return 'a shared library cannot be loaded by a static program';
  if (race && !raceTargets.has(`${goos}/${goarch}`)) return `Go has no race detector for ${goos}/${goarch}`;
  // Tried with qemu 7.2: on arm64, s390x and ppc64le it ends before main; emulated amd64 works.
  if (race && runner?.kind === 'qemu-user' && goarch !== 'amd64')
    return 'under qemu-user, the race detector does not get the memory that it wants and ends the program';
  const isPlain = conditions.randomAddresses && Object.keys(conditions.limits).length === 0;
  return isPlain || goos === 'linux' ? null : 'limits and fixed addresses are set by commands of Linux';
}

/** True for a compiler's plain name: without arguments it builds for the C library of the machine. */
export const isPlainCompiler = (cc: string): boolean => /^(?:gcc|clang)(?:-\d{1,3})?$|^cc$/.test(cc);
