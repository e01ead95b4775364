import { describe, expect, it } from 'vitest';
import { asarMembers } from '../../../src/archive/asar.js';
import { createBudget } from '../../../src/archive/budget.js';
import { formatOf } from '../../../src/archive/format.js';
import { bytesInMemory } from '../../../src/model/byte-source.js';
import { makeAsar } from '../../helpers/make-archives.js';
import { described } from '../../helpers/members.js';

const { signal } = new AbortController();
const membersOf = (bytes: Uint8Array): Promise<readonly string[]> =>
  described(asarMembers(bytesInMemory(bytes), createBudget({ signal })));
const files = [
  { name: 'main.js', content: Buffer.from('text') },
  { name: 'lib.node', content: Buffer.from('library') },
];

describe('asarMembers', () => {
  it('reads the files of the list, in folders too, and not those that stand beside the archive', async () => {
    expect(formatOf(makeAsar(files).subarray(0, 512))).toStrictEqual({ kind: 'asar' });
    expect((await membersOf(makeAsar(files))).toSorted()).toStrictEqual(['lib.node=library', 'main.js=text']);
    const list = {
      files: {
        a: { files: { b: { size: 4, offset: '0' }, c: { size: 7, unpacked: true } } },
        d: { size: 7, offset: '4' },
        e: { link: 'd' },
      },
    };
    expect((await membersOf(makeAsar(files, list))).toSorted()).toStrictEqual(['a/b=text', 'd=library']);
  });

  it('gives out what its list does not name', async () => {
    const archive = makeAsar(files, { files: { a: { size: 4, offset: '0' } } });
    expect(await membersOf(archive)).toStrictEqual([
      'a=text',
      `in the archive at ${archive.length - 7}=library`,
    ]);
  });

  it('says what it cannot read', async () => {
    expect(await membersOf(makeAsar(files, { files: { a: { size: 400, offset: '4' } } }))).toStrictEqual([
      'a=library',
      'a: it is cut short',
      expect.stringMatching(/=text$/),
    ]);
    await expect(membersOf(Buffer.from(makeAsar(files)).fill(0x7b, 20, 24))).rejects.toThrow(
      'list of files is damaged',
    );
    await expect(membersOf(Buffer.from(makeAsar(files)).fill(0xff, 12, 16))).rejects.toThrow(
      'list of files is damaged',
    );
  });
});
