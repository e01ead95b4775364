/** Which targets are meant by what was typed: each `--target`, the lists of `--targets`, and the short forms. */
import { ReproError } from '../model/errors.js';
import { nearestNames } from '../text/nearest.js';
import { quotedWord } from '../text/quoted-word.js';
import type { Machine } from './known-target.js';
import { knownTargets } from './table.js';
import { joinParts, parseTarget, type TargetParts } from './target-parts.js';

/** Stands for every target that works on this machine. */
export const allAvailable = 'all-available';

export interface AskedParts {
  readonly parts: TargetParts;
  /** As it was typed. */
  readonly name: string;
  /** False for those that `all-available` stands for: what does not work here is left out. */
  readonly byName: boolean;
}

/**
 * Reads all targets that were named, each once. Without any, it is this machine.
 * @param lists texts of `--targets`: targets with spaces or semicolons between them
 * @param short what `--cc`, `--buildmode` and `--race` said, joined with each. Throws `usage` where they differ.
 */
export function askedTargets(
  named: readonly string[],
  lists: readonly string[],
  short: readonly TargetParts[],
  machine: Machine,
): AskedParts[] {
  const words = [...named, ...lists.flatMap(wordsOf)];
  const asked: AskedParts[] =
    words.length === 0
      ? [{ parts: {}, name: `${machine.goos}/${machine.goarch}`, byName: true }]
      : words.flatMap((word): AskedParts[] =>
          word === allAvailable
            ? offeredTargets(machine).map((name) => ({ parts: parseTarget(name), name, byName: false }))
            : [{ parts: parseTarget(refuseMistyped(word)), name: word, byName: true }],
        );
  const joined = asked.flatMap(({ parts, name, byName }) =>
    short.map((more) => ({
      parts: joinParts(parts, more, 'the target and its short forms'),
      name: [name, ...shortNames(more)].join(','),
      byName,
    })),
  );
  return [...new Map(joined.map((one) => [JSON.stringify(one.parts), one])).values()];
}

function refuseMistyped(word: string): string {
  if (nearestNames(word, [allAvailable]).length === 0) return word;
  throw new ReproError('usage', `${quotedWord(word)} is no target`, {
    hint: `Did you mean ${allAvailable}?`,
  });
}

const shortNames = ({ cc, buildmode, race }: TargetParts): string[] => [
  ...(cc === undefined ? [] : [`cc=${cc}`]),
  ...(buildmode === undefined ? [] : [`buildmode=${buildmode}`]),
  ...(race === undefined ? [] : [race ? 'race' : 'race=off']),
];

/** An empty list is no wish for this machine: a variable may not have been set. */
function wordsOf(list: string): string[] {
  const words = splitList(list);
  if (words.length > 0) return words;
  throw new ReproError('usage', `${quotedWord(list)} names no target`, {
    hint: `For example: --targets 'linux/amd64 linux/arm64', or --targets ${allAvailable}`,
  });
}

/** At spaces and semicolons, except in quotes. */
const splitList = (text: string): string[] => text.match(/(?:[^\s;'"]|'[^']*'|"[^"]*"|['"])+/g) ?? [];

/** Every known target with each of its forms, as `--target` takes them. */
export const offeredTargets = (machine: Machine): string[] =>
  knownTargets(machine).flatMap(({ name, forms }) =>
    forms.map((form) => (form === '' ? name : `${name},${form}`)),
  );
