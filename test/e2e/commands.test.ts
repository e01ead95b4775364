import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostPlatform } from '../../src/host/system.js';
import { bin, cli, cliReport } from '../helpers/cli.js';
import { writeFakeGoroot } from '../helpers/fake-toolchain.js';

const golden = (name: string): string => path.resolve('test/golden/report', `${name}.json`);
const { goos, goarch } = hostPlatform();

let folder = '';
let env: Record<string, string> = {};
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'commands-e2e-'));
  // The toolchains of this machine are not looked at: each list of them measures gigabytes.
  env = { CGOPROF_REPRO_CACHE: path.join(folder, 'cache'), GOMODCACHE: path.join(folder, 'mod') };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => cli(args, env);

describe('usage errors exit with 2 and say what would be right', () => {
  test.each([
    [['toolchain', 'install'], /toolchain install needs SPECS[^]*toolchain install \[options\] <specs/],
    [['toolchain', 'install', 'local'], /"local" is not a release/],
    [['toolchain', 'install', './go'], /is not a release/],
    [['toolchain', 'install', '9.9.9'], /9\.9\.9[^]*Nearest/],
    [['toolchain', 'prune'], /--keep-last 3/],
    [['toolchain', 'prune', '--max-size', 'lots'], /5GB/],
    [['toolchain', 'list', '--format', 'html'], /--format text or --format json/],
    [['toolchain', 'nonsense'], /toolchain has no command "nonsense"[^]*list, install/],
    [['toolchain', 'lst'], /Did you mean `cgoprof-repro toolchain list`/],
    [['help', 'nosuch'], /has no command "nosuch"/],
    [['help', 'toolchian'], /Did you mean `cgoprof-repro toolchain`/],
    [['help', 'toolchain', 'lst'], /Did you mean `cgoprof-repro toolchain list`/],
    [['doctor', 'x'], /does not know what to do with "x"/],
    [['--go'], /--go needs a value[^]*--go <spec>/],
    [['-go', '1.23.99'], /no Go release go1\.23\.99/],
    [['-go=1.23.99'], /no Go release go1\.23\.99/],
    [['-quik'], /Did you mean --quick/],
    [['-ofline'], /Did you mean --offline/],
    [['--quik'], /Did you mean --quick/],
    [['--format', 'htlm'], /Did you mean --format html/],
    [['matrix', '--buildmode', 'piee'], /Did you mean --buildmode pie/],
    [['--probes', 'flga'], /Did you mean --probes flag/],
    [['bisect', '--line', '1.32'], /Did you mean --line 1\.2/],
    [['bisect', '--good', '1.23.x', '--bad', '1.23.0'], /not one known release/],
    [['-o', 'report.foo'], /-o text=report\.foo/],
    [['toolchain', 'prune', '--all=1'], /`cgoprof-repro toolchain prune --help`/],
    [['--runs', '0'], /`cgoprof-repro run --help`/],
    [['1.23.0', 'gate'], /cgoprof-repro gate 1\.23\.0/],
    [['1.23.99'], /no Go release go1\.23\.99/],
    [['tip'], /git clone/],
    [['stabel'], /Did you mean: cgoprof-repro stable\?/],
    [['matirx', '--quick'], /no command "matirx"[^]*Did you mean `cgoprof-repro matrix`\?/],
    [['bisct', '--line', '1.23'], /no command "bisct"[^]*Did you mean `cgoprof-repro bisect`\?/],
    [['scan', '--go', '1.23.x'], /takes releases as arguments: cgoprof-repro scan 1\.23\.x/],
    [['--go', 'go', 'version', 'go1.26.8', 'linux/amd64'], /--go 'go version go1\.26\.8 linux\/amd64'/],
    [['help', 'exit-codes'], /cgoprof-repro explain exit-codes/],
    [['--cc', '', '1.23.0'], /--cc cannot be ""/],
    [['scan', '9.9'], /Nearest: 1\.27/],
    [['frobnicate'], /neither a command nor[^]*--help/],
    [['explain', 'profil-crash'], /Nearest: profile-crash/],
    [['completion', 'csh'], /bash, zsh, fish, powershell/],
    [['report', 'compare', 'one.json'], /report compare needs/],
    [['report', 'show', 'a.json', 'b.json', '--format', 'html'], /report merge/],
    [['eject'], /eject needs the folder[^]*eject repro/],
    [['--max-cache-size', '-1', 'toolchain', 'list'], /size/],
    [['--max-cache-size', '5', 'toolchain', 'list'], /such as 5GB/],
    [['toolchain', 'prune', '--max-size', '2'], /such as 5GB/],
    [['--go', '1.23.0', '--threads', '100000'], /from 1 to 1000/],
    [
      ['bisect', '--line', '1.23', '--resume', '--offline'],
      /nothing to resume[^]*Without --resume it starts/,
    ],
  ])('%j', async (args, words) => {
    const { exitCode, stdout, stderr } = await run(...args);
    expect(stderr).toMatch(words);
    expect(stderr).toMatch(/^cgoprof-repro: \S.*\n(?: {2}\S.*\n| {4}.*\n)+$/);
    expect(stderr).not.toMatch(/\n {4}at |error: /);
    expect([exitCode, stdout]).toEqual([2, '']);
  });
});

