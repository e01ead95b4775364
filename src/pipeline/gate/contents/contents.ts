/** All that one subject holds, a folder, an archive or a single file, gathered leaf by leaf. */
import type { Bug } from '../../../bugs/bug.js';
import type { FindingKind } from '../../../model/finding.js';
import { mayBearOnPins, pinReaderFor } from '../../../pins/readers/pin-kinds.js';
import type { Cell } from '../../../model/report.js';
import { unreachable } from '../../../model/unreachable.js';
import type { BinaryJudgement } from '../../../oracle/binary/judge-binary.js';
import { cellOfBinary } from './binary-cell.js';
import { plainPath } from '../cells/archived-path.js';
import type { Container, Find, Place, ToolchainCommand } from './container.js';
import { clearCell, unreadCell, type Asked } from '../cells/gate-cell.js';
import { bearsOnImages, mayBeLayer } from './image-layers.js';
import type { PassedKind } from '../inventory.js';
import { judgeContents, type ContentsOptions } from './judge-contents.js';
import { packageFormatOf, type PackageFormat } from './package-formats.js';
import type { Leaf } from './leaf.js';
import { bearsOnToolchains } from '../toolchains/toolchains-inside.js';

/**
 * The limit of finds. They are kept until it is known what comes with a toolchain: its test data holds many damaged
 * files.
 */
const mostKept = 100_000;
/** The limit of examples. Among so much unknown data, some is looked for that is no part of a toolchain. */
const mostExamples = 2000;
/** The limit of the texts of one subject that are kept in memory. */
const mostTextBytes = 64 * 2 ** 20;

/** True if the text of a file is kept. `name` is as it stands in its archive. */
export function wantsText(name: string, { source: { files } }: Bug): boolean {
  const path = plainPath(name);
  return mayBearOnPins(path) || bearsOnToolchains(path, files) || bearsOnImages(path);
}

export class Contents {
  readonly options: ContentsOptions;
  readonly #containers = new Map<string, Container>();
  readonly #finds: Find[] = [];
  /** The data of an unknown kind, of which some is named. */
  readonly #unknown: Find[] = [];
  #compiled = 0;
  #isArchive = false;
  #isGoCommand = false;
  #unread = 0;
  #textBytes = 0;

  constructor(options: ContentsOptions) {
    this.options = options;
  }

  add(leaf: Leaf): void {
    this.options.files.at(() => this.options.askedFor(leaf.names).subject);
    const at = this.#placeOf(leaf.names);
    const { container, path } = at;
    container.format = packageFormatOf(path, container.format);
    container.paths?.add(path);
    if (leaf.names.length > 0) this.#isArchive = true;
    switch (leaf.kind) {
      case 'compiled':
        this.#compiled += 1;
        this.#addCompiled(leaf.judgements, at);
        break;
      case 'data':
        this.#addText(leaf.text, at);
        if (leaf.data === 'unknown' && this.options.unknownIsUndecided) {
          const reason = 'It is data of an unknown kind, which the policy does not pass.';
          this.#addUndecided('not-understood', reason, at);
        } else if (isCounted(leaf, path)) {
          this.options.inventory.passOver(leaf.data);
          if (leaf.data === 'unknown' && this.#unknown.length < mostExamples)
            this.#unknown.push({ ...at, cells: [], command: null });
        }
        break;
      case 'suspect': {
        const reason = `It was not understood, and holds ${leaf.what}: ${leaf.hint}.`;
        this.#addUndecided('not-understood', reason, at);
        break;
      }
      case 'unreadable':
        this.#addUndecided('unread-archive', `It could not be looked into: ${leaf.reason}.`, at);
        break;
      case 'link':
        if (leaf.hard) container.hardLinks.push({ path, target: plainPath(leaf.target) });
        else container.links.set(path, leaf.target);
        break;
      default:
        unreachable(leaf);
    }
  }

  /** Adds another finding about a file: that it could not be read. */
  addUnread(names: readonly string[], reason: string): void {
    this.#addUndecided('unread-file', reason, this.#placeOf(names));
  }

  /** Counts a file that is not judged, and names it as an example. */
  passOver(kind: PassedKind, names: readonly string[]): void {
    this.options.inventory.passOver(kind);
    this.options.inventory.giveExample(kind, this.options.askedFor(names).subject);
  }

  get compiledFiles(): number {
    return this.#compiled;
  }

  /** True if something lies in it; false for a file alone. */
  get isArchive(): boolean {
    return this.#isArchive;
  }

  /** True if the subject itself is a go command, or the compiler or linker of a toolchain. */
  get isGoCommand(): boolean {
    return this.#isGoCommand;
  }

  /** True if it holds a go command, a compiler or a linker. The inventory says in the end what became of it. */
  get hasOpenQuestion(): boolean {
    return this.#finds.some(({ command }) => command !== null);
  }

  /** The kind of package that the subject is, or holds; null for none. A folder is none. */
  get package(): PackageFormat | null {
    const archives = [...this.#containers.values()].filter(
      ({ parent }) => parent !== null || !this.options.isFolder,
    );
    return archives.find(({ format }) => format !== null)?.format ?? null;
  }

  /** Gives the result, once everything was added. */
  finish(): Promise<readonly Cell[]> {
    const gathered = {
      containers: [...this.#containers.values()],
      finds: this.#finds,
      unknown: this.#unknown,
      unread: this.#unread,
    };
    return judgeContents(gathered, this.options);
  }

  #placeOf(names: readonly string[]): Place {
    const container = this.#containerOf(names.slice(0, -1));
    return { container, path: plainPath(names.at(-1) ?? ''), names };
  }

  #containerOf(names: readonly string[]): Container {
    const key = names.join('\0');
    const known = this.#containers.get(key);
    if (known !== undefined) return known;
    const own = names.length === 0 ? null : this.#placeOf(names);
    const container: Container = {
      names,
      parent: own?.container ?? null,
      children: new Map(),
      format: null,
      texts: new Map(),
      links: new Map(),
      paths: own !== null && mayBeLayer(own.path) ? new Set() : null,
      hardLinks: [],
    };
    this.#containers.set(key, container);
    own?.container.children.set(own.path, container);
    return container;
  }

