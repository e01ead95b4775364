/**
 * The checksum database's hash of a tree: `h1:` over the sorted list of files with their SHA-256
 * (golang.org/x/mod/sumdb/dirhash, Hash1 and HashDir).
 */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { walkFiles } from '../../host/files/files.js';
import { readWithoutWaiting } from '../../host/files/open-flags.js';

// Enough to keep two cores and a disk busy, few enough open files for any limit.
const parallelReads = 8;
const readBytes = 256 << 10;

/**
 * Hash of the files below `folder` as if they lay in `prefix` (`golang.org/toolchain@v0.0.1-…`). An unreadable file
 * changes the hash, as a modified one does. A `go.mod` that equals the `_go.mod` beside it is left out: it is a copy
 * that the go command makes after unpacking (cmd/go/internal/toolchain, Exec), and not part of the module.
 */
export async function hashTree(folder: string, prefix: string, signal?: AbortSignal): Promise<string> {
  const files: string[] = [];
  for await (const file of walkFiles(folder))
    files.push(path.relative(folder, file).split(path.sep).join('/'));
  const sums = new Map<string, string>();
  const queue = files.values();
  const worker = async (): Promise<void> => {
    const buffer = Buffer.allocUnsafe(readBytes);
    for (const file of queue) {
      signal?.throwIfAborted();
      sums.set(file, await hashFile(path.join(folder, file), buffer).catch(() => 'unreadable'));
    }
  };
  await Promise.all(Array.from({ length: parallelReads }, worker));

  const summary = createHash('sha256');
  for (const [file, sum] of [...sums].toSorted(byBytes)) {
    if (!isMadeCopy(file, sum, sums)) summary.update(`${sum}  ${prefix}/${file}\n`);
  }
  return `h1:${summary.digest('base64')}`;
}

function isMadeCopy(file: string, sum: string, sums: ReadonlyMap<string, string>): boolean {
  return (
    path.posix.basename(file) === 'go.mod' &&
    sums.get(path.posix.join(path.posix.dirname(file), '_go.mod')) === sum
  );
}

/** Go sorts strings by bytes, JavaScript by UTF-16 units. The common prefix and the two spaces do not matter. */
function byBytes([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Ten thousand small files: one buffer for all of them takes a tenth of the time that streams take. */
async function hashFile(file: string, buffer: Buffer): Promise<string> {
  const hash = createHash('sha256');
  // A pipe that somebody has put into the tree must not block.
  const handle = await open(file, readWithoutWaiting);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}
