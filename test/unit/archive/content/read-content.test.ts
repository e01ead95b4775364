import { randomBytes } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ContentReader } from '../../../../src/archive/content/read-content.js';
import { affectedProgram } from '../../../helpers/gate-subjects.js';
import { makeTar, makeZip } from '../../../helpers/make-archives.js';

/** What it says of bytes that come in pieces of this size. */
function contentOf(bytes: Uint8Array, pieceBytes = 64 * 1024) {
  const reader = new ContentReader();
  for (let at = 0; at < bytes.length; at += pieceBytes) reader.push(bytes.subarray(at, at + pieceBytes));
  return reader.finish();
}

/** Bytes of no kind, always the same, in which no mark comes up. */
const noise = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 167 + (index >> 7)) & 0xff));
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('data that holds no native code', () => {
  it.each([
    ['text', Buffer.from('Grüße, 世界 🦫\n')],
    ['text', latin1('Gr\xfc\xdfe\n')],
    ['text', latin1('\x1b[1mbold\x1b[0m\n')],
    ['text', Buffer.from('\u{feff}text of Windows', 'utf16le')],
    ['empty', Buffer.alloc(0)],
    ['unknown', noise],
    ['image', Buffer.concat([latin1('\x89PNG\r\n\x1a\n'), noise, latin1('IEND\xaeB`\x82')])],
    ['image', Buffer.concat([latin1('\xff\xd8\xff\xe0'), noise, latin1('\xff\xd9')])],
    ['image', Buffer.concat([latin1('GIF89a'), noise, latin1(';')])],
    ['Java class', Buffer.concat([latin1('\xca\xfe\xba\xbe\0\0\0\x3d'), noise])],
    ['Python bytecode', Buffer.concat([latin1('\xa7\r\r\n\0\0\0\0'), noise])],
    ['message catalogue', Buffer.concat([latin1('\xde\x12\x04\x95'), noise, latin1('\0')])],
    [
      'table',
      Buffer.concat([latin1('ARROW1'), noise, latin1('\x04\x22\x4d\x18\x60\x40'), noise, latin1('ARROW1')]),
    ],
    [
      'Java runtime',
      Buffer.concat([
        latin1('\xda\xda\xfe\xca'),
        noise,
        latin1('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0'),
      ]),
    ],
    ['time zones', Buffer.concat([latin1('TZif2'), noise, latin1('\nUTC0\n')])],
  ])('is %s', (data, bytes) => {
    expect(contentOf(bytes)).toStrictEqual({ kind: 'data', data });
  });

  it('is unknown where something stands behind the end of its format', () => {
    const image = Buffer.concat([latin1('\x89PNG\r\n\x1a\n'), noise, latin1('IEND\xaeB`\x82'), noise]);
    expect(contentOf(image)).toStrictEqual({ kind: 'data', data: 'unknown' });
  });

  it.each([1, 2, 3, 7, 4096])('is the same in pieces of %i bytes', (pieceBytes) => {
    expect(contentOf(Buffer.from('Grüße 🦫 '.repeat(50)), pieceBytes)).toStrictEqual({
      kind: 'data',
      data: 'text',
    });
    expect(contentOf(noise.subarray(0, 9000), pieceBytes)).toStrictEqual({ kind: 'data', data: 'unknown' });
  });
});

const goMark = latin1(['\xff Go', 'buildinf:'].join(' '));
const table = Buffer.from([0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8]);
const machO = Buffer.alloc(64);
machO.writeUInt32LE(0xfeedfacf, 0);
machO.writeUInt32LE(0x01000007, 4);
machO.writeUInt32LE(2, 12);
machO.writeUInt32LE(12, 16);
const cpio = Buffer.from(`070701${'0'.repeat(104)}`);

