import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ScannedRelease } from '../../../../src/model/scan.js';
import { mapConcurrently } from '../../../../src/pipeline/concurrently.js';
import {
  scanReleases,
  type InstalledCopy,
  type ScanDependencies,
} from '../../../../src/pipeline/scan/scan.js';
import { openVerdictCache } from '../../../../src/pipeline/scan/verdict-cache.js';
import type { RemoteSource } from '../../../../src/toolchain/fetch/remote-source.js';
import { affectedTail, cgocallSource, fixedTail, runtime2Source } from '../../../helpers/runtime-source.js';
import { theBug } from '../../../helpers/the-bug.js';

const affected = { cgocall: cgocallSource({ tail: affectedTail }), runtime2: runtime2Source() };
const fixed = { cgocall: cgocallSource({ tail: fixedTail }), runtime2: runtime2Source() };
const served = (source: typeof affected): RemoteSource => ({
  kind: 'sources',
  texts: { 'src/runtime/cgocall.go': source.cgocall, 'src/runtime/runtime2.go': source.runtime2 },
  bytesRead: 1000,
  platform: 'linux-amd64',
});

let folder = '';
let asked: string[] = [];
let now = 0;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'scan-'));
  asked = [];
  now = 1_000_000;
});
afterEach(() => rm(folder, { recursive: true }));

interface Scene {
  readonly remote?: RemoteSource | null;
  readonly installed?: InstalledCopy;
  readonly proxies?: string;
}

async function scan(scene: Scene, releases: readonly string[] = ['go1.23.8']): Promise<ScannedRelease[]> {
  const { remote = served(fixed), proxies = '0123456789abcdef' } = scene;
  const dependencies: ScanDependencies = {
    oracle: theBug.source,
    cache: openVerdictCache(path.join(folder, 'verdicts'), theBug.source.version),
    clock: { now: () => now },
    installed: () => scene.installed ?? null,
    concurrency: 1,
    remote:
      remote === null
        ? null
        : {
            proxies,
            read: async (release) => {
              asked.push(release);
              return remote;
            },
          },
  };
  return scanReleases(releases, dependencies);
}

async function install(source: typeof affected): Promise<string> {
  const goroot = path.join(folder, 'go');
  await mkdir(path.join(goroot, 'src/runtime'), { recursive: true });
  await writeFile(path.join(goroot, 'src/runtime/cgocall.go'), source.cgocall);
  await writeFile(path.join(goroot, 'src/runtime/runtime2.go'), source.runtime2);
  return goroot;
}

