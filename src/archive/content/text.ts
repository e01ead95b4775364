/** Tells text from data, piece by piece. */
import { isUtf8 } from 'node:buffer';

/** Control characters that occur in texts: bell to carriage return, and escape. */
// eslint-disable-next-line no-control-regex
const otherControls = /[\0-\x06\x0e-\x1a\x1c-\x1f]/;

/**
 * Text is UTF-8 without NUL, or an older encoding without controls. A header of a program, an archive or a codec
 * contains NUL or controls, so nothing in a text can be run.
 */
export class TextCheck {
  #pending: Buffer = Buffer.alloc(0);
  #isUtf8 = true;
  #isPlain = true;

  /** Returns false as soon as the bytes so far are not text. */
  push(bytes: Buffer): boolean {
    if (bytes.includes(0)) [this.#isUtf8, this.#isPlain] = [false, false];
    if (this.#isUtf8) {
      const whole = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
      const end = endOfWholeCharacters(whole);
      this.#isUtf8 = isUtf8(whole.subarray(0, end));
      this.#pending = whole.subarray(end);
    }
    // Text that was UTF-8 until here may have had any controls but NUL: nothing that can be run begins in it.
    if (!this.#isUtf8 && this.#isPlain) this.#isPlain = !otherControls.test(bytes.toString('latin1'));
    return this.#isUtf8 || this.#isPlain;
  }

  /** Tells if all of it was text. */
  finish(): boolean {
    return this.#isUtf8
      ? this.#pending.length === 0 || !otherControls.test(this.#pending.toString('latin1'))
      : this.#isPlain;
  }
}

/** Finds where the last character begins if it is cut, otherwise the end. */
function endOfWholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return back < length ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
