/**
 * Path patterns: `*` and `?` stay within one name, `**` spans folders (`**\/go.mod` also matches `go.mod`). No regular
 * expressions are built, because a pattern may come from a file. The time stays O(pattern × path).
 */
export const matchesGlob = (pattern: string, path: string): boolean => compileGlob(pattern)(path);

/** Prepares patterns of which a path has to match one. */
export function compileGlobs(patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns.map(compileGlob);
  return (path) => matchers.some((matches) => matches(path));
}

/** Prepares a pattern for matching many paths. */
export function compileGlob(pattern: string): (path: string) => boolean {
  const firstWildcard = pattern.search(/[*?]/);
  if (firstWildcard < 0) return (path) => path === pattern;
  return compileLastName(pattern) ?? compileTokens(pattern, firstWildcard);
}

/** Handles `**\/name`, `**\/*.ending` and `**\/beginning*`, the most common patterns. */
function compileLastName(pattern: string): ((path: string) => boolean) | null {
  const [, before = '', name = '', behind = ''] = /^\*\*\/(\*?)([^*?/]+)(\*?)$/.exec(pattern) ?? [];
  if (name === '' || (before !== '' && behind !== '')) return null;
  if (before !== '') return (path) => path.endsWith(name);
  return behind === ''
    ? (path) => path.endsWith(name) && (path.length === name.length || path.at(-name.length - 1) === '/')
    : (path) => path.startsWith(name, path.lastIndexOf('/') + 1);
}

function compileTokens(pattern: string, firstWildcard: number): (path: string) => boolean {
  const lastWildcard = Math.max(pattern.lastIndexOf('*'), pattern.lastIndexOf('?'));
  const start = pattern.slice(0, firstWildcard);
  // The slash of a `**/` may be missing in the path.
  const end = pattern.slice(lastWildcard + 1).replace(/^\//, '');
  const name = startOfLastName(pattern);
  const within = longestLiteral(pattern);
  // Most paths are rejected by their beginning and end, by those of their last names, or by a part that they do not
  // contain.
  return (path) =>
    path.startsWith(start) &&
    path.endsWith(end) &&
    path.startsWith(name, path.lastIndexOf('/') + 1) &&
    path.includes(within) &&
    matchesTokens(pattern, path);
}

function longestLiteral(pattern: string): string {
  const literals = pattern.split(/\*\*\/|[*?]/);
  return literals.reduce((longest, literal) => (literal.length > longest.length ? literal : longest), '');
}

/** Returns the literal beginning of the last name; nothing if that may be within a name of the path. */
function startOfLastName(pattern: string): string {
  const lastName = pattern.lastIndexOf('/') + 1;
  // `a**/b*` also matches `ab`.
  const isGlued = /[^/](?:\*\*\/)+$/.test(pattern.slice(0, lastName));
  return isGlued || pattern.includes('**', lastName)
    ? ''
    : (/^[^*?]*/.exec(pattern.slice(lastName))?.[0] ?? '');
}

function matchesTokens(pattern: string, path: string): boolean {
  // reach[j]: the pattern read so far can match the first j characters of the path.
  let reach = Array.from({ length: path.length + 1 }, (_, j) => j === 0);
  for (const token of tokensOf(pattern)) reach = advance(token, path, reach);
  return reach[path.length] ?? false;
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
