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

/** Settings of the go command that choose among processors of one architecture (`go help environment`). */
const architectureSettings = [
  'GO386',
  'GOAMD64',
  'GOARM',
  'GOARM64',
  'GOMIPS',
  'GOMIPS64',
  'GOPPC64',
  'GORISCV64',
] as const;

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
    architectureSettings.map((name): [string, ReadPart] => [
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
  const [platform = '', ...rest] = splitParts(text);
  if (platform === '') return {};
  const isPlatform = platform.includes('/') && !platform.includes('=');
  const found = isPlatform ? readPlatform(platform, text) : {};
  return (isPlatform ? rest : [platform, ...rest]).reduce(
    (parts, part) => joinParts(parts, readPart(part, text), text),
    found,
  );
}

/** At commas, except in quotes: a command may have commas in it. */
function splitParts(text: string): string[] {
  const parts = text.match(/(?:[^,'"]|'[^']*'|"[^"]*"|['"])+/g) ?? [];
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
  const [, name = part, value] = /^([^=]*)=([\s\S]*)$/.exec(part) ?? [];
  const variable = /^env\.([A-Za-z_]\w{0,60})$/.exec(name)?.[1];
  if (variable !== undefined && value !== undefined) return { variables: { [variable]: value } };
  const read = readers[name];
  if (read === undefined) {
    throw new ReproError('usage', `${quotedWord(name)} in ${quotedWord(whole)} is no part of a target`, {
      hint: chooseFrom(name, partNames),
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
