import { chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findLocalGo } from '../../../src/toolchain/local-go.js';
import { locateToolchain } from '../../../src/toolchain/locate.js';
import { emptyMachine, writeFakeGoroot } from '../../helpers/fake-toolchain.js';

let dir: string;
let project: string;
let onPath: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'local-go-test-'));
  project = path.join(dir, 'project');
  mkdirSync(project);
  onPath = writeFakeGoroot(path.join(dir, 'go1.23.8'), 'go1.23.8');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const pathTo = (goroot: string): string => `${path.join(goroot, 'bin')}:/usr/bin:/bin`;

function machine(env: Record<string, string> = {}, offline = false) {
  const { context, events } = emptyMachine(dir, { offline });
  return { context: { ...context, env: { ...context.env, PATH: pathTo(onPath), ...env } }, events };
}
const find = (env: Record<string, string> = {}, offline = false) =>
  findLocalGo(machine(env, offline).context, project);
const installed = (release: string, below = ''): string =>
  writeFakeGoroot(path.join(dir, below, release), release);

describe('the Go that builds', () => {
  it('is the one on PATH where nothing chooses another', async () => {
    expect(await find()).toMatchObject({ ok: true, value: { goroot: onPath, origin: 'path', other: null } });
  });

  it('is what GOTOOLCHAIN names, and both are named', async () => {
    const goroot = installed('go1.24.1');
    expect(await find({ GOTOOLCHAIN: 'go1.24.1' })).toMatchObject({
      ok: true,
      value: {
        goroot,
        other: {
          onPath: 'go1.23.8',
          sentence: 'Here go build uses go1.24.1 (GOTOOLCHAIN=go1.24.1), not the go1.23.8 on PATH.',
        },
      },
    });
  });

  it('is what the go.mod of the folder selects, whichever of the two is affected', async () => {
    const goroot = installed('go1.24.2');
    onPath = writeFakeGoroot(path.join(dir, 'go1.23.7'), 'go1.23.7');
    writeFileSync(path.join(project, 'go.mod'), 'module x\ngo 1.21\ntoolchain go1.24.2\n');
    expect(await find()).toMatchObject({
      ok: true,
      value: {
        goroot,
        other: { sentence: 'Here go build uses go1.24.2 (go.mod), not the go1.23.7 on PATH.' },
      },
    });
    expect(await find({ GOTOOLCHAIN: 'local' })).toMatchObject({
      ok: true,
      value: { goroot: onPath, other: null },
    });
  });

  it('is the one behind a launcher, and behind a link', async () => {
    const goroot = installed('go1.22.1');
    const shims = path.join(dir, 'shims/bin');
    mkdirSync(shims, { recursive: true });
    writeFileSync(path.join(shims, 'go'), `#!/bin/sh\nexec "${goroot}/bin/go" "$@"\n`);
    chmodSync(path.join(shims, 'go'), 0o755);
    expect(await find({ PATH: pathTo(path.dirname(shims)) })).toMatchObject({
      ok: true,
      value: { goroot, other: null },
    });
    mkdirSync(path.join(dir, 'links/bin'), { recursive: true });
    symlinkSync(path.join(goroot, 'bin/go'), path.join(dir, 'links/bin/go'));
    expect(await find({ PATH: pathTo(path.join(dir, 'links')) })).toMatchObject({
      ok: true,
      value: { goroot, other: null },
    });
  });

  it('is none where GOROOT names another release than the go command: such builds fail', async () => {
    const GOROOT = installed('go1.22.1');
    expect(await find({ GOROOT })).toMatchObject({
      ok: false,
      error: { code: 'environment', message: expect.stringMatching(/go1\.23\.8.*go1\.22\.1/) },
    });
  });
});

describe('a Go that is not on this machine', () => {
  it('is not fetched offline, and named', async () => {
    installed('go1.24.1', 'fetchable');
    const answer = await find({ GOTOOLCHAIN: 'go1.24.1', GOPROXY: 'https://proxy.example' }, true);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'offline', message: expect.stringContaining('go1.24.1'), hint: expect.any(String) },
    });
  });

  it('is fetched by the go command, which is said before', async () => {
    installed('go1.24.1', 'fetchable');
    const { context, events } = machine({ GOTOOLCHAIN: 'go1.24.1' });
    expect(await findLocalGo(context, project)).toMatchObject({
      ok: true,
      value: { goroot: path.join(dir, 'go1.24.1') },
    });
    expect(events).toMatchObject([{ type: 'note', message: expect.stringContaining('go1.24.1') }]);
  });

  it('that cannot be had is an error without a word of GOPROXY', async () => {
    const GOPROXY = 'https://user:pa55@proxy.example/t0ken?key=s3cret';
    const answer = await find({ GOTOOLCHAIN: 'go1.24.1', GOPROXY });
    expect(answer).toMatchObject({ ok: false, error: { code: 'network' } });
    const words = JSON.stringify(answer.ok ? '' : [answer.error.message, answer.error.hint]);
    expect(words).toContain('go1.24.1');
    expect(words).not.toMatch(/pa55|t0ken|s3cret|user:/);
  });
});

it('without an answer is an error with what the go command said', async () => {
  renameSync(path.join(onPath, 'bin/go'), path.join(onPath, 'bin/real'));
  writeFileSync(
    path.join(onPath, 'bin/go'),
    '#!/bin/sh\necho "go: invalid GOTOOLCHAIN \\"bogus\\" https://u:pa55@h/" >&2; exit 1\n',
  );
  chmodSync(path.join(onPath, 'bin/go'), 0o755);
  const answer = await find();
  expect(answer).toMatchObject({
    ok: false,
    error: { code: 'environment', message: expect.stringContaining('invalid GOTOOLCHAIN "bogus"') },
  });
  expect(answer.ok ? '' : answer.error.message).not.toContain('pa55');
});

it('is located with the other one beside it', async () => {
  installed('go1.24.1');
  const { context } = machine({ GOTOOLCHAIN: 'go1.24.1' }, true);
  expect(await locateToolchain({ kind: 'local' }, context)).toMatchObject({
    release: 'go1.24.1',
    other: { onPath: 'go1.23.8' },
  });
  expect(await locateToolchain({ kind: 'on-path' }, context)).toMatchObject({ release: 'go1.23.8' });
});
