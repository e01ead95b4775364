/** Members of a zip (wheels, jars, npm’s are tar), by its directory at the end. */
import { Readable } from 'node:stream';
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry } from 'yauzl';
import { sliceOf, type ByteSource } from '../model/byte-source.js';
import { UnreadableArchive, type Budget } from './budget.js';
import { piecesOf, streamOfSource, type ByteStream } from './byte-stream.js';
import { decompress } from './decompress.js';
import type { Member } from './member.js';

const stored = 0;
const deflated = 8;

export async function* zipMembers(
  source: ByteSource,
  budget: Budget,
): AsyncGenerator<Member, void, undefined> {
  // Names are no paths here, so that one with `../` needs no refusal.
  const zip = await described(
    fromRandomAccessReaderPromise(new SourceReader(source), source.size, {
      decodeStrings: false,
      autoClose: false,
    }),
  );
  try {
    const entries = zip.eachEntry();
    for (;;) {
      const { done, value: entry } = await described(entries.next());
      if (done === true) return;
      budget.spendMember();
      const name = entry.fileNameRaw.toString('utf8');
      if (name.endsWith('/')) continue;
      const refusal = refusalOf(entry);
      if (refusal !== null) {
        yield { kind: 'unreadable', name, reason: refusal };
        continue;
      }
      const { fileDataStart } = await described(zip.readLocalFileHeaderPromise(entry, { minimal: true }));
      const packed = sliceOf(source, fileDataStart, entry.compressedSize);
      const content = unpacked(packed, entry, budget);
      try {
        yield { kind: 'file', name, content };
      } finally {
        await content.close();
      }
    }
  } finally {
    zip.close();
  }
}

const endSize = 22;
const endMark = Buffer.from('PK\x05\x06', 'latin1');
const longestComment = 0xffff;

/**
 * The zip that ends where `source` ends, without what stands before it; null when there is none. What starts itself has
 * a script before its zip, which the offsets in the zip count or do not.
 */
export function zipWithin(source: ByteSource): ByteSource | null {
  const tailStart = Math.max(0, source.size - endSize - longestComment);
  const tail = Buffer.from(source.read(tailStart, source.size - tailStart));
  for (
    let at = tail.lastIndexOf(endMark);
    at !== -1;
    at = at === 0 ? -1 : tail.lastIndexOf(endMark, at - 1)
  ) {
    if (at + endSize > tail.length || at + endSize + tail.readUInt16LE(at + 20) !== tail.length) continue;
    const [size, offset] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
    // Both are all ones in a zip64, whose offsets count from the start of the file as a rule.
    const before = tailStart + at - size - offset;
    return sliceOf(source, Math.max(0, before), source.size);
  }
  return null;
}

function refusalOf(entry: Entry): string | null {
  if (entry.isEncrypted()) return 'it is encrypted';
  return entry.compressionMethod === stored || entry.compressionMethod === deflated
    ? null
    : `it is packed by method ${entry.compressionMethod}, which is not read`;
}

function unpacked(packed: ByteSource, entry: Entry, budget: Budget): ByteStream {
  const stream = streamOfSource(packed);
  return entry.compressionMethod === stored ? stream : decompress(stream, 'deflate', budget);
}

/** The library complains about a zip with plain errors; others are none of the zip's. */
async function described<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Error) || error.constructor !== Error || 'code' in error) throw error;
    throw new UnreadableArchive(`it is no sound zip (${error.message})`);
  }
}

/** What the library reads through. */
class SourceReader extends RandomAccessReader {
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    super();
    this.#source = source;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(piecesOf(streamOfSource(sliceOf(this.#source, start, end - start))));
  }

  /** Directory entries are read one by one; a stream for each would take most of the time. */
  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const bytes = this.#source.read(position, length);
    buffer.set(bytes, offset);
    const error = bytes.length === length ? null : new Error('unexpected end of file');
    setImmediate(() => callback(error));
  }
}
