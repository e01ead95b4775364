import type { ProgramSettings } from '../../model/program.js';

/** Says why a program with these settings cannot show the bug on any toolchain; null if it can. */
export function cannotShow(settings: ProgramSettings): string | null {
  if (settings.depth < 2) return `a plain callback (--depth ${settings.depth}) has no outer frame to misflag`;
  if (settings.threadOrigin === 'go')
    return 'only threads made by C enter Go through an extra M (--thread-origin go)';
  return null;
}
