/** Bytes that are needed once, with random access, and are too many for memory. */
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ByteSource } from '../../model/byte-source.js';
import { byteSourceOf } from '../files/byte-source.js';

export interface ScratchFile {
  readonly append: (bytes: Uint8Array) => void;
  /** Returns the written bytes, with random access. Closing it releases the file; otherwise `discard` does. */
  readonly finish: () => ByteSource & { close(): void };
  readonly discard: () => void;
}

/**
 * Creates it in the system’s temporary folder, readable by nobody else, and removes its name as soon as it is open:
 * however this process ends, nothing is left of it. Errors are Node’s own, from here and from `append`: the disk may be
 * full.
 */
export function createScratchFile(): ScratchFile {
  const file = path.join(tmpdir(), `cgoprof-repro-${randomUUID()}`);
  const descriptor = openSync(file, 'wx+', 0o600);
  rmSync(file);
  return {
    append: (bytes) => {
      for (let written = 0; written < bytes.length;)
        written += writeSync(descriptor, bytes, written, bytes.length - written);
    },
    finish: () => byteSourceOf(descriptor),
    discard: () => closeSync(descriptor),
  };
}
