/** A failed system call for which no caller had better words. */
import { ReproError } from '../model/errors.js';
import { isKnownSystemError, systemErrorCode, systemErrorWords } from '../text/system-errors.js';

const verbs: ReadonlyMap<string, string> = new Map([
  ['open', 'open'],
  ['read', 'read'],
  ['write', 'write'],
  ['stat', 'look at'],
  ['lstat', 'look at'],
  ['access', 'use'],
  ['scandir', 'list'],
  ['mkdir', 'make'],
  ['mkdtemp', 'make a folder in'],
  ['rename', 'rename'],
  ['rmdir', 'remove'],
  ['unlink', 'remove'],
]);

const hints: ReadonlyMap<string, string> = new Map([
  ['EMFILE', 'Allow more open files: ulimit -n 4096'],
  ['ENOSPC', 'Free some space: cgoprof-repro toolchain prune --keep-last 2'],
  ['EDQUOT', 'Free some space: cgoprof-repro toolchain prune --keep-last 2'],
]);

const doctor =
  'Run `cgoprof-repro doctor`, which checks the folders and limits that the tool needs. If it finds nothing, please report this.';

/** The failure as people read it; null for any other error. */
export function systemFailure(error: unknown): ReproError | null {
  if (!(error instanceof Error) || !isKnownSystemError(error)) return null;
  const code = systemErrorCode(error);
  const call = 'syscall' in error && typeof error.syscall === 'string' ? error.syscall : '';
  const [, command] = /^spawn (.+)/.exec(call) ?? [];
  const verb = command === undefined ? (verbs.get(call) ?? 'work with') : 'start';
  const file = 'path' in error && typeof error.path === 'string' ? error.path : (command ?? 'a file');
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  return new ReproError(
    isFull ? 'disk-full' : 'environment',
    `cannot ${verb} ${file}: ${systemErrorWords(error)}`,
    { hint: hints.get(code) ?? doctor, cause: error },
  );
}
