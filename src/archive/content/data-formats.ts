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
  readonly explains?: readonly string[];
}

const packedColumns = ['lz4 data', 'zstd data', 'gzip data', 'LZMA data'];

const endsWith =
  (bytes: string) =>
  ({ end }: Edges): boolean =>
    end.toString('latin1').endsWith(bytes);
const beginning = (bytes: string) => [[0, bytes]] as const;

const riff = ({ start, size }: Edges): boolean => {
  const length = start.readUInt32LE(4) + 8;
  return size === length || size === length + (length % 2);
};

const formats: readonly DataFormat[] = [
  { kind: 'image', marks: beginning('\x89PNG\r\n\x1a\n'), endsWell: endsWith('IEND\xaeB`\x82') },
  { kind: 'image', marks: beginning('\xff\xd8\xff'), endsWell: endsWith('\xff\xd9') },
  { kind: 'image', marks: beginning('GIF87a'), endsWell: endsWith(';') },
  { kind: 'image', marks: beginning('GIF89a'), endsWell: endsWith(';') },
  {
    kind: 'image',
    marks: [
      [0, 'RIFF'],
      [8, 'WEBP'],
    ],
    endsWell: riff,
  },
  { kind: 'image', marks: beginning('BM'), endsWell: ({ start, size }) => start.readUInt32LE(2) === size },
  { kind: 'image', marks: beginning('\0\0\x01\0'), endsWell: endsAtLastIcon },
  { kind: 'image', marks: beginning('icns'), endsWell: ({ start, size }) => start.readUInt32BE(4) === size },
  {
    kind: 'sound or video',
    marks: [
      [0, 'RIFF'],
      [8, 'WAVE'],
    ],
    endsWell: riff,
  },
  {
    kind: 'sound or video',
    marks: [
      [0, 'RIFF'],
      [8, 'AVI '],
    ],
    endsWell: riff,
  },
  { kind: 'font', marks: beginning('wOFF'), endsWell: ({ start, size }) => start.readUInt32BE(8) === size },
  { kind: 'font', marks: beginning('wOF2'), endsWell: ({ start, size }) => start.readUInt32BE(8) === size },
  { kind: 'font', marks: beginning('\0\x01\0\0'), endsWell: endsAtLastTable },
  { kind: 'font', marks: beginning('OTTO'), endsWell: endsAtLastTable },
  { kind: 'font', marks: beginning('true'), endsWell: endsAtLastTable },
  {
    kind: 'document',
    marks: beginning('%PDF-'),
    endsWell: ({ end }) => /%%EOF\s*$/.test(end.toString('latin1')),
  },
  { kind: 'database', marks: beginning('SQLite format 3\0'), endsWell: holdsWholePages },
  { kind: 'message catalogue', marks: beginning('\xde\x12\x04\x95'), endsWell: endsWith('\0') },
  { kind: 'message catalogue', marks: beginning('\x95\x04\x12\xde'), endsWell: endsWith('\0') },
  // A line of text, the rule for future times, is the last thing in it (RFC 8536).
  { kind: 'time zones', marks: beginning('TZif'), endsWell: endsWith('\n') },
  { kind: 'array of numbers', marks: beginning('\x93NUMPY'), endsWell: () => true },
  { kind: 'text', marks: beginning('\xff\xfe'), endsWell: ({ size }) => size % 2 === 0 },
  { kind: 'text', marks: beginning('\xfe\xff'), endsWell: ({ size }) => size % 2 === 0 },
  // A version of 45 or more, where a fat Mach-O file has the number of its slices.
  {
    kind: 'Java class',
    marks: beginning('\xca\xfe\xba\xbe'),
    endsWell: ({ start }) => start.readUInt32BE(4) % 0x10000 >= 45,
  },
  // Arrow, Feather, Parquet and ORC, whose columns are compressed.
  { kind: 'table', marks: beginning('ARROW1'), endsWell: endsWith('ARROW1'), explains: packedColumns },
  { kind: 'table', marks: beginning('PAR1'), endsWell: endsWith('PAR1'), explains: packedColumns },
  {
    kind: 'table',
    marks: beginning('ORC'),
    endsWell: ({ end }) => end.toString('latin1', 0, end.length - 1).endsWith('ORC'),
    explains: packedColumns,
  },
  // The classes of a Java runtime, with the launchers that jpackage copies, and their copy in memory.
  {
    kind: 'Java runtime',
    marks: beginning('\xda\xda\xfe\xca'),
    endsWell: () => true,
    explains: ['an ELF header', 'a PE header', 'a Mach-O header'],
  },
  {
    kind: 'Java runtime',
    marks: beginning('\xa2\xab\x0b\xf0'),
    endsWell: () => true,
    explains: ['a zip archive'],
  },
  // The magic number of CPython 3: two bytes of a version, then these.
  { kind: 'Python bytecode', marks: [[2, '\r\n']], endsWell: isPythonBytecode },
];

/** Returns the marks that a file's beginning explains, even if its end is not that of the format. */
export function explainedBy(start: Buffer): readonly string[] {
  const text = start.toString('latin1');
  const format = formats.find(({ marks }) =>
    marks.every(([offset, bytes]) => text.startsWith(bytes, offset)),
  );
  return format?.explains ?? [];
}

/** Returns `unknown` if no format fits. */
export function dataFormatOf(edges: Edges): DataKind {
  const { start, size } = edges;
  if (size === 0) return 'empty';
  const text = start.toString('latin1');
  const format = formats.find(
    ({ marks, endsWell }) =>
      size >= 16 && marks.every(([offset, bytes]) => text.startsWith(bytes, offset)) && endsWell(edges),
  );
  return format?.kind ?? 'unknown';
}

/** The directory names the place and size of each picture. */
function endsAtLastIcon({ start, size }: Edges): boolean {
  const count = start.readUInt16LE(4);
  if (count === 0 || 6 + 16 * count > start.length) return false;
  const ends = Array.from(
    { length: count },
    (_, index) => start.readUInt32LE(6 + 16 * index + 8) + start.readUInt32LE(6 + 16 * index + 12),
  );
  return Math.max(...ends) === size;
}

/** The directory of TrueType and OpenType names the place and length of each table, which ends at a multiple of four. */
function endsAtLastTable({ start, size }: Edges): boolean {
  const count = start.readUInt16BE(4);
  if (count === 0 || 12 + 16 * count > start.length) return false;
  const ends = Array.from(
    { length: count },
    (_, index) => start.readUInt32BE(12 + 16 * index + 8) + start.readUInt32BE(12 + 16 * index + 12),
  );
  const end = Math.max(...ends);
  return size >= end && size <= end + 3;
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
