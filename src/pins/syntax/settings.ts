/** Files of `NAME=value` lines, such as `.env`. */
import type { Expansion } from '../values/expansion.js';
import type { TextFile } from '../values/source-file.js';

/** The last value of each name, with its place, which is in a file other than the one that is read. */
export function settingsIn({ path, text }: TextFile): ReadonlyMap<string, readonly Expansion[]> {
  const lines = text.matchAll(/^[ \t]*(?:export[ \t]+)?(\w{1,99})=["']?([^\s"'#]{0,200})/dgm);
  return new Map(
    [...lines].map((match) => {
      const [, name = '', value = ''] = match;
      const start = match.indices?.[2]?.[0] ?? 0;
      return [name, [[{ text: value, span: null, at: { path, text, start } }]]];
    }),
  );
}
