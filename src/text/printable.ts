const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** Stands for something that is not there: in the texts of pins, for what a variable leaves open. */
const replaced = /\uFFFC/g;

/**
 * Text of unknown origin, made safe to print on one line: control and format characters (terminal escapes, newlines,
 * bidirectional overrides) become `\u{1b}`, and U+FFFC `…`; what is longer than `maxLength` is cut. For what a file
 * says, quoted within a sentence: `sanitiseText` leaves escapes out, and here what stands there is the point.
 */
export function printable(text: string, maxLength = 200): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return cut
    .replace(replaced, '…')
    .replace(unprintable, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
