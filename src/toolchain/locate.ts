/** Turns "which Go" into a toolchain that runs: one on the machine is used in place, a missing one is installed. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { expandHome } from '../host/files/paths.js';
import type { GiveBack } from '../host/locks/lease.js';
import { ReproError } from '../model/errors.js';
import type { Toolchain, ToolchainOrigin } from '../model/toolchain.js';
import { unreachable } from '../model/unreachable.js';
import { checkToolchain } from './find/check.js';
import { installName, moduleVersion, toolchainModule, type ToolchainContext } from './context.js';
import { discoverToolchains, likelyModuleCache, type Candidate } from './find/discover.js';
import { goBinaryOf, goCommandsOnPath, gorootOfCommand, looksLikeGoroot } from './find/go-command.js';
import { installToolchain } from './fetch/install.js';
import { findLocalGo } from './local-go.js';
import type { SoundToolchain } from './find/known.js';
import { leaseInstalled } from './store/store.js';
import { isVerified } from './store/verify.js';
import { isPlainRelease, releaseIn } from './find/version-text.js';

export type ToolchainRequest =
  | { readonly kind: 'release'; readonly release: string }
  /** The Go that `go build` uses in the working folder. */
  | { readonly kind: 'local' }
  /** The go command on PATH itself, no matter to what it would switch. */
  | { readonly kind: 'on-path' }
  /** A GOROOT, or a go command. */
  | { readonly kind: 'path'; readonly path: string };

export interface AcquiredToolchain {
  readonly toolchain: Toolchain;
  /** Until this is called, `prune` spares the toolchain. */
  readonly giveBack: GiveBack;
}

/** Locates a toolchain and keeps it from being removed. Throws ReproError. */
export async function acquireToolchain(
  request: ToolchainRequest,
  context: ToolchainContext,
): Promise<AcquiredToolchain> {
  for (;;) {
    const toolchain = await locateToolchain(request, context);
    if (toolchain.origin !== 'download') return { toolchain, giveBack: () => Promise.resolve() };
    const giveBack = await leaseInstalled(path.basename(toolchain.goroot), context);
    // It was pruned between the two steps, so it is a missing one like any other.
    if (giveBack !== null) return { toolchain, giveBack };
  }
}

/**
 * Throws ReproError: see `download-error.ts` for a release that cannot be obtained, `bad-toolchain` for a path that is
 * not a toolchain.
 */
export async function locateToolchain(
  request: ToolchainRequest,
  context: ToolchainContext,
): Promise<Toolchain> {
  switch (request.kind) {
    case 'release':
      return locateRelease(request.release, context);
    case 'local':
      return locateLocal(context);
    case 'on-path':
      return locateOnPath(context);
    case 'path':
      return locatePath(request.path, context);
    default:
      return unreachable(request);
  }
}

async function locateRelease(release: string, context: ToolchainContext): Promise<Toolchain> {
  // These two come first anyway. Without searching further, and without asking a go command, this takes milliseconds.
  const name = installName(release, context.platform);
  const likely = [
    { origin: 'download', goroot: path.join(context.paths.toolchains, name) },
    {
      origin: 'module-cache',
      goroot: path.join(likelyModuleCache(context), `${toolchainModule}@${moduleVersion(name)}`),
    },
  ] as const;
  for (const candidate of likely) {
    if (!(await looksLikeGoroot(candidate.goroot))) continue;
    const found = await tryCandidate({ ...candidate, versionText: release }, context);
    if (found !== null && claims(found.versionText, release)) return found;
  }
  const candidates = await discoverToolchains(context);
  for (const candidate of candidates.filter(({ versionText }) => claims(versionText, release))) {
    const found = await tryCandidate(candidate, context);
    if (found !== null) return found;
  }
  const goroot = await installToolchain(release, context, candidates);
  return describe(goroot, 'download', await soundFacts(goroot, context), context);
}

/** Only an upstream release's own text: a vendor's go1.23.7 may have the fix, and the question was not about that. */
const claims = (versionText: string, release: string): boolean =>
  isPlainRelease(versionText) && versionText === release;

