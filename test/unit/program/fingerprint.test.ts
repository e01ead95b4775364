import { cpSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toolchainFingerprint as fingerprintOf } from '../../../src/program/fingerprint.js';
import { writeFakeGoroot } from '../../helpers/fake-toolchain.js';

let folder = '';
let goroot = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fingerprint-'));
  goroot = writeFakeGoroot(path.join(folder, 'go'), 'go1.23.0');
});
afterEach(() => rmSync(folder, { recursive: true }));

const toolchainFingerprint = (root: string): Promise<string> =>
  fingerprintOf(root, ['src/runtime/cgocall.go']);

describe('toolchainFingerprint', () => {
  it('stays the same while nothing changes', async () => {
    const before = await toolchainFingerprint(goroot);
    expect(before).toMatch(/^[\da-f]{64}$/);
    expect(await toolchainFingerprint(goroot)).toBe(before);
  });

  it.each(['VERSION', 'bin/go', 'src/runtime/proc.go', 'src/runtime/cgocall.go', 'src/runtime/new.go'])(
    'changes when %s does',
    async (name) => {
      const before = await toolchainFingerprint(goroot);
      writeFileSync(path.join(goroot, name), 'package changed\n');
      expect(await toolchainFingerprint(goroot)).not.toBe(before);
    },
  );

  it('sees an edit of the decisive file that keeps its size and time', async () => {
    const file = path.join(goroot, 'src/runtime/cgocall.go');
    const { atime, mtime } = statSync(file);
    const before = await toolchainFingerprint(goroot);
    writeFileSync(file, 'package runtimf\n');
    utimesSync(file, atime, mtime);
    expect(await toolchainFingerprint(goroot)).not.toBe(before);
  });

  it('tells a copy from the original', async () => {
    const copy = path.join(folder, 'copy');
    cpSync(goroot, copy, { recursive: true, preserveTimestamps: true });
    expect(await toolchainFingerprint(copy)).not.toBe(await toolchainFingerprint(goroot));
  });

  it('does not fail where there is nothing', async () => {
    expect(await toolchainFingerprint(path.join(folder, 'nowhere'))).toMatch(/^[\da-f]{64}$/);
  });
});
