import { describe, expect, it } from 'vitest';
import { createBudget, UnreadableArchive } from '../../../src/archive/budget.js';
import { zipMembers, zipWithin } from '../../../src/archive/zip.js';
import { bytesInMemory, type ByteSource } from '../../../src/model/byte-source.js';
import { makeZip } from '../../helpers/make-archives.js';

const { signal } = new AbortController();
const files = [
  { name: 'a', content: Buffer.from('first') },
  { name: 'b', content: Buffer.from('second'), stored: true },
];
const zip = makeZip(files);
const script = Buffer.from('#!/bin/sh\nexec java -jar "$0"\n');

async function namesIn(source: ByteSource): Promise<string[]> {
  const names: string[] = [];
  for await (const member of zipMembers(source, createBudget({ signal }))) {
    if (member.kind === 'file')
      names.push(`${member.name}=${Buffer.from(await member.content.read(100)).toString()}`);
  }
  return names;
}

describe('zipWithin', () => {
  it.each([
    ['nothing before it', zip],
    ['a script that its offsets do not count', Buffer.concat([script, zip])],
    ['a script that they count', Buffer.concat([script, makeZip(files, script.length)])],
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
