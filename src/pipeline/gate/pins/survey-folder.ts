/**
 * Makes one walk of a folder, for every question of a gate about its files: each is opened and decoded once, and only
 * the parts that are needed later are kept.
 */
import path from 'node:path';
import { contentOfText, readContent, type FileContent } from '../../../host/files/file-content.js';
import { GitIgnore } from '../../../host/git/git-ignore.js';
import type { GitPlace } from '../../../host/git/git-work-tree.js';
import { kindOfPath } from '../../../host/files/path-kind.js';
import { giveTurn } from '../../../host/turn.js';
import type { WalkEntry } from '../../../host/files/walk.js';
import { walkWorkTree, type WorkTreeEntry } from '../../../host/git/walk-work-tree.js';
import { err, ok, type Result } from '../../../model/result.js';
import { BudgetSpent, PinBudget } from '../../../pins/values/budget.js';
import { findMentions, type Mention } from '../../../pins/mentions/find-mentions.js';
import { isOwnReport } from '../../../pins/mentions/own-report.js';
import { whyNotSearched, type NotSearched } from '../../../pins/mentions/searched-files.js';
import { contentReaderFor, pinReaderFor, pinsByName } from '../../../pins/readers/pin-kinds.js';
import { folderTree, isInSkippedFolder, maxPinDepth, maxPinFileBytes, type PinTree } from './pin-tree.js';
import { asideIn } from '../aside-folders.js';
import type { PassedKind } from '../inventory.js';
import type { Judging } from '../cells/judging.js';
import { isMetByWalk } from '../contents/linked-file.js';
import { sniffContent, type Sniffed } from '../sniff-file.js';

/** The limit of a searched text. Larger texts are data, or made to keep a search busy. */
const maxSearchedBytes = 16 * 1024 * 1024;

/** The statements of a text about Go, before readers of pins are heard. */
export interface TextNote {
  /** The path relative to the folder that is walked, and to the repository; with `/`. */
  readonly path: string;
  readonly name: string;
  /** The reason why it decides nothing, no matter what it says; null if it does. */
  readonly decidesNothing: NotSearched | null;
  readonly found:
    | { readonly kind: 'mentions'; readonly mentions: readonly Mention[] }
    /** There are too many mentions to keep those of every file. */
    | { readonly kind: 'search-again' }
    | { readonly kind: 'too-large' | 'own-report' }
    /** Half a sentence. */
    | { readonly kind: 'not-searched-to-the-end'; readonly reason: string };
}

/** A text that may decide and says nothing about Go. */
interface SilentText extends Pick<TextNote, 'path' | 'name'> {
  readonly found: null;
}

/** An entry that git tracks and that may hold a program. */
export interface TrackedEntry {
  readonly entry: WorkTreeEntry;
  /** The kind of a file; null for any other entry. */
  readonly sniffed: Sniffed | null;
}

/** Files of one folder that are only counted, for one reason. */
export interface CountedFiles<Kind extends PassedKind> {
  readonly kind: Kind;
  /** The path of one of them: relative to the folder that is walked, and to the repository. */
  readonly path: string;
  readonly name: string;
  count: number;
}

class CountsByFolder<Kind extends PassedKind> {
  readonly #counts = new Map<string, CountedFiles<Kind>>();

  add(kind: Kind, { path: file, name }: Pick<CountedFiles<Kind>, 'path' | 'name'>): void {
    const key = `${kind}:${path.posix.dirname(file)}`;
    const known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, { kind, path: file, name, count: 1 });
    else known.count += 1;
  }

  [Symbol.iterator](): Iterator<CountedFiles<Kind>> {
    return this.#counts.values();
  }
}

/** Files by which toolchains are recognised whose pins are nobody's. */
const versionFile = /(?:^|\/)VERSION$/;

// The limit of mentions. A repository that is made to keep a search busy is searched twice, so that little is kept.
const maxMentionsKept = 50_000;
/** The number of characters of texts that are kept for the files that follow. */
const maxTextsKept = 4 * 1024 * 1024;
/** The number of files, and bytes of them, that are read without a turn for signals. */
const filesPerTurn = 32;
const bytesPerTurn = 1024 * 1024;

