/**
 * Judges the compiled files and archives that git tracks in a folder, which are shipped with it or built from. If the
 * tracked files cannot be told, all are judged.
 */
import path from 'node:path';
import { kindOfPath } from '../../host/files/path-kind.js';
import type { WorkTreeEntry } from '../../host/git/walk-work-tree.js';
import { pinReaderFor } from '../../pins/readers/pin-kinds.js';
import { asideIn } from './aside-folders.js';
import type { Contents } from './contents/contents.js';
import type { Judging } from './cells/judging.js';
import { fileBehind, isMetByWalk } from './contents/linked-file.js';
import { FolderContents, readInto, type FolderFindings } from './folder-contents.js';
import { sniffFile } from './sniff-file.js';
import type { FolderSurvey, TrackedEntry } from './pins/survey-folder.js';

/**
 * @param survey of the folder, walked to its end
 * @param isJudgedElsewhere says of a path in the folder that something else answers for it, such as a toolchain
 */
export async function judgeTracked(
  folder: string,
  survey: FolderSurvey,
  judging: Judging,
  isJudgedElsewhere: (file: string) => boolean,
): Promise<FolderFindings> {
  const found = new FolderContents(folder, judging);
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
  return found.finish();
}

type Link = WorkTreeEntry & { readonly kind: 'link' };

/** True if the target of a link is judged by its own name, and not only aside, or counted with the untracked files. */
function isMetElsewhere({ tracked, target }: Link, isAside: boolean): boolean {
  if (target === null || !isMetByWalk(target.path)) return false;
  return tracked === 'no' || (target.tracked !== 'no' && (isAside || asideIn(target.path) === null));
}

async function addEntry(
  folder: string,
  { entry, sniffed: known }: TrackedEntry,
  contents: Contents,
  isAside: boolean,
  { inventory, trackedFiles }: Judging,
): Promise<void> {
  const unread = (reason: string): void => contents.addUnread([entry.path], reason);
  if (entry.kind === 'special') return;
  if (entry.kind === 'unreadable-folder') {
    unread(`It could not be read: ${entry.reason}.`);
    return;
  }
  if (entry.tracked === 'no') {
    if (pinReaderFor(entry.path) === null) inventory.passOver('untracked');
    return;
  }
  const file = await fileOf(folder, entry, contents);
  if (file === null) return;
  const sniffed = known ?? sniffFile(file);
  if (sniffed === 'other') return;
  if (typeof sniffed === 'object') {
    unread(`It could not be read: ${sniffed.unreadable}.`);
  } else if (trackedFiles === 'count') {
    inventory.passOver('tracked');
  } else if (isAside && sniffed !== 'compiled') {
    // Inputs found by fuzzers and damaged archives take minutes to unpack, for an answer that decides nothing.
    contents.passOver('test data', [entry.path]);
  } else if (sniffed === 'lfs-pointer') {
    if (isMedia(file)) inventory.passOver('Git LFS pointer');
    else unread('What git tracks is not here, but a Git LFS pointer to it: `git lfs pull` fetches it.');
  } else {
    await readInto(contents, file, entry.path);
  }
}

/** The file to judge; null for a link that leads to nothing that can be judged. */
async function fileOf(
  folder: string,
  entry: WorkTreeEntry & { readonly kind: 'file' | 'link' },
  contents: Contents,
): Promise<string | null> {
  const file = path.join(folder, entry.path);
  if (entry.kind !== 'link') return file;
  // The walk meets a folder that lies in this one.
  const isFolderInside = isMetByWalk(entry.target?.path ?? null) && (await kindOfPath(file)) === 'folder';
  return isFolderInside ? null : fileBehind(file, entry.path, contents);
}

/** True for media. Only the name of a pointer says what it stands for. */
const isMedia = (file: string): boolean =>
  /\.(?:png|jpe?g|gif|webp|svg|bmp|ico|tiff?|psd|heic|hdr|exr|mp[34]|m4[av]|mov|avi|webm|mkv|wav|ogg|flac|ttf|otf|woff2?|pdf)$/i.test(
    file,
  );
