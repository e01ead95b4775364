/** How a clone sets itself up, tried on a small one whose steps are quick, or last as long as they are told. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ownerTag } from '../../src/host/owner.js';
import { isProcessAlive } from '../../src/host/process/process-groups.js';

let clone = '';
const inClone = (name: string): string => path.join(clone, name);
const lock = (): string => inClone('.setup/locked');

/** As another process would leave it. */
function plantLock(owner: string): void {
  mkdirSync(lock());
  writeFileSync(path.join(lock(), `owner-${owner}1`), '');
}

const dead = ownerTag().replace(/^p\d+/, `p${spawnSync(process.execPath, ['--version']).pid}`);
/** As process 1 of two containers: the number is there, and somebody else’s. */
const namesake = ownerTag().replace(/\.s\d+/, '.s1');
const elsewhere = ownerTag().replace(/[a-z0-9-]+_$/, 'another-place_');

beforeEach(() => {
  clone = mkdtempSync(path.join(tmpdir(), 'setup-e2e-'));
  chmodSync(clone, 0o755);
  cpSync('bin', inClone('bin'), { recursive: true });
  for (const folder of ['scripts', 'src', '.setup', 'tools']) mkdirSync(inClone(folder));
  for (const script of ['setup.js', 'setup-lock.js'])
    cpSync(path.join('scripts', script), inClone(`scripts/${script}`));
  writeFileSync(inClone('package.json'), '{ "type": "module" }');
  for (const input of ['package-lock.json', 'tsconfig.json', 'src/a.ts']) writeFileSync(inClone(input), '');
  writeFileSync(inClone('tools/npm'), '#!/bin/sh\nmkdir -p node_modules\n', { mode: 0o755 });
  writeFileSync(inClone('scripts/build.js'), build);
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

const build = `
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
appendFileSync('built', 'x');
setTimeout(() => {
  mkdirSync('dist/bundle', { recursive: true });
  writeFileSync('dist/bundle/cli.cjs', 'exports.main = async () => console.log("ran");');
}, Number(process.env.BUILD_MS ?? 0));
`;

const builds = (): number => readFileSync(inClone('built'), 'utf8').length;

function start(args: readonly string[], { buildMs = 0, uid }: { buildMs?: number; uid?: number } = {}) {
  const child = spawn(process.execPath, [inClone('bin/cgoprof-repro.js'), ...args], {
    env: { ...process.env, PATH: `${inClone('tools')}:${process.env['PATH']}`, BUILD_MS: String(buildMs) },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const ended = once(child, 'close').then(() => ({ exitCode: child.exitCode, ...said }));
  return { child, said, ended };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe.skipIf(process.platform === 'win32')('a clone', () => {
  test('is set up at the first start, and left alone at the next', async () => {
    expect(await start([]).ended).toEqual({
      exitCode: 0,
      stdout: 'ran\n',
      stderr: `\
cgoprof-repro: installing dependencies, step 1 of 2 (new, or changed) …
cgoprof-repro: compiling, step 2 of 2 (new, or changed) …
`,
    });
    expect(await start([]).ended).toEqual({ exitCode: 0, stdout: 'ran\n', stderr: '' });
    expect(builds()).toBe(1);
    writeFileSync(inClone('src/a.ts'), 'changed');
    expect((await start([]).ended).stderr).toBe('cgoprof-repro: compiling (new, or changed) …\n');
  });

  /** Puts a command into the clone that was compiled from its sources, as scripts/prebuilt.js does. */
  function carryCommand(): void {
    const setup = JSON.stringify(inClone('scripts/setup.js'));
    mkdirSync(inClone('prebuilt'));
    writeFileSync(
      inClone('prebuilt/cli.cjs'),
      "exports.main = async () => console.log('carried' + require('./chunk.cjs'));",
    );
    writeFileSync(inClone('prebuilt/chunk.cjs'), "module.exports = '';");
    const files = `['cli.cjs', 'chunk.cjs'], ${JSON.stringify(inClone('prebuilt'))}`;
    const ask = `const { contentOf, sources } = await import(${setup});
      console.log(await contentOf(sources) + '\\n' + await contentOf(${files}));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', ask], { encoding: 'utf8' });
    writeFileSync(inClone('prebuilt/SOURCES'), stdout);
  }
  const carried = { exitCode: 0, stdout: 'carried\n', stderr: '' };

  test('that carries its command starts it at once, until a source changes', async () => {
    carryCommand();
    expect(await Promise.all([1, 2, 3].map(() => start([]).ended))).toEqual([carried, carried, carried]);
    // The sources are what they were, at another time.
    writeFileSync(inClone('tsconfig.json'), '');
    expect(await start([]).ended).toEqual(carried);
    expect(existsSync(inClone('node_modules'))).toBe(false);

    writeFileSync(inClone('src/a.ts'), 'changed');
    expect(await start([]).ended).toMatchObject({ exitCode: 0, stdout: 'ran\n' });
    writeFileSync(inClone('src/a.ts'), '');
    expect(await start([]).ended).toEqual(carried);
    expect(builds()).toBe(1);
  });

  test('that carries its command runs it from a copy, which a pull does not take away', async () => {
    carryCommand();
    expect(await start([]).ended).toEqual(carried);
    rmSync(inClone('prebuilt/chunk.cjs'));
    expect(await start([]).ended).toEqual(carried);
  });

  test('that carries a damaged command compiles, and takes the mended one', async () => {
    carryCommand();
    const whole = readFileSync(inClone('prebuilt/chunk.cjs'));
    writeFileSync(inClone('prebuilt/chunk.cjs'), "module.exports = ' another';");
    expect(await start([]).ended).toMatchObject({ exitCode: 0, stdout: 'ran\n' });
    writeFileSync(inClone('prebuilt/chunk.cjs'), whole);
    rmSync(inClone('dist'), { recursive: true });
    expect(await start([]).ended).toEqual(carried);
    expect(readdirSync(inClone('.setup/prebuilt'))).toHaveLength(1);
  });

  test('whose sources cannot be read says so, and gives git bisect no verdict', async () => {
    rmSync(inClone('src'), { recursive: true });
    symlinkSync('src', inClone('src'));
    const { exitCode, stderr } = await start(['bisect-step']).ended;
    expect([exitCode, stderr]).toEqual([128, expect.stringContaining('cannot be: ELOOP')]);
  });

  test('that carries its command and may not be written starts it all the same', async () => {
    carryCommand();
    chmodSync(inClone('.setup'), 0o555);
    const { ended } = start([], process.getuid?.() === 0 ? { uid: 65_534 } : {});
    expect(await ended).toEqual(carried);
    chmodSync(inClone('.setup'), 0o755);
  });

  test.each([
    ['the dead', dead],
    ['another container’s dead', namesake],
    ['a container that is gone', elsewhere],
  ])('is set up once by several starts, one of which takes over the lock of %s', async (_, owner) => {
    plantLock(owner);
    const results = await Promise.all([1, 2, 3, 4].map(() => start([], { buildMs: 1000 }).ended));
    expect(results.map(({ exitCode, stdout }) => [exitCode, stdout])).toEqual(
      [1, 2, 3, 4].map(() => [0, 'ran\n']),
    );
    expect(builds()).toBe(1);
    expect(readdirSync(inClone('.setup')).toSorted()).toEqual(['compiling.stamp', 'installing.stamp']);
  });

  test('is waited for while its setup is another’s, which is said once', async () => {
    plantLock(ownerTag());
    const { said, ended } = start([]);
    await until(() => said.stderr.includes('waiting'));
    // Some more looks at the lock, which must stay silent.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(existsSync(inClone('built'))).toBe(false);
    rmSync(lock(), { recursive: true });
    const { exitCode, stderr } = await ended;
    expect(exitCode).toBe(0);
    expect(stderr.split(`waiting for process ${process.pid}`)).toHaveLength(2);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('gives the lock back at %s', async (signal) => {
    const { child, ended } = start([], { buildMs: 600_000 });
    await until(() => existsSync(inClone('built')));
    expect(readdirSync(lock())).toEqual([expect.stringMatching(new RegExp(`^owner-p${child.pid}\\.`))]);
    child.kill(signal);
    const { exitCode, stderr } = await ended;
    expect(exitCode).toBe({ SIGINT: 130, SIGTERM: 143 }[signal]);
    expect(stderr).toMatch(/interrupted \(SIG\w+\)\n$/);
    expect(existsSync(lock())).toBe(false);
    expect((await start([]).ended).exitCode).toBe(0);
  });

  /** An npm that minds no signal, and has started something that does not either. */
  function stubbornNpm(): { pids: () => number[]; heal: () => void } {
    const usual = readFileSync(inClone('tools/npm'));
    writeFileSync(
      inClone('tools/npm'),
      `#!/bin/sh
trap '' INT TERM
mkdir -p node_modules
sleep 1000 &
echo $$ $! > npm-pids
while :; do sleep 1000; done
`,
      { mode: 0o755 },
    );
    return {
      pids: () =>
        existsSync(inClone('npm-pids'))
          ? readFileSync(inClone('npm-pids'), 'utf8').trim().split(' ').map(Number)
          : [],
      heal: () => writeFileSync(inClone('tools/npm'), usual, { mode: 0o755 }),
    };
  }

  test.each([1, 2])('ends at Ctrl-C, typed %i times, whatever npm does', async (times) => {
    const { pids, heal } = stubbornNpm();
    const { child, ended } = start([]);
    await until(() => pids().length === 2);
    child.kill('SIGINT');
    if (times === 2) child.kill('SIGINT');
    expect((await ended).exitCode).toBe(130);
    await until(() => !pids().some(isProcessAlive));
    expect(existsSync(lock())).toBe(false);
    heal();
    expect(await start([]).ended).toMatchObject({ exitCode: 0, stdout: 'ran\n' });
  });

  test('that was killed while it installed or compiled is set up at the next start', async () => {
    await start([]).ended;
    // Once more, over what is there: half of it must not count as done.
    writeFileSync(inClone('package-lock.json'), 'changed');
    const { pids, heal } = stubbornNpm();
    const installing = start([]);
    await until(() => pids().length === 2);
    installing.child.kill('SIGKILL');
    await until(() => !pids().some(isProcessAlive));
    heal();
    // As it was before: only what stands in the folder tells.
    writeFileSync(inClone('package-lock.json'), '');
    writeFileSync(inClone('tools/npm'), '#!/bin/sh\necho again > node_modules/again\n');
    rmSync(inClone('built'));
    const compiling = start([], { buildMs: 600_000 });
    await until(() => existsSync(inClone('built')));
    expect(existsSync(inClone('node_modules/again'))).toBe(true);
    compiling.child.kill('SIGKILL');
    await compiling.ended;
    expect(await start([]).ended).toMatchObject({ exitCode: 0, stdout: 'ran\n' });
    expect(builds()).toBe(2);
  });

  test.each([
    ['18.20.8', [], 1],
    ['12.22.12', ['bisect-step'], 128],
    ['20.9.0', [], 1],
  ])('says in one sentence that Node %s is too old', (version, args, code) => {
    const pretend = inClone('pretend.cjs');
    const versions = JSON.stringify({ ...process.versions, node: version });
    writeFileSync(pretend, `Object.defineProperty(process, 'versions', { value: ${versions} });`);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--require', pretend, inClone('bin/cgoprof-repro.js'), ...args],
      { encoding: 'utf8' },
    );
    const sentence = `cgoprof-repro: needs Node ≥ 20 (to compile a clone whose sources were changed: 20.19 or newer of the 20s, or ≥ 22.12), this is ${version}\n`;
    expect({ status, stdout, stderr }).toEqual({ status: code, stdout: '', stderr: sentence });
  });

  test.each([
    [['bisect-step'], 128],
    [['gate', 'bisect-step'], 1],
  ])('that may not be written says so and what to do: %j exits with %i', async (args, code) => {
    await start([]).ended;
    writeFileSync(inClone('src/a.ts'), 'changed');
    chmodSync(inClone('.setup'), 0o555);
    // To root nothing is forbidden.
    const { exitCode, stdout, stderr } = await start(args, process.getuid?.() === 0 ? { uid: 65_534 } : {})
      .ended;
    chmodSync(inClone('.setup'), 0o755);
    expect([exitCode, stdout]).toEqual([code, '']);
    expect(stderr).toMatch(
      /cannot be: EACCES: permission denied.*\n {2}as a user who may write to .*: node .*setup\.js\n$/,
    );
  });

  test('whose build fails says what was said, and how to try it', async () => {
    writeFileSync(inClone('scripts/build.js'), 'console.error("no such type"); process.exit(1);');
    const { exitCode, stderr } = await start([]).ended;
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/compiling failed:\nno such type\n {2}see whether .*: node scripts\/build\.js\n$/);
    expect(existsSync(lock())).toBe(false);
  });
});
