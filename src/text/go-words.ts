/**
 * Lists of words as Go writes and reads them, in CC and in flags: separated by spaces. A word with spaces is in single or
 * double quotes, which cannot be escaped within, so that there is no way of writing a word with both.
 */
export const splitGoWords = (text: string): string[] =>
  [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  );

export const joinGoWords = (words: readonly string[]): string => words.map(quoted).join(' ');

function quoted(word: string): string {
  if (/^[^\s'"]+$/.test(word)) return word;
  return word.includes("'") ? `"${word}"` : `'${word}'`;
}
