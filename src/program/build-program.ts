import { createHash } from 'node:crypto';
import { access, constants, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../host/clock.js';
import type { BuildFailure, Program, Sources } from '../model/program.js';
import type { Target } from '../model/target.js';
import type { Toolchain } from '../model/toolchain.js';
import { parseJson } from '../text/parse-json.js';
import { err, ok, type Result } from '../model/result.js';
import { hideSecrets } from '../host/secrets.js';
import { sanitiseText } from '../text/sanitise.js';
import { buildEnvironment, temporaryIn, type Environment } from '../host/environment.js';
import { runCommand, type CommandResult } from '../host/process/run-command.js';
import {
  fileIdentity,
  isFolder,
  makeDirectory,
  readSmallFile,
  removeTree,
  renameInto,
  writeFileAtomic,
} from '../host/files/files.js';
import {
  findCommand,
  findCommandLine,
  quoteCommandLine,
  type FoundCommand,
} from '../host/process/find-command.js';
import { withTemporaryFolder } from '../host/scratch/temporary-folder.js';
import {
  executableName,
  goEnvironment,
  goFlags,
  hostArguments,
  libraryName,
} from '../target/build-settings.js';
import { parseBuildInfo } from './build-info.js';
import type { BuildFolder } from './build-store.js';
import { toolchainFingerprint } from './fingerprint.js';
import { knownFailure } from './known-failures.js';
import { manifestSchema, type Manifest } from './manifest.js';
import { findLibc } from './program-libc.js';
import { readFieldOffsets } from './read-field-offsets.js';
import { writeModule } from './write-module.js';

export interface BuildRequest {
  readonly toolchain: Toolchain;
  readonly target: Target;
  readonly sources: Sources;
  /**
   * The sources of the toolchain that decide the question, relative to GOROOT, with `/`: an edited one is another
   * toolchain.
   */
  readonly decisive: readonly string[];
  /** The fields of structs whose offsets in the program are needed: `runtime.g.m`. */
  readonly fields: readonly string[];
  readonly builds: BuildFolder;
  readonly environment: Environment;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** True if the standard library has to be compiled as well: the time is kept, for estimates. */
  readonly isFirst: boolean;
  readonly signal?: AbortSignal | undefined;
}

const buildLimitMs = 10 * 60_000;
const maxLogBytes = 64 << 10;

/**
 * Builds the sources with exactly this toolchain, or finds that it was built before. Programs are kept by a hash of
 * everything that goes into them. A failed build is a value.
 */
export async function buildProgram(request: BuildRequest): Promise<Result<Program, BuildFailure>> {
  const { toolchain, target, environment, builds } = request;
  const compiler = await findCommandLine(target.cc, environment);
  if (compiler === null) return err(noCompiler(target.cc));

  const folder = path.join(builds.programs, await programKey(request, compiler));
  const cached = await readManifest(folder);
  if (cached !== null) return ok(programOf(cached, folder, target, true));

  // The program is made beside its place, so that a rename finishes it.
  return withTemporaryFolder(builds.programs, async (beside) => {
    const building = path.join(beside, 'program');
    const startedAt = request.clock.monotonicMs();
    await writeModule(request.sources, path.join(building, 'module'));
    const built = await runBuild(request, building, compiler);
    if (!built.ok) return built;
    const { goVersion } = built.value;
    if (goVersion !== toolchain.compilerVersion) return err(wrongToolchain(toolchain, goVersion));
    const firstBuildMs = Math.round(request.clock.monotonicMs() - startedAt);
    const manifest: Manifest = request.isFirst ? { ...built.value, firstBuildMs } : built.value;
    await writeFileAtomic(path.join(building, 'program.json'), JSON.stringify(manifest));
    await removeTree(path.join(building, 'module'));
    await keepFirst(building, folder, path.join(beside, 'damaged'));
    return ok(programOf(manifest, folder, target, false));
  });
}

/**
 * Keeps the program that is there first, since it may be running. Another process may have built the same meanwhile. One
 * that was damaged is moved to `aside`, which the caller removes.
 */
async function keepFirst(building: string, folder: string, aside: string): Promise<void> {
  try {
    await renameInto(building, folder);
  } catch (error) {
    if ((await readManifest(folder)) !== null) return;
    if (!(await isFolder(folder))) throw error;
    await renameInto(folder, aside);
    await renameInto(building, folder);
  }
}

async function programKey(request: BuildRequest, compiler: FoundCommand): Promise<string> {
  const { toolchain, sources, environment } = request;
  // How it is run changes nothing in it.
  const { runner: _, conditions: __, ...built } = request.target;
  // Both words of `ccache gcc` are programs.
  const files = await Promise.all(compiler.args.map((word) => findCommand(word, environment)));
  const programs = [compiler.file, ...files.filter((file) => file !== null)];
  const parts = [
    sources.hash,
    request.fields.join(','),
    toolchain.compilerVersion,
    await toolchainFingerprint(toolchain.goroot, request.decisive),
    JSON.stringify(built),
    quoteCommandLine(compiler),
    ...(await Promise.all(programs.map(fileIdentity))),
  ];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}

async function readManifest(folder: string): Promise<Manifest | null> {
  const text = await readSmallFile(path.join(folder, 'program.json'), 64 << 10);
  const manifest = manifestSchema.safeParse(parseJson(text));
  if (!manifest.success) return null;
  // A program that was damaged, or replaced, is not the one that was judged when it was built; and caches that are carried
  // from machine to machine may lose the right to run it.
  const { file, sha256, library } = manifest.data;
  const isWhole =
    (await isSame(path.join(folder, file), sha256, constants.X_OK)) &&
    (library === null || (await isSame(path.join(folder, library.file), library.sha256, constants.R_OK)));
  return isWhole ? manifest.data : null;
}

const isSame = (file: string, sha256: string, mode: number): Promise<boolean> =>
  access(file, mode)
    .then(async () => (await hashFile(file)) === sha256)
    .catch(() => false);

async function hashFile(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

function programOf(manifest: Manifest, folder: string, target: Target, cached: boolean): Program {
  return {
    file: path.join(folder, manifest.file),
    target: { ...target, libc: manifest.libc },
    goVersion: manifest.goVersion,
    buildSettings: manifest.settings,
    offsets: manifest.offsets,
    cached,
  };
}

async function runBuild(
  request: BuildRequest,
  building: string,
  compiler: FoundCommand,
): Promise<Result<Manifest, BuildFailure>> {
  const { toolchain, target, builds, environment, signal } = request;
  const module = path.join(building, 'module');
  const temporary = path.join(building, 'tmp');
  await makeDirectory(temporary);
  const env = buildEnvironment(environment, {
    GOROOT: toolchain.goroot,
    GOCACHE: builds.gocache,
    // Nothing is fetched for a program without dependencies; other files that Go would write are removed with the
    // build.
    GOPATH: path.join(building, 'gopath'),
    ...temporaryIn(temporary),
    GOPROXY: 'off',
    ...goEnvironment(target, quoteCommandLine(compiler)),
  });
  const file = executableName(target, 'program');
  const library = libraryName(target, 'program');
  const output = path.join(building, library ?? file);
  const common = { env, timeoutMs: buildLimitMs, maxOutputBytes: maxLogBytes, signal };
  const args = ['build', '-trimpath', '-buildvcs=false', ...goFlags(target), '-o', output, '.'];
  const built = failureOf(
    await runCommand({ ...common, file: toolchain.goBinary, args, cwd: module }),
    'the go command',
    environment,
  );
  signal?.throwIfAborted();
  if (built !== null) return err(built);
  if (library !== null) {
    const source = path.join(module, 'host', 'main.c');
    const host = failureOf(
      await runCommand({
        ...common,
        file: compiler.file,
        args: [...compiler.args, ...hostArguments(target, { source, library, output: file })],
        cwd: building,
      }),
      'the C compiler',
      environment,
    );
    signal?.throwIfAborted();
    if (host !== null) return err(host);
  }
  const isLoaded = library !== null && target.buildmode === 'c-shared';
  // Where the Go code is, and what describes it.
  const carrier = isLoaded ? output : path.join(building, file);
  const asked = await runCommand({ file: toolchain.goBinary, args: ['version', '-m', carrier], env, signal });
  const info = asked.kind === 'exited' ? parseBuildInfo(asked.stdout) : null;
  if (info === null) return err(failure('go version -m says nothing of the program that was just built'));
  const libc = await findLibc(path.join(building, file), target, compiler, env, signal);
  await removeTree(temporary);
  await removeTree(path.join(building, 'gopath'));
  if (library !== null && !isLoaded) await removeTree(output);
  return ok({
    file,
    library: isLoaded ? { file: library, sha256: await hashFile(output) } : null,
    ...info,
    libc,
    sha256: await hashFile(path.join(building, file)),
    offsets: readFieldOffsets(carrier, request.fields),
  });
}

/** The failure of a step of the build; null if it succeeded. */
function failureOf(result: CommandResult, command: string, environment: Environment): BuildFailure | null {
  if (result.kind === 'not-started') return failure(`${command} could not be started: ${result.reason}`);
  if (result.kind === 'exited' && result.code === 0) return null;
  return failure(
    hideSecrets(result.stdout + result.stderr, environment),
    result.kind === 'exited' ? null : `the build was ${result.kind}`,
  );
}

export function noCompiler(cc: string): BuildFailure {
  const known = knownFailure(`C compiler "${cc}" not found`);
  return {
    kind: 'no-c-compiler',
    fault: 'environment',
    summary: `the C compiler "${cc}" is not on PATH`,
    hint: known?.hint ?? null,
    log: '',
  };
}

function failure(rawLog: string, summary: string | null = null): BuildFailure {
  const log = sanitiseText(rawLog).trim();
  const known = knownFailure(log);
  return {
    kind: 'build-failed',
    fault: known === null ? 'source' : 'environment',
    summary: known?.summary ?? summary ?? firstComplaint(log) ?? 'go build failed',
    hint: known?.hint ?? null,
    log,
  };
}

/** The line that says what is wrong; compilers say first where they are. */
function firstComplaint(log: string): string | undefined {
  const lines = log.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.find((line) => /\berror: /.test(line)) ?? lines[0];
}

function wrongToolchain(toolchain: Toolchain, goVersion: string): BuildFailure {
  return {
    kind: 'wrong-toolchain',
    fault: 'environment',
    summary: `built with ${goVersion}, but ${toolchain.compilerVersion} was meant`,
    hint: `Look at ${toolchain.goroot}: its go command does not use its own compiler.`,
    log: '',
  };
}
