/**
 * A target as it is typed: `linux/arm64`, or `linux/amd64,libc=musl,buildmode=c-shared`. The parts may come in any order;
 * those that are left out are the usual ones.
 */
import { ReproError } from '../model/errors.js';
import {
  buildModes,
  callingThreads,
  libraryLoads,
  type BuildMode,
  type CallingThread,
  type LibraryLoad,
} from '../model/target.js';
import { splitGoWords } from '../text/go-words.js';
import { chooseFrom } from '../text/nearest.js';
import { quotedWord } from '../text/quoted-word.js';

/** What was said of a target; what was not said is undefined. */
export interface TargetParts {
  readonly goos?: string;
  readonly goarch?: string;
  readonly libc?: string | undefined;
  readonly cc?: string | undefined;
  readonly buildmode?: BuildMode | undefined;
  readonly load?: LibraryLoad;
  readonly thread?: CallingThread;
  readonly race?: boolean | undefined;
  readonly isStatic?: boolean;
  /** `native`, `qemu` and `wine` are words; anything else is a command. */
  readonly runner?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, number>>;
  readonly randomAddresses?: boolean;
}

/** Settings of the go command that choose among processors (`go help environment`): of which architectures, and values. */
const architectureSettings: Readonly<Record<string, readonly [goarchs: readonly string[], values: RegExp]>> =
  {
    GO386: [['386'], /^(?:sse2|softfloat)$/],
    GOAMD64: [['amd64'], /^v[1-4]$/],
    GOARM: [['arm'], /^[567](?:,(?:soft|hard)float)?$/],
    GOARM64: [['arm64'], /^v(?:8\.\d|9\.[0-5])(?:,lse)?(?:,crypto)?$/],
    GOMIPS: [['mips', 'mipsle'], /^(?:hard|soft)float$/],
    GOMIPS64: [['mips64', 'mips64le'], /^(?:hard|soft)float$/],
    GOPPC64: [['ppc64', 'ppc64le'], /^power(?:8|9|10)$/],
    GORISCV64: [['riscv64'], /^rva2[023]u64$/],
  };

/** Throws `usage` for a setting that is of another architecture, or has a value that it never has. */
export function checkSettings(environment: Readonly<Record<string, string>>, goarch: string): void {
  for (const [name, value] of Object.entries(environment)) {
    const [goarchs, values] = architectureSettings[name] ?? [[], /^/];
    if (!goarchs.includes(goarch))
      throw new ReproError('usage', `${name} is for ${goarchs.join(' and ')}, not for ${goarch}`, {
        hint: `Leave it out, or name the platform first: linux/${goarchs[0]},${name}=${value}`,
      });
    if (!values.test(value))
      throw new ReproError('usage', `${quotedWord(value)} is no ${name}`, {
        hint: 'See: go help environment',
      });
  }
}

/** Limits that prlimit(1) sets, which a program can meet. */
const limitNames = ['as', 'data', 'fsize', 'memlock', 'nofile', 'nproc', 'rss', 'stack'] as const;

type ReadPart = (value: string, name: string) => TargetParts;

const readers: Readonly<Record<string, ReadPart>> = {
  libc: (libc) => ({ libc }),
  cc: (cc) => ({ cc }),
  buildmode: (value, name) => ({ buildmode: oneOf(buildModes, value, name) }),
  load: (value, name) => ({ load: oneOf(libraryLoads, value, name) }),
  thread: (value, name) => ({ thread: oneOf(callingThreads, value, name) }),
  race: (value, name) => ({ race: isOn(value, name) }),
  static: (value, name) => ({ isStatic: isOn(value, name) }),
  aslr: (value, name) => ({ randomAddresses: isOn(value, name) }),
  runner: (value) => ({ runner: splitGoWords(value) }),
  GODEBUG: (value) => ({ variables: { GODEBUG: value } }),
  ...Object.fromEntries(
    Object.keys(architectureSettings).map((name): [string, ReadPart] => [
      name,
      (value) => ({ environment: { [name]: value } }),
    ]),
  ),
  ...Object.fromEntries(
    limitNames.map((limit): [string, ReadPart] => [
      `ulimit.${limit}`,
      (value, name) => ({ limits: { [limit]: wholeNumber(value, name) } }),
    ]),
  ),
};

/** The names of the parts, as they are typed, for help and completions. */
export const partNames: readonly string[] = [...Object.keys(readers), 'env.NAME'];

const switches = new Set(['race', 'static']);

/** Reads one target. Throws `usage` for what is no part of one. */
export function parseTarget(text: string): TargetParts {
  const [platform, ...rest] = splitParts(text);
  if (platform === undefined)
    throw new ReproError('usage', `${quotedWord(text)} names no target`, {
      hint: 'For example: --target linux/arm64',
    });
  const isPlatform = platform.includes('/') && !platform.includes('=');
  const found = isPlatform ? readPlatform(platform, text) : {};
  return (isPlatform ? rest : [platform, ...rest]).reduce(
    (parts, part) => joinParts(parts, readPart(part, text), text),
    found,
  );
}

