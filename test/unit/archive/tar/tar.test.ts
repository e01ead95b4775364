import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBudget, UnreadableArchive } from '../../../../src/archive/budget.js';
import { piecesOf, streamOfSource } from '../../../../src/archive/byte-stream.js';
import { formatOf } from '../../../../src/archive/format.js';
import { tarMembers } from '../../../../src/archive/tar/tar.js';
import { bytesInMemory } from '../../../../src/model/byte-source.js';
import { makeTar, paxRecord } from '../../../helpers/make-archives.js';

const { signal } = new AbortController();

/** Names and contents, `unreadable` for what is said to be so, `->` and `=>` for links. */
async function membersOf(
  archive: Uint8Array,
  budget = createBudget({ signal }),
  members: string[] = [],
): Promise<string[]> {
  for await (const member of tarMembers(streamOfSource(bytesInMemory(archive)), budget)) {
    if (member.kind === 'unreadable') {
      members.push(`${member.name} unreadable`);
      continue;
    }
    if (member.kind === 'link') {
      members.push(`${member.name} ${member.hard ? '=' : '-'}> ${member.target}`);
      continue;
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of piecesOf(member.content)) pieces.push(piece);
    members.push(`${member.name}=${Buffer.concat(pieces).toString()}`);
  }
  return members;
}

/** The first header, with a sum that is right. */
function withSum(archive: Buffer, kind: 'plain' | 'signed' = 'plain'): Buffer {
  archive.write('        ', 148);
  const bytes = [...archive.subarray(0, 512)];
  const sum = bytes.reduce((total, byte) => total + (kind === 'signed' && byte > 127 ? byte - 256 : byte), 0);
  archive.write(`${sum.toString(8).padStart(6, '0')}\u{0} `, 148);
  return archive;
}

const file = (name: string, text: string) => ({ name, content: Buffer.from(text) });

