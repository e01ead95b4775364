import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from './environment.js';

/** The file that `command` would run: itself when it is a path, else the first match on PATH; null when there is none. */
export async function findCommand(command: string, environment: Environment): Promise<string | null> {
  if (command.includes('/') || command.includes('\\')) return (await isExecutable(command)) ? command : null;
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(path.delimiter);
  const endings = process.platform === 'win32' ? (environment['PATHEXT'] ?? '.EXE').split(';') : [''];
  for (const folder of folders) {
    // An empty entry means the current folder, which is no place to take a compiler from.
    if (folder === '') continue;
    for (const ending of endings) {
      const file = path.join(folder, command + ending);
      if (await isExecutable(file)) return file;
    }
  }
  return null;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
