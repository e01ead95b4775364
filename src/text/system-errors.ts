/** Failed system calls in words. */

const words: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'it does not exist'],
  ['ENOTDIR', 'a part of its path is a file'],
  ['EISDIR', 'it is a folder'],
  ['EEXIST', 'something else has that name'],
  ['ENOTEMPTY', 'it is not empty'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EMFILE', 'too many files are open'],
  ['ENFILE', 'too many files are open on this machine'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ELOOP', 'its links lead back to themselves'],
  ['EXDEV', 'it would have to move to another disk'],
  ['EBUSY', 'it is in use'],
  ['ETXTBSY', 'it is being executed'],
  ['EFBIG', 'it would become too large'],
  ['EIO', 'the disk reports an error'],
  ['ENXIO', 'nothing is at its other end'],
  ['EAGAIN', 'the limit of processes or memory is reached'],
  ['ENOMEM', 'memory ran out'],
  ['ENOEXEC', 'it is not a program for this machine'],
]);

/** Node's code for a failed system call (`ENOENT`), or ''. */
export function systemErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The reason, such as `permission denied`. One without words keeps the system's own name. */
export const systemErrorWords = (error: unknown): string => wordsOfCode(systemErrorCode(error));

/** The same for a code. */
export const wordsOfCode = (code: string): string =>
  words.get(code) ?? (code === '' ? 'for a reason that the system does not tell' : `the system says ${code}`);

/** True if there are words for it. */
export const isKnownSystemError = (error: unknown): boolean => words.has(systemErrorCode(error));
