/**
 * Shortens paths in the home folder to `~/x` for reports, which are passed around and should not name a person's
 * account. `home` is the system's value, without a separator at its end.
 */
export function shortenHome(file: string, home: string): string {
  if (file === home) return '~';
  const isBelow = home.length > 1 && file.startsWith(home) && /^[\\/]/.test(file.slice(home.length));
  return isBelow ? `~${file.slice(home.length)}` : file;
}

/** Does the same for every path in a word or a list of words: `--cache-dir=/home/x/cache`, `a,/home/x/b`, `-I/home/x`. */
export function shortenHomeIn(text: string, home: string): string {
  const pieces = text.split(/([\s=,;'"]+)/);
  return pieces
    .map((piece) => {
      const [flag = ''] = /^-[A-Za-z]{1,20}(?=[\\/])/.exec(piece) ?? [];
      return flag + shortenHome(piece.slice(flag.length), home);
    })
    .join('');
}
