/** The first bytes of files, of which there may be very many: one call each, and no promise. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { err, ok, type Result } from '../model/result.js';
import { errorCode } from './files.js';
import { readNoLink } from './open-flags.js';

export interface FileHead {
  readonly bytes: Buffer;
  /** Of the whole file. */
  readonly sizeBytes: number;
}

/** Of a regular file; null for anything else. No link is followed, and no FIFO waited for. The error is a code. */
export function readFileHead(file: string, length: number): Result<FileHead | null, string> {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(file, readNoLink);
    const info = fstatSync(descriptor);
    if (!info.isFile()) return ok(null);
    const bytes = Buffer.alloc(length);
    return ok({
      bytes: bytes.subarray(0, readSync(descriptor, bytes, 0, length, 0)),
      sizeBytes: info.size,
    });
  } catch (error) {
    return err(errorCode(error) || String(error));
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}
