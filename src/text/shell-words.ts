/** Writes words as a POSIX shell reads them, so that a person can paste the line. */
export const joinShellWords = (words: readonly string[]): string => words.map(quotedForShell).join(' ');

/**
 * Breaks a line of a POSIX shell into lines of about this width, of which all but the last end with a backslash: pasted,
 * they are the same line. Words in quotes stay whole.
 */
export function continueShellLine(line: string, width: number): string[] {
  const words = line.match(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g) ?? [];
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width)
      lines.push(`${lines.length === 0 ? '' : '  '}${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((text, index) => (index === lines.length - 1 ? text : `${text} \\`));
}

/** Writes a word so that a shell reads it as one word and unchanged. A home folder's `~/` stays outside the quotes. */
export function quotedForShell(word: string): string {
  if (/^[\w@%+=:,./~^-]+$/.test(word)) return word;
  const [home = ''] = /^~\//.exec(word) ?? [];
  return `${home}'${word.slice(home.length).replaceAll("'", String.raw`'\''`)}'`;
}
