/**
 * What this process holds is touched while it is held, so that others who cannot ask for the process (in another
 * container, on another machine) see that somebody is there.
 */
import { utimesSync } from 'node:fs';
import { errorCode } from '../files/files.js';

const everyMs = 1_000;
const held = new Map<string, (() => void) | undefined>();
let timer: NodeJS.Timeout | undefined;

/** Until the returned function is called. `onLost` is told once, when somebody else has taken the file away. */
export function keepTouched(file: string, onLost?: () => void): () => void {
  held.set(file, onLost);
  // It keeps nothing alive by itself.
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
      // At once, and not behind the thousands of files that an install may have under way.
      utimesSync(file, now, now);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') continue;
      held.delete(file);
      onLost?.();
    }
  }
}
