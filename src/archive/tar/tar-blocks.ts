/** Ways through the blocks of a tar archive that are not headers. */
import type { Budget } from '../budget.js';
import { streamOfChunks, type ByteStream, type Chunks } from '../byte-stream.js';
import { blockBytes, parseTarHeader } from './tar-header.js';

const windowBlocks = 128;

/**
 * Presents the blocks before the next header, where tar continues after a damaged one. `finish` skips the unread ones.
 */
export function untilHeader(
  stream: ByteStream,
  budget: Budget,
): { readonly part: ByteStream; readonly finish: () => Promise<void> } {
  const chunks = chunksUntilHeader(stream, budget);
  return {
    part: streamOfChunks(withoutReturn(chunks)),
    finish: async () => {
      while ((await chunks.next()).done !== true);
    },
  };
}

/** A reader that closes its part has not yet reached the next header. */
async function* withoutReturn(chunks: Chunks): Chunks {
  for (let step = await chunks.next(); step.done !== true; step = await chunks.next()) yield step.value;
}

async function* chunksUntilHeader(stream: ByteStream, budget: Budget): Chunks {
  for (;;) {
    budget.spendBytes(0);
    const window = await stream.peek(windowBlocks * blockBytes);
    if (window.length === 0) return;
    let clear = 0;
    while (clear < window.length && !isHeaderAt(window, clear)) clear += blockBytes;
    if (clear === 0) return;
    yield await stream.read(Math.min(clear, window.length));
  }
}

function isHeaderAt(window: Uint8Array, at: number): boolean {
  const block = window.subarray(at, at + blockBytes);
  return block.length === blockBytes && parseTarHeader(block) !== null;
}
