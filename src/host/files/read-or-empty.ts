import { readFileSync } from 'node:fs';

/** The text of a small file of the system, such as those of /proc; empty if it cannot be read. */
export function readOrEmpty(file: string, encoding: 'utf8' | 'latin1' = 'utf8'): string {
  try {
    return readFileSync(file, encoding);
  } catch {
    return '';
  }
}
