import path from 'node:path';
import type { Sources } from '../model/program.js';
import { writeFileAtomic } from '../host/files/files.js';

/** Writes the module so that plain `go build` in `folder` builds it. */
export async function writeModule({ files }: Pick<Sources, 'files'>, folder: string): Promise<void> {
  for (const file of files) await writeFileAtomic(path.join(folder, ...file.path.split('/')), file.content);
}
