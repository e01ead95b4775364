/**
 * Judges the compiled files and archives that git tracks in a folder, which are shipped with it or built from. If the
 * tracked files cannot be told, all are judged.
 */
import path from 'node:path';
import { kindOfPath } from '../../host/files/path-kind.js';
import { expandHome } from '../../host/files/paths.js';
import type { WorkTreeEntry } from '../../host/git/walk-work-tree.js';
import type { Cell } from '../../model/report.js';
import { pinReaderFor } from '../../pins/readers/pin-kinds.js';
import { asideIn } from './aside-folders.js';
import { Contents } from './contents/contents.js';
import { askedAbout, unreadCell, type Asked } from './cells/gate-cell.js';
import type { Inventory } from './inventory.js';
import type { Judging } from './cells/judging.js';
import { fileBehind, isMetByWalk } from './contents/linked-file.js';
import { readFile } from './contents/read-file.js';
import { sniffFile } from './sniff-file.js';
import type { FolderSurvey, TrackedEntry } from './pins/survey-folder.js';

export interface TrackedFindings {
  readonly cells: readonly Cell[];
  /** The judged contents that decide. */
  readonly contents: Contents;
}

/**
 * @param survey of the folder, walked to its end
 * @param isJudgedElsewhere says of a path in the folder that something else answers for it, such as a toolchain
 */
export async function judgeTracked(
  folder: string,
  survey: FolderSurvey,
  judging: Judging,
  isJudgedElsewhere: (file: string) => boolean,
): Promise<TrackedFindings> {
  const options = { ...judging, askedFor: askerIn(folder), isFolder: true };
  const found = { deciding: new Contents(options), aside: new Contents(options) };
  for (const { kind, path: file, count } of survey.notAsked)
    if (!isJudgedElsewhere(file)) judging.inventory.passOver(kind, count);
  for (const { entry, sniffed } of survey.tracked) {
    // The findings until then are a report all the same.
    if (judging.signal.aborted) break;
    if (entry.kind !== 'unreadable-folder' && isJudgedElsewhere(entry.path)) continue;
    const isAside = asideIn(entry.path) !== null;
    if (entry.kind === 'link' && isMetElsewhere(entry, isAside)) continue;
    await addEntry(folder, { entry, sniffed }, isAside ? found.aside : found.deciding, isAside, judging);
  }
  const aside = (await found.aside.finish()).map((cell) => toldAside(cell, folder));
  return { cells: [...(await found.deciding.finish()), ...aside], contents: found.deciding };
}

type Link = WorkTreeEntry & { readonly kind: 'link' };

/** True if the target of a link is judged by its own name, and not only aside, or counted with the untracked files. */
function isMetElsewhere({ tracked, target }: Link, isAside: boolean): boolean {
  if (target === null || !isMetByWalk(target.path)) return false;
  return tracked === 'no' || (target.tracked !== 'no' && (isAside || asideIn(target.path) === null));
}

/** Makes the names for files in a folder, and for members of archives in it. */
export function askerIn(folder: string): (names: readonly string[]) => Asked {
  return ([file, ...members]) => {
    const asked = askedAbout(file === undefined ? folder : path.join(folder, file));
    return { ...asked, subject: [asked.subject, ...members].join('!') };
  };
}

/** Makes the cell of a file that is told aside. */
export function toldAside(cell: Cell, folder: string): Cell {
  const file = path.relative(path.resolve(folder), path.resolve(expandHome(cell.location?.file ?? '')));
  const name = asideIn(file.split(path.sep).join('/')) ?? 'a folder of test data';
  return { ...cell, aside: cell.aside ?? `it lies in ${name}; name it as a subject to judge it` };
}

async function addEntry(
  folder: string,
  { entry, sniffed: known }: TrackedEntry,
  contents: Contents,
  isAside: boolean,
  { inventory, trackedFiles, signal }: Judging,
): Promise<void> {
  const asked = askedAbout(path.join(folder, entry.path));
  const unread = (reason: string): void =>
    contents.addCell(unreadCell(asked, 'unread-file', reason), [entry.path]);
  if (entry.kind === 'special') return;
  if (entry.kind === 'unreadable-folder') {
    unread(`It could not be read: ${entry.reason}.`);
    return;
  }
  if (entry.tracked === 'no') {
    if (pinReaderFor(entry.path) === null) inventory.passOver('untracked');
    return;
  }
  const file = await fileOf(folder, entry, asked, contents, inventory);
  if (file === null) return;
  const sniffed = known ?? sniffFile(file);
  if (sniffed === 'other') return;
  if (typeof sniffed === 'object') {
    unread(`It could not be read: ${sniffed.unreadable}.`);
  } else if (trackedFiles === 'count') {
    inventory.passOver('tracked');
  } else if (isAside && sniffed !== 'compiled') {
    // Inputs found by fuzzers and damaged archives take minutes to unpack, for an answer that decides nothing.
    inventory.passOver('test data');
    inventory.giveExample('test data', asked.subject);
  } else if (sniffed === 'lfs-pointer') {
    if (isMedia(file)) inventory.passOver('Git LFS pointer');
    else unread('What git tracks is not here, but a Git LFS pointer to it: `git lfs pull` fetches it.');
  } else {
    await readFile(file, [entry.path], asked, contents, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

/** The file to judge; null for a link that leads to nothing that can be judged. */
async function fileOf(
  folder: string,
  entry: WorkTreeEntry & { readonly kind: 'file' | 'link' },
  asked: Asked,
  contents: Contents,
  inventory: Inventory,
): Promise<string | null> {
  const file = path.join(folder, entry.path);
  if (entry.kind !== 'link') return file;
  // The walk meets a folder that lies in this one.
  const isFolderInside = isMetByWalk(entry.target?.path ?? null) && (await kindOfPath(file)) === 'folder';
  return isFolderInside ? null : fileBehind(file, entry.path, asked, contents, inventory);
}

/** True for media. Only the name of a pointer says what it stands for. */
const isMedia = (file: string): boolean =>
  /\.(?:png|jpe?g|gif|webp|svg|bmp|ico|tiff?|psd|heic|hdr|exr|mp[34]|m4[av]|mov|avi|webm|mkv|wav|ogg|flac|ttf|otf|woff2?|pdf)$/i.test(
    file,
  );
