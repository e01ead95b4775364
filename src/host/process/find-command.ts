import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from '../environment.js';

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

/** A command line's program and the arguments that go before any others. */
export interface FoundCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * The same for a command with arguments (`ccache gcc`, `gcc -m32`), as Go reads CC: words apart by spaces, or in single or
 * double quotes. What is a command as it stands is taken whole, spaces and all.
 */
export async function findCommandLine(text: string, environment: Environment): Promise<FoundCommand | null> {
  const whole = await findCommand(text, environment);
  if (whole !== null) return { file: whole, args: [] };
  const words = [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)];
  const [name = '', ...args] = words.map(([, single, double, plain]) => single ?? double ?? plain ?? '');
  const file = name === '' ? null : await findCommand(name, environment);
  return file === null ? null : { file, args };
}

/** In Go's way of writing CC, which has none for a word with both kinds of quotes. */
export function quoteCommandLine({ file, args }: FoundCommand): string {
  return [file, ...args].map((word) => (/^[^\s'"]+$/.test(word) ? word : quote(word))).join(' ');
}

const quote = (word: string): string => (word.includes("'") ? `"${word}"` : `'${word}'`);

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