test.each([
  [['version'], /^cgoprof-repro \d+\.\d+\.\d+ \(node v\d+\.\d+\.\d+, \w+\/\w+\)\n$/],
  [['--version'], /^\d+\.\d+\.\d+\n$/],
  [['help'], /^Usage: cgoprof-repro /],
  [['help', 'gate'], /^Usage: cgoprof-repro gate /],
  [['help', 'toolchain', 'list'], /^Usage: cgoprof-repro toolchain list /],
  [['toolchain', 'help', 'list'], /^Usage: cgoprof-repro toolchain list /],
])('%j answers on standard output', async (args, words) => {
  const { exitCode, stdout, stderr } = await run(...args);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(words);
});

describe('git stops at a failure of bisect-step, and at nothing else', () => {
  test.each([
    [['bisect-step', '--reuse-tool'], 128],
    [['bisect-step', '--format', 'xml'], 128],
    [['--max-cache-size', 'lots', 'bisect-step'], 128],
    [['gate', '--frobnicate', 'bisect-step'], 2],
    [['explain', 'bisect-step'], 2],
    [['--go', 'bisect-step'], 2],
  ])('%j exits with %i', async (args, code) => {
    expect((await run(...args)).exitCode).toBe(code);
  });
});

test.runIf(existsSync('/dev/full'))(
  'a full disk is said in a sentence, and help does not pass either',
  () => {
    const full = openSync('/dev/full', 'w');
    const start = (...args: string[]) =>
      spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', stdio: ['ignore', full, 'pipe'] });
    const explained = start('explain', 'affected');
    expect(explained.stderr).toMatch(
      /^cgoprof-repro: cannot write standard output: the disk is full\n {2}Free/,
    );
    expect([explained.stderr.includes('    at '), explained.status]).toEqual([false, 1]);
    expect(start('--help').status).toBe(1);
    closeSync(full);
  },
);

test('every command has help with examples', async () => {
  for (const command of ['toolchain', 'doctor', 'explain', 'eject', 'report', 'completion']) {
    const { exitCode, stdout } = await run(command, '--help');
    expect([command, exitCode]).toEqual([command, 0]);
    expect(stdout).toContain('Examples:');
  }
});

