import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBudget, UnreadableArchive } from '../../../src/archive/budget.js';
import { piecesOf, streamOfSource } from '../../../src/archive/byte-stream.js';
import { collect } from '../../../src/archive/collect.js';
import { decompress, type Packing } from '../../../src/archive/decompress.js';
import { formatOf, type Codec } from '../../../src/archive/format.js';
import { bytesInMemory } from '../../../src/model/byte-source.js';

// More than fits into a pipe, and not all alike.
const content = Buffer.concat([randomBytes(300_000), Buffer.alloc(300_000, 'go')]);
const packers = {
  gzip: (bytes: Buffer) => gzipSync(bytes),
  xz: (input: Buffer) => execFileSync('xz', ['-c'], { input }),
  bzip2: (input: Buffer) => execFileSync('bzip2', ['-c'], { input }),
  zstd: (input: Buffer) => execFileSync('zstd', ['-q', '-c'], { input }),
} satisfies Partial<Record<Codec, (bytes: Buffer) => Buffer>>;
const { signal } = new AbortController();
const codecs = ['gzip', 'xz', 'bzip2', 'zstd'] as const;

async function unpack(packed: Uint8Array, codec: Packing): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const stream = decompress(streamOfSource(bytesInMemory(packed)), codec, createBudget({ signal }));
  for await (const piece of piecesOf(stream)) pieces.push(piece);
  return Buffer.concat(pieces);
}

afterEach(() => vi.unstubAllEnvs());

describe.each(codecs)('%s', (codec) => {
  const packed = packers[codec](content);

  it('is told by its beginning, and unpacked', async () => {
    expect(formatOf(packed.subarray(0, 512))).toStrictEqual({ kind: 'compressed', codec });
    expect((await unpack(packed, codec)).equals(content)).toBe(true);
  });

  it.each([
    ['cut off', packed.subarray(0, packed.length / 2)],
    ['damaged', Buffer.concat([packed.subarray(0, 1000), Buffer.alloc(1000), packed.subarray(2000)])],
  ])('says that it is %s', async (_, bad) => {
    await expect(unpack(bad, codec)).rejects.toThrow(/^its packed data is damaged \(.+\)$/);
  });

  it.each([
    ['little', content.subarray(0, 1000)],
    ['much', content],
  ])('gives out %s, and then says that something else stands behind it', async (_, bytes) => {
    const followed = Buffer.concat([packers[codec](bytes), Buffer.from('\0\0\0PK and more')]);
    const collected = await collect(
      decompress(streamOfSource(bytesInMemory(followed)), codec, createBudget({ signal })),
    );
    expect(Buffer.from(collected.read(0, collected.size)).equals(bytes)).toBe(true);
    expect(() => collected.close()).toThrow(UnreadableArchive);
  });

  it('ends at the first piece when nobody wants more', async () => {
    const stream = decompress(streamOfSource(bytesInMemory(packed)), codec, createBudget({ signal }));
    expect(Buffer.from(await stream.read(10))).toStrictEqual(content.subarray(0, 10));
    await stream.close();
  });

  it('does not unpack more than the budget allows', async () => {
    const stream = decompress(
      streamOfSource(bytesInMemory(packed)),
      codec,
      createBudget({ bytes: 100_000, signal }),
    );
    await expect(stream.skip(content.length)).rejects.toThrow(/more than this tool will read/);
  });
});

describe.each([10, 400_000])('gzip of %i bytes', (size) => {
  const packed = gzipSync(randomBytes(size));
  it('is filled up with zeros', async () => {
    expect(await unpack(Buffer.concat([packed, Buffer.alloc(600_000)]), 'gzip')).toHaveLength(size);
  });

  it('is not filled up with zeros before something else', async () => {
    const hiding = Buffer.concat([packed, Buffer.alloc(600_000), Buffer.from('PK')]);
    await expect(unpack(hiding, 'gzip')).rejects.toThrow('there is other data behind its packed data');
  });
});

