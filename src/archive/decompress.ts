import { once } from 'node:events';
import { Readable, type Duplex } from 'node:stream';
import zlib from 'node:zlib';
import { currentEnvironment, programEnvironment } from '../host/environment.js';
import { errorCode } from '../host/files.js';
import { complaintOf, openFilter } from '../host/filter-command.js';
import { findCommand } from '../host/find-command.js';
import { checkRatio, UnreadableArchive, type Budget } from './budget.js';
import { piecesOf, streamOfChunks, type ByteStream } from './byte-stream.js';
import type { Codec } from './format.js';

const chunkSize = 256 * 1024;

/** Unpacks as it is read. Errors of the packed data and of the budget are `UnreadableArchive`, thrown from reads. */
export function decompress(packed: ByteStream, codec: Codec | 'deflate', budget: Budget): ByteStream {
  return streamOfChunks(unpack(packed, codec, budget));
}

async function* unpack(
  packed: ByteStream,
  codec: Codec | 'deflate',
  budget: Budget,
): AsyncGenerator<Uint8Array, void, undefined> {
  const atOnce = unpackAtOnce(packed, codec);
  if (atOnce !== null) {
    budget.spendBytes(atOnce.length);
    yield atOnce;
    return;
  }
  const decompressor = await openDecompressor(codec);
  let [packedBytes, unpackedBytes] = [0, 0];
  async function* counted(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const piece of piecesOf(packed)) {
      packedBytes += piece.length;
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
      checkRatio(packedBytes, unpackedBytes);
      yield bytes;
    }
  } catch (error) {
    const damage = damageIn(error);
    throw damage === null ? error : new UnreadableArchive(`its packed data is damaged (${damage})`);
  } finally {
    // The outer stream is others' as well: nothing may be read of it any more once this has ended.
    const closed = input.closed ? null : once(input, 'close');
    input.destroy();
    decompressor.destroy();
    await closed;
  }
}

/** A stream costs more than most members are worth: of 10,000 in a wheel nearly all are small. */
const [smallPacked, smallUnpacked] = [256 * 1024, 4 * 2 ** 20];

/** Null when it is not small, or something is wrong with it: then a stream gives as much of it as there is. */
function unpackAtOnce(packed: ByteStream, codec: Codec | 'deflate'): Uint8Array | null {
  if (codec !== 'gzip' && codec !== 'deflate') return null;
  const rest = packed.rest();
  if (rest === null || rest.size > smallPacked) return null;
  const unpackWhole = codec === 'gzip' ? zlib.gunzipSync : zlib.inflateRawSync;
  try {
    return unpackWhole(rest.read(0, rest.size), { maxOutputLength: smallUnpacked });
  } catch (error) {
    if (errorCode(error) === '') throw error;
    return null;
  }
}

async function openDecompressor(codec: Codec | 'deflate'): Promise<Duplex> {
  switch (codec) {
    case 'gzip':
      return zlib.createGunzip({ chunkSize });
    case 'deflate':
      return zlib.createInflateRaw({ chunkSize });
    // Node's own, where it has one, ends at the first frame and does not say when data is cut off.
    case 'zstd':
    case 'xz':
    case 'bzip2':
      return openCommand(codec);
  }
}

/**
 * What Node cannot unpack well, the command of the same name can, as tar and dpkg have it done; they all take these
 * arguments. It gets no options from the user's environment, and so little memory that a forged size cannot take it all.
 */
async function openCommand(name: 'xz' | 'bzip2' | 'zstd'): Promise<Duplex> {
  const env = programEnvironment(currentEnvironment());
  const file = await findCommand(name, env);
  if (file === null)
    throw new UnreadableArchive(
      `it is packed with ${name}, and there is no ${name} command here to unpack it`,
    );
  return openFilter({
    file,
    args: ['-d', '-c'],
    env: { ...env, XZ_DEFAULTS: '--memlimit-decompress=256MiB' },
  });
}

/** What a decompressor says of bad data; null for any other error. */
function damageIn(error: unknown): string | null {
  return error instanceof Error && errorCode(error).startsWith('Z_') ? error.message : complaintOf(error);
}