  #addCompiled(judgements: readonly BinaryJudgement[], at: Place): void {
    const found = judgements.filter(({ verdict }) => verdict !== 'not-go');
    const command = commandAmong(found);
    const isInside = at.path !== '';
    if (command !== null && !isInside) this.#isGoCommand = true;
    if (found.length === 0) return;
    const asked = this.options.askedFor(at.names);
    const cells = found.map((judgement) => cellOfBinary(judgement, asked, this.options.bug));
    this.#finds.push({ ...at, cells, command: isInside ? command : null });
  }

  #addUndecided(finding: FindingKind, reason: string, at: Place): void {
    this.#unread += 1;
    if (this.#unread > mostKept) return;
    const cell = unreadCell(this.options.askedFor(at.names), finding, reason);
    this.#finds.push({ ...at, cells: [cell], command: null, isUndecided: true });
  }

  #addText(text: string | null, at: Place): void {
    if (text === null) return;
    this.#textBytes += text.length;
    if (this.#textBytes <= mostTextBytes) at.container.texts.set(at.path, text);
    else {
      const reason = 'It may pin Go, and there are more such files than are read of one subject.';
      this.#addUndecided('unread-file', reason, at);
    }
  }
}

const commandPaths: ReadonlyMap<string, ToolchainCommand['what']> = new Map([
  ['cmd/go', 'go command'],
  ['cmd/compile', 'compiler'],
  ['cmd/link', 'linker'],
]);

function commandAmong(judgements: readonly BinaryJudgement[]): ToolchainCommand | null {
  for (const { modulePath, goVersion } of judgements) {
    const what = commandPaths.get(modulePath ?? '');
    if (what !== undefined) return { what, version: goVersion ?? 'an unknown release' };
  }
  return null;
}

/**
 * True for data to count. A subject that is data alone gets an answer of its own, and files that may pin Go are judged
 * for that.
 */
const isCounted = (leaf: Leaf, path: string): boolean => leaf.names.length > 0 && pinReaderFor(path) === null;

/**
 * Makes the cell of a subject in which nothing was found to judge. A package that was understood whole is an answer.
 */
export function withoutFinds(asked: Asked, contents: Contents): Cell {
  const { compiledFiles, package: format } = contents;
  if (compiledFiles === 0 && format === null)
    return unreadCell(
      asked,
      'nothing-found',
      'There is nothing to judge: nothing in it is compiled, and nothing pins Go.',
    );
  const reason =
    compiledFiles > 0
      ? 'None of its compiled files holds Go code.'
      : `It is ${format?.what ?? 'a package'} that was understood whole, and holds nothing compiled.`;
  return clearCell(asked, reason);
}
