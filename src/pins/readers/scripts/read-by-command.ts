/** `$(cat .go-version)`: a file of one word that a script reads. Nothing is executed. */
import type { PinBudget } from '../../values/budget.js';
import { slice, textOf, unplaced, type Expansion } from '../../values/expansion.js';
import { withinRepository } from '../../values/file-reference.js';
import { regExp } from '../reg-exp.js';
import type { OtherFiles, SourceFile, TextFile } from '../../values/source-file.js';

/** Files as a script finds them: first beside it, then from the root of the repository. */
export interface FilesOfScript extends OtherFiles {
  /** The folder in which the script starts, relative to the repository; several if that is not known. */
  readonly folders: readonly string[];
  readonly budget: PinBudget;
}

const name = String.raw`["']?(?:\$\((?:CURDIR|PWD)\)/|\$\{?(?:PWD|CI_PROJECT_DIR|GITHUB_WORKSPACE)\}?/)?([\w.][\w./-]{0,200})["']?`;
const command = regExp(
  'g',
)`(\$\((?:shell[ \t]{1,9})?|\x60)(?:cat[ \t]{1,9}|<[ \t]{0,9})${name}[ \t]{0,9}(?:\)|\x60)`;

/** The file that a script means by this name; null if there is none. */
export function fileOfScript(name: string, { textOf, folders, budget }: FilesOfScript): TextFile | null {
  for (const folder of folders) {
    const path = withinRepository(`${folder}/${name}`.replace(/^\/+/, ''));
    const text = path === null ? null : textOf(path);
    if (path === null || text === null) continue;
    budget.open(text);
    return { path, text };
  }
  return null;
}

/** Replaces the commands that read files by the words of these files; an unknown one stays. */
export function withFilesRead(script: Expansion, files: FilesOfScript): Expansion {
  const text = textOf(script);
  // If it changes to another folder, it is not known which file is meant.
  if (!/(?:\bcat[ \t]|\$\(<)/.test(text) || /(?:^|[\s;&(])(?:cd|pushd)[ \t]/.test(text)) return script;
  files.budget.search(text.length);
  const pieces: Expansion[number][] = [];
  let done = 0;
  for (const match of text.matchAll(command)) {
    const word = fileOfScript(match[2] ?? '', files)?.text.trim() ?? '';
    // Only a file that consists of one word is put in place of the command.
    if (!/^[\w.+-]{1,40}$/.test(word)) continue;
    pieces.push(...slice(script, done, match.index), ...unplaced(word));
    done = match.index + match[0].length;
  }
  return done === 0 ? script : [...pieces, ...slice(script, done, text.length)];
}

/** The files as the scripts in this file find them. */
export function filesOfScript({ path, budget }: SourceFile, others: OtherFiles): FilesOfScript {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return { ...others, folders: folder === '' ? [''] : [folder, ''], budget };
}
