/** Programs, archives and packed data that lie within a compiled file as data: `go:embed`, `.incbin`, sections of installers. */
import type { ByteSource } from '../../model/byte-source.js';
import type { Codec } from '../format.js';
import { findMark, lookAhead, lookBehind, type Mark } from './marks.js';

/** Something that begins at `at`; what is in it has to show that the mark is no chance. */
export interface Embedded {
  readonly at: number;
  readonly form:
    | { readonly kind: 'program' | 'archive' | 'zip' }
    | { readonly kind: 'packed'; readonly codec: Codec }
    | { readonly kind: 'extracting'; readonly what: string; readonly hint: string };
}

/** By what their marks are called. Others are left out: programs that read archives hold the marks of all of them. */
const forms: Readonly<Record<string, Embedded['form']>> = {
  'an ELF header': { kind: 'program' },
  'a PE header': { kind: 'program' },
  'a Mach-O header': { kind: 'program' },
  'a fat Mach-O header': { kind: 'program' },
  'a static library or a Debian package': { kind: 'archive' },
  'a tar archive': { kind: 'archive' },
  'a zip archive': { kind: 'zip' },
  'gzip data': { kind: 'packed', codec: 'gzip' },
  'xz data': { kind: 'packed', codec: 'xz' },
  'bzip2 data': { kind: 'packed', codec: 'bzip2' },
  'zstd data': { kind: 'packed', codec: 'zstd' },
  'lz4 data': { kind: 'packed', codec: 'lz4' },
};

const windowBytes = 1024 * 1024;

/** In order. The file's own beginning is left out. */
export function* embeddedIn(bytes: ByteSource): Generator<Embedded> {
  for (let from = 1; from < bytes.size; from += windowBytes) {
    const start = Math.max(0, from - lookBehind);
    const window = Buffer.from(bytes.read(start, from - start + windowBytes + lookAhead));
    const end = Math.min(window.length, from - start + windowBytes);
    for (let at = from - start; at < end;) {
      const found = findMark(window, at, end);
      if (found === null) break;
      at = found.at + 1;
      const form = formOf(found.mark);
      const begin = start + beginOf(found.mark.what, window, found.at);
      // A PE file's own header stands behind its beginning.
      if (form !== null && begin > 0) yield { at: begin, form };
    }
  }
}

/** Marks that are no chance, of what cannot be opened. */
const certain = new Set(['an archive of PyInstaller', 'a program or an archive, packed with zlib,']);

function formOf({ what, hint }: Mark): Embedded['form'] | null {
  return certain.has(what) ? { kind: 'extracting', what, hint } : (forms[what] ?? null);
}

/** The marks of two forms stand behind their beginning: a tar's by its first name, a PE file's by a program of DOS. */
function beginOf(what: string, window: Buffer, at: number): number {
  if (what === 'a tar archive') return at - 257;
  if (what !== 'a PE header') return at;
  for (let before = at - 64; before >= 0 && before >= at - 4096; before -= 1)
    if (window.readUInt16LE(before) === 0x5a4d && window.readUInt32LE(before + 0x3c) === at - before)
      return before;
  return at;
}
