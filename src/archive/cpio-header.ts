/** One header of a cpio archive: the portable form (odc), that of SVR4 with and without sums (newc), and the old binary one. */
export interface CpioHeader {
  readonly mode: number;
  readonly nameBytes: number;
  readonly size: number;
  readonly headerBytes: number;
  /** Names and contents are padded to a multiple of this. */
  readonly alignment: 1 | 2 | 4;
}

/** No header is longer. */
export const longestCpioHeader = 110;

/** Returns null if it is not a header. `start` is as long as the longest header, or ends where the archive does. */
export function parseCpioHeader(start: Uint8Array): CpioHeader | null {
  const bytes = Buffer.from(start.buffer, start.byteOffset, start.length);
  const text = bytes.toString('latin1', 0, longestCpioHeader);
  if (/^07070[12][\da-fA-F]{104}/.test(text)) {
    const field = (index: number): number => Number.parseInt(text.slice(6 + 8 * index, 14 + 8 * index), 16);
    return { mode: field(1), size: field(6), nameBytes: field(11), headerBytes: 110, alignment: 4 };
  }
  if (/^070707[0-7]{70}/.test(text)) {
    const field = (from: number, to: number): number => Number.parseInt(text.slice(from, to), 8);
    return {
      mode: field(18, 24),
      nameBytes: field(59, 65),
      size: field(65, 76),
      headerBytes: 76,
      alignment: 1,
    };
  }
  return bytes.length < 26 ? null : parseBinary(bytes);
}

const binaryMagic = 0o070707;

function parseBinary(bytes: Buffer): CpioHeader | null {
  const isLittle = bytes.readUInt16LE(0) === binaryMagic;
  if (!isLittle && bytes.readUInt16BE(0) !== binaryMagic) return null;
  const word = (index: number): number =>
    isLittle ? bytes.readUInt16LE(2 * index) : bytes.readUInt16BE(2 * index);
  const [mode, nameBytes] = [word(3), word(10)];
  // Two bytes occur by chance, so the kind of the file and its name have to be plausible too.
  const kind = mode >> 12;
  if (![1, 2, 4, 6, 8, 9, 10, 12, 0].includes(kind) || nameBytes < 2 || nameBytes > 4096) return null;
  return { mode, nameBytes, size: word(11) * 0x10000 + word(12), headerBytes: 26, alignment: 2 };
}