describe('--format json is one JSON document with a schemaVersion', () => {
  test.each([
    [['explain']],
    [['explain', 'bug']],
    [['toolchain', 'list']],
    [['toolchain', 'verify']],
    [['toolchain', 'prune', '--all']],
    [['doctor', '--offline']],
    [['report', 'compare', golden('matrix'), golden('matrix')]],
  ])('%j', async (args) => {
    const { stdout } = await run(...args, '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1 });
  });
});

describe('toolchain', () => {
  const name = `go1.22.3.${goos}-${goarch}`;
  const install = (): string => writeFakeGoroot(path.join(folder, 'cache/toolchains', name), 'go1.22.3');

  test('lists what is installed and removes it', async () => {
    install();
    const listed = await run('toolchain', 'list', '--format', 'json');
    expect(JSON.parse(listed.stdout)).toMatchObject({
      toolchains: expect.arrayContaining([
        expect.objectContaining({ version: 'go1.22.3', source: 'download', inUse: false, problem: null }),
      ]),
    });
    const removed = await run('toolchain', 'remove', '1.22.x', '--format', 'json');
    expect(JSON.parse(removed.stdout)).toMatchObject({ removals: [{ name, result: 'removed' }] });
    expect(removed.exitCode).toBe(0);
    expect(existsSync(path.join(folder, 'cache/toolchains', name))).toBe(false);
  });

  test('what is not installed cannot be removed', async () => {
    const { exitCode, stdout } = await run('toolchain', 'remove', '1.22.3');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('not installed by this tool');
  });

  test('what a live process uses stays', async () => {
    const goroot = install();
    const leases = path.join(folder, 'cache/toolchains/.leases', name);
    mkdirSync(leases, { recursive: true });
    const { hostname } = await import('node:os');
    writeFileSync(path.join(leases, `lease-${process.pid}-test`), hostname());
    const { exitCode, stdout } = await run('toolchain', 'remove', '1.22.3');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('in use by another run');
    expect(existsSync(goroot)).toBe(true);
    rmSync(leases, { recursive: true });
    await run('toolchain', 'prune', '--all');
    expect(existsSync(goroot)).toBe(false);
  });

  test('without a sum verify says that there is nothing to compare with', async () => {
    install();
    const { exitCode, stdout } = await run('toolchain', 'verify', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ toolchains: [{ release: 'go1.22.3', result: 'no-sum' }] });
    expect(exitCode).toBe(0);
  });

  test('offline, what is not there is not fetched', async () => {
    const { exitCode, stderr } = await cli(['toolchain', 'install', '1.22.4', '--offline'], {
      ...env,
      HOME: folder,
      GOMODCACHE: path.join(folder, 'mod'),
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('--offline forbids');
  });
});

test.runIf(existsSync('/proc/self'))(
  'a folder that is there and takes no files is not called missing',
  async () => {
    const { exitCode, stderr } = await run('report', golden('matrix'), '-o', '/proc/x.json');
    expect(stderr).toBe(
      'cgoprof-repro: cannot write /proc/x.json: no file can be made there\n  Choose another place: -o FILE\n',
    );
    expect(exitCode).toBe(1);
  },
);

describe('doctor', () => {
  test('calls nothing fine that it did not ask, and no two findings alike', async () => {
    const { stdout } = await run('doctor', '--offline', '--format', 'json');
    const { findings } = JSON.parse(stdout) as {
      findings: { check: string; status: string; detail: string }[];
    };
    const notAsked = findings.filter(({ detail }) => detail.startsWith('not asked'));
    expect(notAsked.map(({ status }) => status)).toEqual(['warning']);
    expect(new Set(findings.map(({ check }) => check)).size).toBe(findings.length);
  });

  test('says what is missing and how to get it', async () => {
    const { exitCode, stdout } = await cli(['doctor', '--offline', '--format', 'json'], {
      ...env,
      CC: 'no-such-compiler',
    });
    expect(exitCode).toBe(1);
    const compiler = JSON.parse(stdout).findings.find(
      ({ check }: { check: string }) => check === 'C compiler',
    );
    expect(compiler).toMatchObject({ status: 'problem', detail: 'there is no no-such-compiler' });
    expect(compiler.hint).toContain('CC');
  });
});

describe.skipIf(process.platform === 'win32')('a folder for temporary files that is not there', () => {
  const missing = { TMPDIR: path.resolve('/nonexistent/tmp') };
  test('is found by doctor', async () => {
    const { exitCode, stdout } = await cli(['doctor', '--offline', '--format', 'json'], {
      ...env,
      ...missing,
    });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout).findings).toContainEqual({
      check: 'Temporary files',
      status: 'problem',
      detail: `${missing.TMPDIR} is not a folder`,
      hint: expect.stringContaining('TMPDIR'),
    });
  });

  test('is never taken for a bug of the tool', async () => {
    for (const args of [
      ['--go', '1.23.0', '--offline'],
      ['toolchain', 'list'],
      ['gate', '.'],
    ])
      expect((await cli(args, { ...env, ...missing })).stderr, args.join(' ')).not.toContain(
        'bug of the tool',
      );
  });
});

