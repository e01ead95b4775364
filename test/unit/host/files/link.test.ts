import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkTo } from '../../../../src/host/files/link.js';

let folder = '';
const at = (name: string): string => path.join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'link-'));
  mkdirSync(at('bin'));
  writeFileSync(at('bin/go'), 'go');
  writeFileSync(at('VERSION'), 'go1.23.8');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('linkTo', () => {
  it('links folders and files', async () => {
    await linkTo(at('bin'), at('bin2'), 'linux');
    await linkTo(at('VERSION'), at('VERSION2'), 'linux');
    expect(readdirSync(at('bin2'))).toStrictEqual(['go']);
    expect(lstatSync(at('VERSION2')).isSymbolicLink()).toBe(true);
  });

  it('needs no privilege on Windows: a junction for a folder, and a copy of a file', async () => {
    await linkTo(at('bin'), at('bin2'), 'win32');
    await linkTo(at('VERSION'), at('VERSION2'), 'win32');
    await linkTo(at('go.env'), at('go.env2'), 'win32');
    // Elsewhere than on Windows, Node makes a link of a junction.
    expect(readdirSync(at('bin2'))).toStrictEqual(['go']);
    expect(lstatSync(at('VERSION2')).isFile()).toBe(true);
    expect(readFileSync(at('VERSION2'), 'utf8')).toBe('go1.23.8');
    expect(readdirSync(folder).toSorted()).toStrictEqual(['VERSION', 'VERSION2', 'bin', 'bin2']);
  });
});
