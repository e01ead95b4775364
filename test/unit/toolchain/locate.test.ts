import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../../src/pipeline/session.js';
import { listToolchains } from '../../../src/toolchain/list.js';
import { locateToolchain, type ToolchainRequest } from '../../../src/toolchain/locate.js';
import { emptyMachine, writeFakeGoroot } from '../../helpers/fake-toolchain.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'locate-test-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const systemPath = '/usr/bin:/bin';
function machine(env: Record<string, string> = {}, changes: Partial<Session> = {}) {
  const { context, events } = emptyMachine(dir, { offline: true, ...changes });
  return { context: { ...context, env: { ...context.env, PATH: systemPath, ...env } }, events };
}
const locate = (request: ToolchainRequest, env: Record<string, string> = {}) =>
  locateToolchain(request, machine(env).context);

describe('a path', () => {
  it('may be a GOROOT, the folder around it, its go command, or a link to that', async () => {
    const goroot = writeFakeGoroot(path.join(dir, 'unpacked/go'), 'go1.23.7');
    symlinkSync(path.join(goroot, 'bin/go'), path.join(dir, 'go-link'));
    for (const given of [
      goroot,
      path.dirname(goroot),
      path.join(goroot, 'bin/go'),
      path.join(dir, 'go-link'),
    ]) {
      expect(await locate({ kind: 'path', path: given })).toMatchObject({
        goroot,
        release: 'go1.23.7',
        origin: 'given',
        verified: false,
      });
    }
  });

  it('may begin with ~', async () => {
    writeFakeGoroot(path.join(dir, 'home/sdk/mygo'), 'go1.23.7');
    expect(await locate({ kind: 'path', path: '~/sdk/mygo' })).toMatchObject({ release: 'go1.23.7' });
  });

  it('is taken at its VERSION, with a warning when the go command says otherwise', async () => {
    const goroot = writeFakeGoroot(path.join(dir, 'go'), 'go1.23.7', { versionText: 'go1.23.8' });
    expect(await locate({ kind: 'path', path: goroot })).toMatchObject({
      release: 'go1.23.8',
      compilerVersion: 'go1.23.7',
      warning: expect.stringMatching(/go1\.23\.8.*go1\.23\.7/),
    });
  });

  it('carries what vendors and developers call their builds', async () => {
    const vendor = writeFakeGoroot(path.join(dir, 'vendor'), 'go1.22.9-vendor.1');
    expect(await locate({ kind: 'path', path: vendor })).toMatchObject({
      release: 'go1.22.9',
      versionText: 'go1.22.9-vendor.1',
    });
    const devel = writeFakeGoroot(path.join(dir, 'devel'), 'devel go1.25-abc');
    expect(await locate({ kind: 'path', path: devel })).toMatchObject({
      release: 'devel go1.25-abc',
      versionText: 'devel go1.25-abc',
    });
  });

  it.each([
    ['../nowhere', /does not exist/],
    ['.', /neither a GOROOT nor a go command/],
    ['/bin/sh', /neither a GOROOT nor a go command/],
  ])('%s is refused with what to give instead', async (given, message) => {
    await expect(locate({ kind: 'path', path: given })).rejects.toMatchObject({
      code: 'bad-toolchain',
      message: expect.stringMatching(message),
      hint: expect.stringContaining('GOROOT'),
    });
  });

  it('with a corrupted compiler is refused with what was seen', async () => {
    const goroot = writeFakeGoroot(path.join(dir, 'go'), 'go1.23.7');
    const { goos, goarch } = machine().context.platform;
    writeFileSync(path.join(goroot, `pkg/tool/${goos}_${goarch}/compile`), '\u0000\u0001\u0002');
    await expect(locate({ kind: 'path', path: goroot })).rejects.toMatchObject({
      code: 'bad-toolchain',
      message: expect.stringContaining('compile does not run'),
    });
  });
});

describe('local', () => {
  it('is the first go on PATH', async () => {
    const goroot = writeFakeGoroot(path.join(dir, 'go'), 'go1.23.7');
    writeFakeGoroot(path.join(dir, 'other'), 'go1.22.1');
    const PATH = [path.join(goroot, 'bin'), path.join(dir, 'other/bin'), systemPath].join(':');
    expect(await locate({ kind: 'local' }, { PATH })).toMatchObject({ goroot, origin: 'path' });
    expect(await locate({ kind: 'on-path' }, { PATH, GOROOT: path.join(dir, 'other') })).toMatchObject({
      goroot,
    });
  });

  it('needs a go on PATH', async () => {
    await expect(locate({ kind: 'local' }, { PATH: dir })).rejects.toMatchObject({ code: 'no-go' });
  });
});

