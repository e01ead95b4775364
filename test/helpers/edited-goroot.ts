import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import path from 'node:path';
import { testCache } from './cli.js';
import { makeDirectory } from '../../src/host/files/files.js';

const run = promisify(execFile);

/**
 * A copy of a GOROOT, VERSION untouched, in which one file of the runtime is another. Hard links: a copy costs neither
 * time nor space, and the edited file is replaced, not written through.
 */
export async function editedGoroot(
  goroot: string,
  edit: (cgocall: string) => string,
): Promise<{ readonly goroot: string; readonly remove: () => Promise<void> }> {
  await makeDirectory(testCache);
  const folder = await mkdtemp(path.join(testCache, 'edited-'));
  const copy = path.join(folder, 'go');
  try {
    await run('cp', ['-al', goroot, copy]);
  } catch {
    // The toolchain is on another file system.
    await rm(copy, { recursive: true, force: true });
    await run('cp', ['-a', goroot, copy]);
  }
  const file = path.join(copy, 'src/runtime/cgocall.go');
  const before = await readFile(file, 'utf8');
  const after = edit(before);
  if (after === before) throw new Error('the edit changed nothing');
  await run('chmod', ['-R', 'u+w', path.join(copy, 'src/runtime')]);
  await rm(file);
  await writeFile(file, after);
  return { goroot: copy, remove: () => rm(folder, { recursive: true, force: true }) };
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
