import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findEntry,
  localRecordBytes,
  locateDirectory,
  unpackEntry,
  type ZipEntry,
} from '../../../../src/toolchain/fetch/zip.js';
import { crc32 } from '../../../../src/model/crc32.js';
import { makeZip, type ZipFile, type ZipOptions } from '../../../helpers/make-zip.js';

const content = Buffer.from('package runtime\n'.repeat(50));
const wanted: ZipFile = { name: 'm@v1/src/runtime/cgocall.go', content };
const files: readonly ZipFile[] = [
  { name: 'm@v1/LICENSE', content: Buffer.from('licence') },
  wanted,
  { name: 'm@v1/src/runtime/cgocall.go.orig', content: Buffer.from('other') },
];

const change = (lie: NonNullable<ZipFile['lie']>, more: Partial<ZipFile> = {}): readonly ZipFile[] =>
  files.map((file) => (file === wanted ? { ...file, ...more, lie } : file));

/** Reads `wanted` out of `zip` of which only the last `tailBytes` are seen at first. */
function extract(zip: Buffer, tailBytes = zip.length, maxBytes = 10_000): Buffer | string {
  const tailStart = Math.max(0, zip.length - tailBytes);
  const place = locateDirectory(zip.subarray(tailStart), tailStart);
  if (!place.ok) return place.error;
  const entry = findEntry(zip.subarray(Math.max(place.value.start, tailStart), place.value.end), wanted.name);
  if (!entry.ok) return entry.error;
  if (entry.value === 'absent') return 'absent';
  const { headerOffset } = entry.value;
  const record = zip.subarray(headerOffset, headerOffset + localRecordBytes(entry.value));
  const unpacked = unpackEntry(record, entry.value, maxBytes);
  return unpacked.ok ? unpacked.value : unpacked.error;
}

describe('an honest zip', () => {
  it.each<readonly [string, ZipFile, ZipOptions]>([
    ['deflated', wanted, {}],
    ['stored', { ...wanted, stored: true }, {}],
    ['with a comment', wanted, { comment: Buffer.from('a comment') }],
    ['with an end record in the comment', wanted, { comment: Buffer.from('PK\x05\x06'.padEnd(40, '\0')) }],
    ['ZIP64 end', wanted, { zip64: true }],
    ['ZIP64 sizes', { ...wanted, zip64: true }, { zip64: true }],
  ])('%s', (_name, file, options) => {
    expect(extract(makeZip([{ name: 'a', content }, file, { name: 'b', content }], options))).toEqual(
      content,
    );
  });

  it('is read from a tail that begins anywhere in the directory', () => {
    const zip = makeZip(files);
    const whole = locateDirectory(zip, 0);
    const start = whole.ok ? whole.value.start : 0;
    for (let tail = 22; tail <= zip.length; tail += 1) {
      const seen = zip.length - tail;
      // The entry of LICENSE comes first: 46 bytes and its name.
      const isThere = seen <= start + 46 + 'm@v1/LICENSE'.length;
      const result = extract(zip, tail);
      const right = isThere ? content.equals(Buffer.from(result)) : result === 'absent';
      expect(right, `with the last ${tail} bytes`).toBe(true);
    }
  });

  it('may hold another zip with the same names', () => {
    const inner = makeZip(files);
    const zip = makeZip([
      { name: 'a', content: inner, stored: true },
      { ...wanted, content: inner, stored: true },
    ]);
    expect(extract(zip)).toEqual(inner);
  });

  it('may lack the file', () => {
    expect(extract(makeZip([{ name: 'a', content }]))).toBe('absent');
    expect(extract(makeZip([]))).toBe('absent');
  });

  it('crc32 is the usual one', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
    expect(crc32(Buffer.alloc(0))).toBe(0);
  });
});