describe('data in which something looks like a program', () => {
  it.each([
    ['an ELF header', affectedProgram],
    ['a Mach-O header', machO],
    ['Go build information', goMark],
    ['a function table of Go', table],
    ['a function table of Go', Buffer.from([0xff, 0xff, 0xff, 0xf0, 0, 0, 4, 8])],
    ['a zip archive', makeZip([{ name: 'a', content: Buffer.from('text') }])],
    ['a tar archive', makeTar([{ name: 'a', content: Buffer.from('text') }])],
    ['gzip data', gzipSync('text that is packed')],
    ['xz data', latin1('\xfd7zXZ\0\0\x04\xe6\xd6\xb4\x46')],
    ['zstd data', latin1('\x28\xb5\x2f\xfd\x04\0')],
    ['bzip2 data', latin1('BZh91AY&SY')],
    ['an ARJ archive', latin1('\x60\xea\x29\0\x22\x0b\x01\x02\x10\0\x02R')],
    ['lrzip data', latin1('LRZI\0\x06')],
    ['an RPM package', latin1('\xed\xab\xee\xdb\x03\0')],
    ['a cpio archive', cpio],
    ['an ISO 9660 image', latin1('\x01CD001\x01')],
    ['a disk image of macOS', latin1('koly\0\0\0\x04\0\0\x02\0')],
    ['an archive of PyInstaller', latin1('MEI\x0c\x0b\x0a\x0b\x0e')],
    ['a program or an archive, packed with zlib,', deflateSync(affectedProgram)],
  ])('is suspect: %s', (what, bytes) => {
    const within = Buffer.concat([noise, bytes, noise]);
    for (const pieceBytes of [100, 4096, 65_536, 2 ** 20]) {
      const content = contentOf(within, pieceBytes);
      expect(content).toMatchObject({ kind: 'suspect' });
      // A tar's mark stands behind its first name.
      const at = what === 'a tar archive' ? noise.length + 257 : noise.length;
      expect(content).toMatchObject({ what: `${what} at ${at}` });
    }
  });

  it('is found in data that would explain other marks', () => {
    const image = Buffer.concat([latin1('\xda\xda\xfe\xca'), noise, goMark, noise]);
    expect(contentOf(image)).toMatchObject({ what: `Go build information at ${4 + noise.length}` });
    const cut = Buffer.concat([latin1('ARROW1'), noise, latin1('\x04\x22\x4d\x18\x60\x40'), noise]);
    expect(contentOf(cut)).toMatchObject({ kind: 'suspect' });
  });

  it('is found at its very end, and at its start', () => {
    expect(contentOf(Buffer.concat([noise, goMark]))).toMatchObject({ kind: 'suspect' });
    expect(contentOf(Buffer.concat([goMark, noise]))).toMatchObject({ kind: 'suspect' });
  });

  it('is found behind a long text', () => {
    const text = Buffer.from('a line of text\n'.repeat(50_000));
    expect(contentOf(Buffer.concat([text, affectedProgram]))).toMatchObject({
      what: `an ELF header at ${text.length}`,
    });
  });

  it.each([
    ['the first bytes of a mark', latin1('\x7fELF and no more')],
    ['what zlib packs elsewhere', deflateSync('text'.repeat(100))],
    ['a table with another quantum', Buffer.from([0xf1, 0xff, 0xff, 0xff, 0, 0, 3, 8])],
    ['a name of a zip that has no length', latin1(`PK\x03\x04\x14\0\0\0\x08\0${'\0'.repeat(20)}`)],
  ])('is not told by %s', (_, bytes) => {
    expect(contentOf(Buffer.concat([noise, bytes, noise]))).toStrictEqual({ kind: 'data', data: 'unknown' });
  });

  it('comes up by chance in no more than a few of many megabytes', () => {
    const suspects = Array.from({ length: 16 }, () => contentOf(randomBytes(2 ** 20))).filter(
      ({ kind }) => kind === 'suspect',
    );
    expect(suspects.length).toBeLessThan(3);
  });
});
