/** Tells which files git ignores, by the .gitignore files of a work tree; git itself is never started. */
import path from 'node:path';
import { compileGlob } from '../../text/glob.js';
import { readTextWithin } from '../files/file-content.js';

const maxBytes = 256 * 1024;
const maxRules = 2000;
const maxRuleLength = 500;

interface Rule {
  readonly ignores: boolean;
  readonly onlyFolders: boolean;
  /** @param name relative to the folder of the .gitignore */
  readonly matches: (name: string) => boolean;
}

/**
 * Reads one .gitignore: https://git-scm.com/docs/gitignore. Patterns that cannot be expressed with `*`, `?` and `**`
 * ignore nothing.
 */
export function parseGitIgnore(text: string): readonly Rule[] {
  const rules: Rule[] = [];
  for (const raw of text.split('\n').slice(0, maxRules)) {
    const line = raw.replace(/\r$/, '').trimEnd();
    if (line === '' || line.startsWith('#') || line.length > maxRuleLength) continue;
    const ignores = !line.startsWith('!');
    const pattern = (ignores ? line : line.slice(1)).replace(/^\\(?=[#!])/, '');
    if (/[[\]\\]/.test(pattern)) continue;
    const onlyFolders = pattern.endsWith('/');
    const bare = pattern.replace(/\/+$/, '');
    const anchored = bare.includes('/');
    const glob = anchored ? bare.replace(/^\//, '') : `**/${bare}`;
    rules.push({ ignores, onlyFolders, matches: compileGlob(glob) });
  }
  return rules;
}

/** Answers for the files below one root; each .gitignore is read once. */
export class GitIgnore {
  readonly #root: string;
  readonly #rules = new Map<string, Promise<readonly Rule[]>>();
  readonly #folders = new Map<string, Promise<boolean>>();

  constructor(root: string) {
    this.#root = root;
  }

  /** @param file relative to the root, with `/` */
  async ignores(file: string): Promise<boolean> {
    const slash = file.lastIndexOf('/');
    if (slash > 0 && (await this.#ignoresFolder(file.slice(0, slash)))) return true;
    return this.#decide(file, false);
  }

  #ignoresFolder(folder: string): Promise<boolean> {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const slash = folder.lastIndexOf('/');
    const answer = (async () =>
      (slash > 0 && (await this.#ignoresFolder(folder.slice(0, slash)))) || this.#decide(folder, true))();
    this.#folders.set(folder, answer);
    return answer;
  }

  /** The last rule that matches decides, those of inner folders after those of outer ones. */
  async #decide(name: string, isFolder: boolean): Promise<boolean> {
    let ignored = false;
    const parts = name.split('/');
    for (let depth = 0; depth < parts.length; depth += 1) {
      const below = parts.slice(depth).join('/');
      for (const rule of await this.#rulesOf(parts.slice(0, depth).join('/')))
        if ((isFolder || !rule.onlyFolders) && rule.matches(below)) ignored = rule.ignores;
    }
    return ignored;
  }

  #rulesOf(folder: string): Promise<readonly Rule[]> {
    const known = this.#rules.get(folder);
    if (known !== undefined) return known;
    const name = folder === '' ? '.gitignore' : `${folder}/.gitignore`;
    const rules = readTextWithin(this.#root, path.normalize(name), maxBytes).then((text) =>
      parseGitIgnore(text ?? ''),
    );
    this.#rules.set(folder, rules);
    return rules;
  }
}
