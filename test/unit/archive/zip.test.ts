import { describe, expect, it } from 'vitest';
import { createBudget, UnreadableArchive } from '../../../src/archive/budget.js';
import { zipMembers, zipWithin } from '../../../src/archive/zip.js';
import { bytesInMemory, type ByteSource } from '../../../src/model/byte-source.js';
import { makeZip } from '../../helpers/make-archives.js';

const { signal } = new AbortController();
const zip = makeZip([
  { name: 'a', content: Buffer.from('first') },
  { name: 'b', content: Buffer.from('second'), stored: true },
]);
const script = Buffer.from('#!/bin/sh\nexec java -jar "$0"\n');

async function namesIn(source: ByteSource): Promise<string[]> {
  const names: string[] = [];
  for await (const member of zipMembers(source, createBudget({ signal }))) {
    if (member.kind === 'file')
      names.push(`${member.name}=${Buffer.from(await member.content.read(100)).toString()}`);
  }
  return names;
}

/** As zipapp does: the offsets count from the start of the file. */
function countingFromTheStart(bytes: Buffer, before: number): Buffer {
  const counted = Buffer.from(bytes);
  const end = counted.length - 22;
  const directory = counted.readUInt32LE(end + 16);
  counted.writeUInt32LE(directory + before, end + 16);
  for (let at = directory; at < end; at = counted.indexOf('PK\x01\x02', at + 1)) {
    counted.writeUInt32LE(counted.readUInt32LE(at + 42) + before, at + 42);
    if (counted.indexOf('PK\x01\x02', at + 1) === -1) break;
  }
  return counted;
}

describe('zipWithin', () => {
  it.each([
    ['nothing before it', zip],
    ['a script that its offsets do not count', Buffer.concat([script, zip])],
    ['a script that they count', Buffer.concat([script, countingFromTheStart(zip, script.length)])],
  ])('finds a zip with %s', async (_, bytes) => {
    const found = zipWithin(bytesInMemory(bytes));
    expect(found === null ? null : await namesIn(found)).toStrictEqual(['a=first', 'b=second']);
  });

  it.each([
    ['a script', script],
    ['nothing', Buffer.alloc(0)],
    ['a script that only names the mark', Buffer.concat([script, Buffer.from('PK\x05\x06'), script])],
  ])('finds none in %s', (_, bytes) => {
    expect(zipWithin(bytesInMemory(bytes))).toBeNull();
  });
});

describe('zipMembers', () => {
  it('says what the library finds wrong with it', async () => {
    await expect(namesIn(bytesInMemory(zip.subarray(5)))).rejects.toThrow(UnreadableArchive);
  });

  it('does not call the zip unsound when the file cannot be read', async () => {
    const failure = Object.assign(new Error('i/o error'), { code: 'EIO', syscall: 'read' });
    const source: ByteSource = {
      size: zip.length,
      read: () => {
        throw failure;
      },
    };
    await expect(namesIn(source)).rejects.toBe(failure);
  });
});
