/**
 * Gives the result for all the contents of a subject. Toolchains and the layers of images are known only when
 * everything was gathered, and decide which of the rest counts.
 */
import type { Bug } from '../../../bugs/bug.js';
import { groupBy } from '../../../model/group-by.js';
import { mayBearOnPins } from '../../../pins/readers/pin-kinds.js';
import type { Cell } from '../../../model/report.js';
import { holdsSources, stepsTo, type Container, type Find, type ToolchainCommand } from './container.js';
import { unreadCell, type Asked } from '../cells/gate-cell.js';
import { commandAlone, gorootCell } from '../toolchains/toolchain-cell.js';
import { openImages, type Images } from './images-inside.js';
import type { Judging, PinJudging } from '../cells/judging.js';
import {
  gorootOfCommandIn,
  gorootsIn,
  isInGoTree,
  isPartOfGoroot,
  rootOfCommand,
  type FileView,
  type GorootInside,
} from '../toolchains/toolchains-inside.js';

/** The number of unread files that are named for one subject; their total is told after that. */
const mostUnread = 100;

export interface Gathered {
  readonly containers: readonly Container[];
  readonly finds: readonly Find[];
  /** Some of the data of an unknown kind. */
  readonly unknown: readonly Find[];
  /** The number of files that could not be read, of which `finds` has the first. */
  readonly unread: number;
}

export interface ContentsOptions
  extends PinJudging, Pick<Judging, 'inventory' | 'files' | 'unknownIsUndecided' | 'signal'> {
  /** Names a file in a question; no names for the subject itself. */
  readonly askedFor: (names: readonly string[]) => Asked;
  /** True if the subject is a folder, whose own pins are judged elsewhere. */
  readonly isFolder: boolean;
}

/** The files that count together: those of an archive, or those that an image shows. */
interface Shown {
  readonly view: FileView;
  readonly goroots: readonly GorootInside[];
  /**
   * The roots of toolchains, by their sources or, if these are elsewhere, by their go command, their compiler or
   * linker.
   */
  readonly roots: string[];
}

type ShownIn = ReadonlyMap<Container, Shown>;

/** The gathered files, and what is known of them when all are there. */
interface Known extends Gathered {
  readonly options: ContentsOptions;
  readonly images: Images;
  readonly shown: ShownIn;
}

export async function judgeContents(gathered: Gathered, options: ContentsOptions): Promise<readonly Cell[]> {
  const images = openImages(gathered.containers, options.bug.source.files);
  const shown = showFiles(gathered, images, options.bug);
  const speakers = toolsAlone(gathered.finds, shown);
  for (const find of gathered.unknown)
    if (!isPart(find, shown)) options.inventory.giveExample('unknown', options.askedFor(find.names).subject);
  const known = { ...gathered, options, images, shown };
  return [...toolchainCells(known), ...fileCells(known, speakers), ...(await pinCells(known))];
}

function showFiles({ containers, finds }: Gathered, images: Images, { source: { files } }: Bug): ShownIn {
  const goCommands = finds.filter(({ command }) => command?.what === 'go command');
  const commands = groupBy(goCommands, ({ container }) => container);
  const views = new Map<FileView, readonly GorootInside[]>();
  const shown = new Map<Container, Shown>();
  for (const container of containers) {
    const view = images.viewOf(container) ?? container;
    const goroots = views.get(view) ?? gorootsIn(view, files);
    views.set(view, goroots);
    const roots = [
      ...goroots.map(({ root }) => root),
      ...(commands.get(container) ?? []).map(({ path }) => rootOfCommand(path)),
    ];
    shown.set(container, { view, goroots, roots });
  }
  return shown;
}

/** True if the file, or an archive that it lies in, comes with a toolchain. The go command speaks for the toolchain. */
function isPart(find: Find, shown: ShownIn): boolean {
  if (find.command?.what === 'go command') return false;
  const ownRoot = find.command === null ? null : rootOfCommand(find.path);
  return stepsTo(find).some(({ container, path }) =>
    shown
      .get(container)
      ?.roots.some(
        (root) => isPartOfGoroot(path, root) || (container === find.container && root === ownRoot),
      ),
  );
}