export class FolderSurvey {
  /** The statements of texts about Go; a text without any has no note. */
  readonly notes: TextNote[] = [];
  /** Texts that say nothing about Go, at least under that name. */
  readonly #silent: SilentText[] = [];
  /** The names of build arguments that are searched for as well. */
  #names: readonly string[] = [];
  readonly tracked: TrackedEntry[] = [];
  /** Files in which no statements about Go are searched for. */
  readonly notSearched = new CountsByFolder<NotSearched>();
  /** Files that nobody asked about, as long as not every file is judged. */
  readonly notAsked = new CountsByFolder<'untracked' | 'not looked at'>();
  /** The files that git tracks as data for tests; kept if every file is judged. */
  readonly testData = new Set<string>();
  /** Toolchains, by their VERSION and the sources of their runtime, relative to the repository. */
  readonly goroots: string[] = [];
  readonly #folder: string;
  readonly #place: GitPlace | null;
  readonly #judging: Judging;
  readonly #walked = new KeptTexts();
  /** The texts that were read with links followed. */
  readonly #referred = new KeptTexts();
  #mentionsKept = 0;
  #current: { readonly name: string; readonly content: Result<FileContent, string> } | null = null;

  /** @param place of the folder in a work tree; null: every file counts */
  constructor(folder: string, place: GitPlace | null, judging: Judging) {
    this.#folder = folder;
    this.#place = place;
    this.#judging = judging;
  }

  /**
   * The tree of the repository at `root` that the folder is in. The walk is made by going through the entries of that
   * folder.
   */
  treeAt(root: string): PinTree {
    const { text, textWithin, ...tree } = folderTree(root);
    return {
      ...tree,
      entries: (within) => this.#walk(within),
      text: (file) => this.#ownText(file) ?? text(file),
      textWithin: async (file) =>
        this.#walked.get(file) ??
        this.#referred.get(file) ??
        this.#referred.keep(file, await textWithin(file)),
    };
  }

