/** Follows symbolic links that are met in a folder and lead to files that its walk does not meet. */
import { kindOfPath, realPathOf } from '../../../host/files/path-kind.js';
import type { Contents } from './contents.js';

/** True if the walk of the folder meets the target of a link. The walk enters nothing of git's own. */
export const isMetByWalk = (target: string | null): target is string =>
  target !== null && !target.split('/').includes('.git');

/**
 * The regular file at the end of a link, to be judged by the link's name. Null for anything else, which is counted and
 * named, or undecided; a FIFO or device holds no program and is not opened.
 * @param name of the link in its folder
 */
export async function fileBehind(link: string, name: string, contents: Contents): Promise<string | null> {
  const kind = await kindOfPath(link);
  switch (kind) {
    case 'file':
      return realPathOf(link);
    case 'folder':
      contents.passOver('linked folder', [name]);
      return null;
    case 'missing':
    case 'link-loop':
      contents.passOver('broken link', [name]);
      return null;
    case 'forbidden':
      contents.addUnread([name], 'It could not be read: what the link leads to is forbidden.');
      return null;
    case 'special':
      return null;
  }
}
