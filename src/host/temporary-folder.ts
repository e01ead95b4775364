import { tmpdir } from 'node:os';
import tmp from 'tmp-promise';
import { makeDirectory, removeTree } from './files.js';

// A tool that ends early, in whatever orderly way, leaves nothing half-made behind.
tmp.setGracefulCleanup();

/** Where the system wants what is soon thrown away. */
export const systemTemporaryFolder = (): string => tmpdir();

/** Runs `work` with a new folder inside `parent` and removes it afterwards, read-only folders in it included. */
export async function withTemporaryFolder<T>(
  parent: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  await makeDirectory(parent);
  const folder = await tmp.dir({ tmpdir: parent, prefix: '.making', unsafeCleanup: true });
  try {
    return await work(folder.path);
  } finally {
    await removeTree(folder.path);
  }
}