describe('scanReleases', () => {
  it('reads from the proxy once and from the cache afterwards', async () => {
    const [first] = await scan({});
    expect(first).toMatchObject({ verdict: 'fixed', from: 'remote', verified: false, bytesRead: 1000 });
    const [second] = await scan({ remote: null });
    expect(second).toEqual({ ...first, from: 'cache', bytesRead: 0 });
    expect(asked).toEqual(['go1.23.8']);
  });

  it('keeps the order of the releases and tells each as it ends', async () => {
    const releases = ['go1.24.0', '1.23.8', 'nonsense', '../../etc/passwd'];
    const told: string[] = [];
    const rows = await scanReleases(
      releases,
      {
        oracle: theBug.source,
        cache: openVerdictCache(folder, theBug.source.version),
        clock: { now: () => now },
        installed: () => null,
        remote: {
          proxies: '',
          read: async (release) => served(release === 'go1.24.0' ? affected : fixed),
        },
      },
      (row, done, total) => told.push(`${row.release} ${done}/${total}`),
    );
    expect(rows.map((row) => (row.kind === 'judged' ? [row.release, row.verdict] : row.reason))).toEqual([
      ['go1.24.0', 'affected'],
      ['go1.23.8', 'fixed'],
      'not the name of a release',
      'not the name of a release',
    ]);
    expect(told).toHaveLength(4);
    expect(told.at(-1)).toContain('4/4');
  });

  it('prefers an installed copy that is vouched for, and replaces what was unverified', async () => {
    await scan({ remote: served(fixed) });
    const goroot = await install(affected);
    const [row] = await scan({ installed: { goroot, verified: true } });
    expect(row).toMatchObject({ verdict: 'affected', from: 'installed', verified: true, bytesRead: 0 });
    const [kept] = await scan({ remote: null });
    expect(kept).toMatchObject({ verdict: 'affected', from: 'cache', verified: true });
  });

  it('takes another copy only when the proxy has none, and does not keep that', async () => {
    const goroot = await install(affected);
    const installed = { goroot, verified: false };
    const [row] = await scan({ installed, remote: { kind: 'refused', status: 403 } });
    expect(row).toMatchObject({ verdict: 'affected', from: 'installed', verified: false });
    const [offline] = await scan({ installed, remote: null });
    expect(offline).toMatchObject({ from: 'installed' });
    const [proxy] = await scan({ installed, remote: served(fixed), proxies: 'fedcba9876543210' });
    expect(proxy).toMatchObject({ verdict: 'fixed', from: 'remote' });
  });

  it('an installed copy without the source is unknown, not safe', async () => {
    const [row] = await scan({ installed: { goroot: path.join(folder, 'none'), verified: true } });
    expect(row).toMatchObject({ verdict: 'unknown', from: 'installed', sourceHash: null });
  });

  it('remembers a refusal for an hour, of the same proxies only', async () => {
    const remote: RemoteSource = { kind: 'refused', status: 403 };
    const refused = [
      { kind: 'skipped', release: 'go1.23.8', reason: 'not served by the proxy (403)', refused: true },
    ];
    expect(await scan({ remote })).toEqual(refused);
    expect(await scan({})).toEqual(refused);
    expect(asked).toHaveLength(1);
    expect(await scan({ proxies: 'fedcba9876543210', remote })).toEqual(refused);
    expect(asked).toHaveLength(2);
    now += 3_600_001;
    expect(await scan({})).toMatchObject([{ verdict: 'fixed' }]);
  });

  it('asks a dead network once', async () => {
    const releases = ['go1.23.1', 'go1.23.2', 'go1.23.3'];
    const rows = await scan({ remote: { kind: 'offline', detail: 'no name resolution' } }, releases);
    expect(rows).toEqual(
      releases.map((release) => ({
        kind: 'skipped',
        release,
        reason: 'offline: no name resolution',
        refused: false,
        unreachable: true,
      })),
    );
    expect(asked).toHaveLength(1);
  });

  it.each<readonly [RemoteSource, string]>([
    [{ kind: 'not-range-capable' }, 'whole files only'],
    [{ kind: 'failed', detail: 'reset' }, 'could not be read: reset'],
    [{ kind: 'malformed-zip', detail: 'odd' }, 'damaged: odd'],
    [{ kind: 'no-proxy', detail: 'GOPROXY is off' }, 'GOPROXY is off'],
  ])('says why a release is skipped: %j', async (remote, reason) => {
    const row = {
      kind: 'skipped',
      release: 'go1.23.8',
      reason: expect.stringContaining(reason),
      refused: false,
    };
    expect(await scan({ remote })).toEqual([remote.kind === 'failed' ? { ...row, unreachable: true } : row]);
  });

  it.each([
    ['cut off', '{"kind":"verdict"'],
    ['of another release', (text: string) => text.replace('go1.23.8', 'go1.23.7')],
    ['of another oracle', (text: string) => text.replace(/"oracleVersion":\d+/, '"oracleVersion":0')],
    ['with another verdict', (text: string) => text.replace('"fixed"', '"safe"')],
    ['with a hash that is none', (text: string) => text.replace(/"[\da-f]{64}"/, '"<b>"')],
    ['far too long', (text: string) => text + ' '.repeat(100_000)],
  ])('does not believe a kept verdict %s', async (_name, edit) => {
    await scan({});
    const file = path.join(folder, 'verdicts', 'go1.23.8.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, typeof edit === 'string' ? edit : edit(text));
    expect(await scan({ remote: served(affected) })).toMatchObject([{ verdict: 'affected', from: 'remote' }]);
  });
});

describe('mapConcurrently', () => {
  it('keeps the order and the limit', async () => {
    let running = 0;
    let most = 0;
    const waits: (() => void)[] = [];
    const answers = mapConcurrently([1, 2, 3, 4, 5], 2, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => {
        waits.push(resolve);
        setImmediate(() => waits.pop()?.());
      });
      running -= 1;
      return item * 10;
    });
    expect(await answers).toEqual([10, 20, 30, 40, 50]);
    expect(most).toBe(2);
    expect(await mapConcurrently([], 4, () => Promise.resolve(1))).toEqual([]);
  });

  it('starts nothing more after a throw', async () => {
    const started: number[] = [];
    const all = mapConcurrently([1, 2, 3, 4], 1, async (item) => {
      started.push(item);
      if (item === 2) throw new Error('two');
    });
    await expect(all).rejects.toThrow('two');
    expect(started).toEqual([1, 2]);
  });
});
