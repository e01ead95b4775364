const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
/** Stands for a missing part: in the texts of pins, a part that a variable leaves open. */
const replaced = /\uFFFC/g;

/**
 * Makes text of unknown origin safe to print on one line: control and format characters (terminal escapes, newlines,
 * bidirectional overrides) become `\u{1b}`, and U+FFFC `…`. Text longer than `maxLength` is cut. It is for text of a
 * file that is quoted within a sentence: `sanitiseText` drops escapes, but here the exact text is the point.
 */
export function printable(text: string, maxLength = 200): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return cut
    .replace(replaced, '…')
    .replace(unprintable, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
