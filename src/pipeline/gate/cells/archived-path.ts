/** Paths as they stand in archives: never used as paths on this machine. */

/** Makes paths alike that are written in many ways: `./a`, `/a`, `a`, and on Windows with another separator. */
export function plainPath(name: string): string {
  const slashed = name.includes('\\') ? name.replaceAll('\\', '/') : name;
  return slashed.replace(/^(?:\.?\/+)+/, '');
}

/** The target of a link in `folder`, relative to the root. No link leads out of the root. */
export function linkedPath(folder: string, target: string): string {
  const parts = target.startsWith('/') || folder === '' ? [] : folder.split('/');
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