describe('a release', () => {
  it('is used where it is', async () => {
    const goroot = writeFakeGoroot(path.join(dir, 'home/sdk/go1.19.77'), 'go1.19.77');
    expect(await locate({ kind: 'release', release: 'go1.19.77' })).toMatchObject({ goroot, origin: 'sdk' });
  });

  it('in the module cache is found without asking a go command', async () => {
    const { platform } = machine().context;
    const name = `toolchain@v0.0.1-go1.23.7.${platform.goos}-${platform.goarch}`;
    const goroot = writeFakeGoroot(path.join(dir, 'home/go/pkg/mod/golang.org', name), 'go1.23.7');
    const launcher = path.join(dir, 'shims/go');
    mkdirSync(path.dirname(launcher));
    writeFileSync(launcher, `#!/bin/sh\necho "$@" >> "${dir}/asked"\n`);
    chmodSync(launcher, 0o755);
    const PATH = `${path.dirname(launcher)}:${systemPath}`;
    expect(await locate({ kind: 'release', release: 'go1.23.7' }, { PATH })).toMatchObject({
      goroot,
      origin: 'module-cache',
    });
    expect(existsSync(path.join(dir, 'asked'))).toBe(false);
    // The same launcher is asked when the release is not there.
    await locate({ kind: 'release', release: 'go1.23.8' }, { PATH }).catch(() => undefined);
    expect(existsSync(path.join(dir, 'asked'))).toBe(true);
  });

  it('is not a vendor’s build of it, nor one whose command contradicts its VERSION, nor one for another machine', async () => {
    writeFakeGoroot(path.join(dir, 'home/sdk/a'), 'go1.19.77-vendor.1');
    writeFakeGoroot(path.join(dir, 'home/sdk/b'), 'go1.19.76', { versionText: 'go1.19.77' });
    const { context, events } = machine();
    const request = { kind: 'release', release: 'go1.19.77' } as const;
    await expect(locateToolchain(request, context)).rejects.toMatchObject({ code: 'offline' });
    expect(events).toMatchObject([{ type: 'warning', message: expect.stringContaining('go1.19.76') }]);
  });

  it.each(['cache/toolchains/', 'home/go/pkg/mod/golang.org/toolchain@v0.0.1-'])(
    'is not a vendor’s build that lies in %s under its name',
    async (place) => {
      const { context } = machine();
      const { goos, goarch } = context.platform;
      const versionText = 'go1.19.77-vendor.1';
      writeFakeGoroot(path.join(dir, `${place}go1.19.77.${goos}-${goarch}`), 'go1.19.77', {
        versionText,
        commandVersion: versionText,
      });
      await expect(locateToolchain({ kind: 'release', release: 'go1.19.77' }, context)).rejects.toMatchObject(
        { code: 'offline' },
      );
    },
  );

  it('that is broken in one place is taken from another', async () => {
    const broken = writeFakeGoroot(path.join(dir, 'home/sdk/go1.19.77'), 'go1.19.77');
    chmodSync(path.join(broken, 'bin/go'), 0o644);
    const goroot = writeFakeGoroot(path.join(dir, 'home/.goenv/versions/1.19.77'), 'go1.19.77');
    const { context, events } = machine();
    const found = await locateToolchain({ kind: 'release', release: 'go1.19.77' }, context);
    expect(found).toMatchObject({ goroot, origin: 'goenv' });
    expect(events).toMatchObject([
      { type: 'warning', message: expect.stringContaining('may not be executed') },
    ]);
  });
});

describe('listToolchains', () => {
  it('says what is wrong with what it lists', async () => {
    writeFakeGoroot(path.join(dir, 'home/sdk/good'), 'go1.19.77');
    writeFakeGoroot(path.join(dir, 'home/sdk/liar'), 'go1.19.76', { versionText: 'go1.19.78' });
    mkdirSync(path.join(dir, 'home/sdk/empty'));
    const listed = (await listToolchains(machine().context)).filter(({ goroot }) => goroot.startsWith(dir));
    expect(listed).toMatchObject([
      { versionText: 'go1.19.77', problem: null, lastUsedMs: null, sizeBytes: expect.any(Number) },
      { versionText: 'go1.19.78', problem: expect.stringContaining('go1.19.76') },
    ]);
  });
});
