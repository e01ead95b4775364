/** Makefiles: a name that one sets may be set once more within the value of another, as an argument of somebody else. */
import type { SourceFile } from '../../values/source-file.js';

/** Whether make reads a file of this name. */
export const isMakefile = (path: string): boolean =>
  /(?:^|\/)(?:GNUm|m|M)akefile(?:\.[^/]*)?$|\.mk$/.test(path);

const setting =
  /^(?: {0,9}(?:export|override)[ \t]{1,9})? {0,9}([\w.-]{1,60})[ \t]{0,9}(?:::?|[?+!])?=[^\n]*$/gm;

/**
 * Blanks out, character for character, `GO_VERSION=1.21` in `OPTIONS = GO_VERSION=1.21` where the file sets GO_VERSION
 * itself: that is no second definition. A build argument stays, for it decides.
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