describe('a dishonest zip', () => {
  const bomb = Buffer.alloc(3_000_000);
  it.each<readonly [string, Buffer, string]>([
    ['wrong checksum', makeZip(change({ crc32: 1 })), 'fails its checksum'],
    ['smaller than it says', makeZip(change({ bytes: 900 })), 'a different size'],
    ['larger than it says', makeZip(change({ bytes: 100 })), 'cannot be unpacked'],
    ['says it is empty', makeZip(change({ bytes: 0 })), 'cannot be unpacked'],
    ['a bomb that says so', makeZip(change({}, { content: bomb })), 'too large'],
    ['a bomb that does not', makeZip(change({ bytes: 800 }, { content: bomb })), 'cannot be unpacked'],
    ['stored, too short', makeZip(change({ compressedBytes: 5 }, { stored: true })), 'a different size'],
    ['another file there', makeZip(change({ headerOffset: 0 })), 'another file is in the place'],
    ['no file there', makeZip(change({ headerOffset: 3 })), 'not where the directory says'],
    ['beyond the end', makeZip(change({ headerOffset: 0x7fffffff })), 'not where the directory says'],
    ['another name there', makeZip(change({ localName: wanted.name.replace('cgo', 'ogc') })), 'another file'],
    ['cut short', makeZip(change({ compressedBytes: 100_000 })), 'cut short'],
    ['encrypted', makeZip(change({ flags: 1 })), 'encrypted'],
    ['packed otherwise', makeZip(change({ method: 12 })), 'unknown way'],
    ['not deflated', makeZip(change({ method: 8 }, { stored: true })), 'cannot be unpacked'],
    ['twice the same name', makeZip([wanted, { ...wanted, content: Buffer.from('evil') }]), 'two files'],
    ['a gap before the end', makeZip(files, { gap: 7 }), 'not where the end record says'],
    ['empty', Buffer.alloc(0), 'no end record'],
    ['no zip', Buffer.alloc(5000, 'PK\x05\x06'), 'no end record'],
  ])('%s', (_name, zip, reason) => {
    expect(extract(zip, zip.length, 1000)).toContain(reason);
  });

  it('ZIP64 fields that are damaged', () => {
    const zip = makeZip([{ ...wanted, zip64: true }], { zip64: true });
    const locator = zip.length - 22 - 20;
    const broken = (edit: (copy: Buffer) => void): Buffer | string => {
      const copy = Buffer.from(zip);
      edit(copy);
      return extract(copy);
    };
    expect(broken((copy) => copy.writeUInt32LE(0, locator))).toContain('ZIP64');
    expect(broken((copy) => copy.writeBigUInt64LE(2n ** 60n, locator + 8))).toContain('ZIP64');
    expect(broken((copy) => copy.writeBigUInt64LE(0n, locator + 8))).toContain('ZIP64');
    expect(broken((copy) => copy.writeBigUInt64LE(2n ** 63n, locator - 16))).toContain('ZIP64');
    const extra = zip.lastIndexOf(wanted.name) + wanted.name.length;
    expect(broken((copy) => copy.writeUInt16LE(2, extra + 5))).toContain('ZIP64 sizes');
    expect(broken((copy) => copy.writeUInt16LE(16, extra + 7))).toContain('ZIP64 sizes');
    expect(broken((copy) => copy.writeUInt16LE(9999, extra + 2))).toContain('ZIP64 sizes');
  });

  it('a name that occurs very often costs little', () => {
    const zip = makeZip([wanted]);
    const entry = zip.subarray(zip.lastIndexOf('PK\x01\x02'), -22);
    const fake = Buffer.concat(Array.from({ length: 20_000 }, () => entry));
    expect(findEntry(fake, wanted.name)).toMatchObject({ ok: false });
  });

  it('never throws and never gives other content, whatever is damaged', () => {
    expect.hasAssertions();
    const zip = makeZip(files);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(zip.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.nat(zip.length),
        (edits, cut) => {
          const copy = Buffer.from(zip);
          for (const [at, value] of edits) copy[at] = value;
          for (const damaged of [copy, zip.subarray(0, cut), zip.subarray(cut)]) {
            const result = extract(damaged);
            expect(typeof result === 'string' || result.equals(content)).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('unpackEntry', () => {
  it('does not allocate what a zip promises', () => {
    const entry: ZipEntry = {
      name: 'x',
      method: 'deflated',
      crc32: 0,
      compressedBytes: 3,
      bytes: 2 ** 50,
      headerOffset: 0,
    };
    const record = Buffer.alloc(34);
    record.writeUInt32LE(0x04034b50, 0);
    record.writeUInt16LE(1, 26);
    record.write('x', 30);
    expect(unpackEntry(record, entry, 1000)).toEqual({ ok: false, error: 'x is too large' });
  });
});
