/** `${{ … }}` in workflows: substituted where the expression is a plain path, and unknown otherwise. */
import { concat, maxLength, slice, textOf, unknownPiece, type Expansion } from './expansion.js';

/** All values a path such as `['matrix', 'go']` may have; null when that is not known. */
export type PathLookup = (path: readonly string[]) => readonly Expansion[] | null;

const expression = /\$\{\{([^}]*)\}\}/g;
const plainPath = /^[A-Za-z_][\w-]*(?:\.[\w-]+|\['[^']*'\])*$/;
// GitHub runs at most 256 jobs a matrix, so no expression has more values that matter.
const maxValues = 256;

export function expandTemplate(value: Expansion, lookup: PathLookup): readonly Expansion[] {
  const text = textOf(value);
  if (text.length > maxLength) return [[unknownPiece]];
  let results: readonly Expansion[] = [[]];
  let done = 0;
  for (const match of text.matchAll(expression)) {
    const literal = slice(value, done, match.index);
    const values = valuesOf(match[1] ?? '', lookup);
    results = results
      .flatMap((begun) => values.map((chosen) => concat(begun, literal, chosen)))
      .slice(0, maxValues);
    done = match.index + match[0].length;
  }
  const rest = slice(value, done, text.length);
  return results.map((begun) => concat(begun, rest));
}

function valuesOf(source: string, lookup: PathLookup): readonly Expansion[] {
  const path = source.trim();
  if (!plainPath.test(path)) return [[unknownPiece]];
  const names = [...path.matchAll(/[\w-]+|\['([^']*)'\]/g)].map((match) => match[1] ?? match[0]);
  return lookup(names) ?? [[unknownPiece]];
}
