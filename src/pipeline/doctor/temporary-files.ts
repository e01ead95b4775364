import { ReproError } from '../../model/errors.js';
import { systemTemporaryFolder, withTemporaryFolder } from '../../host/scratch/temporary-folder.js';
import { kindOfPath } from '../../host/files/path-kind.js';
import { fine, problem, type Check } from './check.js';

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
