/** Parts of a toolchain say nothing without its sources: a compiler or linker alone no more than a go command. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gate, toolchainProgram } from '../helpers/gate-subjects.js';
import { makeTar } from '../helpers/make-archives.js';
import { cgocallSource, fixedTail, runtime2Source } from '../helpers/runtime-source.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gate-parts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const tools = 'pkg/tool/linux_amd64';
const part = (name: string, packagePath: string) => ({ name, content: toolchainProgram(packagePath) });
const version = { name: 'go/VERSION', content: Buffer.from('go1.23.7\n') };
const sources = [
  { name: 'go/src/runtime/cgocall.go', content: Buffer.from(cgocallSource({ tail: fixedTail })) },
  { name: 'go/src/runtime/runtime2.go', content: Buffer.from(runtime2Source()) },
];

/** In a folder with -r, and in an archive. */
async function judgeBoth(files: readonly { readonly name: string; readonly content: Buffer }[]) {
  for (const { name, content } of files) {
    mkdirSync(path.join(folder, 'in', path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, 'in', name), content);
  }
  writeFileSync(path.join(folder, 'in.tar'), makeTar(files));
  const inFolder = await gate(['-r', 'in'], { cwd: folder });
  const inArchive = await gate(['in.tar'], { cwd: folder });
  return [
    { ...inFolder, verdicts: inFolder.verdicts, prefix: 'in/' },
    { ...inArchive, verdicts: inArchive.verdicts, prefix: 'in.tar!' },
  ];
}

describe('without sources', () => {
  it.each([
    [`go/${tools}/compile`, 'cmd/compile', 'compiler'],
    [`go/${tools}/link`, 'cmd/link', 'linker'],
    ['opt/compile', 'cmd/compile', 'compiler'],
  ])('%s is undecided', async (name, packagePath, what) => {
    for (const { cells, exitCode, prefix } of await judgeBoth([version, part(name, packagePath)])) {
      // What its VERSION states is a finding of its own, where it lies in a folder.
      expect(cells.filter(({ finding }) => finding !== 'undecided-mention')).toStrictEqual([
        expect.objectContaining({
          subject: prefix + name,
          verdict: 'inconclusive',
          finding: 'undecided-toolchain',
          reason: expect.stringContaining(`the ${what} of go1.23.7`),
        }),
      ]);
      expect(exitCode).toBe(4);
    }
  });

  it('one speaks for all, the go command where there is one', async () => {
    const alone = [
      part(`go/${tools}/asm`, 'cmd/asm'),
      part(`go/${tools}/compile`, 'cmd/compile'),
      part(`go/${tools}/link`, 'cmd/link'),
    ];
    for (const { verdicts, prefix } of await judgeBoth(alone))
      expect(verdicts).toStrictEqual({ [`${prefix}go/${tools}/compile`]: 'inconclusive' });
    for (const { verdicts, prefix } of await judgeBoth([...alone, part('go/bin/go', 'cmd/go')]))
      expect(verdicts).toStrictEqual({ [`${prefix}go/bin/go`]: 'inconclusive' });
  });

  it('a compiler that is named is undecided', async () => {
    writeFileSync(path.join(folder, 'compile'), toolchainProgram('cmd/compile'));
    expect((await gate(['compile'], { cwd: folder })).exitCode).toBe(4);
  });
});

it('with sources, these speak for all', async () => {
  const files = [version, ...sources, part(`go/${tools}/compile`, 'cmd/compile')];
  for (const { verdicts, exitCode, prefix } of await judgeBoth(files)) {
    expect(verdicts).toStrictEqual({ [`${prefix}go`]: 'fixed' });
    expect(exitCode).toBe(0);
  }
});
