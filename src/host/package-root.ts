import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the installed package or of the clone. */
export const packageRoot = nearestWith('package.json', path.dirname(fileURLToPath(import.meta.url)));

function nearestWith(name: string, folder: string): string {
  const parent = path.dirname(folder);
  return parent === folder || existsSync(path.join(folder, name)) ? folder : nearestWith(name, parent);
}