describe('what is small', () => {
  const text = Buffer.from('small');

  it('is unpacked, of several members too', async () => {
    const twice = Buffer.concat([gzipSync(text), gzipSync(text)]);
    expect((await unpack(twice, 'gzip')).toString()).toBe('smallsmall');
  });

  it('gives what there is of it before it says that it is cut off', async () => {
    const packed = gzipSync(Buffer.alloc(100_000, 'go'), { level: 0 });
    const stream = decompress(
      streamOfSource(bytesInMemory(packed.subarray(0, 70_000))),
      'gzip',
      createBudget({ signal }),
    );
    expect(Buffer.from(await stream.read(4)).toString()).toBe('gogo');
    await expect(stream.skip(100_000)).rejects.toThrow(/damaged/);
  });

  it('is refused when it is large inside', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 2 ** 20));
    expect(bomb.length).toBeLessThan(256 * 1024);
    await expect(unpack(bomb, 'gzip')).rejects.toThrow('250 times its size');
  });
});

it('LZMA without a container is told and unpacked', async () => {
  const packed = execFileSync('xz', ['--format=lzma', '-c'], { input: content });
  expect(formatOf(packed.subarray(0, 512))).toStrictEqual({ kind: 'compressed', codec: 'xz' });
  expect((await unpack(packed, 'xz')).equals(content)).toBe(true);
});

/** Whether such a command is here. */
const has = (name: string): boolean => spawnSync(name, ['--version']).error === undefined;

it.runIf(has('lz4'))('lz4 is told and unpacked', async () => {
  const packed = execFileSync('lz4', ['-q', '-c'], { input: content });
  expect(formatOf(packed.subarray(0, 512))).toStrictEqual({ kind: 'compressed', codec: 'lz4' });
  expect((await unpack(packed, 'lz4')).equals(content)).toBe(true);
});

it.runIf(has('gzip'))('what compress packed is told, and unpacked by gzip', async () => {
  // Of two letters, codes of nine bits from the lowest on.
  const packed = Buffer.from([0x1f, 0x9d, 0x90, 0x67, 0xde, 0x00]);
  expect(formatOf(packed)).toStrictEqual({ kind: 'compressed', codec: 'compress' });
  expect((await unpack(packed, 'compress')).toString()).toBe('go');
});

it.each([
  ['zstd', ['-q', '-c', '-1', '--long=31'], '`zstd -d --long=31`'],
  ['xz', ['-c', '--lzma2=preset=0,dict=300MiB'], '`xz -d`'],
] as const)('what %s needs much memory for is told from what is damaged', async (codec, args, hint) => {
  const packed = execFileSync(codec, args, { input: content, maxBuffer: 2 ** 28 });
  const failure = unpack(packed, codec);
  await expect(failure).rejects.toThrow(hint);
  await expect(failure).rejects.not.toThrow(/damaged|stdin/);
});

it('brotli is unpacked where a name tells it, and refused where it is none', async () => {
  expect((await unpack(brotliCompressSync(content), 'brotli')).equals(content)).toBe(true);
  await expect(unpack(Buffer.from('something else'), 'brotli')).rejects.toThrow('damaged');
  await expect(unpack(brotliCompressSync(content).subarray(0, 5000), 'brotli')).rejects.toThrow('damaged');
});

it.each([
  ['LZIP\x01', 'lzip'],
  ['\x89LZO\0\r\n\x1a\n', 'lzop'],
])('%j is told', (start, codec) => {
  expect(formatOf(Buffer.from(start, 'latin1'))).toStrictEqual({ kind: 'compressed', codec });
});

describe('what a command has to unpack', () => {
  it.each(['xz', 'bzip2'] as const)('%s: is said to be so when there is no such command', async (codec) => {
    const packed = packers[codec](content);
    vi.stubEnv('PATH', '/nowhere');
    await expect(unpack(packed, codec)).rejects.toStrictEqual(
      new UnreadableArchive(`it is packed with ${codec}, and there is no ${codec} command here to unpack it`),
    );
  });

  it('takes no options from the environment', async () => {
    vi.stubEnv('XZ_OPT', '--compress');
    expect((await unpack(packers.xz(content), 'xz')).equals(content)).toBe(true);
  });

  it('is refused when it asks for gigabytes of memory', async () => {
    const packed = execFileSync('xz', ['-c', '--lzma2=dict=300MiB,mode=fast'], { input: content });
    await expect(unpack(packed, 'xz')).rejects.toThrow(/memory/i);
  });
});
