const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\uFFFC]/gu;

/**
 * What a file says, quoted within a sentence: nothing of it is left out, as `sanitiseText` leaves out what a terminal would
 * obey, for what stands there is the point. Text of unknown origin, made safe to print on one line: control and format characters (terminal escapes, newlines,
 * bidirectional overrides) become `\u{1b}`; what is longer than `maxLength` is cut.
 */
export function printable(text: string, maxLength = 200): string {
  const cut = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
  return cut.replace(unprintable, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
