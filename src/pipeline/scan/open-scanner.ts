/** Takes everything a scan needs from outside from the user's own Go settings. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { systemChance } from '../../host/chance.js';
import type { GoSettings } from '../../host/environment.js';
import { createHttpClient } from '../../host/net/http.js';
import { readNetrc } from '../../host/net/netrc.js';
import { readTool } from '../../host/tool.js';
import { discoverToolchains, type Candidate } from '../../toolchain/find/discover.js';
import type { Session } from '../session.js';
import { goBinaryOf, goCommandsOnPath, readGoSettings } from '../../toolchain/find/go-command.js';
import { recall } from '../../toolchain/find/known.js';
import { readRemoteSource } from '../../toolchain/fetch/remote-source.js';
import type { ScannedRelease } from '../../model/scan.js';
import { scanReleases, type InstalledCopy, type ScanDependencies } from './scan.js';
import { openVerdictCache } from './verdict-cache.js';

/** Gives `work` what a scan needs, and ends the connections after it. */
export async function withScanner<T>(
  context: Session,
  work: (dependencies: ScanDependencies) => Promise<T>,
): Promise<T> {
  const { bug, clock, env, home, offline, paths, signal } = context;
  const oracle = bug.source;
  const candidates = await discoverToolchains(context);
  const copies = await knownCopies(candidates, context);
  const http = createHttpClient({
    clock,
    random: systemChance,
    environment: env,
    userAgent: readTool().name,
  });
  const settings: GoSettings = offline ? {} : await readSettings(candidates, context);
  const goproxy = settings['GOPROXY'] ?? env['GOPROXY'] ?? '';
  const netrc = await readNetrc(settings['GOAUTH'] ?? '', env, home);
  const remote = {
    proxies: createHash('sha256').update(goproxy).digest('hex').slice(0, 16),
    read: (release: string) =>
      readRemoteSource({ release, files: oracle.files, goproxy, http, netrc, signal }),
  };
  try {
    return await work({
      clock,
      oracle,
      cache: openVerdictCache(path.join(paths.verdicts, bug.id), oracle.version),
      installed: (release) => copies.get(release) ?? null,
      remote: offline ? null : remote,
    });
  } finally {
    http.close();
  }
}

/** Makes one scan, without telling its progress. */
export const scanNow = (releases: readonly string[], context: Session): Promise<ScannedRelease[]> =>
  withScanner(context, (dependencies) => scanReleases(releases, dependencies));

/** Finds copies by the release that their VERSION file claims. A verified one wins over an unverified one. */
async function knownCopies(
  candidates: readonly Candidate[],
  { paths }: Session,
): Promise<ReadonlyMap<string, InstalledCopy>> {
  const copies = new Map<string, InstalledCopy>();
  for (const { goroot, versionText } of candidates) {
    const verified = (await recall(goroot, paths))?.intact === true;
    if (verified || !copies.has(versionText)) copies.set(versionText, { goroot, verified });
  }
  return copies;
}

async function readSettings(candidates: readonly Candidate[], { env }: Session): Promise<GoSettings> {
  const commands = [...(await goCommandsOnPath(env)), ...candidates.map(({ goroot }) => goBinaryOf(goroot))];
  const [goBinary] = commands;
  return goBinary === undefined ? {} : readGoSettings(goBinary, env);
}
