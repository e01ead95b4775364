/** The user's netrc file, as Go reads it by default (GOAUTH=netrc; cmd/go/internal/auth/netrc.go). */
import { homedir } from 'node:os';
import type { Environment } from '../environment.js';
import { readSmallFile } from '../files/files.js';
import { netrcFile } from '../secrets.js';

export interface NetrcEntry {
  readonly machine: string;
  readonly login: string;
  readonly password: string;
}

const maxBytes = 256 * 1024;

/** The entries of the user's netrc. Empty when there is none or `goauth` does not name netrc. */
export async function readNetrc(
  goauth: string,
  environment: Environment,
  home: string = homedir(),
): Promise<readonly NetrcEntry[]> {
  const methods = goauth.split(';').map((method) => method.trim());
  if (goauth.trim() !== '' && !methods.includes('netrc')) return [];
  return parseNetrc((await readSmallFile(netrcFile(environment, home), maxBytes)) ?? '');
}

/** Complete entries only. Macros are skipped; `default` ends the list, since it would send a password anywhere. */
export function parseNetrc(text: string): readonly NetrcEntry[] {
  const entries: NetrcEntry[] = [];
  let current: { machine: string; login: string; password: string } | null = null;
  let inMacro = false;
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/);
    if (inMacro) inMacro = words[0] !== '';
    if (inMacro) continue;
    for (let at = 0; at < words.length; at += 2) {
      const value = words[at + 1] ?? '';
      if (words[at] === 'default') return entries;
      if (words[at] === 'machine') current = { machine: value, login: '', password: '' };
      else if (current !== null && words[at] === 'login') current.login = value;
      else if (current !== null && words[at] === 'password') current.password = value;
      else if (words[at] === 'macdef') inMacro = true;
      if (current !== null && current.machine !== '' && current.login !== '' && current.password !== '') {
        entries.push(current);
        current = null;
      }
    }
  }
  return entries;
}
