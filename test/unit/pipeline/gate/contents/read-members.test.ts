import { randomBytes } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../../../src/archive/budget.js';
import { bytesInMemory } from '../../../../../src/model/byte-source.js';
import { leavesOf } from '../../../../../src/pipeline/gate/contents/read-members.js';
import { affectedProgram } from '../../../../helpers/gate-subjects.js';
import { makeAr, makeAsar, makeCpio, makeRpm, makeTar, makeZip } from '../../../../helpers/make-archives.js';
import { theBug } from '../../../../helpers/the-bug.js';

const { signal } = new AbortController();
const reading = {
  question: theBug.binary.question,
  budget: createBudget({ signal }),
  fileName: 'file',
  wantsText: () => false,
};

async function leavesIn(bytes: Uint8Array): Promise<string[]> {
  const leaves: string[] = [];
  for await (const leaf of leavesOf(bytesInMemory(bytes), reading))
    if (leaf.kind !== 'data') leaves.push(`${leaf.kind} ${leaf.names.join('!')}`);
  return leaves;
}

describe('leavesOf', () => {
  // Each of these is passed over before it has been read to its end, while a piece of it is on its way.
  it.each([100_000, 600_000, 1_300_000, 2_900_000])(
    'loses nothing behind a packed member of %i bytes that is no program',
    async (size) => {
      const packed = gzipSync(randomBytes(size), { level: 1 });
      const members = ['a.gz', 'c.gz'].flatMap((name) => [
        { name, content: packed },
        { name: `behind ${name}`, content: affectedProgram },
      ]);
      expect(await leavesIn(gzipSync(makeTar(members), { level: 1 }))).toStrictEqual([
        'compiled behind a.gz',
        'compiled behind c.gz',
      ]);
    },
  );

  it.each([
    ['do not count the program', 0],
    ['count it', affectedProgram.length],
  ])('looks into a zip behind a program, whose offsets %s', async (_, counted) => {
    const zip = makeZip([{ name: 'app', content: affectedProgram }], counted);
    const leaves = ['compiled ', `compiled appended at ${affectedProgram.length}!app`];
    expect(await leavesIn(Buffer.concat([affectedProgram, zip]))).toStrictEqual(leaves);
  });

  it('looks into what stands between a program and a zip', async () => {
    const zip = makeZip([{ name: 'readme', content: Buffer.from('text') }]);
    const second = `appended at ${affectedProgram.length}`;
    expect(await leavesIn(Buffer.concat([affectedProgram, affectedProgram, zip]))).toStrictEqual([
      'compiled ',
      `compiled ${second}`,
    ]);
  });

  it('looks behind the programs in a static library', async () => {
    const zip = makeZip([{ name: 'app', content: affectedProgram }]);
    const library = makeAr([{ name: 'x', content: Buffer.concat([affectedProgram, zip]) }]);
    expect(await leavesIn(library)).toStrictEqual(['compiled ', 'compiled x!app']);
  });

  it.each([
    ['cpio', makeCpio('newc', [{ name: 'app', content: affectedProgram }]), 'app'],
    [
      'RPM',
      makeRpm(gzipSync(makeCpio('newc', [{ name: 'app', content: affectedProgram }]))),
      'RPM payload!app',
    ],
    [
      'brotli',
      makeTar([{ name: 'app.br', content: brotliCompressSync(affectedProgram) }]),
      'app.br!unpacked',
    ],
    ['asar', makeAsar([{ name: 'app', content: affectedProgram }]), 'app'],
  ])('looks into %s', async (_, archive, names) => {
    expect(await leavesIn(archive)).toStrictEqual([`compiled ${names}`]);
  });

  it('looks into what a script unpacks that extracts itself', async () => {
    const script = Buffer.from('#!/bin/sh\ntail -n +3 "$0" | tar xz\nexit\n');
    const packed = gzipSync(makeTar([{ name: 'app', content: affectedProgram }]));
    expect(await leavesIn(Buffer.concat([script, packed]))).toStrictEqual([
      `compiled appended at ${script.length}!app`,
    ]);
  });

  it('looks behind a script for a zip, wherever the script is', async () => {
    const zip = makeZip([{ name: 'app', content: affectedProgram }]);
    const pex = Buffer.concat([Buffer.from('#!/usr/bin/env python3\n'), zip]);
    expect(await leavesIn(pex)).toStrictEqual(['compiled app']);
    expect(await leavesIn(gzipSync(makeTar([{ name: 'x.pex', content: pex }])))).toStrictEqual([
      'compiled x.pex!app',
    ]);
    expect(await leavesIn(Buffer.from('#!/bin/sh\necho hello\n'))).toStrictEqual([]);
  });
});
