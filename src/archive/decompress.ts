import { Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { checkRatio, UnreadableArchive, type Budget } from './budget.js';
import { piecesOf, streamOfChunks, type ByteStream } from './byte-stream.js';
import type { Codec } from './format.js';

const chunkSize = 256 * 1024;

/** Unpacks as it is read. Errors of the packed data and of the budget are `UnreadableArchive`, thrown from reads. */
export function decompress(packed: ByteStream, codec: Codec | 'deflate', budget: Budget): ByteStream {
  return streamOfChunks(unpack(packed, decompressorFor(codec), budget));
}

async function* unpack(
  packed: ByteStream,
  decompressor: Transform,
  budget: Budget,
): AsyncGenerator<Uint8Array, void, undefined> {
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
    throw isZlibError(error) ? new UnreadableArchive(`its packed data is damaged (${error.message})`) : error;
  } finally {
    input.destroy();
    decompressor.destroy();
  }
}

function decompressorFor(codec: Codec | 'deflate'): Transform {
  switch (codec) {
    case 'gzip':
      return zlib.createGunzip({ chunkSize });
    case 'deflate':
      return zlib.createInflateRaw({ chunkSize });
    case 'zstd':
      return createZstd();
  }
}

/** Node has it from 22.15 on, later than this tool's oldest Node. */
function createZstd(): Transform {
  const create: unknown = Object.entries(zlib).find(([name]) => name === 'createZstdDecompress')?.[1];
  const made: unknown = typeof create === 'function' ? create({ chunkSize }) : null;
  if (made !== null && isTransform(made)) return made;
  throw new UnreadableArchive(
    'it is packed with zstd, which this Node cannot unpack: unpack it with `zstd -d`, or use Node 24',
  );
}

const isTransform = (value: unknown): value is Transform => value instanceof Readable && 'write' in value;

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^(?:Z_|ZSTD_|ERR_ZSTD)/.test(String(error.code));
}
