/**
 * Files that this process holds are touched while it holds them. Others that cannot check for the process (in another
 * container, on another machine) see that it is alive.
 */
import { utimesSync } from 'node:fs';
import { errorCode } from '../files/files.js';

const everyMs = 1_000;
const held = new Map<string, (() => void) | undefined>();
let timer: NodeJS.Timeout | undefined;

/**
 * Keeps it touched until the returned function is called. `onLost` is called once, if another process has removed the
 * file.
 */
export function keepTouched(file: string, onLost?: () => void): () => void {
  held.set(file, onLost);
  // The timer does not keep the process alive.
  timer ??= setInterval(touchAll, everyMs).unref();
  return () => {
    held.delete(file);
    if (held.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function touchAll(): void {
  const now = new Date();
  for (const [file, onLost] of held) {
    try {
      // Synchronous, so that it does not wait behind the thousands of files that an install may be writing.
      utimesSync(file, now, now);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') continue;
      held.delete(file);
      onLost?.();
    }
  }
}
