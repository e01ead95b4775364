/** The answers of the checksum database, as the go command keeps them in a module cache. */
import path from 'node:path';
import { readSmallFile } from '../../host/files/files.js';
import { expand } from '../find/places.js';
import { moduleVersion, toolchainModule } from '../context.js';

/**
 * The `h1:` of a toolchain named by a checksum database, or null. The go command writes `cache/download/sumdb/NAME/lookup/MODULE@VERSION`
 * only after it has checked the record against the database's signed tree (golang.org/x/mod/sumdb, Client.Lookup).
 */
export async function vouchedSum(moduleCache: string, name: string): Promise<string | null> {
  const module = `${toolchainModule}@${moduleVersion(name)}`;
  for (const database of await expand(moduleCache, 'cache/download/sumdb/*')) {
    const record = await readSmallFile(path.join(database, 'lookup', module), 64 << 10);
    const line = record
      ?.split('\n')
      .find((text) => text.startsWith(`${toolchainModule} ${moduleVersion(name)} h1:`));
    if (line !== undefined) return line.slice(line.lastIndexOf(' ') + 1);
  }
  return null;
}
