/** Writes a word so that a POSIX shell reads it as one word and unchanged. A home folder's `~/` stays outside the quotes. */
export function quotedForShell(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  const [home = ''] = /^~\//.exec(word) ?? [];
  const rest = word.slice(home.length);
  return home + (/^[\w@%+=:,./-]*$/.test(rest) ? rest : `'${rest.replaceAll("'", `'\\''`)}'`);
}
