import { expect, it } from 'vitest';
import { embeddedIn } from '../../../../src/archive/content/embedded.js';
import { bytesInMemory } from '../../../../src/model/byte-source.js';
import { affectedProgram } from '../../../helpers/gate-subjects.js';

/** The beginning of a PE file for amd64 with three sections. */
function peFile(): Buffer {
  const bytes = Buffer.alloc(4096);
  bytes.write('MZ');
  bytes.writeUInt32LE(0x80, 0x3c);
  bytes.write('PE', 0x80);
  bytes.writeUInt16LE(0x8664, 0x84);
  bytes.writeUInt16LE(3, 0x86);
  return bytes;
}

const found = (...parts: readonly Uint8Array[]): number[] =>
  [...embeddedIn(bytesInMemory(Buffer.concat(parts)))].map(({ at }) => at);

it('leaves out the beginning of the file itself', () => {
  expect(found(peFile())).toStrictEqual([]);
  expect(found(affectedProgram)).toStrictEqual([]);
});

it('finds where each program begins', () => {
  expect(found(peFile(), peFile())).toStrictEqual([4096]);
  expect(found(affectedProgram, peFile(), affectedProgram)).toStrictEqual([
    affectedProgram.length,
    affectedProgram.length + 4096,
  ]);
});
