import { chmod, stat } from 'node:fs/promises';

/**
 * Closes folders to other users that an earlier release of this tool, or another umask, left open; only the user's own
 * folders.
 */
export async function makePrivate(folders: readonly string[]): Promise<void> {
  await Promise.all(
    folders.map(async (folder) => {
      const info = await stat(folder).catch(() => null);
      const isOpen = info !== null && info.isDirectory() && (info.mode & 0o077) !== 0;
      if (isOpen && info.uid === process.getuid?.()) await chmod(folder, 0o700).catch(() => undefined);
    }),
  );
}
