import { execFileSync } from 'node:child_process';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createBudget, UnreadableArchive } from '../../../../src/archive/budget.js';
import { piecesOf } from '../../../../src/archive/byte-stream.js';
import { zipMembers, zipWithin } from '../../../../src/archive/zip/zip.js';
import { bytesInMemory, type ByteSource } from '../../../../src/model/byte-source.js';
import { lyingZip, storedPart, type ZipForm, type ZipPart } from '../../../helpers/lying-zip.js';
import { makeZip } from '../../../helpers/make-archives.js';

const { signal } = new AbortController();
const script = Buffer.from('#!/bin/sh\nexec java -jar "$0"\n');

async function membersOf(source: ByteSource, from = 0): Promise<string[]> {
  const members: string[] = [];
  for await (const member of zipMembers(source, createBudget({ signal }), from)) {
    if (member.kind !== 'file') {
      members.push(`${member.name}: ${member.kind === 'unreadable' ? member.reason : member.kind}`);
      continue;
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of piecesOf(member.content)) pieces.push(piece);
    members.push(`${member.name}=${Buffer.concat(pieces).toString()}`);
  }
  return members;
}

const part = (name: string, text: string, more: Partial<ZipPart> = {}): ZipPart => ({
  name,
  content: Buffer.from(text),
  ...more,
});
const asItIs = (name: string, text: string, more: Partial<ZipPart> = {}): ZipPart =>
  storedPart(name, Buffer.from(text), more);
const membersIn = (parts: readonly ZipPart[], form?: ZipForm): Promise<string[]> =>
  membersOf(bytesInMemory(lyingZip(parts, form)));

const both = [part('a', 'first'), asItIs('b', 'second')];
const bothRead = ['a=first', 'b=second'];
const text = (length: number): Buffer => Buffer.alloc(length, 'text ');

