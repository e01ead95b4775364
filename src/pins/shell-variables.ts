/** `$V`, `${V}`, `${V:-default}` as Docker, Compose and GitLab substitute them, `$(V)` as Make and Azure do, keeping track of where each part stands. */
import { ExpansionBuilder, maxLength, slice, textOf, unknownPiece, type Expansion } from './expansion.js';

/** What a variable stands for: null when it has no value known here. */
export type Lookup = (name: string) => Expansion | null;

const variable = /\\\$|\$(?:(\w+)|\((\w+)\)|\{(\w+)(?:(:?[-+])([^{}]*))?\}|\{[^}]*\}?)/g;

export function expandVariables(value: Expansion, lookup: Lookup): Expansion {
  const text = textOf(value);
  if (text.length > maxLength) return [unknownPiece];
  const result = new ExpansionBuilder();
  let done = 0;
  for (const match of text.matchAll(variable)) {
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
    const isSet = known !== null && textOf(known) !== '';
    if (operator?.endsWith('+') === true) result.add(isSet ? alternative : []);
    else if (operator !== undefined && !isSet) result.add(alternative);
    else result.add(known ?? [unknownPiece]);
  }
  result.add(slice(value, done, text.length));
  return result.value;
}

// Values of several variables at once are not put together beyond these; then the whole is unknown.
const maxNames = 10;
const maxValues = 100;

/** As `expandVariables`, where a variable may have any of several values; with none it is not set. */
export function expandChoices(
  value: Expansion,
  valuesOf: (name: string) => readonly Expansion[],
): readonly Expansion[] {
  const names = new Set(variablesIn(textOf(value)));
  if (names.size > maxNames) return [[unknownPiece]];
  let choices: ReadonlyMap<string, Expansion>[] = [new Map()];
  for (const name of names) {
    const values = valuesOf(name);
    if (values.length === 0) continue;
    const distinct = choices.length * values.length <= maxValues ? values : distinctOf(values);
    if (choices.length * distinct.length > maxValues) return [[unknownPiece]];
    choices = choices.flatMap((choice) => distinct.map((chosen) => new Map(choice).set(name, chosen)));
  }
  return choices.map((choice) => expandVariables(value, (name) => choice.get(name) ?? null));
}

const distinctOf = (values: readonly Expansion[]): readonly Expansion[] => [
  ...new Map(values.map((value) => [textOf(value), value])).values(),
];

/** Names of the variables that a text asks for. */
export const variablesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\$[{(]?(\w+)/g)].map((match) => match[1] ?? '');
