/** Installing with the real go command: hermetic from a file proxy, and one real release from the user's own proxy. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { currentEnvironment } from '../../src/host/environment.js';
import type { Session } from '../../src/pipeline/session.js';
import { releasesInModuleVersions } from '../../src/release/catalogue.js';
import { listServedVersions } from '../../src/toolchain/fetch/served-versions.js';
import { acquireToolchain, locateToolchain } from '../../src/toolchain/locate.js';
import { pruneStore } from '../../src/pipeline/store/store.js';
import { listInstalled, removeInstalled } from '../../src/toolchain/store/store.js';
import { verifyToolchain } from '../../src/toolchain/store/verify.js';
import { emptyMachine, writeFileProxy } from '../helpers/fake-toolchain.js';

const release = 'go1.21.99';
let dir: string;
let proxy: string;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'install-test-'));
  proxy = path.join(dir, 'proxy');
});
// The go command may still be writing its telemetry counters below HOME.
afterEach(() => rm(dir, { recursive: true, force: true, maxRetries: 10 }));

/** The user's own PATH and settings, but an empty module cache and home, and modules only from `proxy`. */
function machine(changes: Partial<Session> = {}, env: Record<string, string> = {}) {
  const { PATH = '' } = currentEnvironment();
  return emptyMachine(dir, {
    env: {
      PATH,
      HOME: path.join(dir, 'home'),
      GOMODCACHE: path.join(dir, 'modcache'),
      GOPROXY: `file://${proxy}`,
      GONOSUMDB: '*',
      ...env,
    },
    ...changes,
  });
}

const install = (context: Session) => locateToolchain({ kind: 'release', release }, context);
const cacheNames = (kind: 'downloads' | 'toolchains'): string[] => {
  const folder = path.join(dir, 'cache', kind);
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
};

describe('installing from a file proxy', () => {
  it('makes a toolchain that runs, keeps no zip, and says that nobody vouches for it', async () => {
    writeFileProxy(proxy, release);
    const { context, events } = machine();
    const toolchain = await install(context);
    expect(toolchain).toMatchObject({
      release,
      origin: 'download',
      verified: false,
      compilerVersion: release,
    });
    expect(execFileSync(toolchain.goBinary, ['version'], { encoding: 'utf8' })).toContain(release);
    expect(readFileSync(path.join(toolchain.goroot, 'src/go.mod'), 'utf8')).toBe('module std\n');
    expect(cacheNames('downloads')).toEqual([]);
    expect(events.map((event) => event.type)).toEqual(
      expect.arrayContaining(['install-started', 'install-progress', 'install-finished']),
    );
    expect(await verifyToolchain(toolchain, context)).toMatchObject({ kind: 'unchanged' });
  });

  it('finds it the next time without asking anybody', async () => {
    writeFileProxy(proxy, release);
    const first = await install(machine().context);
    const { context, events } = machine({ offline: true }, { GOPROXY: 'off', PATH: '' });
    expect(await install(context)).toEqual(first);
    expect(events).toEqual([]);
  });

  it('downloads once when two ask at once', async () => {
    writeFileProxy(proxy, release);
    const [one, other] = [machine(), machine()];
    const [first, second] = await Promise.all([install(one.context), install(other.context)]);
    expect(second).toEqual(first);
    const started = [...one.events, ...other.events].filter((event) => event.type === 'install-started');
    expect(started).toHaveLength(1);
  });

  it('copies a toolchain of the module cache that was never made fit to run', async () => {
    writeFileProxy(proxy, release);
    const { context } = machine({ offline: true });
    execFileSync('go', ['mod', 'download', `golang.org/toolchain@v0.0.1-${nameOf(context)}`], {
      env: { ...context.env, GOTOOLCHAIN: 'local', GOFLAGS: '-modcacherw' },
      cwd: dir,
    });
    rmSync(proxy, { recursive: true });
    const toolchain = await install(context);
    expect(toolchain).toMatchObject({ origin: 'download', verified: false });
    const original = path.join(dir, 'modcache/golang.org', `toolchain@v0.0.1-${nameOf(context)}`);
    expect(existsSync(path.join(original, 'src/go.mod'))).toBe(false);
  });

  it('sees an edited file, and prune spares what is in use', async () => {
    writeFileProxy(proxy, release);
    const { context } = machine();
    const { toolchain, giveBack } = await acquireToolchain({ kind: 'release', release }, context);
    appendFileSync(path.join(toolchain.goroot, 'src/runtime/cgocall.go'), '// edited\n');
    expect(await verifyToolchain(toolchain, context)).toMatchObject({ kind: 'changed' });

    expect(await removeInstalled(nameOf(context), context)).toBe('in-use');
    expect((await pruneStore({ maxBytes: 0 }, context)).removed).toEqual([]);
    await giveBack();
    expect((await pruneStore({ maxBytes: 0 }, context)).removed).toMatchObject([{ name: nameOf(context) }]);
    expect(await listInstalled(context)).toEqual([]);
    expect(cacheNames('toolchains')).toEqual([]);
  });
});

