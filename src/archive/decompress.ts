import { once } from 'node:events';
import { Readable, type Duplex } from 'node:stream';
import zlib from 'node:zlib';
import { currentEnvironment, programEnvironment } from '../host/environment.js';
import { errorCode } from '../host/files/files.js';
import { complaintOf, openFilter, type OpenFilter } from '../host/process/open-filter.js';
import { findCommand } from '../host/process/find-command.js';
import { checkRatio, UnreadableArchive, type Budget } from './budget.js';
import { piecesOf, streamOfChunks, type ByteStream, type Chunks } from './byte-stream.js';
import type { Codec } from './format.js';

const chunkSize = 256 * 1024;

/** Formats that have a mark of their own at their start, and those that only a name or another format reveals. */
export type Packing = Codec | 'deflate' | 'brotli';

/** Unpacks while it is read. Errors of the packed data and of the budget are `UnreadableArchive`, thrown by reads. */
export function decompress(packed: ByteStream, codec: Packing, budget: Budget): ByteStream {
  return streamOfChunks(unpack(packed, codec, budget));
}

async function* unpack(packed: ByteStream, codec: Packing, budget: Budget): Chunks {
  const atOnce = unpackAtOnce(packed, codec);
  if (atOnce !== null) {
    budget.spendBytes(atOnce.length);
    yield atOnce;
    return;
  }
  const { stream: decompressor, remark, consumed } = await openDecompressor(codec);
  const fed = new FedPieces();
  let unpackedBytes = 0;
  async function* counted(): Chunks {
    for await (const piece of piecesOf(packed)) {
      fed.add(piece, consumed());
      yield piece;
    }
  }
  const input = Readable.from(counted());
  input.on('error', (error) => decompressor.destroy(error));
  input.pipe(decompressor);
  try {
    for await (const chunk of decompressor) {
      const bytes: unknown = chunk;
      if (!(bytes instanceof Uint8Array)) continue;
      unpackedBytes += bytes.length;
      budget.spendBytes(bytes.length);
      checkRatio(fed.total(), unpackedBytes);
      yield bytes;
    }
  } catch (error) {
    const damage = damageIn(error);
    if (damage === null) throw error;
    const command = needsMore.test(damage) ? unpackingAnything.get(codec) : undefined;
    throw new UnreadableArchive(
      command === undefined
        ? `its packed data is damaged (${damage})`
        : `unpacking it needs more memory than is allowed here: unpack it with \`${command}\` and gate what comes out`,
    );
  } finally {
    // Others use the outer stream as well, so nothing may be read from it after this has ended.
    const closed = input.closed ? null : once(input, 'close');
    input.destroy();
    decompressor.destroy();
    await closed;
  }
  const said = await remark();
  if (said !== '') throw new UnreadableArchive(`its packed data is not all there is (${said})`);
  await refuseMore(fed, packed, consumed());
}

/** Keeps the last pieces that a decompressor was given and may not have used. */
class FedPieces {
  #pieces: { readonly start: number; readonly bytes: Uint8Array }[] = [];
  #total = 0;

  readonly total = (): number => this.#total;

  add(bytes: Uint8Array, consumed: number): void {
    this.#pieces = this.#pieces.filter((piece) => piece.start + piece.bytes.length > consumed);
    this.#pieces.push({ start: this.#total, bytes });
    this.#total += bytes.length;
  }

  /** Returns the bytes that it did not use. */
  unused(consumed: number): Uint8Array[] {
    return this.#pieces.map(({ start, bytes }) => bytes.subarray(Math.max(0, consumed - start)));
  }
}

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

/** Zeros behind packed data fill up a tape. Some tools skip anything else and others read it. */
async function refuseMore(fed: FedPieces, packed: ByteStream, consumed: number): Promise<void> {
  let onlyZeros = fed.unused(consumed).every(isZero);
  for (let piece = await packed.next(); onlyZeros && piece !== null; piece = await packed.next())
    onlyZeros = isZero(piece);
  if (!onlyZeros) throw new UnreadableArchive('there is other data behind its packed data');
}

/** A stream costs more than most members are worth: almost all of 10,000 members in a wheel are small. */
const [smallPacked, smallUnpacked] = [256 * 1024, 4 * 2 ** 20];

/**
 * Returns null if it is not small, if it is damaged, or if something follows it: then a stream yields as much of it as
 * there is.
 */
