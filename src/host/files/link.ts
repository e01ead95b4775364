/** A link to a file or folder of this machine, or what does as one where links need a privilege. */
import { copyFile, stat, symlink } from 'node:fs/promises';

/**
 * Makes `to` stand for `from`, an absolute path. On Windows, only administrators may make symbolic links: a folder gets a
 * junction there, which anyone may make, and a file is copied; what is missing is left out.
 */
export async function linkTo(from: string, to: string, platform = process.platform): Promise<void> {
  if (platform !== 'win32') return symlink(from, to);
  const info = await stat(from).catch(() => null);
  if (info?.isDirectory() === true) await symlink(from, to, 'junction');
  else if (info !== null) await copyFile(from, to);
}
