/**
 * All that one subject holds, a folder, an archive or a single file: gathered leaf by leaf, and judged when all is there.
 * Toolchains and the layers of images are known only then, and say what counts of the rest.
 */
import { mayBearOnPins, pinReaderFor } from '../../pins/pin-kinds.js';
import type { Cell } from '../../model/report.js';
import { unreachable } from '../../model/unreachable.js';
import type { BinaryJudgement } from '../../oracle/binary/judge-binary.js';
import { cellOfBinary } from './binary-cell.js';
import { unasked, unreadCell, type Asked } from './gate-cell.js';
import { gorootCell } from './goroot-cell.js';
import { bearsOnImages, imagesIn, mayBeLayer, visibilityIn, type IsVisible } from './image-layers.js';
import type { Inventory } from './inventory.js';
import { imageFormat, packageFormatOf, type PackageFormat } from './package-formats.js';
import type { ScanUnknown } from './pin-findings.js';
import type { Leaf } from './read-members.js';
import {
  bearsOnToolchains,
  gorootOfCommandIn,
  gorootsIn,
  isInGoTree,
  isPartOfGoroot,
  rootOfCommand,
  type FileView,
  type GorootInside,
} from './toolchains-inside.js';

export interface ContentsOptions {
  /** How a file is asked about; no names for the subject itself. */
  readonly askedFor: (names: readonly string[]) => Asked;
  readonly inventory: Inventory;
  readonly scanUnknown: ScanUnknown;
  /** Data of an unknown kind is undecided, even where nothing in it looks like a program. */
  readonly unknownIsUndecided: boolean;
  /** The subject is a folder, whose own pins are judged elsewhere. */
  readonly isFolder: boolean;
  readonly signal: AbortSignal;
}

/** What was found is named so often for one subject; how often it was in all is said after that. */
const mostUnread = 100;
/** Kept until it is known what comes with a toolchain: its test data holds many damaged files. */
const mostKept = 100_000;
/** Among so much unknown data, some is looked for that is no part of a toolchain. */
const mostExamples = 2000;
/** Texts that are kept in memory of one subject. */
const mostTextBytes = 64 * 2 ** 20;

/** Whether the text of a file is to be kept. `name` as it stands in its archive. */
export function wantsText(name: string): boolean {
  const path = plainPath(name);
  return mayBearOnPins(path) || bearsOnToolchains(path) || bearsOnImages(path);
}

/** An archive, or the subject itself, and what lies directly in it. */
interface Container {
  readonly names: readonly string[];
  readonly parent: Container | null;
  format: PackageFormat | null;
  readonly texts: Map<string, string>;
  readonly links: Map<string, string>;
  /** Of what may be a layer of an image: all its paths. */
  readonly paths: Set<string> | null;
  readonly hardLinks: { readonly path: string; readonly target: string }[];
}

/** A file of which there is something to say. */
interface Find {
  readonly container: Container;
  /** In its container; '' for the subject itself. */
  readonly path: string;
  readonly names: readonly string[];
  readonly cells: readonly Cell[];
  /** It is a go command of this version, to be judged by its sources. */
  readonly goCommand: string | null;
  /** One of many, perhaps, that could not be read. */
  readonly isUndecided?: true;
}

interface Shown {
  readonly goroots: readonly GorootInside[];
  readonly view: FileView;
}

export class Contents {
  readonly #options: ContentsOptions;
  readonly #containers = new Map<string, Container>();
  readonly #finds: Find[] = [];
  /** Data of an unknown kind, of which some is named. */
  readonly #unknown: Find[] = [];
  readonly #roots = new Map<Container, readonly string[]>();
  #compiled = 0;
  #isArchive = false;
  #isGoCommand = false;
  #unread = 0;
  #textBytes = 0;

  constructor(options: ContentsOptions) {
    this.#options = options;
  }