describe('zipWithin', () => {
  const zip = lyingZip(both);
  it.each([
    ['nothing before it', zip],
    ['a script that its offsets do not count', lyingZip(both, { before: script })],
    ['a script that they count', lyingZip(both, { before: script, countsBefore: true })],
    ['a newline behind it', Buffer.concat([script, zip, Buffer.from('\n')])],
  ])('finds a zip with %s', async (_, bytes) => {
    const found = zipWithin(bytesInMemory(bytes));
    const members = found === null ? [] : await membersOf(found);
    expect(members.slice(0, 2)).toStrictEqual(bothRead);
    expect(members.slice(2)).toStrictEqual(
      bytes.at(-1) === 10 ? [`behind the archive at ${zip.length}=\n`] : [],
    );
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
  it.each<readonly [string, ZipForm]>([
    ['is sound', {}],
    ['is of the long kind', { zip64: true }],
    ['is of the long kind with something before it', { zip64: true, before: script }],
    ['has a comment', { comment: Buffer.from('a comment\n') }],
    ['has a comment with the mark of an end', { comment: Buffer.from(`PK\x05\x06${'text'.repeat(9)}`) }],
    ['counts too few entries', { end: { count: 1 } }],
    ['counts none', { end: { count: 0 } }],
    ['counts too many', { end: { count: 77 } }],
    ['says that its directory is short', { end: { size: 46 } }],
    ['says that its directory is empty', { end: { count: 0, size: 0 } }],
    ['has no true offset', { end: { offset: 5 } }],
    [
      'has zeros before its directory and its end',
      { beforeDirectory: Buffer.alloc(99), beforeEnd: Buffer.alloc(9) },
    ],
  ])('reads one that %s', async (_, form) => {
    const before = form.before === undefined ? [] : [`in the archive at 0=${String(form.before)}`];
    expect(await membersIn(both, form)).toStrictEqual([...bothRead, ...before]);
  });

  it('reads files of which its directory has no true number, and says so', async () => {
    expect(await membersIn(both, { end: { count: 0, size: 0, offset: 0 } })).toStrictEqual(bothRead);
    expect(await membersIn([part('a', 'first', { listed: { offset: 3 } })])).toStrictEqual([
      'a: there is no file where the directory of its zip says',
      'a=first',
    ]);
  });

  it.each(['before', 'beforeDirectory', 'beforeEnd', 'behind'] as const)(
    'gives out what stands %s in it that is no part of a zip',
    async (place) => {
      const members = await membersIn(both, { [place]: Buffer.from('hidden') });
      expect(members.slice(0, 2)).toStrictEqual(bothRead);
      expect(members.slice(2)).toStrictEqual([
        expect.stringMatching(
          place === 'behind' ? /^behind the archive at \d+=hidden$/ : /^in the archive at \d+=hidden$/,
        ),
      ]);
    },
  );

  it('gives out a comment that is no text, and one that is longer than was said', async () => {
    const comment = Buffer.from('\x7fELF\0\x01');
    expect(await membersIn(both, { comment })).toStrictEqual([
      ...bothRead,
      expect.stringMatching(/^behind the archive at \d+=\x7fELF\0\x01$/),
    ]);
    expect(
      await membersIn(both, { comment: Buffer.from('ok, hidden'), end: { commentBytes: 4 } }),
    ).toHaveLength(3);
  });

  it.each<readonly [string, Partial<ZipPart>]>([
    ['deflated', {}],
    ['stored', { packed: { method: 0, bytes: Buffer.from('hidden') } }],
    ['deflated with its size behind it', { descriptor: 'signed' }],
    [
      'stored with its size behind it',
      { packed: { method: 0, bytes: Buffer.from('hidden') }, descriptor: 'long' },
    ],
  ])('gives out a file that the directory does not name: %s', async (_, more) => {
    const members = await membersIn([
      part('a', 'first'),
      part('x', 'hidden', { ...more, unlisted: true }),
      part('b', 'second'),
    ]);
    expect(members).toStrictEqual([...bothRead, 'x=hidden']);
  });

  it('gives out the files of two zips that stand one behind the other', async () => {
    const first = lyingZip([part('x', 'hidden')]);
    expect(await membersIn(both, { before: first })).toStrictEqual([...bothRead, 'x=hidden']);
    expect(await membersIn([part('x', 'hidden')], { behind: lyingZip(both) })).toStrictEqual([
      ...bothRead,
      'x=hidden',
    ]);
    expect(await membersIn([part('x', 'hidden')], { comment: lyingZip(both) })).toStrictEqual([
      ...bothRead,
      'x=hidden',
    ]);
  });

  it('leaves a zip that is stored in it to who looks into that', async () => {
    const inner = lyingZip(both);
    expect(await membersOf(bytesInMemory(lyingZip([storedPart('inner.zip', inner)])))).toStrictEqual([
      `inner.zip=${String(inner)}`,
    ]);
  });

  it.each(['signed', 'unsigned', 'long'] as const)(
    'reads files with sizes behind them, %s',
    async (descriptor) => {
      expect(await membersIn(both.map((one) => ({ ...one, descriptor })))).toStrictEqual(bothRead);
    },
  );

  it('finds a file that no directory names behind an empty one with sizes behind it', async () => {
    const empty = part('empty', '', {
      packed: { method: 0, bytes: Buffer.alloc(0) },
      descriptor: 'unsigned',
    });
    expect(await membersIn([empty, part('x', 'hidden', { unlisted: true })])).toStrictEqual([
      'empty=',
      'x=hidden',
    ]);
  });

  it('says so when the size behind a file is another than that in the directory', async () => {
    const lie = asItIs('a', 'first', { descriptor: 'signed', descriptorBytes: 3 });
    expect(await membersIn([lie])).toStrictEqual([
      'a=first',
      'a: the size behind it differs from that in the directory',
    ]);
  });

  it('reads a file both as its header and as the directory has it', async () => {
    const packed = deflateRawSync(Buffer.from('hidden'));
    const twofold = { name: 'a', content: Buffer.from('hidden'), packed: { method: 8, bytes: packed } };
    const members = await membersIn([{ ...twofold, listed: { method: 0, bytes: packed.length } }]);
    expect(members).toContain('a=hidden');
    expect(members).toContain('a: its content does not match its checksum');
    expect(
      await membersIn([asItIs('a', 'a hidden one', { local: { packedBytes: 1, bytes: 1 } })]),
    ).toStrictEqual([
      'a=a hidden one',
      'a=a',
      expect.stringContaining('checksum'),
      expect.stringMatching(/^in the archive at \d+= hidden one$/),
    ]);
  });

  it('reads all of the files that have one name, and one whose header has another', async () => {
    expect(
      await membersIn([part('a', '1'), part('a', '2'), part('a', '3', { local: { name: 'b' } })]),
    ).toStrictEqual(['a=1', 'a=2', 'a=3']);
  });

  it('reads what has the name of a folder', async () => {
    expect(await membersIn([part('folder/', ''), asItIs('empty/', ''), part('a/', 'hidden')])).toStrictEqual([
      'folder/=',
      'a/=hidden',
    ]);
  });

  it('reads files over each other, and not for ever', async () => {
    const inner = lyingZip([asItIs('b', 'second')]).subarray(0, 31 + 6);
    const outer = lyingZip([storedPart('a', inner)]);
    expect(await membersIn([storedPart('a', inner), asItIs('b', 'x', { listed: { offset: 31 } })])).toContain(
      'b=second',
    );
    expect(outer.length).toBeGreaterThan(0);
    const big = text(3 * 2 ** 20);
    const copies = Array.from({ length: 40 }, (_, index) =>
      part(`c${index}`, '', {
        listed: {
          method: 0,
          packedBytes: big.length - 40 * index,
          bytes: big.length - 40 * index,
          offset: 0,
        },
      }),
    );
    await expect(membersIn([storedPart('big', big), ...copies])).rejects.toStrictEqual(
      new UnreadableArchive('its files overlap', { final: true }),
    );
  });

  it('says what it cannot read', async () => {
    expect(
      await membersIn([
        part('secret', 'x', { listed: { flags: 1 }, local: { flags: 1 } }),
        part('rare', 'x', { listed: { method: 9 }, local: { method: 9 } }),
        part('bad', 'content', { listed: { crc32: 5 }, local: { crc32: 5 } }),
      ]),
    ).toStrictEqual([
      'secret: it is encrypted',
      'rare: it is packed by method 9, which is not read: unpack it with `7z x` and gate what comes out',
      'bad=content',
      'bad: its content does not match its checksum',
    ]);
    const cut = lyingZip([asItIs('a', 'x', { listed: { packedBytes: 500, bytes: 500 } })]);
    expect((await membersOf(bytesInMemory(cut))).filter((line) => !line.includes('='))).toContain(
      'a: it is cut short',
    );
  });

  it('reads what stands in one without its end, and says so', async () => {
    const cut = lyingZip(both).subarray(0, -30);
    const members: string[] = [];
    await expect(async () => {
      for await (const member of zipMembers(bytesInMemory(cut), createBudget({ signal })))
        members.push(member.name);
    }).rejects.toStrictEqual(new UnreadableArchive('it has no directory at its end'));
    expect(members.slice(0, 2)).toStrictEqual(['a', 'b']);
  });

  it.each([
    ['bzip2', 12],
    ['xz', 95],
    ['zstd', 93],
  ])('has %s unpack what it packed', async (command, method) => {
    const packed = { method, bytes: execFileSync(command, ['-c'], { input: 'content' }) };
    expect(await membersIn([part('a', 'content', { packed })])).toStrictEqual(['a=content']);
  });

  it.each([0, 2])('has LZMA unpacked, with flags %i', async (flags) => {
    const alone = execFileSync('xz', ['--format=lzma', '-c'], { input: 'content' });
    const bytes = Buffer.concat([Buffer.from([9, 20, 5, 0]), alone.subarray(0, 5), alone.subarray(13)]);
    const packed = { method: 14, bytes };
    expect(
      await membersIn([part('a', 'content', { packed, listed: { flags }, local: { flags } })]),
    ).toStrictEqual(['a=content']);
  });

  it('passes over what stands before the zip when it is told to', async () => {
    const bytes = lyingZip(both, { before: script, countsBefore: true });
    expect(await membersOf(bytesInMemory(bytes), script.length)).toStrictEqual(bothRead);
  });

  it('does not call the zip unsound when the file cannot be read', async () => {
    const failure = Object.assign(new Error('i/o error'), { code: 'EIO', syscall: 'read' });
    const source: ByteSource = {
      size: makeZip([]).length,
      read: () => {
        throw failure;
      },
    };
    await expect(membersOf(source)).rejects.toBe(failure);
  });
});