function unpackAtOnce(packed: ByteStream, codec: Packing): Uint8Array | null {
  if (codec !== 'gzip' && codec !== 'deflate') return null;
  const rest = packed.rest();
  if (rest === null || rest.size > smallPacked) return null;
  const unpackWhole = codec === 'gzip' ? zlib.gunzipSync : zlib.inflateRawSync;
  try {
    const unpacked: unknown = unpackWhole(rest.read(0, rest.size), {
      maxOutputLength: smallUnpacked,
      info: true,
    });
    return isUnpacked(unpacked) && unpacked.engine.bytesWritten === rest.size ? unpacked.buffer : null;
  } catch (error) {
    if (errorCode(error) === '') throw error;
    return null;
  }
}

/** The result that Node returns with `info`, which its types do not know. */
function isUnpacked(
  value: unknown,
): value is { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'buffer' in value &&
    value.buffer instanceof Uint8Array &&
    'engine' in value &&
    typeof value.engine === 'object' &&
    value.engine !== null &&
    'bytesWritten' in value.engine
  );
}

interface Decompressor {
  readonly stream: Duplex;
  /** See `OpenFilter`. */
  readonly remark: () => Promise<string>;
  /** Returns how many bytes of its input it used; all of them if it handles the following bytes itself. */
  readonly consumed: () => number;
}

async function openDecompressor(codec: Packing): Promise<Decompressor> {
  if (codec === 'gzip') return ofNode(zlib.createGunzip({ chunkSize }));
  if (codec === 'deflate') return ofNode(zlib.createInflateRaw({ chunkSize }));
  if (codec === 'brotli') return ofNode(zlib.createBrotliDecompress({ chunkSize }));
  // Node's own decompressor of zstd, in versions that have one, ends at the first frame and does not report truncated
  // data.
  return { ...(await openCommand(codec)), consumed: () => Infinity };
}

/** Messages of zstd and xz for intact data that needs more memory than they may use. */
const needsMore = /requires too much memory|memory usage limit/i;

/** Commands that unpack without a memory limit. */
const unpackingAnything: ReadonlyMap<Packing, string> = new Map([
  ['zstd', 'zstd -d --long=31'],
  ['xz', 'xz -d'],
  ['lzip', 'lzip -d'],
]);

const ofNode = (stream: zlib.Gunzip | zlib.InflateRaw | zlib.BrotliDecompress): Decompressor => ({
  stream,
  remark: () => Promise.resolve(''),
  consumed: () => stream.bytesWritten,
});

type CommandCodec = Exclude<Codec, 'gzip'>;

/** The commands that unpack each codec; they all take the same arguments. */
const commands: Readonly<Record<CommandCodec, readonly string[]>> = {
  zstd: ['zstd'],
  xz: ['xz'],
  bzip2: ['bzip2'],
  lz4: ['lz4'],
  compress: ['gzip', 'uncompress'],
  // From 5.4 on, xz unpacks it too.
  lzip: ['lzip', 'xz'],
  lzop: ['lzop'],
};

/**
 * Unpacks by a command what Node cannot unpack well, as tar and dpkg do it. It gets no options from the user's
 * environment, and so little memory that a forged size cannot take all of it.
 *
 * xz is not asked for threads: its decoder with threads, from 5.4 to 5.8.0, writes outside its memory for forged input
 * (CVE-2025-31115), and distributions mend that without another version. From 5.6 on it uses threads of its own accord
 * for data in blocks. They took a Debian package of 63 MB in 14 blocks from 11.3 s to 7.3 s on two cores, of which xz
 * alone took 3.3 s and 1.9 s.
 */
async function openCommand(codec: CommandCodec): Promise<OpenFilter> {
  const env = programEnvironment(currentEnvironment());
  for (const name of commands[codec]) {
    const file = await findCommand(name, env);
    if (file !== null)
      return openFilter({
        file,
        args: ['-d', '-c'],
        env: { ...env, XZ_DEFAULTS: '--memlimit-decompress=256MiB' },
      });
  }
  throw new UnreadableArchive(
    `it is packed with ${codec}, and there is no ${commands[codec][0] ?? codec} command here to unpack it`,
  );
}

/** Returns what a decompressor says of bad data; null for any other error. */
function damageIn(error: unknown): string | null {
  // Brotli's errors have codes such as ERR__ERROR_FORMAT_PADDING_1.
  return error instanceof Error && /^(?:Z_|ERR__ERROR_|ERR_BROTLI)/.test(errorCode(error))
    ? error.message
    : complaintOf(error);
}
