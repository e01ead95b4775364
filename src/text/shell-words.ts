/** Writes words as a POSIX shell reads them, so that a person can paste the line. */
export const joinShellWords = (words: readonly string[]): string => words.map(quotedForShell).join(' ');

/** Writes a word so that a shell reads it as one word and unchanged. A home folder's `~/` stays outside the quotes. */
export function quotedForShell(word: string): string {
  if (/^[\w@%+=:,./~^-]+$/.test(word)) return word;
  const [home = ''] = /^~\//.exec(word) ?? [];
  return `${home}'${word.slice(home.length).replaceAll("'", String.raw`'\''`)}'`;
}
