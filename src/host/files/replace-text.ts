import { randomUUID } from 'node:crypto';
import { chmod, lstat, rm, writeFile } from 'node:fs/promises';
import { ReproError } from '../../model/errors.js';
import { readTextFile } from './file-content.js';
import { renameOver } from './rename-over.js';
import { systemErrorWords } from '../../text/system-errors.js';

/**
 * Replaces `before` with `after`, all at once and with the file’s own mode. Throws `bad-file` if the content is
 * something else by now, or cannot be written.
 */
export async function replaceText(file: string, before: string, after: string): Promise<void> {
  const now = readTextFile(file, Buffer.byteLength(before));
  if (!now.ok || now.value !== before)
    throw new ReproError('bad-file', `${file} changed meanwhile and was left as it is`, {
      hint: 'Run --fix again.',
    });
  const beside = `${file}.${randomUUID()}.tmp`;
  try {
    const { mode } = await lstat(file);
    await writeFile(beside, after, { mode, flag: 'wx' });
    // This process makes files that only its user may read; this file keeps its mode.
    await chmod(beside, mode);
    await renameOver(beside, file);
  } catch (cause) {
    await rm(beside, { force: true });
    if (cause instanceof ReproError) throw cause;
    throw new ReproError('bad-file', `cannot write ${file}: ${systemErrorWords(cause)}`, {
      cause,
      hint: 'Check that its folder may be written.',
    });
  }
}
