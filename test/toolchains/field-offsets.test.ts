import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flagFields } from '../../src/bugs/go72870/probes/flag.js';
import { readFieldOffsets } from '../../src/program/read-field-offsets.js';
import { cli, testCache } from '../helpers/cli.js';

let folder = '';
beforeAll(async () => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'offsets-')), 'repro');
  const { exitCode, stderr } = await cli(['eject', folder]);
  if (exitCode !== 0) throw new Error(stderr);
  mkdirSync(path.join(folder, 'tiny'));
  writeFileSync(path.join(folder, 'tiny', 'main.go'), 'package main\n\nfunc main() {}\n');
});
afterAll(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

const windows = { GOOS: 'windows', GOARCH: 'amd64', CGO_ENABLED: '0' };
const darwin = { GOOS: 'darwin', GOARCH: 'arm64', CGO_ENABLED: '0' };

describe('the offsets of a built program are those that debug/dwarf reads', () => {
  test.each([
    // Version 4 of DWARF.
    ['go1.23.7', {}, '-compressdwarf=true', '.'],
    ['go1.23.7', {}, '-w', '.'],
    // Version 5. The other containers have a program that only needs the runtime.
    ['go1.26.0', {}, '-compressdwarf=false', '.'],
    ['go1.26.0', windows, '-compressdwarf=false', './tiny'],
    ['go1.26.0', darwin, '-compressdwarf=true', './tiny'],
  ])('%s %j %s', async (release, target, ldflags, program) => {
    const env = { GOTOOLCHAIN: release, GOCACHE: path.join(testCache, 'gocache'), CGO_ENABLED: '1' };
    const file = path.join(folder, 'program');
    await execa('go', ['build', `-ldflags=${ldflags}`, '-o', file, program], {
      cwd: folder,
      env: { ...env, ...target },
    });
    const byGo = await execa('go', ['run', './offsets', file], { cwd: folder, env, reject: false });
    const told = byGo.stdout.split(',').flatMap((pair) => {
      const [name = '', offset] = pair.split('=');
      return name === '' ? [] : [[name, Number(offset)] as const];
    });
    expect(readFieldOffsets(file, flagFields)).toStrictEqual(Object.fromEntries(told));
    expect(told).toHaveLength(ldflags === '-w' ? 0 : flagFields.length);
  });
});
