/**
 * Gives static verdicts for many releases without installing or running them. For each it takes the cache, else an
 * installed copy that is vouched for, else a few hundred KB from the proxy, else any installed copy.
 */
import type { SourceOracle, SourceTexts } from '../../bugs/bug.js';
import type { Clock } from '../../host/clock.js';
import { formatGoVersion, parseGoVersion } from '../../model/go-version.js';
import type { ScannedRelease } from '../../model/scan.js';
import { unreachable } from '../../model/unreachable.js';
import { readLocalSource } from '../../toolchain/source/local-source.js';
import type { RemoteSource } from '../../toolchain/fetch/remote-source.js';
import { mapConcurrently } from '../concurrently.js';
import type { StoredVerdict, VerdictCache } from './verdict-cache.js';

export interface InstalledCopy {
  readonly goroot: string;
  /** True if the checksum database vouches for it. A vendor's GOROOT may carry the release's name and other sources. */
  readonly verified: boolean;
}

export interface ScanDependencies {
  readonly oracle: SourceOracle;
  /** The reader of the proxy; null with --offline. */
  readonly remote: {
    /** A hash of the value of `go env GOPROXY`: a refusal is that proxy's word. */
    readonly proxies: string;
    readonly read: (release: string) => Promise<RemoteSource>;
  } | null;
  readonly installed: (release: string) => InstalledCopy | null;
  readonly cache: VerdictCache;
  readonly clock: Pick<Clock, 'now'>;
  /** The number of releases under way at once; the connections are pooled below that. */
  readonly concurrency?: number;
}

type Failure = Exclude<RemoteSource, { kind: 'sources' }>;
type Judged = Extract<ScannedRelease, { kind: 'judged' }>;

const defaultConcurrency = 16;
const refusalLastsMs = 3_600_000;

/**
 * Scans the releases. The rows are in the order of `releases`.
 * @param sink called after each release, in the order in which they end
 */
export async function scanReleases(
  releases: readonly string[],
  dependencies: ScanDependencies,
  sink: (row: ScannedRelease, done: number, total: number) => void = () => undefined,
): Promise<ScannedRelease[]> {
  // Without a network every release would wait for all its retries: the first one speaks for the others.
  let offline: Failure | null = null;
  let done = 0;

  async function fromRemote(release: string): Promise<RemoteSource> {
    if (dependencies.remote === null) return { kind: 'offline', detail: 'asked to stay offline' };
    if (offline !== null) return offline;
    const answer = await dependencies.remote.read(release);
    if (answer.kind === 'offline') offline = answer;
    return answer;
  }

  return mapConcurrently(releases, dependencies.concurrency ?? defaultConcurrency, async (name) => {
    const version = parseGoVersion(name);
    const row: ScannedRelease =
      version === null
        ? { kind: 'skipped', release: name, reason: 'not the name of a release', refused: false }
        : await scanOne(formatGoVersion(version), dependencies, fromRemote);
    done += 1;
    sink(row, done, releases.length);
    return row;
  });
}

async function scanOne(
  release: string,
  { cache, clock, installed, oracle, remote }: ScanDependencies,
  fromRemote: (release: string) => Promise<RemoteSource>,
): Promise<ScannedRelease> {
  const copy = installed(release);
  const stored = await cache.read(release);
  // An unverified verdict is made again once a copy is installed that can be trusted.
  if (stored?.kind === 'verdict' && (stored.verified || copy?.verified !== true)) return fromCache(stored);

  if (copy?.verified === true) {
    const row = await judgeCopy(release, copy, oracle);
    if (row.sourceHash !== null) await cache.write(toStored(row));
    return row;
  }
  const refused =
    stored?.kind === 'refusal' &&
    stored.proxies === remote?.proxies &&
    Math.abs(clock.now() - stored.askedAt) < refusalLastsMs;
  const answer: RemoteSource = refused
    ? { kind: 'refused', status: stored.status }
    : await fromRemote(release);
  if (answer.kind === 'sources') {
    const row = judgeTexts(release, oracle, answer.texts, {
      from: 'remote',
      verified: false,
      bytesRead: answer.bytesRead,
      platform: answer.platform,
    });
    await cache.write(toStored(row));
    return row;
  }
  if (answer.kind === 'refused' && !refused && remote !== null) {
    const { proxies } = remote;
    await cache.write({ kind: 'refusal', release, status: answer.status, proxies, askedAt: clock.now() });
  }
  if (copy === null)
    return {
      kind: 'skipped',
      release,
      reason: describeFailure(answer),
      refused: answer.kind === 'refused',
      ...(remote !== null && (answer.kind === 'offline' || answer.kind === 'failed')
        ? { unreachable: true }
        : {}),
    };
  // This is not cached: the content of an unverified folder may be another release tomorrow.
  return judgeCopy(release, copy, oracle);
}

async function judgeCopy(
  release: string,
  { goroot, verified }: InstalledCopy,
  oracle: SourceOracle,
): Promise<Judged> {
  const texts = await readLocalSource(goroot, oracle.files);
  return judgeTexts(release, oracle, texts, { from: 'installed', verified });
}

function judgeTexts(
  release: string,
  oracle: SourceOracle,
  texts: SourceTexts,
  origin: Pick<Judged, 'from' | 'verified'> & Partial<Pick<Judged, 'bytesRead' | 'platform'>>,
): Judged {
  return {
    kind: 'judged',
    release,
    ...oracle.judge(texts),
    sourceHash: oracle.hash(texts),
    bytesRead: 0,
    platform: null,
    ...origin,
  };
}

function fromCache(stored: StoredVerdict): Judged {
  const { oracleVersion: _, ...known } = stored;
  return { ...known, kind: 'judged', bytesRead: 0, from: 'cache' };
}

function toStored(row: Judged): Omit<StoredVerdict, 'oracleVersion'> {
  const { bytesRead: _, from: _from, ...known } = row;
  return { ...known, kind: 'verdict' };
}

function describeFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'refused':
      return `not served by the proxy (${failure.status})`;
    case 'not-range-capable':
      return 'the proxy sends whole files only; install the release to have it read';
    case 'offline':
      return `offline: ${failure.detail}`;
    case 'failed':
      return `could not be read: ${failure.detail}`;
    case 'malformed-zip':
      return `the proxy's zip is damaged: ${failure.detail}`;
    case 'no-proxy':
      return `no proxy to read from: ${failure.detail}`;
    default:
      return unreachable(failure);
  }
}
