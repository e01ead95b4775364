import type { ByteSource } from '../../model/byte-source.js';

/**
 * Says that the file contradicts itself: something points outside it, or a size is absurd. Thrown by the readers below;
 * a judgement turns it into the verdict `unknown`.
 */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
}

/** Turns damage that is found while reading into an answer. */
export function unlessDamaged<T>(attempt: () => T, whenDamaged: (reason: string) => T): T {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof DamagedFile) return whenDamaged(error.message);
    throw error;
  }
}

/** No single structure of a sane file is larger; keeps a forged size from exhausting memory. */
const largestRead = 64 * 1024 * 1024;
const scanBlock = 256 * 1024;

/** Reads exactly `length` bytes from `offset`; the one place that reads bytes of the file. */
export function readExactly(source: ByteSource, offset: number, length: number): Uint8Array {
  const sane = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
  if (!sane || offset + length > source.size || length > largestRead) {
    throw new DamagedFile(`it refers to ${length} bytes at ${offset}, which it does not have`);
  }
  const bytes = source.read(offset, length);
  if (bytes.length !== length) throw new DamagedFile('it became shorter while it was read');
  return bytes;
}

/** Reads numbers from a piece of a file, in the file's byte order, with every access bounds-checked. */
export class Words {
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
  /** For loops over many fields that have checked their bounds once; everything else uses the methods. */
  readonly view: DataView;

  constructor(bytes: Uint8Array, littleEndian: boolean) {
    this.bytes = bytes;
    this.littleEndian = littleEndian;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(at: number): number {
    return this.#within(at, 1).getUint8(at);
  }

  u16(at: number): number {
    return this.#within(at, 2).getUint16(at, this.littleEndian);
  }

  u32(at: number): number {
    return this.#within(at, 4).getUint32(at, this.littleEndian);
  }

  i32(at: number): number {
    return this.#within(at, 4).getInt32(at, this.littleEndian);
  }

  /** Above 2^53 the value is rounded; no address or offset that passes the later bounds checks is so large. */
  u64(at: number): number {
    const view = this.#within(at, 8);
    const first = view.getUint32(at, this.littleEndian);
    const second = view.getUint32(at + 4, this.littleEndian);
    return this.littleEndian ? second * 2 ** 32 + first : first * 2 ** 32 + second;
  }

  word(at: number, size: number): number {
    return size === 8 ? this.u64(at) : this.u32(at);
  }

  /** The NUL-terminated text at `at`, cut at `limit` bytes. */
  text(at: number, limit: number): string {
    const window = this.bytes.subarray(at, Math.min(at + limit, this.length));
    const end = window.indexOf(0);
    return latin1(end === -1 ? window : window.subarray(0, end));
  }

  #within(at: number, size: number): DataView {
    if (!(at >= 0 && at + size <= this.view.byteLength)) {
      throw new DamagedFile(`a structure ends before its field at ${at}`);
    }
    return this.view;
  }
}

const windowSize = 256 * 1024;
/** The limit of moves, plus so many for each window: a table that jumps about is made to keep its readers busy. */
const [mostMoves, mostMovesPerWindow] = [1000, 8];

/**
 * Reads numbers from a part of a file that may be too large to load. It keeps one window, so go through it in order.
 */
export class DistantWords {
  readonly #source: ByteSource;
  readonly #offset: number;
  readonly #size: number;
  readonly #littleEndian: boolean;
  #view: DataView = new DataView(new ArrayBuffer(0));
  #viewStart = 0;
  /** The last place where a number of four bytes can begin. */
  #lastInView = -1;
  #movesLeft: number;

  constructor(source: ByteSource, offset: number, size: number, littleEndian: boolean) {
    this.#source = source;
    this.#offset = offset;
    this.#size = size;
    this.#littleEndian = littleEndian;
    this.#movesLeft = mostMoves + mostMovesPerWindow * Math.ceil(size / windowSize);
  }

  /** Called once for each function of a program, so it calls as little as it can. */
  i32(at: number): number {
    if (at < this.#viewStart || at > this.#lastInView) this.#moveTo(at);
    return this.#view.getInt32(at - this.#viewStart, this.#littleEndian);
  }

  #moveTo(at: number): void {
    if (at < 0 || at + 4 > this.#size) throw new DamagedFile(`a structure ends before its field at ${at}`);
    if (this.#movesLeft-- === 0) throw new DamagedFile('one of its tables is not in order');
    // It starts a little before the wanted place, because the order is not strict.
    const start = Math.max(0, at - windowSize / 16);
    const length = Math.min(windowSize, this.#size - start);
    this.#view = readWords(this.#source, this.#offset + start, length, this.#littleEndian).view;
    this.#viewStart = start;
    this.#lastInView = start + length - 4;
  }
}

export function readWords(source: ByteSource, offset: number, length: number, littleEndian: boolean): Words {
  return new Words(readExactly(source, offset, length), littleEndian);
}

/** Entries of one size, one behind the other. */
export interface EntryTable {
  readonly offset: number;
  readonly count: number;
  readonly entrySize: number;
}

const bytesPerBlock = 1024 * 1024;

/** Reads a table that may be too large to load, a block of whole entries at a time. */
export function* entryBlocks(
  source: ByteSource,
  { offset, count, entrySize }: EntryTable,
  littleEndian: boolean,
): Generator<{ readonly words: Words; readonly entries: number }> {
  const perBlock = Math.floor(bytesPerBlock / entrySize);
  for (let done = 0; done < count; done += perBlock) {
    const entries = Math.min(perBlock, count - done);
    const words = readWords(source, offset + done * entrySize, entries * entrySize, littleEndian);
    yield { words, entries };
  }
}

export function latin1(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('latin1');
}

/** Encodes `value` as `size` bytes, to search for. */
export function wordBytes(value: number, size: number, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let index = 0; index < size; index++) {
    bytes[littleEndian ? index : size - 1 - index] = Math.floor(value / 2 ** (8 * index)) % 256;
  }
  return bytes;
}

/**
 * Yields the offsets in [from, to) where `needle` begins, in order. Reads block by block, never the whole range at
 * once.
 */
export function* findBytes(
  source: ByteSource,
  from: number,
  to: number,
  needle: Uint8Array,
): Generator<number> {
  const end = Math.min(to, source.size);
  for (let start = Math.max(0, from); start + needle.length <= end; start += scanBlock) {
    const block = readExactly(source, start, Math.min(scanBlock + needle.length - 1, end - start));
    const haystack = asBuffer(block);
    for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + 1)) {
      yield start + at;
    }
  }
}

/** Does the same for several needles of one length, in one pass; the order holds only for each of them. */
export function* findAnyBytes(
  source: ByteSource,
  from: number,
  to: number,
  needles: readonly Uint8Array[],
): Generator<{ readonly needle: number; readonly offset: number }> {
  const end = Math.min(to, source.size);
  const overlap = (needles[0]?.length ?? 1) - 1;
  for (let start = Math.max(0, from); start + overlap < end; start += scanBlock) {
    const haystack = asBuffer(readExactly(source, start, Math.min(scanBlock + overlap, end - start)));
    for (const [needle, bytes] of needles.entries()) {
      for (let at = haystack.indexOf(bytes); at !== -1; at = haystack.indexOf(bytes, at + 1))
        yield { needle, offset: start + at };
    }
  }
}

/** The same bytes as a Buffer, for its native searches; nothing is copied. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
