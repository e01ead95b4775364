/** Progress for people, on stderr: live lines on a terminal, plain lines elsewhere, only warnings with `--quiet`. */
import type { Progress, ProgressOptions } from './display.js';
import { unreachable } from '../model/unreachable.js';
import { createLiveProgress } from './progress-live.js';
import { createPlainProgress } from './progress-plain.js';
import { sanitiseLine } from '../model/sanitise.js';

export type ProgressStyle = 'live' | 'plain' | 'quiet';

export function createProgress(style: ProgressStyle, options: ProgressOptions): Progress {
  switch (style) {
    case 'live':
      return createLiveProgress(options);
    case 'plain':
      return createPlainProgress(options);
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
    close: () => {},
  };
}
