import { mkdirSync, symlinkSync, writeFileSync, chmodSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discoverToolchains } from '../../../../src/toolchain/find/discover.js';
import { expand } from '../../../../src/toolchain/find/places.js';
import { emptyMachine, writeFakeGoroot } from '../../../helpers/fake-toolchain.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'discover-test-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const platform = `${emptyMachine(tmpdir()).context.platform.goos}-${emptyMachine(tmpdir()).context.platform.goarch}`;

/** What is found below `dir`; the machine the test runs on has toolchains of its own. */
async function found(env: Record<string, string> = {}): Promise<string[]> {
  const { context } = emptyMachine(dir);
  const all = await discoverToolchains({ ...context, env: { ...context.env, ...env } });
  return all
    .filter(({ goroot }) => goroot.startsWith(dir))
    .map(({ origin, goroot, versionText }) => `${origin} ${versionText} ${path.relative(dir, goroot)}`);
}

describe('discoverToolchains', () => {
  it.each([
    ['sdk', 'home/sdk/go1.22.1', {}],
    ['mise', 'home/.local/share/mise/installs/go/1.22.1', {}],
    ['mise', 'elsewhere/installs/go/1.22.1', { MISE_DATA_DIR: 'elsewhere' }],
    ['asdf', 'home/.asdf/installs/golang/1.22.1/go', {}],
    ['asdf', 'elsewhere/installs/golang/1.22.1/go', { ASDF_DATA_DIR: 'elsewhere' }],
    ['goenv', 'home/.goenv/versions/1.22.1', {}],
    ['gvm', 'home/.gvm/gos/go1.22.1', {}],
    ['hosted', 'tools/go/1.22.1/x64', { RUNNER_TOOL_CACHE: 'tools' }],
    ['hosted', 'tools/go/1.22.1/x64', { AGENT_TOOLSDIRECTORY: 'tools' }],
    ['goroot', 'some/where', { GOROOT: 'some/where' }],
    ['path', 'some/where', { PATH: 'some/where/bin' }],
    ['module-cache', `home/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.22.1.${platform}`, {}],
    ['module-cache', `mods/golang.org/toolchain@v0.0.1-go1.22.1.${platform}`, { GOMODCACHE: 'mods' }],
    ['module-cache', `gopath/pkg/mod/golang.org/toolchain@v0.0.1-go1.22.1.${platform}`, { GOPATH: 'gopath' }],
    ['download', `cache/toolchains/go1.22.1.${platform}`, {}],
  ])('%s in %s', async (origin, place, env) => {
    writeFakeGoroot(path.join(dir, place), 'go1.22.1');
    const absolute = Object.entries(env).map(([name, value]) => [name, path.join(dir, value)]);
    expect(await found(Object.fromEntries(absolute))).toEqual([`${origin} go1.22.1 ${place}`]);
  });

  it('names each GOROOT once, however many links and places lead to it, by its best origin', async () => {
    const goroot = writeFakeGoroot(path.join(dir, 'home/.local/share/mise/installs/go/1.22.1'), 'go1.22.1');
    symlinkSync('1.22.1', path.join(dir, 'home/.local/share/mise/installs/go/1.22'));
    symlinkSync('1.22.1', path.join(dir, 'home/.local/share/mise/installs/go/latest'));
    mkdirSync(path.join(dir, 'bin'));
    symlinkSync(path.join(goroot, 'bin/go'), path.join(dir, 'bin/go'));
    const names = await found({ PATH: path.join(dir, 'bin'), GOROOT: goroot });
    expect(names).toHaveLength(1);
    expect(names[0]).toMatch(/^mise go1\.22\.1 /);
  });

  it('asks a launcher where its GOROOT is', async () => {
    const goroot = writeFakeGoroot(path.join(dir, 'hidden/go'), 'go1.22.1');
    mkdirSync(path.join(dir, 'shims'));
    writeFileSync(path.join(dir, 'shims/go'), `#!/bin/sh\nexec "${goroot}/bin/go" "$@"\n`);
    chmodSync(path.join(dir, 'shims/go'), 0o755);
    expect(await found({ PATH: `${path.join(dir, 'shims')}:/usr/bin:/bin` })).toContain(
      'path go1.22.1 hidden/go',
    );
  });

  it('passes over other platforms, half-made folders and relative settings', async () => {
    writeFakeGoroot(
      path.join(dir, 'home/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.22.1.plan9-mips'),
      'go1.22.1',
    );
    mkdirSync(path.join(dir, 'home/sdk/go1.22.1/bin'), { recursive: true });
    writeFileSync(path.join(dir, 'home/sdk/go1.22.1/bin/go'), '');
    expect(await found({ GOROOT: 'relative', PATH: 'bin:.', RUNNER_TOOL_CACHE: '' })).toEqual([]);
  });
});

describe('expand', () => {
  it('matches one folder name per star, and no hidden ones', async () => {
    for (const name of ['a/go1.1/x', 'a/go1.2/x', 'a/.go/x', 'a/rust/x'])
      mkdirSync(path.join(dir, name), { recursive: true });
    writeFileSync(path.join(dir, 'a/go-file'), '');
    const names = async (pattern: string): Promise<string[]> =>
      (await expand(path.join(dir, 'a'), pattern)).map((folder) => path.relative(dir, folder));
    expect(await names('go*/x')).toEqual(['a/go1.1/x', 'a/go1.2/x']);
    expect(await names('*')).toEqual(['a/go1.1', 'a/go1.2', 'a/rust']);
    expect(await names('')).toEqual(['a']);
    expect(await names('nothing/*')).toEqual([]);
  });
});
