/** Compiled files and archives through the real command: what is in them is found, and nothing bad stops the others. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../helpers/cli.js';
import { affectedProgram, cellOf, fixedProgram, gate } from '../helpers/gate-subjects.js';
import { affectedTail, cgocallSource, runtime2Source } from '../helpers/runtime-source.js';
import { makeAr, makeTar, makeZip } from '../helpers/make-archives.js';

const folder = mkdtempSync(path.join(tmpdir(), 'gate-files-'));
const at = (name: string): string => path.join(folder, name);
const here = { cwd: folder };

beforeAll(() => {
  writeFileSync(at('app'), affectedProgram);
  writeFileSync(at('good'), fixedProgram);
  writeFileSync(at('notes.txt'), 'nothing compiled');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a GOROOT is judged by its source, and shown home-shortened', async () => {
  const goroot = at('home/sdk/go');
  mkdirSync(path.join(goroot, 'src', 'runtime'), { recursive: true });
  mkdirSync(path.join(goroot, 'bin'));
  writeFileSync(path.join(goroot, 'VERSION'), 'go1.23.7\n');
  writeFileSync(path.join(goroot, 'bin', 'go'), '');
  writeFileSync(path.join(goroot, 'src', 'runtime', 'cgocall.go'), cgocallSource({ tail: affectedTail }));
  writeFileSync(path.join(goroot, 'src', 'runtime', 'runtime2.go'), runtime2Source());
  writeFileSync(path.join(goroot, 'src', 'runtime', 'proc.go'), 'package runtime');
  mkdirSync(at('elsewhere'));
  const home = { HOME: at('home'), USERPROFILE: at('home') };
  const { verdicts } = await gate([goroot], { cwd: at('elsewhere'), env: home });
  expect(verdicts).toEqual({ [path.join('~', 'sdk', 'go')]: 'affected' });
});

describe('what is appended to a program', () => {
  it('is judged too, and does not hide behind it', async () => {
    const layer = makeTar([{ name: 'usr/bin/app', content: affectedProgram }]);
    writeFileSync(at('twice'), Buffer.concat([fixedProgram, affectedProgram]));
    writeFileSync(at('extracting'), Buffer.concat([fixedProgram, gzipSync(layer)]));
    writeFileSync(at('noise'), Buffer.concat([fixedProgram, Buffer.from('a signature')]));
    writeFileSync(at('image'), Buffer.concat([fixedProgram, Buffer.from('hsqs, a file system')]));
    writeFileSync(at('often'), Buffer.concat(Array.from({ length: 40 }, () => fixedProgram)));
    const appended = `appended at ${fixedProgram.length}`;
    writeFileSync(at('packed.gz'), gzipSync(Buffer.concat([fixedProgram, affectedProgram])));
    const subjects = ['twice', 'extracting', 'packed.gz', 'noise', 'image', 'often'];
    const { verdicts } = await gate(subjects, here);
    expect(verdicts).toMatchObject({
      twice: 'fixed',
      [`twice!${appended}`]: 'affected',
      [`extracting!${appended}!usr/bin/app`]: 'affected',
      noise: 'fixed',
      [`packed.gz!${appended}`]: 'affected',
      [`image!${appended}`]: 'inconclusive',
      [`often!${appended}`]: 'fixed',
    });
    expect(Object.values(verdicts)).toContain('inconclusive');
    expect(Object.keys(verdicts).filter((subject) => subject.startsWith('noise'))).toEqual(['noise']);
    expect(Object.keys(verdicts).filter((subject) => subject.startsWith('often')).length).toBe(34);
  });
});

it('what brotli packed is judged by its own name', async () => {
  writeFileSync(at('app.br'), brotliCompressSync(affectedProgram));
  writeFileSync(at('app.tar.br'), brotliCompressSync(makeTar([{ name: 'app', content: affectedProgram }])));
  const { verdicts, exitCode } = await gate(['app.br', 'app.tar.br'], here);
  expect(verdicts).toStrictEqual({ 'app.br!unpacked': 'affected', 'app.tar.br!unpacked!app': 'affected' });
  expect(exitCode).toBe(3);
});

describe('archives', () => {
  it('are searched, however they are packed and nested', async () => {
    const layer = makeTar([
      { name: 'usr/bin/app', content: affectedProgram },
      { name: 'etc/passwd', content: Buffer.from('root') },
    ]);
    const wheel = makeZip([
      { name: 'pkg/_lib.so', content: affectedProgram },
      { name: 'pkg/stored.so', content: fixedProgram, stored: true },
    ]);
    const longName = `${'deep/'.repeat(40)}app`;
    writeFileSync(at('plain.tar'), makeTar([{ name: longName, content: affectedProgram }]));
    writeFileSync(at('app.tgz'), gzipSync(makeTar([{ name: 'x.whl', content: wheel }])));
    writeFileSync(at('app.gz'), gzipSync(fixedProgram));
    writeFileSync(at('pkg.whl'), wheel);
    writeFileSync(
      at('image.tar'),
      makeTar([
        { name: 'a/layer.tar', content: layer },
        { name: 'blobs/sha256/b', content: gzipSync(layer) },
        { name: 'manifest.json', content: Buffer.from('[]') },
      ]),
    );
    writeFileSync(
      at('pkg.deb'),
      makeAr([
        { name: 'debian-binary', content: Buffer.from('2.0\n') },
        { name: 'data.tar.gz', content: gzipSync(layer) },
      ]),
    );
    // Debian's packages and Ubuntu's.
    for (const [command, ending] of [
      ['xz', 'xz'],
      ['zstd', 'zst'],
    ] as const) {
      const data = execFileSync(command, ['-q', '-c'], { input: layer });
      const version = { name: 'debian-binary', content: Buffer.from('2.0\n') };
      writeFileSync(at(`${ending}.deb`), makeAr([version, { name: `data.tar.${ending}`, content: data }]));
    }
    writeFileSync(at('app.tbz'), execFileSync('bzip2', ['-c'], { input: layer }));
    const packages = ['pkg.deb', 'xz.deb', 'zst.deb'];
    const names = ['plain.tar', 'app.tgz', 'app.gz', 'pkg.whl', 'image.tar', 'app.tbz', ...packages];
    const { verdicts, exitCode } = await gate(names, here);
    expect(verdicts).toStrictEqual({
      [`plain.tar!${longName}`]: 'affected',
      'app.tgz!x.whl!pkg/_lib.so': 'affected',
      'app.tgz!x.whl!pkg/stored.so': 'fixed',
      'app.gz': 'fixed',
      'pkg.whl!pkg/_lib.so': 'affected',
      'pkg.whl!pkg/stored.so': 'fixed',
      'image.tar!a/layer.tar!usr/bin/app': 'affected',
      'image.tar!blobs/sha256/b!usr/bin/app': 'affected',
      'app.tbz!usr/bin/app': 'affected',
      'pkg.deb!data.tar.gz!usr/bin/app': 'affected',
      'xz.deb!data.tar.xz!usr/bin/app': 'affected',
      'zst.deb!data.tar.zst!usr/bin/app': 'affected',
    });
    expect(exitCode).toBe(3);
  });

  it('that cannot be looked into are said to be so, and what is beside is still judged', async () => {
    // To see what comes after the zeros they have to be unpacked.
    const zeros = makeTar([{ name: 'zeros', content: Buffer.alloc(150 * 2 ** 20) }]);
    writeFileSync(at('bomb.tar.gz'), gzipSync(zeros));
    writeFileSync(
      at('mixed.zip'),
      makeZip([
        { name: '../../etc/evil', content: affectedProgram },
        { name: 'secret', content: affectedProgram, encrypted: true },
        { name: 'odd', content: affectedProgram, method: 14 },
      ]),
    );
    writeFileSync(at('cut.zip'), makeZip([{ name: 'app', content: affectedProgram }]).subarray(0, -30));
    const tar = makeTar([
      { name: 'first', content: affectedProgram },
      { name: 'noise', content: randomBytes(2 ** 20) },
      { name: 'second', content: affectedProgram },
    ]);
    writeFileSync(at('cut.tar.gz'), gzipSync(tar).subarray(0, -100));
    writeFileSync(at('app.tar.xz'), Buffer.from('\xfd7zXZ\0 and so on', 'latin1'));
    let quine = affectedProgram;
    for (let depth = 0; depth < 40; depth += 1) quine = gzipSync(quine);
    writeFileSync(at('deep.gz'), quine);
    const names = ['bomb.tar.gz', 'mixed.zip', 'cut.zip', 'cut.tar.gz', 'app.tar.xz', 'deep.gz'];
    const { cells, verdicts, exitCode } = await gate(names, here);
    expect(verdicts).toMatchObject({
      'mixed.zip!../../etc/evil': 'affected',
      'mixed.zip!secret': 'inconclusive',
      'mixed.zip!odd': 'inconclusive',
      'cut.zip': 'inconclusive',
      'cut.tar.gz!first': 'affected',
      'app.tar.xz': 'inconclusive',
      'deep.gz': 'inconclusive',
    });
    expect(cellOf(cells, 'bomb.tar.gz').reason).toContain('250 times its size');
    expect(cellOf(cells, 'mixed.zip!secret').reason).toContain('encrypted');
    expect(cellOf(cells, 'app.tar.xz').reason).toContain('its packed data is damaged (');
    expect(cellOf(cells, 'deep.gz').reason).toContain('packed more than 32 times');
    expect(exitCode).toBe(3);
  });
});

describe('what cannot be read', () => {
  it('has one clear answer each, and the others are judged', async () => {
    const odd = 'new\nline \u001b[31m';
    writeFileSync(at(odd), affectedProgram);
    writeFileSync(at('empty'), '');
    writeFileSync(at('cut'), affectedProgram.subarray(0, 300));
    writeFileSync(at('huge'), affectedProgram);
    // Sparse: it claims a terabyte and has nothing.
    truncateSync(at('huge'), 2 ** 40);
    symlinkSync('loop', at('loop'));
    execFileSync('mkfifo', [at('pipe')]);
    const subjects = [
      '/dev/zero',
      'pipe',
      'loop',
      'empty',
      'cut',
      'huge',
      odd,
      'missing',
      'notes.txt',
      'app',
    ];
    const { cells, verdicts, exitCode } = await gate(subjects, here);
    expect(verdicts).toStrictEqual({
      '/dev/zero': 'inconclusive',
      pipe: 'inconclusive',
      loop: 'inconclusive',
      empty: 'inconclusive',
      cut: 'inconclusive',
      huge: 'inconclusive',
      [odd]: 'affected',
      missing: 'inconclusive',
      'notes.txt': 'inconclusive',
      app: 'affected',
    });
    expect(cellOf(cells, 'pipe').reason).toContain('neither a regular file nor a folder');
    expect(cellOf(cells, 'missing').reason).toContain('no such file');
    expect(cellOf(cells, 'loop').reason).toContain('leads back to itself');
    expect(exitCode).toBe(3);
    const { stdout } = await cli(['gate', odd], {}, here);
    expect(stdout).not.toMatch(/\u001b/);
  });

  it('is never run: not even a file that is named like the go command', async () => {
    mkdirSync(at('download'));
    writeFileSync(at('download/go'), `#!/bin/sh\ntouch "${at('was-run')}"\n`);
    chmodSync(at('download/go'), 0o755);
    const { cells, exitCode } = await gate(['download/*'], here);
    expect(cellOf(cells, 'download/go').reason).toContain('it is not run to ask');
    expect(exitCode).toBe(4);
    expect(existsSync(at('was-run'))).toBe(false);
  });

  it('alone is never passed', async () => {
    const { exitCode, cell } = await gate(['pipe'], here);
    expect(cell.finding).toBe('unread-file');
    expect(exitCode).toBe(4);
  });
});

describe('many subjects', () => {
  it('come from standard input, by lines or by NUL', async () => {
    expect((await gate(['-'], { ...here, input: 'app\ngood\n' })).verdicts).toStrictEqual({
      app: 'affected',
      good: 'fixed',
    });
    expect(Object.keys((await gate(['-'], { ...here, input: 'good\0app\0' })).verdicts)).toStrictEqual([
      'good',
      'app',
    ]);
  });

  it('an empty list is a mistake of usage', async () => {
    expect((await cli(['gate', '-'], {}, { ...here, input: '' })).exitCode).toBe(2);
  });

  it('come from patterns and from folders', async () => {
    const tree = at('tree');
    mkdirSync(path.join(tree, 'lib/locked'), { recursive: true });
    writeFileSync(path.join(tree, 'lib/a.so'), affectedProgram);
    writeFileSync(path.join(tree, 'lib/b.so'), fixedProgram);
    writeFileSync(path.join(tree, 'lib/readme'), 'text');
    symlinkSync('..', path.join(tree, 'lib/up'));
    execFileSync('mkfifo', [path.join(tree, 'lib/pipe')]);
    chmodSync(path.join(tree, 'lib/locked'), 0o000);
    const [pattern, walked, notWalked] = await Promise.all([
      gate(['tree/lib/*.so'], here),
      gate(['-r', 'tree'], here),
      gate(['tree'], here),
    ]);
    chmodSync(path.join(tree, 'lib/locked'), 0o755);
    const both = { 'tree/lib/a.so': 'affected', 'tree/lib/b.so': 'fixed' };
    expect(pattern.verdicts).toStrictEqual(both);
    expect(walked.verdicts).toMatchObject(both);
    expect(notWalked.cell.finding).toBe('nothing-found');
    expect(notWalked.exitCode).toBe(4);
  });
});

it('says how near an affected program is to harm, and never that it is safe', async () => {
  const { cell } = await gate(['app'], here);
  expect(cell.reason).toContain('C can call 1 exported Go function (goOuter)');
  expect(cell.reason).toContain('unless there is one without a name, the bug cannot show');
  expect(cell).toMatchObject({
    goos: 'linux',
    goarch: 'amd64',
    go: 'go1.23.0',
    fix: expect.stringContaining('go1.23.8'),
    exposure: { exportedFunctions: { count: 1, names: ['goOuter'] }, cpuProfiling: [] },
  });
});
