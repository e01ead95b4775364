/** Progress for people, on stderr: live lines on a terminal, plain lines elsewhere, only warnings with `--quiet`. */
import type { Progress, ProgressOptions } from './display.js';
import { unreachable } from '../../model/unreachable.js';
import { sanitiseLine } from '../../text/sanitise.js';

export type ProgressStyle = 'live' | 'plain' | 'quiet';

/** Each style is loaded when it is chosen: a quiet run, and a short one, should not wait for the others. */
export async function createProgress(style: ProgressStyle, options: ProgressOptions): Promise<Progress> {
  switch (style) {
    case 'live':
      return (await import('./progress-live.js')).createLiveProgress(options);
    case 'plain':
      return (await import('./progress-plain.js')).createPlainProgress(options);
    case 'quiet':
      return createQuietProgress(options);
    default:
      return unreachable(style);
  }
}

function createQuietProgress({ writer }: ProgressOptions): Progress {
  return {
    sink: (event) => {
      if (event.type === 'warning') writer.write(`warning: ${sanitiseLine(event.message)}\n`);
    },
    hide: () => {},
    close: () => {},
  };
}
