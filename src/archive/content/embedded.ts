/** Finds programs, archives and packed data within a compiled file: `go:embed`, `.incbin`, sections of installers. */
import type { ByteSource } from '../../model/byte-source.js';
import { findMark, lookAhead, lookBehind, type Mark, type Within } from './marks.js';

/** Something that begins at `at`. Its content has to show that the mark is not accidental. */
export interface Embedded {
  readonly at: number;
  readonly form:
    | Exclude<Within, { readonly kind: 'extracting' }>
    | { readonly kind: 'extracting'; readonly what: string; readonly hint: string };
}

const windowBytes = 1024 * 1024;

/** Yields them in order. The file's own beginning is left out. */
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
      const begin = start + (found.mark.beginOf?.(window, found.at) ?? found.at);
      // The file's own header may be behind its beginning.
      if (form !== null && begin > 0) yield { at: begin, form };
    }
  }
}

function formOf({ what, hint, within }: Mark): Embedded['form'] | null {
  return within?.kind === 'extracting' ? { kind: 'extracting', what, hint } : (within ?? null);
}