describe('tarMembers', () => {
  it.each([
    ['1', ['link => there']],
    ['2', ['link -> there']],
    ['3', []],
    ['4', []],
    ['5', []],
    ['6', []],
  ])('gives an entry of type %s no content, so that its size hides nothing', async (type, before) => {
    const hiding = { ...file('link', ''), type, size: 1024, target: 'there' };
    expect(await membersOf(makeTar([hiding, file('app', 'go')]))).toStrictEqual([...before, 'app=go']);
  });

  it('gives links the targets that headers before them name', async () => {
    const long = 'far/'.repeat(60);
    const gnu = { ...file('K', `${long}\0`), type: 'K' };
    const pax = { name: 'pax', type: 'x', content: paxRecord('linkpath', long) };
    const link = { ...file('link', ''), target: 'cut' };
    const archive = makeTar([
      gnu,
      { ...link, type: '1' },
      pax,
      { ...link, type: '2' },
      { ...link, type: '2' },
    ]);
    expect(await membersOf(archive)).toStrictEqual([`link => ${long}`, `link -> ${long}`, 'link -> cut']);
  });

  it.each(['0', '\0', '7', '9', 'Z'])('takes an entry of type %j for a file', async (type) => {
    expect(await membersOf(makeTar([{ ...file('app', 'go'), type }]))).toStrictEqual(['app=go']);
  });

  it('passes over what is about others, with its content', async () => {
    const others = ['g', 'K', 'L'].map((type) => ({ ...file(type, 'x'.repeat(600)), type }));
    expect(await membersOf(makeTar([...others, file('next', ''), file('app', 'go')]))).toStrictEqual([
      `${'x'.repeat(600)}=`,
      'app=go',
    ]);
  });

  it.each(['1', '2', '5'])(
    'gives out a content of an entry of type %s, which should have none',
    async (type) => {
      const hiding = { ...file('link', 'content'), type, target: 'there' };
      const members = await membersOf(makeTar([hiding, file('app', 'go')]));
      expect(members.filter((member) => member.includes('='))).toContain('link=content');
      expect(members.at(-1)).toBe('app=go');
    },
  );

  it('takes the size in a pax header for that of the member, whatever headers stand in between', async () => {
    const pax = { name: 'pax', type: 'x', content: paxRecord('size', '2') };
    const longLink = { ...file('K', 'a/long/name'), type: 'K' };
    const app = { ...file('app', 'go'), size: 0 };
    expect(await membersOf(makeTar([pax, longLink, app, file('next', 'c')]))).toStrictEqual([
      'app=go',
      'next=c',
    ]);
  });

  it('goes on with what stands behind the end, as tar -i does, whatever it is', async () => {
    const [first, second] = [makeTar([file('a', '1')]), makeTar([file('b', '2')])];
    const rubbish = 'rubbish'.repeat(200);
    expect(await membersOf(Buffer.concat([first, second]))).toStrictEqual(['a=1', 'b=2']);
    expect(await membersOf(Buffer.concat([first, Buffer.from(rubbish)]))).toStrictEqual([
      'a=1',
      `behind the archive at ${first.length}=${rubbish}`,
    ]);
    expect(await membersOf(Buffer.concat([first, Buffer.alloc(3 * 2 ** 20), second]))).toStrictEqual([
      'a=1',
      'b=2',
    ]);
  });

  it('goes on behind a damaged header, gives out what stands there, and says so', async () => {
    const archive = makeTar([file('a', '1'), file('b', '2'), file('c', '3')]);
    archive.fill(7, 1024 + 124, 1024 + 130);
    const seen: string[] = [];
    await expect(membersOf(archive, undefined, seen)).rejects.toStrictEqual(
      new UnreadableArchive('one of its headers is damaged'),
    );
    expect(seen.map((member) => member.replaceAll(/=b.*2.*/gs, '=b…2'))).toStrictEqual([
      'a=1',
      'in the archive at 1024=b…2',
      'c=3',
    ]);
  });

  it('goes on behind a damaged pax header, and says so', async () => {
    const pax = { name: 'pax', type: 'x', content: Buffer.from('99 path=x\n') };
    const seen: string[] = [];
    await expect(membersOf(makeTar([pax, file('a', '1')]), undefined, seen)).rejects.toThrow('damaged');
    expect(seen).toStrictEqual(['a=1']);
  });

  it('says so when two headers give a file two sizes', async () => {
    const pax = { name: 'pax', type: 'x', content: paxRecord('size', '5') };
    expect(await membersOf(makeTar([pax, { ...file('a', 'first'), size: 3 }]))).toStrictEqual([
      'a=first',
      'a unreadable',
    ]);
  });

  it.each([
    ['without an end', '00000000005'],
    ['with spaces', '         5 '],
    ['with more behind its end', '5\u{0}7'],
    ['in binary', `\x80${'\u{0}'.repeat(10)}\x05`],
  ])('reads a size %s', async (_, size) => {
    const archive = makeTar([file('a', 'first')]);
    archive.fill(0, 124, 136);
    archive.write(size, 124, 'latin1');
    expect(await membersOf(withSum(archive))).toStrictEqual(['a=first']);
  });

  it('reads what was summed up with signs', async () => {
    const archive = makeTar([file('é', 'first')]);
    expect(await membersOf(withSum(archive, 'signed'))).toStrictEqual(['é=first']);
  });

  it('says of a file with holes that it cannot be read', async () => {
    expect(await membersOf(makeTar([{ ...file('sparse', 'x'), type: 'S' }]))).toStrictEqual([
      'sparse unreadable',
    ]);
  });

  it('goes on behind a file with holes that has many', async () => {
    const holes = { ...file('sparse', 'x'.repeat(1024)), type: 'S', size: 512 };
    const archive = makeTar([holes, file('a', '1')]);
    archive[482] = 1;
    // The first block of what would be its content goes on about holes.
    expect(await membersOf(withSum(archive))).toStrictEqual(['sparse unreadable', 'a=1']);
  });

  it('reads what there is of one that is cut short, and says so', async () => {
    const seen: string[] = [];
    const archive = makeTar([file('app', 'x'.repeat(600))]);
    await expect(membersOf(archive.subarray(0, 900), undefined, seen)).rejects.toStrictEqual(
      new UnreadableArchive('it is cut short'),
    );
    expect(seen).toStrictEqual([`app=${'x'.repeat(900 - 512)}`]);
  });

  it('ends when it is aborted', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    const budget = createBudget({ signal: controller.signal });
    await expect(membersOf(makeTar([file('app', 'go')]), budget)).rejects.toThrow('enough');
  });
});

describe.each(['v7', 'ustar', 'gnu', 'pax', 'oldgnu'])('an archive that tar made as %s', (format) => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tar-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is told by its beginning, and read', async () => {
    const long = format === 'v7' ? 'short' : `${'deep/'.repeat(25)}name`;
    mkdirSync(path.join(folder, path.dirname(long)), { recursive: true });
    writeFileSync(path.join(folder, long), 'content');
    symlinkSync('elsewhere', path.join(folder, 'link'));
    const archive = execFileSync('tar', [`--format=${format}`, '-C', folder, '-cf', '-', 'link', long]);
    expect(formatOf(archive.subarray(0, 512))).toStrictEqual({ kind: 'tar' });
    expect(await membersOf(archive)).toStrictEqual(['link -> elsewhere', `${long}=content`]);
  });
});
