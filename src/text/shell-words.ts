/** Writes words as a POSIX shell reads them, so that a person can paste the line. */
export const joinShellWords = (words: readonly string[]): string => words.map(quoted).join(' ');

/** A `~/` at the beginning stays outside of the quotes, in which it would mean nothing. */
function quoted(word: string): string {
  if (/^[\w@%+=:,./~^-]+$/.test(word)) return word;
  const [home = ''] = /^~\//.exec(word) ?? [];
  return `${home}'${word.slice(home.length).replaceAll("'", String.raw`'\''`)}'`;
}