/** Returns null if it is not what it claims to be, and says so unless that is to be expected. */
async function tryCandidate(candidate: Candidate, context: ToolchainContext): Promise<Toolchain | null> {
  const check = await checkToolchain(candidate.goroot, context.env, context.paths);
  if (check.kind === 'sound') {
    const { facts } = check;
    const isForHere = facts.goos === context.platform.goos && facts.goarch === context.platform.goarch;
    if (facts.disagreement === undefined && isForHere) {
      return describe(candidate.goroot, candidate.origin, facts, context);
    }
    if (facts.disagreement !== undefined) skipped(candidate, facts.disagreement, context);
    return null;
  }
  // `go mod download` leaves files without run bits; `installToolchain` makes a copy that has them.
  if (candidate.origin !== 'module-cache') skipped(candidate, check.seen, context);
  return null;
}

function skipped({ goroot, versionText }: Candidate, why: string, { onEvent }: ToolchainContext): void {
  onEvent({ type: 'warning', message: `${goroot} is not used as ${versionText}: ${why}` });
}

async function locateLocal(context: ToolchainContext): Promise<Toolchain> {
  const found = await findLocalGo(context);
  if (!found.ok) throw found.error;
  const { goroot, origin, other } = found.value;
  const toolchain = await describe(goroot, origin, await soundFacts(goroot, context), context);
  return other === null ? toolchain : { ...toolchain, other };
}

async function locateOnPath(context: ToolchainContext): Promise<Toolchain> {
  const [command] = await goCommandsOnPath(context.env);
  const goroot = command === undefined ? null : await gorootOfCommand(command, context.env);
  if (goroot === null) {
    const what =
      command === undefined ? 'there is no go command on PATH' : `${command} does not lead to a GOROOT`;
    throw new ReproError('no-go', what, { hint: 'Put a go command on PATH.' });
  }
  return describe(goroot, 'path', await soundFacts(goroot, context), context);
}

async function locatePath(text: string, context: ToolchainContext): Promise<Toolchain> {
  const file = path.resolve(expandHome(text, context.home));
  const info = await stat(file).catch(() => null);
  if (info === null) {
    throw new ReproError('bad-toolchain', `${text} does not exist`, { hint: howToGivePath });
  }
  const goroot = info.isDirectory() ? await gorootIn(file) : await gorootOfCommand(file, context.env);
  if (goroot === null) {
    throw new ReproError('bad-toolchain', `${text} is neither a GOROOT nor a go command`, {
      hint: howToGivePath,
    });
  }
  return describe(goroot, await originOf(goroot, context), await soundFacts(goroot, context), context);
}

const howToGivePath =
  'Give a folder that has bin/go and src/runtime (what `go env GOROOT` prints), or the go command itself.';

/** The folder itself, or the `go` in it, because release archives unpack to one. */
async function gorootIn(folder: string): Promise<string | null> {
  if (await looksLikeGoroot(folder)) return folder;
  const below = path.join(folder, 'go');
  return (await looksLikeGoroot(below)) ? below : null;
}

/** A path into this tool's own folder is still an install, with a lease and a sum. */
async function originOf(goroot: string, { paths }: ToolchainContext): Promise<ToolchainOrigin> {
  return path.dirname(goroot) === paths.toolchains ? 'download' : 'given';
}

async function soundFacts(goroot: string, context: ToolchainContext): Promise<SoundToolchain> {
  const check = await checkToolchain(goroot, context.env, context.paths);
  if (check.kind === 'sound') return check.facts;
  throw new ReproError('bad-toolchain', `the toolchain in ${goroot} does not work: ${check.seen}`, {
    hint:
      path.dirname(goroot) === context.paths.toolchains
        ? `Remove it with \`cgoprof-repro toolchain remove ${path.basename(goroot)}\`; it will be fetched again.`
        : 'Reinstall it, or choose another with --go.',
  });
}

async function describe(
  goroot: string,
  origin: ToolchainOrigin,
  facts: SoundToolchain,
  context: ToolchainContext,
): Promise<Toolchain> {
  const release = releaseIn(facts.versionText);
  return {
    release,
    versionText: facts.versionText,
    compilerVersion: facts.compilerVersion,
    goroot,
    goBinary: goBinaryOf(goroot),
    goos: facts.goos,
    goarch: facts.goarch,
    origin,
    verified: await isVerified({ goroot, origin, release }, facts, context),
    ...(facts.disagreement === undefined ? {} : { warning: `${goroot}: ${facts.disagreement}` }),
  };
}
