/**
 * Installs a release into this tool's cache: made in `downloads/`, renamed into `toolchains/` as the last step, so that
 * a visible folder is complete. If it is interrupted at any point, the next install of the release deletes the rest.
 */
import path from 'node:path';
import {
  copyTree,
  diskUsageBytes,
  isFolder,
  listFolder,
  makeDirectory,
  removeTree,
  renameInto,
} from '../../host/files/files.js';
import { withLock } from '../../host/locks/lock.js';
import { withTemporaryFolder } from '../../host/scratch/temporary-folder.js';
import { ReproError } from '../../model/errors.js';
import { formatGoVersion, parseGoVersion, type GoVersion } from '../../model/go-version.js';
import { examineToolchain, type CheckResult } from '../find/check.js';
import { installName, moduleVersion, toolchainModule, type ToolchainContext } from '../context.js';
import type { Candidate } from '../find/discover.js';
import { downloadToolchain } from './download.js';
import { findDownloader } from './downloader.js';
import { remember } from '../find/known.js';
import { writeMarker } from '../store/marker.js';
import { prepareTree } from './prepare-tree.js';
import { hashTree } from '../store/tree-hash.js';
import { vouchedSum } from '../store/vouching.js';

/**
 * Installs a release unless it is there by now, and returns its GOROOT. `candidates` is the result of discovery. A
 * toolchain in the module cache that was downloaded but never made fit to run is copied instead of fetched again.
 */
export async function installToolchain(
  release: string,
  context: ToolchainContext,
  candidates: readonly Candidate[],
): Promise<string> {
  const name = installName(release, context.platform);
  const goroot = path.join(context.paths.toolchains, name);
  const idle = candidates.find(
    (c) =>
      c.origin === 'module-cache' &&
      c.versionText === release &&
      path.basename(c.goroot).endsWith(`-${name}`),
  );
  if (idle === undefined && context.offline) throw offlineError(release, candidates);

  await makeDirectory(context.paths.toolchains);
  await withLock(
    path.join(context.paths.downloads, name),
    {
      clock: context.clock,
      signal: context.signal,
      onWait: (owner) => context.onEvent({ type: 'warning', message: waiting(release, owner) }),
    },
    async (signal) => {
      if (await isFolder(goroot)) return;
      await removeLeftovers(context, name);
      const within = { ...context, signal };
      await withTemporaryFolder(
        context.paths.downloads,
        (work) => makeToolchain(release, within, { name, goroot, work, idle, candidates }),
        name,
      );
    },
  ).catch((error: unknown) => {
    throw context.signal?.aborted === true && !(error instanceof ReproError)
      ? new ReproError('interrupted', `the installation of ${release} was interrupted`, {
          cause: error,
          hint: 'Run the same command again.',
        })
      : error;
  });
  return goroot;
}

interface Job {
  readonly name: string;
  readonly goroot: string;
  readonly work: string;
  readonly idle: Candidate | undefined;
  readonly candidates: readonly Candidate[];
}

async function makeToolchain(release: string, context: ToolchainContext, job: Job): Promise<void> {
  const started = context.clock.monotonicMs();
  context.onEvent({ type: 'install-started', release });
  const tree =
    job.idle === undefined
      ? await downloadToolchain(
          { release, name: job.name, work: job.work, near: nearest(release, job.candidates) },
          await findDownloader(context, job.candidates),
          context,
        )
      : await copyFromModuleCache(job.idle.goroot, release, job, context);
  context.onEvent({ type: 'install-stage', release, stage: 'checking' });
  await prepareTree(tree.folder);
  const check = await examineToolchain(tree.folder, context.env);
  if (check.kind === 'unsound') throw unfit(release, check);
  context.signal?.throwIfAborted();
  await writeMarker(context.paths, job.name, {
    schemaVersion: 1,
    release,
    ...context.platform,
    sum: tree.sum,
    vouched: tree.vouched,
    installedAt: new Date(context.clock.now()).toISOString(),
    sizeBytes: await diskUsageBytes(tree.folder),
  });
  await renameInto(tree.folder, job.goroot);
  // The go command has just hashed the zip that it unpacked, so 10 000 files need not be read again.
  await remember(job.goroot, { facts: check.facts, intact: tree.vouched }, context.paths);
  const durationMs = context.clock.monotonicMs() - started;
  context.onEvent({ type: 'install-finished', release, durationMs });
}

/** The user's module cache is never written to; if the file system can, the copy shares its blocks. */
async function copyFromModuleCache(goroot: string, release: string, job: Job, context: ToolchainContext) {
  context.onEvent({ type: 'install-stage', release, stage: 'copying' });
  const folder = path.join(job.work, 'copy');
  await copyTree(goroot, folder);
  const prefix = `${toolchainModule}@${moduleVersion(job.name)}`;
  const sum = await hashTree(folder, prefix, context.signal);
  // GOMODCACHE/golang.org/toolchain@…
  const vouched = await vouchedSum(path.dirname(path.dirname(goroot)), job.name);
  return { folder, sum, vouched: vouched === sum };
}

/** Called only while holding the release's lock: then the process that made them is gone. */
async function removeLeftovers(context: ToolchainContext, name: string): Promise<void> {
  for (const entry of await listFolder(context.paths.downloads)) {
    if (entry.startsWith(`${name}-`)) await removeTree(path.join(context.paths.downloads, entry));
  }
}

function nearest(release: string, candidates: readonly Candidate[]): string[] {
  const asked = parseGoVersion(release);
  if (asked === null) return [];
  const distance = (version: GoVersion): number =>
    Math.abs(version.minor - asked.minor) * 1000 + Math.abs(version.patch - asked.patch);
  const found = candidates
    .flatMap((candidate) => parseGoVersion(candidate.versionText) ?? [])
    .toSorted((a, b) => distance(a) - distance(b))
    .map(formatGoVersion);
  // A release may lie here more than once.
  return [...new Set(found)].slice(0, 2);
}

function offlineError(release: string, candidates: readonly Candidate[]): ReproError {
  const near = nearest(release, candidates);
  const instead = near.length === 0 ? '' : ` Nearest on this machine: ${near.join(', ')}.`;
  return new ReproError('offline', `${release} is not on this machine and --offline forbids fetching it`, {
    hint: `Run once without --offline, or give its folder with --go PATH.${instead}`,
  });
}

function unfit(release: string, check: CheckResult & { kind: 'unsound' }): ReproError {
  return new ReproError('bad-toolchain', `${release} was fetched but does not work: ${check.seen}`, {
    hint: 'Check that the cache folder allows programs to run (a noexec mount?), or choose another with --cache-dir DIR.',
  });
}

const waiting = (release: string, owner: string): string =>
  `another run (${owner}) is installing ${release}; waiting for it`;
