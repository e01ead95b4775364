import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { joinGoWords, splitGoWords } from '../../text/go-words.js';
import type { Environment } from '../environment.js';

/**
 * Finds the file that `command` would run: itself if it is a path, or else the first match on PATH; null if there is
 * none.
 */
export async function findCommand(command: string, environment: Environment): Promise<string | null> {
  if (command.includes('/') || command.includes('\\')) return (await isExecutable(command)) ? command : null;
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(path.delimiter);
  const endings = process.platform === 'win32' ? (environment['PATHEXT'] ?? '.EXE').split(';') : [''];
  for (const folder of folders) {
    // An empty entry means the current folder, from which no compiler must be taken.
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
 * The same for a command with arguments (`ccache gcc`, `gcc -m32`), as Go reads CC: words are separated by spaces, or
 * are in single or double quotes. A text that names a command as a whole is taken whole, including spaces.
 */
export async function findCommandLine(text: string, environment: Environment): Promise<FoundCommand | null> {
  const whole = await findCommand(text, environment);
  if (whole !== null) return { file: whole, args: [] };
  const [name = '', ...args] = splitGoWords(text);
  const file = name === '' ? null : await findCommand(name, environment);
  return file === null ? null : { file, args };
}

/** In Go's way of writing CC. */
export const quoteCommandLine = ({ file, args }: FoundCommand): string => joinGoWords([file, ...args]);

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