describe('report', () => {
  test.each([
    ['run-affected', 3],
    ['run-fixed', 0],
    ['run-contradiction', 4],
    ['interrupted', 130],
  ])('%s is shown with its own exit code in every format', async (name, expected) => {
    for (const format of ['text', 'json', 'html']) {
      const { exitCode, stdout } = await run('report', golden(name), '--format', format);
      expect([format, exitCode]).toEqual([format, expected]);
      expect(stdout).not.toBe('');
    }
  });

  test('an exit code that a policy or --fail-on decided stays what it was', async () => {
    const file = path.join(folder, 'tolerated.json');
    const { report } = await cliReport(['report', golden('matrix')], env);
    writeFileSync(file, JSON.stringify({ ...report, exitCode: 0 }));
    expect((await run('report', file)).exitCode).toBe(0);
    expect((await run('report', file, golden('run-fixed'), golden('run-contradiction'))).exitCode).toBe(4);
  });

  test('the same verdicts compare as 0, a new affected one as 3', async () => {
    expect((await run('report', 'compare', golden('matrix'), golden('matrix'))).exitCode).toBe(0);
    expect((await run('report', 'compare', golden('run-fixed'), golden('run-affected'))).exitCode).toBe(3);
  });

  test('merges into a file that can be read again and tells what was there twice', async () => {
    const merged = path.join(folder, 'merged.json');
    const first = await run('report', 'merge', golden('matrix'), golden('matrix'), '-o', merged);
    expect(first.stderr).toContain('in several reports, which agree');
    expect((await run('report', 'compare', golden('matrix'), merged)).exitCode).toBe(0);
    expect((await run('report', merged)).exitCode).toBe(first.exitCode);
  });

  test('what is no report is refused', async () => {
    const { exitCode, stderr } = await run('report', path.resolve('package.json'));
    expect(exitCode).toBe(1);
    expect(stderr).toContain('is not a report');
  });
});

describe('eject', () => {
  test('writes a whole module, and over something else only when told to', async () => {
    const target = path.join(folder, 'new', 'repro');
    expect((await run('eject', target)).exitCode).toBe(0);
    expect(readdirSync(target)).toEqual(
      expect.arrayContaining(['README.md', 'go.mod', 'main.go', 'callbacks.c']),
    );
    expect(readdirSync(path.dirname(target))).toEqual(['repro']);
    const again = await run('eject', target);
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toContain('--force');
    writeFileSync(path.join(target, 'main.go'), '');
    expect((await run('eject', target, '--force')).exitCode).toBe(0);
  });

  test('says what to type, so that a shell understands it', async () => {
    const { stdout } = await run('eject', path.join(folder, "it's here"));
    expect(stdout).toContain(
      `cd '${path.join(folder, String.raw`it'\''s here`)}' && go build && ./cgoprofrepro`,
    );
  });

  test('--single writes one file, and over another one only when told to', async () => {
    const file = path.join(folder, 'one', 'crash.go');
    const { exitCode, stdout } = await run('eject', '--single', file);
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringMatching(/GOTOOLCHAIN=go1\.24\.1 go run \S+crash\.go/),
    ]);
    expect(readdirSync(path.dirname(file))).toEqual(['crash.go']);
    const source = readFileSync(file, 'utf8');
    expect(source).toContain('package main');
    expect((await run('eject', '--single', '-')).stdout).toBe(source);

    writeFileSync(file, 'mine');
    expect(await run('eject', '--single', file)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('--force'),
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await run('eject', '--single', file, '--force')).exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(source);

    // In a folder that exists it has its own name; a name that `go run` refuses is refused at once.
    expect((await run('eject', '--single', path.dirname(file))).exitCode).toBe(0);
    expect(readdirSync(path.dirname(file))).toEqual(['crash.go', 'repro.go']);
    for (const name of ['crash.txt', 'crash_test.go', '.go'])
      expect(await run('eject', '--single', path.join(folder, name))).toMatchObject({ exitCode: 2 });
  });
});

