/** Formats of data that hold no native code, each recognised by its beginning and by its end or its length. */
import type { DataKind } from './content.js';

/** The first and the last bytes of a file, at most `edgeBytes` each, and its size. */
export interface Edges {
  readonly start: Buffer;
  readonly end: Buffer;
  readonly size: number;
}

export const edgeBytes = 1024;

interface DataFormat {
  readonly kind: DataKind;
  /** Latin-1, with their offsets. */
  readonly marks: readonly (readonly [offset: number, bytes: string])[];
  /** True if it ends where the format ends, so that nothing follows it. */
  readonly endsWell: (edges: Edges) => boolean;
  /** Marks that such data usually contains and that therefore prove nothing. Those of Go count nevertheless. */
  readonly explains: readonly string[];
}

const row = (
  kind: DataKind,
  beginning: string,
  endsWell: DataFormat['endsWell'],
  explains: readonly string[] = [],
): DataFormat => ({ kind, marks: [[0, beginning]], endsWell, explains });

const riff = (kind: DataKind, form: string): DataFormat => ({
  ...row(kind, 'RIFF', endsLikeRiff),
  marks: [
    [0, 'RIFF'],
    [8, form],
  ],
});

const endsWith =
  (bytes: string) =>
  ({ end }: Edges): boolean =>
    end.toString('latin1').endsWith(bytes);
const always = (): boolean => true;
const isEven = ({ size }: Edges): boolean => size % 2 === 0;
const hasSizeAt8 = ({ start, size }: Edges): boolean => start.readUInt32BE(8) === size;

const packedColumns = ['lz4 data', 'zstd data', 'gzip data', 'LZMA data'];
const launchers = ['an ELF header', 'a PE header', 'a Mach-O header'];

const formats: readonly DataFormat[] = [
  row('image', '\x89PNG\r\n\x1a\n', endsWith('IEND\xaeB`\x82')),
  row('image', '\xff\xd8\xff', endsWith('\xff\xd9')),
  row('image', 'GIF87a', endsWith(';')),
  row('image', 'GIF89a', endsWith(';')),
  riff('image', 'WEBP'),
  row('image', 'BM', ({ start, size }) => start.readUInt32LE(2) === size),
  row('image', '\0\0\x01\0', endsAtLastIcon),
  row('image', 'icns', ({ start, size }) => start.readUInt32BE(4) === size),
  riff('sound or video', 'WAVE'),
  riff('sound or video', 'AVI '),
  row('font', 'wOFF', hasSizeAt8),
  row('font', 'wOF2', hasSizeAt8),
  row('font', '\0\x01\0\0', endsAtLastTable),
  row('font', 'OTTO', endsAtLastTable),
  row('font', 'true', endsAtLastTable),
  row('document', '%PDF-', ({ end }) => /%%EOF\s*$/.test(end.toString('latin1'))),
  row('database', 'SQLite format 3\0', holdsWholePages),
  row('message catalogue', '\xde\x12\x04\x95', endsWith('\0')),
  row('message catalogue', '\x95\x04\x12\xde', endsWith('\0')),
  // A line of text, the rule for future times, is the last thing in it (RFC 8536).
  row('time zones', 'TZif', endsWith('\n')),
  row('array of numbers', '\x93NUMPY', always),
  row('text', '\xff\xfe', isEven),
  row('text', '\xfe\xff', isEven),
  // A version of 45 or more, where a fat Mach-O file has the number of its slices.
  row('Java class', '\xca\xfe\xba\xbe', ({ start }) => start.readUInt32BE(4) % 0x10000 >= 45),
  // Arrow, Feather, Parquet and ORC, whose columns are compressed.
  row('table', 'ARROW1', endsWith('ARROW1'), packedColumns),
  row('table', 'PAR1', endsWith('PAR1'), packedColumns),
  row('table', 'ORC', ({ end }) => end.toString('latin1', 0, end.length - 1).endsWith('ORC'), packedColumns),
  // The classes of a Java runtime, with the launchers that jpackage copies, and their copy in memory.
  row('Java runtime', '\xda\xda\xfe\xca', always, launchers),
  row('Java runtime', '\xa2\xab\x0b\xf0', always, ['a zip archive']),
  // The magic number of CPython 3: two bytes of a version, then these.
  { ...row('Python bytecode', '', isPythonBytecode), marks: [[2, '\r\n']] },
];

const beginsLike = ({ marks }: DataFormat, start: string): boolean =>
  marks.every(([offset, bytes]) => start.startsWith(bytes, offset));

/** Returns the marks that a file's beginning explains, even if its end is not that of the format. */
export function explainedBy(start: Buffer): readonly string[] {
  const text = start.toString('latin1');
  return formats.find((format) => beginsLike(format, text))?.explains ?? [];
}

/** Returns `unknown` if no format fits. */
export function dataFormatOf(edges: Edges): DataKind {
  const { start, size } = edges;
  if (size === 0) return 'empty';
  const text = start.toString('latin1');
  const format = formats.find((one) => size >= 16 && beginsLike(one, text) && one.endsWell(edges));
  return format?.kind ?? 'unknown';
}

function endsLikeRiff({ start, size }: Edges): boolean {
  const length = start.readUInt32LE(4) + 8;
  return size === length || size === length + (length % 2);
}

/** The directory names the place and size of each picture. */
function endsAtLastIcon({ start, size }: Edges): boolean {
  return lastEnd(start, { from: 6, count: start.readUInt16LE(4), read: 'readUInt32LE' }) === size;
}

/** The directory of TrueType and OpenType names the place and length of each table, which ends at a multiple of four. */
function endsAtLastTable({ start, size }: Edges): boolean {
  const end = lastEnd(start, { from: 12, count: start.readUInt16BE(4), read: 'readUInt32BE' });
  return end !== null && size >= end && size <= end + 3;
}

interface Directory {
  readonly from: number;
  /** The number of entries, of 16 bytes each. The last 8 of them are a place and a length. */
  readonly count: number;
  readonly read: 'readUInt32LE' | 'readUInt32BE';
}

/** The end of the last thing that a directory lists; null if the directory is empty or not all there. */
function lastEnd(start: Buffer, { from, count, read }: Directory): number | null {
  if (count === 0 || from + 16 * count > start.length) return null;
  const places = Array.from({ length: count }, (_, index) => from + 16 * index + 8);
  return Math.max(...places.map((at) => start[read](at) + start[read](at + 4)));
}

/** https://www.sqlite.org/fileformat.html: the size of a page, 1 for 65536. */
function holdsWholePages({ start, size }: Edges): boolean {
  const page = start.readUInt16BE(16);
  return size % (page === 1 ? 65_536 : Math.max(page, 512)) === 0;
}

/** PEP 552: flags of 0, 1 or 3 behind the magic number, which grew to 3,000 to 4,000 in CPython 3. */
function isPythonBytecode({ start }: Edges): boolean {
  const magic = start.readUInt16LE(0);
  return magic >= 3000 && magic < 4000 && [0, 1, 3].includes(start.readUInt32LE(4));
}
