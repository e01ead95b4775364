/** `$(cat .go-version)`: a file of one word that a script reads. Nothing is executed. */
import type { PinBudget } from '../../values/budget.js';
import { slice, textOf, type Expansion } from '../../values/expansion.js';
import { withinRepository } from '../../values/file-reference.js';
import type { OtherFiles } from '../../values/source-file.js';

/** Files as a script finds them: first beside it, then from the root of the repository. */
export interface FilesOfScript {
  readonly textOf: OtherFiles['textOf'];
  /** The folder in which the script starts, relative to the repository; several if that is not known. */
  readonly folders: readonly string[];
  readonly budget: PinBudget;
}

const name = String.raw`["']?(?:\$\((?:CURDIR|PWD)\)/|\$\{?(?:PWD|CI_PROJECT_DIR|GITHUB_WORKSPACE)\}?/)?([\w.][\w./-]{0,200})["']?`;
const command = new RegExp(
  String.raw`(\$\((?:shell[ \t]{1,9})?|\x60)(?:cat[ \t]{1,9}|<[ \t]{0,9})${name}[ \t]{0,9}(?:\)|\x60)`,
  'g',
);

/** The word of which a file consists; null if there is none, or more than one. */
export function wordOfFile(path: string, { textOf, folders, budget }: FilesOfScript): string | null {
  for (const folder of folders) {
    const file = withinRepository(`${folder}/${path}`.replace(/^\/+/, ''));
    const content = file === null ? null : textOf(file);
    if (content === null) continue;
    budget.open(content);
    const text = content.trim();
    return /^[\w.+-]{1,40}$/.test(text) ? text : null;
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
    const word = wordOfFile(match[2] ?? '', files);
    if (word === null) continue;
    pieces.push(...slice(script, done, match.index), { text: word, span: null });
    done = match.index + match[0].length;
  }
  return done === 0 ? script : [...pieces, ...slice(script, done, text.length)];
}

/** The folders that a script in this file may start in. */
export const foldersOfScript = (path: string): readonly string[] => {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return folder === '' ? [''] : [folder, ''];
};
