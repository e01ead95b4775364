import { describe, expect, it } from 'vitest';
import { createBudget, UnreadableArchive } from '../../../src/archive/budget.js';
import { streamOfSource } from '../../../src/archive/byte-stream.js';
import { cpioMembers } from '../../../src/archive/cpio.js';
import { formatOf } from '../../../src/archive/format.js';
import { bytesInMemory } from '../../../src/model/byte-source.js';
import { makeCpio, type CpioKind } from '../../helpers/make-archives.js';
import { described } from '../../helpers/members.js';

const { signal } = new AbortController();
const membersOf = (bytes: Uint8Array, lines: string[] = []): Promise<readonly string[]> =>
  described(cpioMembers(streamOfSource(bytesInMemory(bytes)), createBudget({ signal })), lines);
const file = (name: string, text: string) => ({ name, content: Buffer.from(text) });
const files = [file('a', 'first'), { ...file('link', 'there'), type: '2' }, file('dir/long name', 'second')];
const kinds: readonly CpioKind[] = ['newc', 'odc', 'binary', 'binary of the other byte order'];

describe.each(kinds)('a cpio archive, %s', (kind) => {
  const archive = makeCpio(kind, files);
  const read = ['a=first', 'link -> there', 'dir/long name=second'];

  it('is told by its beginning, and read', async () => {
    expect(formatOf(archive.subarray(0, 512))).toStrictEqual({ kind: 'cpio' });
    expect(await membersOf(archive)).toStrictEqual(read);
  });

  it('may stand before another one, and before something else', async () => {
    const zeros = Buffer.alloc(512 * 300);
    const more = makeCpio(kind, [file('b', 'more')]);
    const all = Buffer.concat([archive, zeros, more, zeros, Buffer.from('packed')]);
    expect(await membersOf(all)).toStrictEqual([
      ...read,
      'b=more',
      `behind the archive at ${all.length - 6}=packed`,
    ]);
  });

  it('is read as far as it goes when it is damaged or cut short', async () => {
    const damaged = Buffer.from(archive);
    const at = archive.indexOf('first') + 5;
    damaged.fill(0xee, at, at + 20);
    const lines: string[] = [];
    await expect(membersOf(damaged, lines)).rejects.toThrow(UnreadableArchive);
    expect(lines[0]).toBe('a=first');
    expect(lines.at(-1)).toMatch(/^in the archive at \d+=.*second/su);
    const cut: string[] = [];
    await expect(membersOf(archive.subarray(0, at - 2), cut)).rejects.toThrow('it is cut short');
    expect(cut).toStrictEqual(['a=fir']);
  });
});

it('two bytes are not taken for a cpio archive', () => {
  expect(formatOf(Buffer.concat([Buffer.from([0xc7, 0x71]), Buffer.alloc(100)]))).toStrictEqual({
    kind: 'other',
  });
});