/**
 * Compilers and linkers without sources and without a go command: the first speaks for the parts of the toolchain that
 * are there.
 */
function toolsAlone(finds: readonly Find[], shown: ShownIn): ReadonlySet<Find> {
  const speakers = new Set<Find>();
  for (const find of finds) {
    if (find.command === null || find.command.what === 'go command' || isPart(find, shown)) continue;
    speakers.add(find);
    shown.get(find.container)?.roots.push(rootOfCommand(find.path));
  }
  return speakers;
}

function toolchainCells({ images, options, shown }: Known): readonly Cell[] {
  const { askedFor, bug, inventory } = options;
  const cells = new Map<string, Cell>();
  for (const [container, { goroots }] of shown) {
    for (const goroot of goroots) {
      const { names } = images.homeOf(container, goroot.root);
      const asked = askedFor(goroot.root === '' ? names : [...names, goroot.root]);
      inventory.noteGoroot(goroot.root);
      const cell = gorootCell(asked, { ...goroot, goroot: asked.subject, source: 'found inside' }, bug);
      // All layers of the image show the same.
      cells.set(asked.subject, cell);
    }
  }
  return [...cells.values()];
}

const onlyInLowerLayer = 'only a lower layer of the image holds it, and an upper one removes or replaces it';

function fileCells(known: Known, speakers: ReadonlySet<Find>): readonly Cell[] {
  const { finds, images, options, shown, unread } = known;
  const ofThemselves = finds.filter((find) => speakers.has(find) || !isPart(find, shown));
  const undecided = ofThemselves.filter(({ isUndecided }) => isUndecided === true);
  const unnamed = new Set(undecided.slice(mostUnread));
  const cells = ofThemselves
    .filter((find) => !unnamed.has(find))
    .flatMap((find) => {
      const isHidden = stepsTo(find).some(({ container, path }) => !images.shows(container, path));
      const found = find.command === null ? find.cells : commandCells(find, find.command, isHidden, known);
      return isHidden ? found.map((cell) => ({ ...cell, aside: onlyInLowerLayer })) : found;
    });
  const lost = unread - finds.filter(({ isUndecided }) => isUndecided === true).length;
  if (unnamed.size + lost === 0) return cells;
  const reason = `${undecided.length + lost} of its files could not be looked into, and only the first are named.`;
  return [...cells, unreadCell(options.askedFor([]), 'unread-archive', reason)];
}

/** Makes the cells of commands. Each is judged with its sources, which another subject may hold; a link says where. */
function commandCells(
  { container, path, names }: Find,
  command: ToolchainCommand,
  isHidden: boolean,
  { options: { askedFor, inventory }, shown }: Known,
): readonly Cell[] {
  const { goroots, view } = shown.get(container) ?? { goroots: [], view: container };
  const sources = gorootOfCommandIn(path, view);
  if (goroots.some(({ root }) => root === sources)) return [];
  const alone = { ...askedFor(names), ...command, sources };
  if (isHidden) return [commandAlone(alone)];
  inventory.noteCommand(alone);
  return [];
}

/** Makes the cells of pins in sources that lie in archives. */
async function pinCells({ containers, options, shown }: Known): Promise<readonly Cell[]> {
  const { askedFor, isFolder, signal } = options;
  const cells: Cell[] = [];
  for (const container of containers) {
    const isFolderItself = container.parent === null && isFolder;
    if (isFolderItself || !holdsSources(container)) continue;
    const goroots = shown.get(container)?.goroots ?? [];
    const texts = [...container.texts].filter(
      ([path]) => !goroots.some(({ root }) => isInGoTree(path, root)),
    );
    if (!texts.some(([path]) => mayBearOnPins(path))) continue;
    const { findingsInTexts } = await import('../pins/pin-findings.js');
    const { cellsOfArchivedPins } = await import('../pins/pin-cells.js');
    const nameOf = (file: string): string => askedFor([...container.names, file]).subject;
    try {
      const found = await findingsInTexts(new Map(texts), options, signal);
      cells.push(...(await cellsOfArchivedPins(found, nameOf, signal)));
    } catch (error) {
      if (!signal.aborted) throw error;
      // The findings until then are reported all the same.
      return cells;
    }
  }
  return cells;
}
