/**
 * Makefiles: a name that is set once may be set again within the value of another one, as an argument for another
 * program.
 */
import type { SourceFile } from '../../values/source-file.js';

/** Tells if make reads a file of this name. */
export const isMakefile = (path: string): boolean =>
  /(?:^|\/)(?:GNUm|m|M)akefile(?:\.[^/]*)?$|\.mk$/.test(path);

const setting =
  /^(?: {0,9}(?:export|override)[ \t]{1,9})? {0,9}([\w.-]{1,60})[ \t]{0,9}(?:::?|[?+!])?=[^\n]*$/gm;

/**
 * Blanks out, character for character, `GO_VERSION=1.21` in `OPTIONS = GO_VERSION=1.21` if the file sets GO_VERSION
 * itself: that is not a second definition. A build argument stays, because it decides.
 */
export function withoutInnerSettings({ text, budget }: SourceFile): string {
  budget.search(2 * text.length);
  const names = new Set([...text.matchAll(setting)].map(([, name]) => name));
  return text.replace(setting, (line, name: string) => {
    const start = line.indexOf('=') + 1;
    const value = line
      .slice(start)
      .replace(/(?<=[\s"'])(?<!--build-arg[ \t=]{1,9}["']?)(\w{1,60})=\S{0,200}/g, (inner, set: string) =>
        set !== name && names.has(set) ? ' '.repeat(inner.length) : inner,
      );
    return line.slice(0, start) + value;
  });
}
