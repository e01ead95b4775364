import { errorCode } from '../host/files/files.js';
import { createScratchFile, type ScratchFile } from '../host/scratch/scratch-file.js';
import { bytesInMemory, type ByteSource } from '../model/byte-source.js';
import { UnreadableArchive } from './budget.js';
import type { ByteStream } from './byte-stream.js';

export type CollectedBytes = ByteSource & {
  /** Frees the bytes. Throws the error that ended them early, so that the bytes before it are judged first. */
  close(): void;
};

/** Most programs fit. Larger ones go to a scratch file, so that memory stays bounded. */
const maxMemoryBytes = 32 * 2 ** 20;
const maxMemberBytes = 8 * 2 ** 30;

/** Reads the rest of a stream into storage with random access. The caller closes it. */
export async function collect(stream: ByteStream): Promise<CollectedBytes> {
  const rest = stream.rest();
  if (rest !== null) return collected(rest, () => {}, null);
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  let scratch: ScratchFile | null = null;
  let damage: UnreadableArchive | null = null;
  try {
    for (;;) {
      const piece = await nextOrDamage(stream, bytes > 0);
      if (piece instanceof UnreadableArchive) damage = piece;
      if (piece === null || piece instanceof UnreadableArchive) break;
      bytes += piece.length;
      if (bytes > maxMemberBytes) throw new UnreadableArchive('it is too large');
      if (scratch === null && bytes <= maxMemoryBytes) {
        pieces.push(piece);
        continue;
      }
      scratch ??= onDisk(createScratchFile);
      for (const held of [...pieces.splice(0), piece]) onDisk(() => scratch?.append(held));
    }
  } catch (error) {
    scratch?.discard();
    throw error;
  }
  if (scratch === null) return collected(bytesInMemory(Buffer.concat(pieces)), () => {}, damage);
  const file = scratch.finish();
  return collected(file, () => file.close(), damage);
}

/** Packed data that is cut off yields some bytes before it fails. */
async function nextOrDamage(
  stream: ByteStream,
  hasBefore: boolean,
): Promise<Uint8Array | UnreadableArchive | null> {
  try {
    return await stream.next();
  } catch (error) {
    if (error instanceof UnreadableArchive && hasBefore && !error.final) return error;
    throw error;
  }
}

function collected(source: ByteSource, free: () => void, damage: UnreadableArchive | null): CollectedBytes {
  return {
    size: source.size,
    read: (offset, length) => source.read(offset, length),
    close: () => {
      free();
      if (damage !== null) throw damage;
    },
  };
}

/** A failing disk says nothing about the subject, and the next subject may not need it. */
function onDisk<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = errorCode(error) || String(error);
    throw new UnreadableArchive(
      `it does not fit into the folder for temporary files (${reason}): set TMPDIR to one with more space`,
    );
  }
}
