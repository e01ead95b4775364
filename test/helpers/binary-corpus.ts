/**
 * The programs that the machine-code oracle is tried on, as a table, and how to build them: real releases on both sides
 * of every boundary, in many build modes and for many ports, with the guard spelled in many ways.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, cp, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { testCache } from './cli.js';
import { guards, type GuardName } from './runtime-guards.js';

const run = promisify(execFile);
const fixtures = join(import.meta.dirname, '..', 'fixtures', 'binary-corpus');

export type Expected = 'affected' | 'fixed' | 'not-applicable' | 'no-cgo' | 'unknown';

export interface CorpusEntry {
  readonly release: string;
  /** `GOOS/GOARCH`. */
  readonly port: string;
  /** Fixture folder. `compilerless` needs no C compiler. */
  readonly program: 'cgo' | 'pure' | 'profiled' | 'compilerless';
  /** Name of the build mode below. */
  readonly mode: keyof typeof modes;
  /** How the runtime's guard is spelled instead of the release's own way. */
  readonly guard: GuardName | null;
  readonly expected: Expected;
}

interface Mode {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const modes = {
  exe: { args: [] },
  stripped: { args: ['-ldflags=-s -w'] },
  pie: { args: ['-buildmode=pie'] },
  'c-shared': { args: ['-buildmode=c-shared', '-ldflags=-s -w'] },
  'c-archive': { args: ['-buildmode=c-archive'] },
  plugin: { args: ['-buildmode=plugin'] },
  race: { args: ['-race'] },
  trimpath: { args: ['-trimpath', '-ldflags=-s -w'] },
  unoptimised: { args: ['-gcflags=all=-N -l'] },
  static: { args: ['-ldflags=-linkmode=external -extldflags=-static'] },
  internal: { args: ['-ldflags=-linkmode=internal'] },
  cover: { args: ['-cover'] },
  musl: { args: ['-ldflags=-linkmode=external'], env: { CC: 'musl-gcc' } },
  v3: { args: [], env: { GOAMD64: 'v3' } },
} as const satisfies Record<string, Mode>;

const affectedReleases = ['1.21.0', '1.22.12', '1.23.0', '1.23.7', '1.24.1'];
const fixedReleases = ['1.23.8', '1.24.2', '1.25.12', '1.26.8'];
const otherPorts = [
  'linux/386',
  'linux/arm',
  'linux/arm64',
  'linux/loong64',
  'linux/mips64le',
  'linux/mips64',
  'linux/mipsle',
  'linux/mips',
  'linux/ppc64le',
  'linux/ppc64',
  'linux/riscv64',
  'linux/s390x',
  'darwin/amd64',
  'darwin/arm64',
  'freebsd/amd64',
  'windows/amd64',
  'windows/386',
  'windows/arm64',
];

const defaults = { port: 'linux/amd64', program: 'cgo', mode: 'exe', guard: null } as const;
const sideOf = (release: string): Expected => (affectedReleases.includes(release) ? 'affected' : 'fixed');
const stock = (release: string, more: Partial<CorpusEntry> = {}): CorpusEntry => ({
  ...defaults,
  release,
  expected: sideOf(release),
  ...more,
});
const spelled = (
  release: string,
  port: string,
  more: Pick<CorpusEntry, 'program' | 'mode'> = { program: 'compilerless', mode: 'stripped' },
): CorpusEntry[] =>
  guards.map(({ name, expected }) => ({ ...defaults, release, port, guard: name, expected, ...more }));

/** Small enough for every run: each port once, each boundary once, each build mode once, each spelling once. */
const everyRun: readonly CorpusEntry[] = [
  ...['1.22.12', '1.23.7', '1.23.8', '1.24.1', '1.24.2'].map((release) => stock(release)),
  ...(['c-archive', 'c-shared', 'race', 'unoptimised', 'musl'] as const).map((mode) =>
    stock('1.23.7', { mode }),
  ),
  ...(['pie', 'plugin', 'trimpath', 'static', 'v3'] as const).map((mode) => stock('1.23.8', { mode })),
  stock('1.23.7', { port: 'windows/amd64' }),
  stock('1.23.8', { mode: 'pie', port: 'linux/arm64' }),
  // Object files: COFF, ELF without addends in its tables, and ELF with calls that are left to the linker.
  stock('1.23.7', { mode: 'c-archive', port: 'windows/amd64' }),
  stock('1.23.8', { mode: 'c-archive', port: 'linux/arm' }),
  stock('1.23.7', { mode: 'c-archive', port: 'linux/riscv64' }),
  stock('1.23.8', { program: 'pure', expected: 'no-cgo' }),
  ...otherPorts.map((port, index) =>
    stock(index % 2 === 0 ? '1.23.7' : '1.23.8', { port, program: 'compilerless' }),
  ),
  ...spelled('1.23.8', 'linux/amd64'),
];

/** Code that is not followed to its end, about which nothing is guessed. */
const notUnderstood = stock('1.21.0', {
  port: 'windows/arm64',
  program: 'compilerless',
  expected: 'unknown',
});

/** All for which the go command makes c-archives, but for linux/amd64 and linux/arm64, which have more modes. */
const archivePorts = [
  'linux/386',
  'linux/arm',
  'linux/loong64',
  'linux/ppc64le',
  'linux/riscv64',
  'linux/s390x',
  'windows/386',
  'windows/amd64',
  'darwin/amd64',
  'darwin/arm64',
];

const everything: readonly CorpusEntry[] = [
  ...everyRun,
  stock('1.20.14', { expected: 'not-applicable' }),
  ...[...affectedReleases, ...fixedReleases].flatMap((release) => [
    stock(release),
    ...otherPorts.map((port) => stock(release, { port, program: 'compilerless' })),
  ]),
  ...['1.23.7', '1.23.8', '1.26.8'].flatMap((release) => [
    ...(
      ['stripped', 'pie', 'c-shared', 'c-archive', 'plugin', 'race', 'trimpath', 'unoptimised'] as const
    ).map((mode) => stock(release, { mode })),
    ...(['static', 'internal', 'cover', 'musl', 'v3'] as const).map((mode) => stock(release, { mode })),
    ...(['pie', 'c-shared', 'c-archive', 'unoptimised'] as const).map((mode) =>
      stock(release, { mode, port: 'linux/arm64' }),
    ),
    stock(release, { port: 'windows/amd64' }),
    stock(release, { program: 'profiled' }),
    stock(release, { program: 'pure', port: 'windows/amd64', expected: 'no-cgo' }),
    stock(release, { program: 'pure', port: 'darwin/arm64', expected: 'no-cgo' }),
  ]),
  ...['linux/arm64', 'linux/386', 'linux/arm', 'linux/loong64', 'linux/mips64le'].flatMap((port) =>
    spelled('1.24.2', port),
  ),
  ...['linux/ppc64le', 'linux/riscv64', 'linux/s390x'].flatMap((port) => spelled('1.24.2', port)),
  ...archivePorts.flatMap((port) =>
    [...affectedReleases, ...fixedReleases].map((release) => stock(release, { mode: 'c-archive', port })),
  ),
  ...['linux/386', 'linux/arm', 'windows/amd64', 'darwin/arm64'].flatMap((port) =>
    spelled('1.24.2', port, { program: 'cgo', mode: 'c-archive' }),
  ),
  // The last of a name counts.
  notUnderstood,
];

/** CGOPROF_REPRO_FULL_CORPUS=1 asks for all of it, which takes an hour the first time. */
export function corpus(): readonly CorpusEntry[] {
  const chosen = process.env['CGOPROF_REPRO_FULL_CORPUS'] === '1' ? everything : everyRun;
  return [...new Map(chosen.map((entry) => [nameOf(entry), entry])).values()];
}

export function nameOf({ release, port, program, mode, guard }: CorpusEntry): string {
  return [`go${release}`, port, program, mode, ...(guard === null ? [] : [guard])].join(' ');
}

/**
 * C compilers of Debian's cross packages; the native one for the machine's own port; and for what Debian has none for,
 * the one that `pip install ziglang` brings.
 */
const crossCompilers: Readonly<Record<string, string>> = {
  'linux/amd64': 'gcc',
  'linux/386': 'i686-linux-gnu-gcc',
  'linux/arm': 'arm-linux-gnueabihf-gcc',
  'linux/arm64': 'aarch64-linux-gnu-gcc',
  'linux/loong64': 'python3 -m ziglang cc -target loongarch64-linux-gnu',
  'linux/ppc64le': 'powerpc64le-linux-gnu-gcc',
  'linux/riscv64': 'riscv64-linux-gnu-gcc',
  'linux/s390x': 's390x-linux-gnu-gcc',
  'windows/amd64': 'x86_64-w64-mingw32-gcc',
  'windows/386': 'i686-w64-mingw32-gcc',
  'darwin/amd64': 'python3 -m ziglang cc -target x86_64-macos',
  'darwin/arm64': 'python3 -m ziglang cc -target aarch64-macos',
};

export type Built =
  | { readonly kind: 'built'; readonly path: string }
  /** Something that this machine lacks, named. */
  | { readonly kind: 'left-out'; readonly reason: string };

/** Builds an entry, or finds it already built: what is kept is keyed by everything that goes into it. */
export async function buildEntry(entry: CorpusEntry): Promise<Built> {
  const { args, env: modeEnv = {} }: Mode = modes[entry.mode];
  const [goos = '', goarch = ''] = entry.port.split('/');
  const cgo = entry.program === 'cgo' || entry.program === 'profiled';
  const compiler = modeEnv['CC'] ?? crossCompilers[entry.port] ?? 'cc';
  const [command = compiler, ...compilerArgs] = compiler.split(' ');
  if (cgo && !(await answers(command, [...compilerArgs, '-dumpversion']))) {
    return { kind: 'left-out', reason: `no ${compiler}` };
  }
  const env = {
    ...process.env,
    GOTOOLCHAIN: entry.release === (await localRelease()) ? 'local' : `go${entry.release}`,
    GOFLAGS: '-buildvcs=false',
    GOOS: goos,
    GOARCH: goarch,
    CGO_ENABLED: cgo ? '1' : '0',
    CC: compiler,
    ...modeEnv,
  };
  const key = await keyOf(entry, args);
  const folder = join(testCache, 'binary-corpus');
  const path = join(folder, key);
  if (await exists(path)) return { kind: 'built', path };
  if (!(await answers('go', ['version'], env))) return { kind: 'left-out', reason: `no go${entry.release}` };

  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(tmpdir(), 'cgoprof-corpus-'));
  try {
    const overlay = entry.guard === null ? [] : [`-overlay=${await writeOverlay(work, entry.guard, env)}`];
    const unchecked = entry.program === 'compilerless' ? withoutLinknameCheck(args, entry.release) : args;
    // Some compilers drop files where they are asked for their version.
    const sources = join(work, 'sources');
    await cp(join(fixtures, entry.program), sources, { recursive: true });
    const output = join(work, 'program');
    await run('go', ['build', ...unchecked, ...overlay, '-o', output, '.'], { cwd: sources, env });
    await rename(output, path);
    return { kind: 'built', path };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** From Go 1.23 on the linker refuses to link to names that the runtime does not offer. */
function withoutLinknameCheck(args: readonly string[], release: string): readonly string[] {
  if (Number(release.split('.')[1]) < 23) return args;
  const flags = args.find((arg) => arg.startsWith('-ldflags=')) ?? '-ldflags=';
  return [...args.filter((arg) => arg !== flags), `${flags} -checklinkname=0`];
}

/** A copy of the runtime's cgocall.go with another guard, which the go command takes in place of the real one. */
async function writeOverlay(work: string, guard: GuardName, env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await run('go', ['env', 'GOROOT'], { env });
  const original = join(stdout.trim(), 'src', 'runtime', 'cgocall.go');
  const replacement = join(work, 'cgocall.go');
  const spelling = guards.find(({ name }) => name === guard)?.code ?? '';
  await writeFile(replacement, respell(await readFile(original, 'utf8'), spelling));
  const overlay = join(work, 'overlay.json');
  await writeFile(overlay, JSON.stringify({ Replace: { [original]: replacement } }));
  return overlay;
}

const ownGuard =
  /if gp\.m\.isextra(?: && gp\.m\.ncgo == 0)? \{(?:\s*\/\/[^\n]*)*\s*gp\.m\.isExtraInC = true\s*\}/;

/** A guard may need a line before the callback as well: what stands before `---`. */
function respell(source: string, code: string): string {
  const [before, after] = code.includes('---') ? code.split('---') : ['', code];
  if (!ownGuard.test(source)) throw new Error('the runtime does not have the guard that is to be replaced');
  return source
    .replace(ownGuard, () => after ?? '')
    .replace('\tcgocallbackg1(fn, frame, ctxt)', (call) => `${before ?? ''}\n${call}`);
}

let local: Promise<string> | undefined;
function localRelease(): Promise<string> {
  local ??= run('go', ['env', 'GOVERSION'], { env: { ...process.env, GOTOOLCHAIN: 'local' } }).then(
    ({ stdout }) => stdout.trim().replace(/^go/, ''),
  );
  return local;
}

async function keyOf(entry: CorpusEntry, args: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(
    JSON.stringify([entry, args, guards.find(({ name }) => name === entry.guard)]),
  );
  const folder = join(fixtures, entry.program);
  for (const file of (await readdir(folder)).toSorted()) hash.update(await readFile(join(folder, file)));
  return hash.digest('hex').slice(0, 32);
}

async function answers(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    await run(command, [...args], env === undefined ? {} : { env });
    return true;
  } catch {
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
