/** Long options with one dash, as Go's own commands take them: `-go 1.23.0`, `-go=1.23.0`. */
import { ReproError } from '../model/errors.js';
import { nearestNames } from '../text/nearest.js';
import { quotedWord } from '../text/quoted-word.js';

/** A shorter word may be letters of options in a row, such as `-vq`. */
const shortestMistyped = 4;

/**
 * Gives words such as `-go` their second dash, up to a `--`. One that is nearly an option is refused: commander would read
 * `-ofline` as `-o fline`, and write a file of that name.
 * @param names long names without their dashes
 */
export function withDoubleDashes(args: readonly string[], names: readonly string[]): string[] {
  const end = args.indexOf('--');
  const own = end === -1 ? args : args.slice(0, end);
  return [...own.map((word) => withDoubleDash(word, names)), ...args.slice(own.length)];
}

function withDoubleDash(word: string, names: readonly string[]): string {
  const [, name] = /^-([a-z][a-z-]+)(?:=|$)/.exec(word) ?? [];
  if (name === undefined) return word;
  if (names.includes(name)) return `-${word}`;
  const [nearest] = name.length < shortestMistyped ? [] : nearestNames(name, names, 1);
  if (nearest === undefined) return word;
  throw new ReproError('usage', `there is no option ${quotedWord(`-${name}`)}`, {
    hint: `Did you mean --${nearest}?`,
  });
}