test('without a proxy that answers, scan fails as run does', async () => {
  const bare = {
    ...env,
    HOME: folder,
    GOPROXY: 'http://127.0.0.1:1',
    GOTOOLCHAIN: 'local',
    GOMODCACHE: folder,
  };
  for (const args of [
    ['scan', '1.22.1'],
    ['matrix', '--go', '1.22.1'],
  ]) {
    const { exitCode, stderr } = await cli(args, bare);
    expect([args[0], exitCode, stderr]).toEqual([
      args[0],
      1,
      expect.stringContaining('cgoprof-repro doctor'),
    ]);
  }
});

test('matrix --resume with nothing to resume starts: a job that is queued again types the same line', async () => {
  // Where there is a compiler and no toolchain, so that nothing is built.
  const PATH = path.join(folder, 'compiler-only');
  mkdirSync(PATH);
  writeFileSync(path.join(PATH, 'gcc'), '#!/bin/sh\n', { mode: 0o755 });
  const bare = { ...env, HOME: folder, PATH, GOMODCACHE: folder };
  const { exitCode, stderr } = await cli(['matrix', '--go', '1.23.0', '--resume', '--offline'], bare);
  expect(stderr).toContain('anew');
  expect(exitCode).not.toBe(2);
});

test.each([
  ['missing.yml', /does not exist/],
  ['.', /is not a file/],
])('a policy %s is told apart', async (name, words) => {
  const { exitCode, stderr } = await run('gate', '--policy', name);
  expect([exitCode, stderr]).toEqual([1, expect.stringMatching(words)]);
});

test.skipIf(process.platform !== 'linux')(
  'eject to where nothing can be written asks for another DIR',
  async () => {
    const { exitCode, stderr } = await run('eject', '/proc/repro');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('another DIR')]);
    expect(stderr).not.toContain('cache-dir');
  },
);

test.skipIf(!existsSync('/dev/full'))(
  'events that cannot be written are lost, the answer is not',
  async () => {
    const { exitCode, stderr } = await run('toolchain', 'list', '--events', '/dev/full');
    expect(stderr).toContain('warning: --events ends here: cannot write /dev/full');
    expect(exitCode).toBe(0);
  },
);

test('a reader that goes away early is no error', async () => {
  const child = spawn(process.execPath, [bin, 'explain', 'errors'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const [exitCode] = await once(child, 'close');
  expect([exitCode, stderr]).toEqual([0, '']);
});

test('the bash script completes commands, choices and words', async () => {
  const { stdout } = await run('completion', 'bash');
  const script = `${stdout}
    complete_words() { COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); COMPREPLY=(); _cgoprof_repro; echo "\${COMPREPLY[@]}"; }
    complete_words cgoprof-repro toolch
    complete_words cgoprof-repro toolchain pr
    complete_words cgoprof-repro toolchain list --format j
    complete_words cgoprof-repro completion z`;
  const shell = spawn('bash', ['--norc'], { stdio: ['pipe', 'pipe', 'inherit'] });
  shell.stdin.end(script);
  let said = '';
  shell.stdout.on('data', (chunk) => (said += String(chunk)));
  await once(shell, 'close');
  expect(said.trim().split('\n')).toEqual(['toolchain', 'prune', 'json junit', 'zsh']);
});
