/** Tells the kind of a file by its first bytes, for the kinds of which a repository has very many files. */
import { formatOf, sniffedBytes } from '../../archive/format.js';
import { notRegular, readContent, type FileContent } from '../../host/files/file-content.js';
import type { Result } from '../../model/result.js';

export type Sniffed =
  /** `archive` is any kind of archive, those that cannot be read among them. */
  'compiled' | 'archive' | 'lfs-pointer' | 'other' | { readonly unreadable: string };

/**
 * The least size of an installer. A script that brings files along is at least so long; the shortest Go program is
 * longer still when it is packed.
 */
const leastInstallerBytes = 128 * 1024;
/** The mark of a Git LFS pointer: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const lfsMark = 'version https://git-lfs.github.com/spec/';
const longestLfsPointer = 1024;

export const sniffFile = (file: string): Sniffed =>
  sniffContent(readContent(file, { text: 'none', maxBytes: sniffedBytes }));

/** Tells the same of a file that was read. */
export function sniffContent(content: Result<FileContent, string>): Sniffed {
  if (content.ok) return kindOf(content.value);
  return content.error === notRegular ? 'other' : { unreadable: content.error };
}

function kindOf({ head, sizeBytes }: FileContent): Sniffed {
  const bytes = head.subarray(0, sniffedBytes);
  if (sizeBytes <= longestLfsPointer && bytes.toString('latin1', 0, lfsMark.length) === lfsMark)
    return 'lfs-pointer';
  const { kind } = formatOf(bytes);
  if (kind === 'other' || kind === 'compiled') return kind;
  return kind !== 'script' || sizeBytes >= leastInstallerBytes ? 'archive' : 'other';
}
