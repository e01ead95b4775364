/** Checks the folders into which the tool writes. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { freeBytes, removeTree, writeFileAtomic } from '../../host/files/files.js';
import { kindOfPath } from '../../host/files/path-kind.js';
import { systemTemporaryFolder, withTemporaryFolder } from '../../host/scratch/temporary-folder.js';
import { ReproError } from '../../model/errors.js';
import { shortenHome } from '../../text/shorten-home.js';
import { cacheSizeBytes } from '../store/store.js';
import { fine, problem, warning, type Check } from './check.js';

/** A toolchain takes about 350 MB while it is unpacked, its build cache 100 MB. */
const oneReleaseBytes = 500e6;
const comfortableBytes = 2e9;

export const cacheCheck: Check = {
  name: 'Cache folder',
  look: async (context) => {
    const { home, paths } = context;
    const trial = path.join(paths.root, `.doctor-${randomUUID()}`);
    await writeFileAtomic(trial, '');
    await removeTree(trial);
    const free = await freeBytes(paths.root);
    const where = shortenHome(paths.root, home);
    const used = megabytes(await cacheSizeBytes(context, context.countSizes));
    const counted = context.countSizes ? ', every file counted' : '';
    const detail = `${where}: writable, ${used} used${counted}, ${megabytes(free)} free`;
    const hint = 'Run `cgoprof-repro toolchain prune --keep-last 2`, or choose another with --cache-dir DIR.';
    if (free < oneReleaseBytes) return [problem(`${detail}: too little for one release`, hint)];
    return [free < comfortableBytes ? warning(`${detail}: enough for few releases`, hint) : fine(detail)];
  },
};

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/**
 * Checks the folder for temporary files. Large members of archives go there, and many files of compilers and other
 * programs.
 */
export const temporaryFilesCheck: Check = {
  name: 'Temporary files',
  look: async () => {
    const folder = systemTemporaryFolder();
    const hint = 'Make it, or set TMPDIR to a folder that can be written.';
    // Nothing may be created that the user did not ask for.
    if ((await kindOfPath(folder)) !== 'folder') return [problem(`${folder} is not a folder`, hint)];
    try {
      await withTemporaryFolder(folder, () => Promise.resolve(), '.cgoprof-repro');
    } catch (error) {
      if (!(error instanceof ReproError)) throw error;
      return [problem(error.message, hint)];
    }
    return [fine(`${folder}: writable`)];
  },
};
