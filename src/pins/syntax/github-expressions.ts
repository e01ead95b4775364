/** `${{ … }}` in workflows: substituted if it consists of plain paths and literals, and unknown otherwise. */
import type { PinBudget } from '../values/budget.js';
import { choicesOf } from '../values/choices.js';
import {
  concat,
  maxLength,
  slice,
  textOf,
  tooLong,
  unknownPiece,
  type Expansion,
  type Piece,
} from '../values/expansion.js';

/** All values that a path such as `['matrix', 'go']` may have; null if it has none here. */
export type PathLookup = (path: readonly string[]) => readonly Expansion[] | null;

// Expressions are not nested: a search for the end beyond that would take time in the square of their number.
const expression = /\$\{\{((?:'[^']*'|[^}'$]|\$(?!\{\{))*)\}\}/g;
const plainPath = /^[A-Za-z_][\w-]*(?:\.[\w-]+|\['[^']*'\])*$/;

export function expandTemplate(
  value: Expansion,
  lookup: PathLookup,
  budget: PinBudget,
): readonly Expansion[] {
  const text = textOf(value);
  budget.search(text.length);
  if (text.length > maxLength) return [[tooLong]];
  const places = [...text.matchAll(expression)].map((match) => ({
    asked: match[1] ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }));
  if (places.length === 0) return [value];
  const sources = new Map(places.map(({ asked, start }) => [asked, start + '${{'.length]));
  const valuesAt = (asked: string): readonly Expansion[] => {
    const from = sources.get(asked) ?? 0;
    return valuesOf(slice(value, from, from + asked.length), lookup);
  };
  return choicesOf(new Set(sources.keys()), valuesAt, budget).map((choice) => {
    budget.spend('steps', places.length);
    const parts = places.flatMap(({ asked, start }, index) => [
      slice(value, places[index - 1]?.end ?? 0, start),
      choice(asked) ?? [unknownPiece],
    ]);
    return concat(...parts, slice(value, places.at(-1)?.end ?? 0, text.length));
  });
}

const alternative = /(?:'[^']*'|[^'|]|(?<!\|)\|(?!\|))+/g;

/** `a || b || 'c'`: each of them may be the value; so may the last part of `condition && 'd'`. */
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

/** If one of these is not set it is empty, so the next alternative holds. */
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