/** A download that hangs half-way: the zip is a pipe that nobody writes to. */
function stallingProxy(): string {
  const zip = writeFileProxy(proxy, release);
  rmSync(zip);
  execFileSync('mkfifo', [zip]);
  return zip;
}

const downloadRuns = (): boolean => childrenIn(path.join(dir, 'cache', 'downloads')).length > 0;

describe('interruptions', () => {
  it('an abort leaves neither files nor children, and the next run goes on', async () => {
    const zip = stallingProxy();
    const abort = new AbortController();
    const running = install(machine({ signal: abort.signal }).context);
    const outcome = running.then(
      () => 'installed',
      (error: unknown) => error,
    );
    await expect.poll(downloadRuns, { timeout: 20_000 }).toBe(true);
    abort.abort();
    expect(await outcome).toMatchObject({ code: 'interrupted' });
    expect(downloadRuns()).toBe(false);
    expect(cacheNames('downloads')).toEqual([]);
    expect(cacheNames('toolchains')).toEqual([]);

    rmSync(zip);
    writeFileProxy(proxy, release);
    expect(await install(machine().context)).toMatchObject({ release });
  });

  it('a kill in the middle is cleaned up by the next run', async () => {
    const zip = stallingProxy();
    const killed = spawn(process.execPath, [compiledInstaller(dir, release)], {
      env: machine().context.env,
      stdio: 'inherit',
    });
    await expect.poll(downloadRuns, { timeout: 20_000 }).toBe(true);
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(cacheNames('downloads').length).toBeGreaterThan(0);
    expect(cacheNames('toolchains')).toEqual([]);
    // The go command that waits at the pipe ends with its parent.
    await expect.poll(downloadRuns, { timeout: 20_000 }).toBe(false);
    rmSync(zip);
    writeFileProxy(proxy, release);
    expect(await install(machine().context)).toMatchObject({ release });
    expect(cacheNames('downloads')).toEqual([]);
  });
});

describe('what cannot be had', () => {
  it.each([
    ['GOPROXY=off', { GOPROXY: 'off' }, 'offline'],
    ['a proxy that does not have it', {}, 'release-refused'],
    ['a proxy whose name does not resolve', { GOPROXY: 'http://proxy.invalid' }, 'network'],
    ['a proxy that nobody listens at', { GOPROXY: 'http://127.0.0.1:9' }, 'network'],
  ])('%s', async (_, env, code) => {
    mkdirSync(proxy);
    const { context } = machine({}, env);
    await expect(install(context)).rejects.toMatchObject({ code, hint: expect.stringMatching(/./) });
    expect(cacheNames('downloads')).toEqual([]);
  });

  it('--offline', async () => {
    writeFileProxy(proxy, release);
    await expect(install(machine({ offline: true }).context)).rejects.toMatchObject({ code: 'offline' });
  });

  it('a proxy nobody vouches for, since the go command insists on a checksum database', async () => {
    writeFileProxy(proxy, release);
    const { context } = machine({}, { GOPROXY: `file://${proxy},off`, GOSUMDB: 'off' });
    await expect(install(context)).rejects.toMatchObject({
      code: 'environment',
      hint: expect.stringContaining('GOSUMDB'),
    });
  });

  it('a cache folder that is a file', async () => {
    writeFileProxy(proxy, release);
    writeFileSync(path.join(dir, 'cache'), '');
    await expect(install(machine().context)).rejects.toMatchObject({ code: 'cache-unwritable' });
  });

  it('a damaged zip', async () => {
    writeFileSync(writeFileProxy(proxy, release), 'not a zip');
    await expect(install(machine().context)).rejects.toMatchObject({ code: 'environment' });
    expect(cacheNames('downloads')).toEqual([]);
  });
});

