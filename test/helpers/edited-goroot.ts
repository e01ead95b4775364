import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import path from 'node:path';
import { testCache } from './cli.js';
import { makeDirectory } from '../../src/host/files/files.js';

const run = promisify(execFile);

/**
 * A copy of a GOROOT, VERSION untouched, in which one file of the runtime is another. Hard links: a copy costs neither
 * time nor space, and the edited file is replaced, not written through. It stays, at a place that follows from what is
 * in it: builds are kept by GOROOT, so another place each time would build the standard library each time, and leave
 * 50 MB behind.
 */
export async function editedGoroot(goroot: string, edit: (cgocall: string) => string): Promise<string> {
  const edited = path.join('src', 'runtime', 'cgocall.go');
  const before = await readFile(path.join(goroot, edited), 'utf8');
  const after = edit(before);
  if (after === before) throw new Error('the edit changed nothing');
  const identity = createHash('sha256').update(`${goroot}\n${after}`).digest('hex').slice(0, 12);
  const place = path.join(testCache, 'edited', identity);
  const found = path.join(place, 'go');
  if (existsSync(found)) {
    if ((await readFile(path.join(found, edited), 'utf8')) !== after) throw new Error(`${found} was changed`);
    return found;
  }
  await makeDirectory(path.dirname(place));
  // Under another name until it is whole: a run that was killed must leave no half of a toolchain.
  const unfinished = await mkdtemp(path.join(path.dirname(place), '.unfinished-'));
  const copy = path.join(unfinished, 'go');
  try {
    await run('cp', ['-al', goroot, copy]).catch(async () => {
      // The toolchain is on another file system.
      await rm(copy, { recursive: true, force: true });
      await run('cp', ['-a', goroot, copy]);
    });
    await run('chmod', ['-R', 'u+w', path.join(copy, 'src/runtime')]);
    await rm(path.join(copy, edited));
    await writeFile(path.join(copy, edited), after);
    await rename(unfinished, place).catch((error: unknown) => {
      // Another run may have been first.
      if (!existsSync(found)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return found;
}

/** The statement as affected releases have it, and as the fix has it (golang/go#72870). */
const affected = 'if gp.m.isextra {\n\t\tgp.m.isExtraInC = true\n\t}';
const fixed = 'if gp.m.isextra && gp.m.ncgo == 0 {\n\t\tgp.m.isExtraInC = true\n\t}';
const nested = 'if gp.m.isextra {\n\t\tif gp.m.ncgo == 0 {\n\t\t\tgp.m.isExtraInC = true\n\t\t}\n\t}';

/** By its condition alone: the fix came with a comment inside the block. */
export const removeFix = (source: string): string => source.replace(' && gp.m.ncgo == 0 {', ' {');

/** The backport in two of the ways in which a vendor might spell it. */
export const backports = {
  upstream: (source: string) => source.replace(affected, fixed),
  nestedIfs: (source: string) => source.replace(affected, nested),
} as const;
