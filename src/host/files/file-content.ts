/**
 * The content of a file, read and decoded once for all its users. There may be very many files, so there are no
 * promises.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { err, ok, type Result } from '../../model/result.js';
import { errorCode } from './files.js';
import { readNoLink } from './open-flags.js';
import { realPathWithin } from './path-kind.js';

/** The text of any file, in any encoding, for a search of ASCII words. */
export type LooseText =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'binary' | 'too-large' | 'unreadable' };

export interface FileContent {
  /** The first bytes, `headBytes` of them or all. Valid until the next file is read. */
  readonly head: Buffer;
  /** The size of the whole file. */
  readonly sizeBytes: number;
  /** The text as UTF-8, byte order mark kept. The error says why it is not UTF-8. */
  readonly text: Result<string, string>;
  /** The text in which a byte that is not UTF-8 becomes U+FFFD. */
  readonly loose: LooseText;
}

/** The purpose for which a file is read, which says if its text is needed. */
export interface Wanted {
  /** With `none`, only the first bytes are read. */
  readonly text: 'none' | 'loose' | 'strict';
  /** Larger files are read only to their first bytes. */
  readonly maxBytes: number;
}

/** The error for a folder, FIFO, socket or device. */
export const notRegular = 'not a regular file';

/** The same length by which git recognises binary files. */
const headBytes = 8000;

/** Most files are shorter: one call reads them. */
const first = Buffer.allocUnsafeSlow(64 * 1024);

/** Reads neither through a link nor from a FIFO. The error is a code, or says what is there instead of a file. */
export function readContent(file: string, { text, maxBytes }: Wanted): Result<FileContent, string> {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(file, readNoLink);
    const info = fstatSync(descriptor);
    if (!info.isFile()) return err(notRegular);
    const length = readSync(descriptor, first, 0, text === 'none' ? headBytes : first.length, 0);
    const start = first.subarray(0, length);
    const head = first.subarray(0, Math.min(length, headBytes));
    const encoding = encodingOf(head);
    const isWhole = text === 'strict' || (text === 'loose' && encoding !== null);
    const notRead = { head, sizeBytes: info.size };
    if (info.size > maxBytes)
      return ok({
        ...notRead,
        text: err(`larger than ${maxBytes} bytes`),
        loose: { kind: encoding === null ? 'binary' : 'too-large' },
      });
    if (!isWhole) return ok({ ...notRead, text: err('not UTF-8 text'), loose: { kind: 'binary' } });
    // Some file systems give less than was asked for, although there is more.
    const isAll = length < first.length && length >= info.size;
    const bytes = isAll ? start : readRest(descriptor, start, info.size);
    if (bytes.length < info.size) return err('it became shorter while it was read');
    const strict = bytes.length > info.size ? err('it grew while it was read') : decode(bytes);
    return ok({ ...notRead, text: strict, loose: looseOf(bytes, encoding, strict) });
  } catch (error) {
    return err(errorCode(error) || String(error));
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

/**
 * Reads a regular file as UTF-8, byte order mark kept. It neither follows a link nor blocks on a FIFO that replaced the
 * file meanwhile. It refuses a file that grows while it is read.
 */
export function readTextFile(file: string, maxBytes: number): Result<string, string> {
  const content = readContent(file, { text: 'strict', maxBytes });
  return content.ok ? content.value.text : content;
}

/** Returns null if there is no such file, or a link leads out of the folder. */
export async function readTextWithin(root: string, file: string, maxBytes: number): Promise<string | null> {
  const real = await realPathWithin(root, file);
  const text = real === null ? null : readTextFile(real, maxBytes);
  return text?.ok === true ? text.value : null;
}

/** The first bytes of a regular file, at most 8000; none if it cannot be read. */
export function readHead(file: string, length: number): Uint8Array {
  const content = readContent(file, { text: 'none', maxBytes: length });
  return content.ok ? Uint8Array.from(content.value.head.subarray(0, length)) : new Uint8Array();
}

/** Reading one byte more than expected shows that the file grows. */
function readRest(descriptor: number, start: Buffer, sizeBytes: number): Buffer {
  const buffer = Buffer.allocUnsafeSlow(Math.max(sizeBytes, start.length) + 1);
  let length = start.copy(buffer);
  for (let read = -1; read !== 0 && length < buffer.length; length += read)
    read = readSync(descriptor, buffer, length, buffer.length - length, length);
  return buffer.subarray(0, length);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): Result<string, string> {
  try {
    return ok(utf8.decode(bytes));
  } catch {
    return err('not UTF-8 text');
  }
}

function looseOf(bytes: Uint8Array, encoding: Encoding | null, strict: Result<string, string>): LooseText {
  if (encoding === null) return { kind: 'binary' };
  if (encoding === 'utf-8' && strict.ok) return { kind: 'text', text: strict.value };
  return { kind: 'text', text: new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes) };
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Returns null if it is not text. PowerShell writes UTF-16. */
function encodingOf(head: Buffer): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return head.includes(0) ? null : 'utf-8';
}

/** The content of a file whose text was read before. */
export function contentOfText(text: string): FileContent {
  const bytes = Buffer.from(text.slice(0, headBytes));
  const head = bytes.subarray(0, headBytes);
  return {
    head,
    sizeBytes: Buffer.byteLength(text),
    text: ok(text),
    loose: head.includes(0) ? { kind: 'binary' } : { kind: 'text', text },
  };
}