describe('what the proxy lists', () => {
  it('is asked for once, and remembered for when it cannot be asked', async () => {
    writeFileProxy(proxy, release);
    writeFileProxy(proxy, 'go1.22.99');
    const { context } = machine();
    const served = await listServedVersions(context);
    expect(served).toMatchObject({ kind: 'asked' });
    expect(releasesInModuleVersions(served.versions, context.platform)).toEqual([release, 'go1.22.99']);
    expect(await listServedVersions(machine({ offline: true }).context)).toEqual({
      ...served,
      kind: 'remembered',
    });
    expect(cacheNames('downloads')).toEqual([]);
  });

  it('is empty, with the reason, when nobody can say', async () => {
    expect(await listServedVersions(machine({}, { GOPROXY: 'off' }).context)).toMatchObject({
      kind: 'unknown',
      versions: [],
      reason: expect.stringContaining('GOPROXY=off'),
    });
    expect(await listServedVersions(machine({ offline: true }).context)).toMatchObject({ kind: 'unknown' });
  });
});

describe('a real release', () => {
  let real: string;
  afterAll(() => rm(real, { recursive: true, force: true }));

  it('is fetched, vouched for by the checksum database, and noticed when changed', async () => {
    real = await mkdtemp(path.join(tmpdir(), 'install-real-'));
    const user = currentEnvironment();
    const { context, events } = emptyMachine(real, {
      env: { ...user, GOMODCACHE: path.join(real, 'modcache') },
    });
    const request = { kind: 'release', release: 'go1.21.13' } as const;
    const toolchain = await locateToolchain(request, context);
    expect(toolchain).toMatchObject({ release: 'go1.21.13', verified: true, origin: 'download' });
    expect(existsSync(path.join(real, 'modcache'))).toBe(false);
    const bytes = events.flatMap((event) => (event.type === 'install-progress' ? [event.bytes] : []));
    expect(Math.max(...bytes)).toBeGreaterThan(50e6);
    expect(await verifyToolchain(toolchain, context)).toMatchObject({ kind: 'verified' });

    appendFileSync(path.join(toolchain.goroot, 'src/runtime/cgocall.go'), '// edited\n');
    for (const hashFiles of [false, true, false]) {
      const again = await locateToolchain(request, { ...context, hashFiles });
      expect(again).toMatchObject({ verified: false });
    }
  });
});

const nameOf = ({ platform }: Session): string => `${release}.${platform.goos}-${platform.goarch}`;

/** Pids of processes whose working folder is below `folder`. */
function childrenIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** A script that installs `release` in the same way, as a process of its own that can be killed. */
function compiledInstaller(folder: string, wanted: string): string {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const out = path.join(folder, 'compiled');
  execFileSync(process.execPath, [
    path.join(root, 'node_modules/typescript/bin/tsc'),
    '-p',
    root,
    '--outDir',
    out,
  ]);
  symlinkSync(path.join(root, 'node_modules'), path.join(out, 'node_modules'));
  writeFileSync(path.join(out, 'package.json'), '{"type":"module"}');
  const script = path.join(out, 'install.js');
  writeFileSync(
    script,
    `import { systemClock } from './host/clock.js';
     import { cachePaths } from './host/files/paths.js';
     import { hostPlatform } from './host/system.js';
     import { locateToolchain } from './toolchain/locate.js';
     await locateToolchain({ kind: 'release', release: ${JSON.stringify(wanted)} }, {
       env: { ...process.env }, home: process.env.HOME, platform: hostPlatform(), clock: systemClock,
       paths: cachePaths(${JSON.stringify(path.join(folder, 'cache'))}, {}), onEvent() {}, offline: false, hashFiles: true,
     });`,
  );
  return script;
}
