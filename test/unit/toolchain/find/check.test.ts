import { appendFileSync, chmodSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { currentEnvironment } from '../../../../src/host/environment.js';
import { hostPlatform } from '../../../../src/host/system.js';
import { checkToolchain } from '../../../../src/toolchain/find/check.js';
import { emptyMachine, writeFakeGoroot, type FakeOptions } from '../../../helpers/fake-toolchain.js';

let dir: string;
let goroot: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'check-test-'));
  goroot = path.join(dir, 'go');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const fake = (options: FakeOptions = {}) => writeFakeGoroot(goroot, 'go1.23.7', options);
const check = () => checkToolchain(goroot, currentEnvironment(), emptyMachine(dir).context.paths);
const { goos, goarch } = hostPlatform();
const compiler = () => path.join(goroot, `pkg/tool/${goos}_${goarch}/compile`);

describe('checkToolchain', () => {
  it('finds a good one sound', async () => {
    fake();
    const facts = { versionText: 'go1.23.7', compilerVersion: 'go1.23.7', goos, goarch };
    expect(await check()).toEqual({ kind: 'sound', facts });
    expect(await check()).toEqual({ kind: 'sound', facts });
  });

  it.each([
    ['missing', () => rmSync(compiler()), /compile does not run: it is missing/],
    ['not executable', () => chmodSync(compiler(), 0o644), /compile does not run: it may not be executed/],
    [
      'damaged',
      () => writeFileSync(compiler(), '\u007fELF damaged'),
      /compile does not run: (?:it is no|exit code)/,
    ],
    [
      'crashing',
      () => writeFileSync(compiler(), '#!/bin/sh\nkill -SEGV $$\n'),
      /compile does not run: ended by SIGSEGV/,
    ],
    [
      'of another version',
      () => writeFileSync(compiler(), '#!/bin/sh\necho compile version go1.22.0\n'),
      /another version/,
    ],
  ])('notices a compiler that is %s, also after it was found sound', async (_, damage, seen) => {
    fake();
    expect((await check()).kind).toBe('sound');
    damage();
    expect(await check()).toEqual({ kind: 'unsound', seen: expect.stringMatching(seen) });
  });

  it('notices a go command that is none', async () => {
    fake();
    writeFileSync(path.join(goroot, 'bin/go'), '#!/bin/sh\necho hello\n');
    expect(await check()).toMatchObject({ kind: 'unsound', seen: expect.stringContaining('"hello"') });
  });

  it('carries vendor and development versions as text', async () => {
    fake({ versionText: 'go1.23.7', commandVersion: 'go1.23.7 X:nocoverageredesign' });
    expect(await check()).toMatchObject({ facts: { compilerVersion: 'go1.23.7 X:nocoverageredesign' } });
    rmSync(path.join(goroot, 'VERSION'));
    expect(await check()).toMatchObject({ facts: { versionText: 'go1.23.7 X:nocoverageredesign' } });
  });

  it('tells a VERSION file that contradicts the go command', async () => {
    fake({ versionText: 'go1.23.8' });
    expect(await check()).toMatchObject({
      kind: 'sound',
      facts: { versionText: 'go1.23.8', disagreement: expect.stringContaining('go1.23.7') },
    });
  });

  it('looks again when the sources that carry the bug were edited', async () => {
    fake();
    await check();
    writeFileSync(path.join(goroot, 'VERSION'), 'go1.99.9\n');
    expect(await check()).toMatchObject({ facts: { versionText: 'go1.99.9' } });
    appendFileSync(path.join(goroot, 'src/runtime/cgocall.go'), '//\n');
    expect((await check()).kind).toBe('sound');
  });

  it('works with a cache that cannot be written', async () => {
    fake();
    writeFileSync(path.join(dir, 'cache'), '');
    expect((await check()).kind).toBe('sound');
  });
});
