/** Reads a file that is neither compiled nor an archive to its end, and says what it is. */
import type { Content } from './content.js';
import { dataFormatOf, edgeBytes, explainedBy } from './data-formats.js';
import { findMark, lookAhead, lookBehind } from './marks.js';
import { TextCheck } from './text.js';

export class ContentReader {
  readonly #text = new TextCheck();
  #isText = true;
  #start: Buffer = Buffer.alloc(0);
  /** The bytes in which a mark may still begin, and those that its check may look back at. */
  #held: Buffer = Buffer.alloc(0);
  /** The offset in `#held` at which the search continues. */
  #from = 0;
  #size = 0;
  #found: Content | null = null;
  /** A mark that is usual for data with this beginning, if it is such data. */
  #explained: Content | null = null;

  /** Takes the next bytes, in any number. */
  push(piece: Uint8Array): void {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    if (this.#start.length < edgeBytes)
      this.#start = Buffer.concat([this.#start, bytes.subarray(0, edgeBytes - this.#start.length)]);
    this.#isText &&= this.#text.push(bytes);
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    this.#size += bytes.length;
    this.#search(this.#held.length - lookAhead);
    const dropped = Math.max(0, this.#from - lookBehind);
    this.#held = this.#held.subarray(dropped);
    this.#from -= dropped;
  }

  finish(): Content {
    this.#isText &&= this.#text.finish();
    this.#search(this.#held.length);
    if (this.#found !== null) return this.#found;
    if (this.#isText && this.#size > 0) return { kind: 'data', data: 'text' };
    const end = this.#held.subarray(-edgeBytes);
    const data = dataFormatOf({ start: this.#start, end, size: this.#size });
    return data === 'unknown' && this.#explained !== null ? this.#explained : { kind: 'data', data };
  }

  #search(to: number): void {
    if (to <= this.#from) return;
    // A mark in a text ends behind it.
    if (!this.#isText && this.#found === null) {
      for (let from = this.#from; from < to && this.#found === null;) {
        const found = findMark(this.#held, from, to);
        if (found === null) break;
        const offset = this.#size - this.#held.length + found.at;
        const { what, hint } = found.mark;
        const suspect: Content = { kind: 'suspect', what: `${what} at ${offset}`, hint };
        if (explainedBy(this.#start).includes(what)) this.#explained ??= suspect;
        else this.#found = suspect;
        from = found.at + 1;
      }
    }
    this.#from = to;
  }
}
