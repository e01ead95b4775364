/** Bytes that are needed once, at any place, and are too many for memory. */
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ByteSource } from '../model/byte-source.js';
import { openByteSource } from './byte-source.js';
import { fileError } from './files.js';

export interface ScratchFile {
  readonly append: (bytes: Uint8Array) => void;
  /** Ends the writing. Closing the source removes the file. */
  readonly finish: () => ByteSource & { close(): void };
  /** Instead of `finish`. */
  readonly discard: () => void;
}

/** In the system’s folder for such files, under a name of its own, readable by nobody else. Throws `disk-full`. */
export function createScratchFile(): ScratchFile {
  const file = path.join(tmpdir(), `cgoprof-repro-${randomUUID()}`);
  const descriptor = openSync(file, 'wx', 0o600);
  const remove = (): void => rmSync(file, { force: true });
  return {
    append: (bytes) => {
      try {
        for (let written = 0; written < bytes.length;)
          written += writeSync(descriptor, bytes, written, bytes.length - written);
      } catch (error) {
        throw fileError(error, file);
      }
    },
    finish: () => {
      closeSync(descriptor);
      const source = openByteSource(file);
      return {
        size: source.size,
        read: (offset, length) => source.read(offset, length),
        close: () => {
          source.close();
          remove();
        },
      };
    },
    discard: () => {
      closeSync(descriptor);
      remove();
    },
  };
}
