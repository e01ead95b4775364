/** A rename that replaces what is there. */
import { rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReproError } from '../../model/errors.js';
import { systemErrorCode } from '../../text/system-errors.js';

/** The system, and what it does; tests bring their own. */
interface Renaming {
  readonly platform?: NodeJS.Platform;
  readonly move?: (from: string, to: string) => Promise<void>;
  readonly waitsMs?: readonly number[];
}

/** Readers and virus scanners are done in a moment: two thirds of a second in all. */
const usualWaitsMs = [10, 20, 40, 80, 160, 320];
const inUse = new Set(['EPERM', 'EACCES', 'EBUSY']);

/**
 * Windows does not replace a file that another process has open. It is tried again for a while there; then the error says
 * so, since the folder can be written.
 */
export async function renameOver(
  from: string,
  to: string,
  { platform = process.platform, move = rename, waitsMs = usualWaitsMs }: Renaming = {},
): Promise<void> {
  if (platform !== 'win32') return move(from, to);
  for (const [tries, waitMs] of [...waitsMs, 0].entries()) {
    try {
      return await move(from, to);
    } catch (error) {
      if (!inUse.has(systemErrorCode(error))) throw error;
      if (tries === waitsMs.length)
        throw new ReproError('environment', `cannot replace ${to}: another process has it open`, {
          hint: 'Close what uses it, and run this again.',
          cause: error,
        });
      await sleep(waitMs);
    }
  }
}
