import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBudget, UnreadableArchive } from '../../../src/archive/budget.js';
import { piecesOf, streamOfSource } from '../../../src/archive/byte-stream.js';
import { formatOf } from '../../../src/archive/format.js';
import { tarMembers } from '../../../src/archive/tar.js';
import { bytesInMemory } from '../../../src/model/byte-source.js';
import { makeTar, paxRecord } from '../../helpers/make-archives.js';

const { signal } = new AbortController();

/** Names and contents, `unreadable` for what is said to be so, `->` and `=>` for links. */
async function membersOf(archive: Uint8Array, budget = createBudget({ signal })): Promise<string[]> {
  const members: string[] = [];
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

  it('passes over what is about others or is no file, with its content', async () => {
    const others = ['g', 'K', 'A', 'D', 'V'].map((type) => ({ ...file(type, 'x'.repeat(600)), type }));
    expect(await membersOf(makeTar([...others, file('app', 'go')]))).toStrictEqual(['app=go']);
  });

  it('takes the size in a pax header for that of the member, whatever headers stand in between', async () => {
    const pax = { name: 'pax', type: 'x', content: paxRecord('size', '2') };
    const longLink = { ...file('K', 'a/long/name'), type: 'K' };
    const app = { ...file('app', 'go'), size: 0 };
    expect(await membersOf(makeTar([pax, longLink, app, file('next', 'c')]))).toStrictEqual([
      'app=go',
      'next=c',
    ]);
  });

  it('goes on with what stands behind the end, as tar -i does, and passes over what is no archive', async () => {
    const [first, second] = [makeTar([file('a', '1')]), makeTar([file('b', '2')])];
    expect(await membersOf(Buffer.concat([first, second]))).toStrictEqual(['a=1', 'b=2']);
    expect(await membersOf(Buffer.concat([first, Buffer.from('rubbish'.repeat(200))]))).toStrictEqual([
      'a=1',
    ]);
  });

  it('says of a file with holes that it cannot be read', async () => {
    expect(await membersOf(makeTar([{ ...file('sparse', 'x'), type: 'S' }]))).toStrictEqual([
      'sparse unreadable',
    ]);
  });

  it('refuses what is cut short or damaged', async () => {
    const archive = makeTar([file('app', 'x'.repeat(600))]);
    await expect(membersOf(archive.subarray(0, 900))).rejects.toStrictEqual(
      new UnreadableArchive('it is cut short'),
    );
    await expect(membersOf(archive.fill(7, 140, 141))).rejects.toStrictEqual(
      new UnreadableArchive('one of its headers is damaged'),
    );
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