  add(leaf: Leaf): void {
    const path = plainPath(leaf.names.at(-1) ?? '');
    const container = this.#containerOf(leaf.names.slice(0, -1));
    container.format = packageFormatOf(path, container.format);
    container.paths?.add(path);
    if (leaf.names.length > 0) this.#isArchive = true;
    const asked = this.#options.askedFor(leaf.names);
    switch (leaf.kind) {
      case 'compiled':
        this.#compiled += 1;
        this.#addCompiled(leaf.judgements, asked, { container, path, names: leaf.names });
        break;
      case 'data':
        this.#addText(leaf.text, asked, { container, path, names: leaf.names });
        if (leaf.data === 'unknown' && this.#options.unknownIsUndecided) {
          const reason = 'It is data of an unknown kind, which the policy does not pass.';
          this.#addUndecided([unreadCell(asked, 'not-understood', reason)], leaf.names, container, path);
        } else if (isCounted(leaf, path)) {
          this.#options.inventory.passOver(leaf.data);
          if (leaf.data === 'unknown' && this.#unknown.length < mostExamples)
            this.#unknown.push({ container, path, names: leaf.names, cells: [], goCommand: null });
        }
        break;
      case 'suspect': {
        const reason = `It was not understood, and holds ${leaf.what}: ${leaf.hint}.`;
        this.#addUndecided([unreadCell(asked, 'not-understood', reason)], leaf.names, container, path);
        break;
      }
      case 'unreadable': {
        const reason = `It could not be looked into: ${leaf.reason}.`;
        this.#addUndecided([unreadCell(asked, 'unread-archive', reason)], leaf.names, container, path);
        break;
      }
      case 'link':
        if (leaf.hard) container.hardLinks.push({ path, target: plainPath(leaf.target) });
        else container.links.set(path, leaf.target);
        break;
      default:
        unreachable(leaf);
    }
  }

  /** Adds what was found otherwise of a file: that it could not be read. */
  addCell(cell: Cell, names: readonly string[]): void {
    const container = this.#containerOf(names.slice(0, -1));
    this.#addUndecided([cell], names, container, plainPath(names.at(-1) ?? ''));
  }

  get compiledFiles(): number {
    return this.#compiled;
  }

  /** Something lies in it, rather than it being a file alone. */
  get isArchive(): boolean {
    return this.#isArchive;
  }

  /** The subject itself is a go command. */
  get isGoCommand(): boolean {
    return this.#isGoCommand;
  }

  /** It holds a go command, of which the inventory says in the end what became of it. */
  get hasOpenQuestion(): boolean {
    return this.#finds.some(({ goCommand }) => goCommand !== null);
  }

  /** What kind of package the subject is, or holds; null for none. */
  get package(): PackageFormat | null {
    return [...this.#containers.values()].find(({ format }) => format !== null)?.format ?? null;
  }

  async finish(): Promise<readonly Cell[]> {
    const images = this.#images();
    const shown = new Map<Container, Shown>();
    for (const { layers, isVisible } of images) {
      const view = visibleFiles(layers, isVisible);
      const ofImage = { view, goroots: gorootsIn(view) };
      for (const layer of layers) if (layer !== null) shown.set(layer, ofImage);
    }
    for (const container of this.#containers.values())
      if (!shown.has(container)) shown.set(container, { view: container, goroots: gorootsIn(container) });
    for (const [container, roots] of this.#rootsOf(shown)) this.#roots.set(container, roots);
    for (const find of this.#unknown)
      if (!this.#isPart(find))
        this.#options.inventory.giveExample('unknown', this.#options.askedFor(find.names).subject);
    return [
      ...this.#toolchains(shown, images),
      ...this.#fileCells(shown, images),
      ...(await this.#pins(shown)),
    ];
  }

  #containerOf(names: readonly string[]): Container {
    const key = names.join('\0');
    const known = this.#containers.get(key);
    if (known !== undefined) return known;
    const parent = names.length === 0 ? null : this.#containerOf(names.slice(0, -1));
    const container: Container = {
      names,
      parent,
      format: null,
      texts: new Map(),
      links: new Map(),
      paths: mayBeLayer(plainPath(names.at(-1) ?? '')) ? new Set() : null,
      hardLinks: [],
    };
    this.#containers.set(key, container);
    return container;
  }

  #addCompiled(
    judgements: readonly BinaryJudgement[],
    asked: Asked,
    at: Omit<Find, 'cells' | 'goCommand'>,
  ): void {
    const found = judgements.filter(({ verdict }) => verdict !== 'not-go');
    const goCommand = found.find(({ modulePath }) => modulePath === 'cmd/go')?.goVersion ?? null;
    const isInside = at.path !== '';
    if (goCommand !== null && !isInside) this.#isGoCommand = true;
    if (found.length === 0) return;
    const cells = found.map((judgement) => cellOfBinary(judgement, asked));
    this.#finds.push({ ...at, cells, goCommand: isInside ? goCommand : null });
  }

  #addUndecided(cells: readonly Cell[], names: readonly string[], container: Container, path: string): void {
    this.#unread += 1;
    if (this.#unread <= mostKept)
      this.#finds.push({ container, path, names, cells, goCommand: null, isUndecided: true });
  }

  #addText(
    text: string | null,
    asked: Asked,
    { container, path, names }: Omit<Find, 'cells' | 'goCommand'>,
  ): void {
    if (text === null) return;
    this.#textBytes += text.length;
    if (this.#textBytes <= mostTextBytes) container.texts.set(path, text);
    else {
      const reason = 'It may pin Go, and there are more such files than are read of one subject.';
      this.#addUndecided([unreadCell(asked, 'unread-file', reason)], names, container, path);
    }
  }

  /** Images among the archives, with their layers from the lowest; null for one that holds no file. */
  #images(): readonly Image[] {
    return [...this.#containers.values()].flatMap((container) =>
      imagesIn(container.texts).flatMap((names): Image[] => {
        const layers = names.map((name) => this.#childAt(container, name));
        if (layers.every((layer) => layer === null)) return [];
        container.format = imageFormat;
        return [{ layers, isVisible: visibilityIn(layers.map(layerOf)) }];
      }),
    );
  }

  #childAt(container: Container, path: string): Container | null {
    const target = container.links.get(path);
    const wanted =
      target === undefined ? path : plainPath(`${path.slice(0, path.lastIndexOf('/') + 1)}${target}`);
    for (const child of this.#containers.values())
      if (child.parent === container && plainPath(child.names.at(-1) ?? '') === resolved(wanted))
        return child;
    return null;
  }

  #toolchains(shown: ReadonlyMap<Container, Shown>, images: readonly Image[]): readonly Cell[] {
    const { inventory, askedFor } = this.#options;
    const cells = new Map<string, Cell>();
    for (const [container, { goroots, view }] of shown) {
      for (const goroot of goroots) {
        const home = homeOf(goroot, container, view, images);
        const asked = askedFor(goroot.root === '' ? home.names : [...home.names, goroot.root]);
        inventory.noteGoroot(goroot.root);
        cells.set(
          asked.subject,
          gorootCell(asked, { ...goroot, goroot: asked.subject, source: 'found inside' }),
        );
      }
    }
    return [...cells.values()];
  }

  #fileCells(shown: ReadonlyMap<Container, Shown>, images: readonly Image[]): readonly Cell[] {
    const ofThemselves = this.#finds.filter((find) => !this.#isPart(find));
    const undecided = ofThemselves.filter(({ isUndecided }) => isUndecided === true);
    const unnamed = new Set(undecided.slice(mostUnread));
    const inAll = undecided.length + Math.max(0, this.#unread - mostKept);
    const cells = ofThemselves
      .filter((find) => !unnamed.has(find))
      .flatMap((find) => {
        const isHidden = stepsTo(find).some(({ container, path }) => !isShown(container, path, images));
        const found = find.goCommand === null ? find.cells : this.#goCommand(find, find.goCommand, shown);
        return isHidden ? found.map((cell) => ({ ...cell, aside: onlyInLowerLayer })) : found;
      });
    if (inAll <= mostUnread) return cells;
    const reason = `${inAll} of its files could not be looked into, and only the first are named.`;
    return [...cells, unreadCell(this.#options.askedFor([]), 'unread-archive', reason)];
  }

  /** Where toolchains are, by their sources or, where these are elsewhere, by their go command. */
  #rootsOf(shown: ReadonlyMap<Container, Shown>): ReadonlyMap<Container, readonly string[]> {
    const roots = new Map<Container, string[]>();
    for (const [container, { goroots }] of shown)
      roots.set(
        container,
        goroots.map(({ root }) => root),
      );
    for (const { container, path, goCommand } of this.#finds)
      if (goCommand !== null) roots.get(container)?.push(rootOfCommand(path));
    return roots;
  }

  /** Whether it comes with a toolchain, itself or an archive that it lies in. The go command speaks for the toolchain. */
  #isPart(find: Find): boolean {
    return (
      find.goCommand === null &&
      stepsTo(find).some(({ container, path }) =>
        this.#roots.get(container)?.some((root) => isPartOfGoroot(path, root)),
      )
    );
  }

  /** Judged with its sources, which another subject may hold; a link says where. */
  #goCommand(
    { container, path, names }: Find,
    version: string,
    shown: ReadonlyMap<Container, Shown>,
  ): readonly Cell[] {
    const { goroots, view } = shown.get(container) ?? { goroots: [], view: container };
    const sources = gorootOfCommandIn(path, view);
    if (!goroots.some(({ root }) => root === sources))
      this.#options.inventory.noteCommand({ ...this.#options.askedFor(names), version, sources });
    return [];
  }

  /** Of sources that lie in archives: packages do not say what they were built with, images even less. */
  async #pins(shown: ReadonlyMap<Container, Shown>): Promise<readonly Cell[]> {
    const cells: Cell[] = [];
    for (const container of this.#containers.values()) {
      const isSubjectItself = container.parent === null && this.#options.isFolder;
      if (isSubjectItself || !holdsSources(container) || container.texts.size === 0) continue;
      const goroots = shown.get(container)?.goroots ?? [];
      const texts = [...container.texts].filter(
        ([path]) => !goroots.some(({ root }) => isInGoTree(path, root)),
      );
      if (!texts.some(([path]) => mayBearOnPins(path))) continue;
      const { findingsInTexts } = await import('./pin-findings.js');
      const { cellsOfArchivedPins } = await import('./judge-pins.js');
      const { scanUnknown, signal } = this.#options;
      const nameOf = (file: string): string => this.#options.askedFor([...container.names, file]).subject;
      try {
        const found = await findingsInTexts(new Map(texts), scanUnknown, signal);
        cells.push(...(await cellsOfArchivedPins(found, nameOf, signal)));
      } catch (error) {
        if (!signal.aborted) throw error;
        // What was found until then is reported all the same.
        return cells;
      }
    }
    return cells;
  }
}

/** A subject that is data alone gets an answer of its own, and files that may pin Go are judged for that. */
const isCounted = (leaf: Leaf, path: string): boolean => leaf.names.length > 0 && pinReaderFor(path) === null;

const onlyInLowerLayer = 'only a lower layer of the image holds it, and an upper one removes or replaces it';

interface Image {
  readonly layers: readonly (Container | null)[];
  readonly isVisible: IsVisible;
}

function layerOf(container: Container | null): Parameters<typeof visibilityIn>[0][number] {
  return { paths: container?.paths ?? new Set(), hardLinks: container?.hardLinks ?? [] };
}

/** In several images with the same layer, a file is there when one of them shows it. */
function isShown(container: Container, path: string, images: readonly Image[]): boolean {
  const owning = images.filter(({ layers }) => layers.includes(container));
  return (
    owning.length === 0 || owning.some((image) => image.isVisible(image.layers.indexOf(container), path))
  );
}

/** The files of an image whose texts and links are known. */
function visibleFiles(layers: readonly (Container | null)[], isVisible: IsVisible): FileView {
  const [texts, links] = [new Map<string, string>(), new Map<string, string>()];
  for (const [index, layer] of layers.entries()) {
    for (const [path, text] of layer?.texts ?? []) if (isVisible(index, path)) texts.set(path, text);
    for (const [path, target] of layer?.links ?? []) if (isVisible(index, path)) links.set(path, target);
  }
  return { texts, links };
}

/** The layer that a toolchain's source lies in, so that it is found again. */
function homeOf(
  { root }: GorootInside,
  container: Container,
  view: FileView,
  images: readonly Image[],
): Container {
  const image = images.find(({ layers }) => layers.includes(container));
  if (image === undefined) return container;
  const source = [...view.texts.keys()].find((path) => path.startsWith(root) && bearsOnToolchains(path));
  const holding = image.layers.filter((layer) => source !== undefined && layer?.texts.has(source) === true);
  return holding.at(-1) ?? container;
}

/** The file, and the archives on the way to it as files of those that they lie in. */
function stepsTo({ container, path }: Find): readonly { container: Container; path: string }[] {
  const steps = [{ container, path }];
  for (let inner = container; inner.parent !== null; inner = inner.parent)
    steps.push({ container: inner.parent, path: plainPath(inner.names.at(-1) ?? '') });
  return steps;
}

function holdsSources(container: Container): boolean {
  const own = container.format === null || container.format.holdsSources === true;
  const above = container.parent === null || container.parent.format?.holdsArchives !== true;
  return own && above;
}

/** Paths are written in many ways: `./a`, `/a`, `a`, and on Windows with another separator. */
function plainPath(name: string): string {
  const slashed = name.includes('\\') ? name.replaceAll('\\', '/') : name;
  return slashed.replace(/^(?:\.?\/+)+/, '');
}

function resolved(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** A subject in which nothing was found to judge. A package that was understood whole is an answer. */
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
  return { ...unasked, ...asked, verdict: 'not-applicable', reason };
}
