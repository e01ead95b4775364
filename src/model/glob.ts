/**
 * Path patterns: `*` and `?` stay within one name, `**` spans folders (`**\/go.mod` also matches `go.mod`).
 * No regular expressions are built: a pattern may come from a file, and time stays O(pattern × path).
 */
export function matchesGlob(pattern: string, path: string): boolean {
  // Most paths are turned away here.
  if (!fitsEnd(pattern, path)) return false;
  // reach[j]: the pattern read so far can match the first j characters of the path.
  let reach = Array.from({ length: path.length + 1 }, (_, j) => j === 0);
  for (const token of tokensOf(pattern)) reach = advance(token, path, reach);
  return reach[path.length] ?? false;
}

/** Compares what is literal at the end of the pattern, and at the beginning of its last name. */
function fitsEnd(pattern: string, path: string): boolean {
  const lastWildcard = Math.max(pattern.lastIndexOf('*'), pattern.lastIndexOf('?'));
  const lastName = pattern.lastIndexOf('/') + 1;
  // The slash of a `**/` need not be in the path.
  if (!path.endsWith(pattern.slice(Math.max(lastWildcard + 1, lastName)))) return false;
  const wildcard = pattern.slice(lastName).search(/[*?]/);
  // `a**/b*` also matches `ab`.
  const isGlued = /[^/](?:\*\*\/)+$/.test(pattern.slice(0, lastName));
  if (wildcard === -1 || isGlued || pattern.includes('**', lastName)) return true;
  return path.startsWith(pattern.slice(lastName, lastName + wildcard), path.lastIndexOf('/') + 1);
}

/** A pattern's smallest parts: a wildcard, or one literal character. */
function* tokensOf(pattern: string): Generator<string> {
  for (let i = 0; i < pattern.length;) {
    const token = ['**/', '**'].find((wildcard) => pattern.startsWith(wildcard, i)) ?? pattern.charAt(i);
    yield token;
    i += token.length;
  }
}

function advance(token: string, path: string, before: readonly boolean[]): boolean[] {
  const after = before.map(() => false);
  let seen = false;
  for (let j = 0; j <= path.length; j += 1) {
    const previous = path.charAt(j - 1);
    const here = before[j] ?? false;
    switch (token) {
      case '**/':
        after[j] = here || (seen && previous === '/');
        seen ||= here;
        break;
      case '**':
        seen ||= here;
        after[j] = seen;
        break;
      case '*':
        seen = here || (seen && previous !== '/');
        after[j] = seen;
        break;
      default:
        after[j] =
          j > 0 && (before[j - 1] ?? false) && (token === previous || (token === '?' && previous !== '/'));
    }
  }
  return after;
}
