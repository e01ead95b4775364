import { inflateSync } from 'node:zlib';
import { openByteSource } from '../host/files/byte-source.js';
import { errorCode } from '../host/files/files.js';
import { DamagedFile } from '../oracle/binary/bytes.js';
import { findDebugSections } from '../oracle/binary/dwarf/debug-sections.js';
import { fieldOffsets } from '../oracle/binary/dwarf/field-offsets.js';

/** Debug information of a program takes a few megabytes. */
const largestSection = 256 << 20;

/**
 * Reads where fields lie in the structs of a program that was just built, from its debug information: bytes, by the names
 * that were asked for (`runtime.g.m`). Those that it does not describe are missing; without readable debug information,
 * all are.
 */
export function readFieldOffsets(file: string, fields: readonly string[]): Record<string, number> {
  if (fields.length === 0) return {};
  const source = openByteSource(file);
  try {
    const sections = findDebugSections(source, (bytes) =>
      inflateSync(bytes, { maxOutputLength: largestSection }),
    );
    return sections === null ? {} : fieldOffsets(sections, fields);
  } catch (error) {
    if (error instanceof DamagedFile || isOfZlib(error)) return {};
    throw error;
  } finally {
    source.close();
  }
}

/** Tells if it was thrown by node:zlib: the section is packed in another way, damaged, or larger than it may be. */
const isOfZlib = (error: unknown): boolean => /^(?:Z_|ERR_BUFFER_TOO_LARGE)/.test(errorCode(error));