  /** The text of a file; null for a file that is not in memory. */
  #ownText(file: string): Promise<Result<string, string>> | null {
    if (this.#current?.name !== file) {
      const known = this.#walked.get(file);
      return known === null ? null : Promise.resolve(ok(known));
    }
    const { content } = this.#current;
    if (!content.ok) return Promise.resolve(content);
    const { sizeBytes, text } = content.value;
    return Promise.resolve(sizeBytes > maxPinFileBytes ? err(`larger than ${maxPinFileBytes} bytes`) : text);
  }

  /** Yields the entries that may pin Go, as a walk of the repository would. */
  async *#walk(within: string): AsyncGenerator<WalkEntry> {
    const { files, recursive, signal } = this.#judging;
    const start = within === '' ? '' : `${within}/`;
    let lastDeep: string | null = null;
    const pace = { files: 0, bytes: 0 };
    for await (const entry of walkWorkTree(this.#folder, this.#place)) {
      const name = start + entry.path;
      files.at(() => name);
      // With `recursive`, each is judged later.
      if (!recursive) files.add();
      this.#current = null;
      const content = await this.#note(entry, name);
      pace.files += 1;
      pace.bytes += content !== null && content.ok ? content.value.sizeBytes : 0;
      if (pace.files >= filesPerTurn || pace.bytes >= bytesPerTurn) {
        pace.files = pace.bytes = 0;
        await giveTurn(signal);
      }
      if (isInSkippedFolder(entry.kind === 'unreadable-folder' ? `${entry.path}/` : entry.path)) continue;
      const tooDeep = tooDeepAbove(entry.path);
      if (tooDeep !== null) {
        if (tooDeep === lastDeep) continue;
        lastDeep = tooDeep;
        const reason = `more than ${maxPinDepth} folders deep`;
        yield { kind: 'unreadable-folder', path: start + tooDeep, reason };
      } else if (entry.kind === 'link') {
        const { target } = entry;
        yield { kind: 'link', path: name, target: target === null ? null : start + target.path };
      } else if (entry.kind !== 'file') {
        yield { ...entry, path: name };
      } else if (mayPin(name)) {
        this.#current = content === null ? null : { name, content };
        yield { kind: 'file', path: name, sizeBytes: content?.ok === true ? content.value.sizeBytes : 0 };
      }
    }
    this.#current = null;
  }

  /** Keeps the facts that others will ask about the entry. Null for a file that was not read. */
  async #note(entry: WorkTreeEntry, name: string): Promise<Result<FileContent, string> | null> {
    const place = this.#place;
    const { recursive } = this.#judging;
    const isJudged = place !== null && !recursive;
    if (entry.kind === 'special') return null;
    if (entry.kind === 'unreadable-folder') {
      if (isJudged && entry.holdsTracked) this.tracked.push({ entry, sniffed: null });
      return null;
    }
    if (entry.kind === 'link') {
      if (isJudged) this.tracked.push({ entry, sniffed: null });
      const isCounted = place === null && !recursive && !isMetByWalk(entry.target?.path ?? null);
      if (isCounted && pinReaderFor(entry.path) === null)
        this.notAsked.add('not looked at', { path: entry.path, name });
      return null;
    }
    if (recursive && entry.tracked === 'yes' && asideIn(entry.path) !== null) this.testData.add(entry.path);
    if (recursive && versionFile.test(name)) await this.#noteVersion(name, entry.path);
    const isUntracked = entry.tracked === 'no';
    if (!recursive && isUntracked && pinReaderFor(entry.path) === null)
      this.notAsked.add(place === null ? 'not looked at' : 'untracked', { path: entry.path, name });
    const isSeen = !isUntracked || (await this.#sees(entry.path));
    const reason = isSeen ? whyNotSearched(name) : null;
    // Go sources and vendored files are too many to search.
    const isSearched = isSeen && reason !== 'Go source' && reason !== 'vendored';
    if (!isSearched && reason !== null) this.notSearched.add(reason, { path: entry.path, name });
    const pins = !isInSkippedFolder(entry.path) && readsText(name);
    const isSniffed = isJudged && !isUntracked;
    if (!isSearched && !pins && !isSniffed) return null;
    const content = this.#read(entry.path, name, pins ? 'strict' : isSearched ? 'loose' : 'none');
    if (isSniffed) {
      const sniffed = sniffContent(content);
      if (sniffed !== 'other') this.tracked.push({ entry, sniffed });
    }
    const note = isSearched && content.ok ? this.#search(name, content.value) : null;
    const isText = isSearched && content.ok && content.value.loose.kind === 'text';
    if (note !== null) this.notes.push({ path: entry.path, name, decidesNothing: reason, found: note });
    else if (isText && reason === null) this.#silent.push({ path: entry.path, name, found: null });
    else if (isSearched && reason !== null) this.notSearched.add(reason, { path: entry.path, name });
    return content;
  }

  #read(file: string, name: string, text: 'strict' | 'loose' | 'none'): Result<FileContent, string> {
    const known = this.#referred.get(name);
    if (known !== null) return ok(contentOfText(known));
    const content = readContent(path.join(this.#folder, file), { text, maxBytes: maxSearchedBytes });
    // Others may refer to it, though its kind pins nothing.
    if (content.ok && content.value.text.ok) this.#walked.keep(name, content.value.text.value);
    return content;
  }

  /** Searches one text. Null if it says nothing about Go. */
  #search(name: string, { loose }: FileContent): TextNote['found'] | null {
    if (loose.kind === 'too-large') return { kind: 'too-large' };
    return this.#bounded(loose.kind === 'text' ? searchText(name, loose.text, []) : null);
  }

  #bounded(found: TextNote['found'] | null): TextNote['found'] | null {
    if (found?.kind !== 'mentions') return found;
    this.#mentionsKept += found.mentions.length;
    return this.#mentionsKept > maxMentionsKept ? { kind: 'search-again' } : found;
  }

  /** Searches all texts that may decide once more, for values that are given to build arguments of these names. */
  async searchFor(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    this.#names = names;
    this.#mentionsKept = 0;
    const noted = this.notes.splice(0);
    for (const [index, text] of [...noted, ...this.#silent.splice(0)].entries()) {
      if (index % filesPerTurn === 0) await giveTurn(this.#judging.signal);
      const found = isSearchedAgain(text) ? this.#bounded(this.searchAgain(text)) : text.found;
      if (found !== null) this.notes.push({ decidesNothing: null, ...text, found });
    }
  }

  searchAgain({ path: file, name }: Pick<TextNote, 'path' | 'name'>): TextNote['found'] | null {
    const known = this.#walked.get(name);
    return known === null
      ? searchFile(path.join(this.#folder, file), name, this.#names)
      : searchText(name, known, this.#names);
  }

  async #noteVersion(name: string, file: string): Promise<void> {
    const root = path.join(this.#folder, path.dirname(file));
    const [runtimeSource] = this.#judging.bug.source.files;
    if ((await kindOfPath(path.join(root, runtimeSource))) === 'file')
      this.goroots.push(path.posix.dirname(name));
  }

  #ignore: GitIgnore | null = null;

  /** True if git sees the file. Git sees files that it neither tracks nor ignores as well. */
  async #sees(file: string): Promise<boolean> {
    if (this.#place === null) return true;
    this.#ignore ??= new GitIgnore(this.#place.root);
    return !(await this.#ignore.ignores(this.#place.name === '' ? file : `${this.#place.name}/${file}`));
  }
}

/**
 * Searches a text. Null if it says nothing about Go.
 * @param name relative to the repository, with `/`
 * @param names of build arguments from which Go is made
 */
function searchText(name: string, text: string, names: readonly string[]): TextNote['found'] | null {
  if (isOwnReport(name, text)) return { kind: 'own-report' };
  try {
    const mentions = findMentions({ path: name, text, budget: new PinBudget() }, names);
    return mentions.length === 0 ? null : { kind: 'mentions', mentions };
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    return { kind: 'not-searched-to-the-end', reason: error.reason };
  }
}

/** True for a text that decides, and was or can be searched to its end. */
const isSearchedAgain = (text: TextNote | SilentText): boolean =>
  text.found === null ||
  (text.decidesNothing === null && (text.found.kind === 'mentions' || text.found.kind === 'search-again'));

/** Searches a file once more. */
function searchFile(file: string, name: string, names: readonly string[]): TextNote['found'] | null {
  const content = readContent(file, { text: 'loose', maxBytes: maxSearchedBytes });
  return content.ok && content.value.loose.kind === 'text'
    ? searchText(name, content.value.loose.text, names)
    : null;
}

const readsText = (name: string): boolean => pinReaderFor(name) !== null || contentReaderFor(name) !== null;

const mayPin = (name: string): boolean => readsText(name) || pinsByName(name) !== null;

/** The folder above a file that is so deep that nobody searches it for pins. */
function tooDeepAbove(file: string): string | null {
  if (file.length <= 2 * maxPinDepth) return null;
  const names = file.split('/');
  return names.length <= maxPinDepth + 1 ? null : names.slice(0, maxPinDepth + 1).join('/');
}

/** The texts to which files refer, before or after they are met; the oldest are forgotten. */
class KeptTexts {
  readonly #texts = new Map<string, string>();
  #kept = 0;

  get(name: string): string | null {
    return this.#texts.get(name) ?? null;
  }

  keep<T extends string | null>(name: string, text: T): T {
    if (text === null || text.length > maxTextsKept / 4 || this.#texts.has(name)) return text;
    this.#texts.set(name, text);
    this.#kept += text.length;
    for (const [oldest, { length }] of this.#texts) {
      if (this.#kept <= maxTextsKept) break;
      this.#texts.delete(oldest);
      this.#kept -= length;
    }
    return text;
  }
}
