/** The text of any file, in whatever encoding, for a search of words in ASCII. */
import { open, type FileHandle } from 'node:fs/promises';
import { readNoLink } from './open-flags.js';

/** As git tells binary files. */
const headBytes = 8000;

export type LooseText =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'binary' | 'too-large' | 'unreadable' };

/** Reads neither through a link nor from a FIFO. A byte that is no UTF-8 becomes U+FFFD. */
export async function readLooseText(file: string, maxBytes: number): Promise<LooseText> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(file, readNoLink);
    const info = await handle.stat();
    if (!info.isFile()) return { kind: 'unreadable' };
    if (info.size > maxBytes) {
      const head = Buffer.alloc(headBytes);
      const { bytesRead } = await handle.read(head, 0, headBytes, 0);
      return { kind: encodingOf(head.subarray(0, bytesRead)) === null ? 'binary' : 'too-large' };
    }
    const bytes = await handle.readFile();
    const encoding = encodingOf(bytes.subarray(0, headBytes));
    if (encoding === null) return { kind: 'binary' };
    return { kind: 'text', text: new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes) };
  } catch {
    return { kind: 'unreadable' };
  } finally {
    await handle?.close();
  }
}

/** Null for what is no text. PowerShell writes UTF-16. */
function encodingOf(head: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return head.includes(0) ? null : 'utf-8';
}
