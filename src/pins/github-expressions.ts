/** `${{ … }}` in workflows: substituted where it is made of plain paths and literals, and unknown otherwise. */
import { concat, maxLength, slice, textOf, unknownPiece, type Expansion, type Piece } from './expansion.js';

/** All values a path such as `['matrix', 'go']` may have; null when it has none here. */
export type PathLookup = (path: readonly string[]) => readonly Expansion[] | null;

const expression = /\$\{\{((?:'[^']*'|[^}'])*)\}\}/g;
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
    const start = match.index + '${{'.length;
    const values = valuesOf(slice(value, start, start + (match[1] ?? '').length), lookup);
    results = results
      .flatMap((begun) => values.map((chosen) => concat(begun, literal, chosen)))
      .slice(0, maxValues);
    done = match.index + match[0].length;
  }
  const rest = slice(value, done, text.length);
  return results.map((begun) => concat(begun, rest));
}

const alternative = /(?:'[^']*'|[^'|]|(?<!\|)\|(?!\|))+/g;

/** `a || b || 'c'`: each of them may be the one; so may be what stands last in `condition && 'd'`. */
function valuesOf(source: Expansion, lookup: PathLookup): readonly Expansion[] {
  const alternatives = [...textOf(source).matchAll(alternative)];
  const found = alternatives.flatMap((match, index) => {
    const last = match[0].lastIndexOf('&&');
    const from = match.index + (last === -1 ? 0 : last + '&&'.length);
    const operand = slice(source, from, match.index + match[0].length);
    return valuesOfOperand(operand, lookup, index < alternatives.length - 1);
  });
  return found.length === 0 ? [[unknownPiece]] : found;
}

function unknownAt([scope = '', name]: readonly string[]): Piece {
  return scope.toLowerCase() === 'inputs' && name !== undefined
    ? { ...unknownPiece, input: name.toLowerCase() }
    : unknownPiece;
}

/** Of these, what is not set is empty, so that the next alternative holds. */
const mayBeUnset = new Set(['inputs', 'matrix', 'github']);

function valuesOfOperand(
  operand: Expansion,
  lookup: PathLookup,
  hasAlternative: boolean,
): readonly Expansion[] {
  const text = textOf(operand);
  const literal = /^\s*'([^']*)'\s*$/d.exec(text)?.indices?.[1];
  if (literal !== undefined) return [slice(operand, ...literal)];
  const path = text.trim();
  if (!plainPath.test(path)) return [[unknownPiece]];
  const names = [...path.matchAll(/[\w-]+|\['([^']*)'\]/g)].map((match) => match[1] ?? match[0]);
  const values = lookup(names);
  if (!hasAlternative) return values ?? [[unknownAt(names)]];
  if (values === null) return mayBeUnset.has((names[0] ?? '').toLowerCase()) ? [] : [[unknownPiece]];
  return values.filter((value) => textOf(value) !== '');
}