/** At commas, except in quotes: a command may have commas in it. */
function splitParts(text: string): string[] {
  if (!hasEvenQuotes(text))
    throw new ReproError('usage', `a quote is not closed in ${quotedWord(text)}`, {
      hint: 'Close it, or leave it out.',
    });
  const parts = text.match(/(?:[^,'"]|'[^']*'|"[^"]*")+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function readPlatform(text: string, whole: string): TargetParts {
  const [, goos, goarch, libc] =
    /^([a-z0-9]{1,20})\/([a-z0-9]{1,20})(?:\/([A-Za-z]{1,20}))?$/.exec(text) ?? [];
  if (goos === undefined || goarch === undefined)
    throw new ReproError('usage', `${quotedWord(text)} in ${quotedWord(whole)} is not GOOS/GOARCH`, {
      hint: 'For example: --target linux/arm64',
    });
  return { goos, goarch, ...(libc === undefined ? {} : { libc }) };
}

function readPart(part: string, whole: string): TargetParts {
  const [, name = part, quoted] = /^([^=]*)=([\s\S]*)$/.exec(unquoted(part)) ?? [];
  const value = quoted === undefined ? undefined : unquoted(quoted);
  const variable = /^env\.([A-Za-z_]\w{0,60})$/.exec(name)?.[1];
  if (variable !== undefined && value !== undefined) return { variables: { [variable]: value } };
  const read = readers[name];
  if (read === undefined) {
    const isPlatform = /[/\\]/.test(name) || platformWords.has(name.toLowerCase());
    throw new ReproError('usage', `${quotedWord(name)} in ${quotedWord(whole)} is no part of a target`, {
      hint: isPlatform
        ? "A target has one platform, GOOS/GOARCH, which comes first: linux/arm64,race. For several: --targets 'linux/amd64 linux/arm64'"
        : chooseFrom(name, partNames),
    });
  }
  if (value === undefined && !switches.has(name))
    throw new ReproError('usage', `${name} needs a value in ${quotedWord(whole)}`, {
      hint: `Write it as: ${name}=VALUE`,
    });
  if (value?.trim() === '')
    throw new ReproError('usage', `${name} has no value in ${quotedWord(whole)}`, {
      hint: `Write it as: ${name}=VALUE`,
    });
  return read(value ?? 'on', name);
}

const hasEvenQuotes = (text: string): boolean => /^(?:[^'"]|'[^']*'|"[^"]*")*$/.test(text);

/** Quotes around the whole, which keep commas in it from ending it. */
const unquoted = (text: string): string => /^(?:'([^']*)'|"([^"]*)")$/.exec(text)?.slice(1).join('') ?? text;

/** Words that people type where a platform is meant. */
const platformWords = new Set(
  'linux windows darwin macos freebsd openbsd netbsd 386 amd64 x86_64 arm arm64 aarch64 riscv64 s390x ppc64le mips64le loong64'.split(
    ' ',
  ),
);

/** Joins what was said in two places. Throws `usage` where they differ. */
export function joinParts(a: TargetParts, b: TargetParts, where: string): TargetParts {
  const said = new Map(Object.entries(flat(a)));
  for (const [name, after] of Object.entries(flat(b))) {
    const before = said.get(name);
    if (before !== undefined && after !== undefined && before !== after)
      throw namedTwice(name, before, after, where);
  }
  return {
    ...a,
    ...definedOnly(b),
    ...(a.environment === undefined ? {} : { environment: { ...a.environment, ...b.environment } }),
    ...(a.variables === undefined ? {} : { variables: { ...a.variables, ...b.variables } }),
    ...(a.limits === undefined ? {} : { limits: { ...a.limits, ...b.limits } }),
  };
}

/** Every part by its name, as it is typed. */
function flat({
  environment,
  variables,
  limits,
  runner,
  ...rest
}: TargetParts): Record<string, string | undefined> {
  const words = [
    ...Object.entries(rest),
    ['runner', runner?.join(' ')] as const,
    ...Object.entries({ ...environment, ...variables, ...limits }),
  ];
  return Object.fromEntries(
    words.map(([name, value]) => [name, value === undefined ? undefined : wordOf(value)]),
  );
}

const wordOf = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? 'on' : 'off') : `${value}`;

const namedTwice = (name: string, before: string, after: string, where: string): ReproError =>
  new ReproError(
    'usage',
    `${name} is both ${quotedWord(before)} and ${quotedWord(after)} in ${quotedWord(where)}`,
    {
      hint: 'Name it once.',
    },
  );

const definedOnly = (parts: TargetParts): TargetParts =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));

function oneOf<Choice extends string>(choices: readonly Choice[], value: string, name: string): Choice {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw new ReproError('usage', `${quotedWord(value)} is no ${name}`, {
    hint: chooseFrom(value, choices, (choice) => `${name}=${choice}`),
  });
}

const isOn = (value: string, name: string): boolean => oneOf(['on', 'off'], value, name) === 'on';

function wholeNumber(value: string, name: string): number {
  if (!/^\d{1,15}$/.test(value))
    throw new ReproError('usage', `${quotedWord(value)} is no number for ${name}`, {
      hint: `For example: ${name}=65536`,
    });
  return Number(value);
}
