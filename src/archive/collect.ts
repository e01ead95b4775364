import { errorCode } from '../host/files.js';
import { createScratchFile, type ScratchFile } from '../host/scratch-file.js';
import { bytesInMemory, type ByteSource } from '../model/byte-source.js';
import { UnreadableArchive } from './budget.js';
import { piecesOf, type ByteStream } from './byte-stream.js';

export type CollectedBytes = ByteSource & { close(): void };

/** Most programs fit; what does not goes to a scratch file, so that memory stays bounded. */
const maxMemoryBytes = 32 * 2 ** 20;
const maxMemberBytes = 8 * 2 ** 30;

/** All that is left of a stream, with random access. The caller closes it. */
export async function collect(stream: ByteStream): Promise<CollectedBytes> {
  const rest = stream.rest();
  if (rest !== null)
    return { size: rest.size, read: (offset, length) => rest.read(offset, length), close: () => {} };
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  let scratch: ScratchFile | null = null;
  try {
    for await (const piece of piecesOf(stream)) {
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
  if (scratch !== null) return scratch.finish();
  const memory = bytesInMemory(Buffer.concat(pieces));
  return { size: memory.size, read: (offset, length) => memory.read(offset, length), close: () => {} };
}

/** The disk is not the subject, and the next subject may need none of it. */
function onDisk<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = errorCode(error) || String(error);
    throw new UnreadableArchive(
      `the folder for temporary files cannot take it (${reason}): give one with room in TMPDIR`,
    );
  }
}
