/**
 * `$V`, `${V}`, `${V:-default}` as Docker, Compose and GitLab substitute them, `$(V)` as Make and Azure do, keeping
 * track of the place of each part.
 */
import type { PinBudget } from './budget.js';
import { choicesOf, type ValuesOf } from './choices.js';
import {
  ExpansionBuilder,
  maxLength,
  slice,
  textOf,
  tooLong,
  unknownPiece,
  type Expansion,
} from './expansion.js';

/** The value of a variable: null if it has no value known here. */
export type Lookup = (name: string) => Expansion | null;

const variable = /\\\$|\$(?:(\w+)|\((\w+)\)|\{(\w+)(?:(:?[-+])([^{}]*))?\}|\{[^}]*\}?)/g;

export function expandVariables(value: Expansion, lookup: Lookup, budget: PinBudget): Expansion {
  const text = textOf(value);
  budget.search(text.length);
  if (text.length > maxLength) return [tooLong];
  const result = new ExpansionBuilder();
  let done = 0;
  for (const match of text.matchAll(variable)) {
    budget.spend('steps');
    const end = match.index + match[0].length;
    result.add(slice(value, done, match.index));
    done = end;
    if (match[0] === '\\$') {
      result.add(slice(value, match.index + 1, end));
      continue;
    }
    const [, plain, parenthesised, braced, operator, word = ''] = match;
    const known = lookup(plain ?? parenthesised ?? braced ?? '');
    const alternative = slice(value, end - 1 - word.length, end - 1);
    const isSet = known?.some((piece) => piece.text !== '') === true;
    if (operator?.endsWith('+') === true) result.add(isSet ? alternative : []);
    else if (operator !== undefined && !isSet) result.add(alternative);
    else result.add(known ?? [unknownPiece]);
  }
  result.add(slice(value, done, text.length));
  budget.spend('steps', result.value.length);
  return result.value;
}

/** Does the same as `expandVariables`, if a variable may have any of several values; with none it is not set. */
export function expandChoices(value: Expansion, valuesOf: ValuesOf, budget: PinBudget): readonly Expansion[] {
  const text = textOf(value);
  budget.search(text.length);
  if (text.length > maxLength) return [[tooLong]];
  const choices = choicesOf(new Set(variablesIn(text)), valuesOf, budget);
  return choices.map((choice) => expandVariables(value, choice, budget));
}

/** Names of the variables that a text uses. */
export const variablesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\$[{(]?(\w+)/g)].map((match) => match[1] ?? '');
