/** The possible results of a text with names in it, if each name may have any of several values. */
import type { PinBudget } from './budget.js';
import { getOrMake } from './get-or-make.js';
import {
  ExpansionBuilder,
  beyond,
  maxLength,
  slice,
  textOf,
  tooLong,
  unknownPiece,
  type Expansion,
} from './expansion.js';

/** The value of a name; null if it has none. */
export type Choice = (name: string) => Expansion | null;

export type ValuesOf = (name: string) => readonly Expansion[];

/** More different values of one name than these are not distinguished. */
export const maxValues = 64;
/** The limit for several names together. GitHub runs at most so many jobs of a matrix. */
const maxCombinations = 256;

/** Tells if a value that is not examined may name a Go image, or hold a variable that does. */
const mayNameGo = /go|[$<]/i;

/** The values of one name. An equal one may occur several times, because each is written somewhere else. */
export class Values {
  readonly #mostRepeats: number;
  readonly #kept: Expansion[] = [];
  readonly #texts = new Set<string>();
  /** Stands for those beyond the limit. */
  #others: Expansion | null = null;

  /** @param mostRepeats the number of values that are kept although they are not new */
  constructor(mostRepeats: number) {
    this.#mostRepeats = mostRepeats;
  }

  add(value: Expansion): void {
    const text = textOf(value);
    const isNew = !this.#texts.has(text);
    if (isNew ? this.#texts.size < maxValues : this.#kept.length < this.#mostRepeats) {
      this.#texts.add(text);
      this.#kept.push(value);
    } else if (isNew && (this.#others === null || mayNameGo.test(text)))
      this.#others = [beyond(tooMany, mayNameGo.test(text))];
  }

  get all(): readonly Expansion[] {
    return this.#others === null ? this.#kept : [...this.#kept, this.#others];
  }
}

const tooMany = `it may have more than ${maxValues} different values`;

/** The values of several names. */
export class Variables {
  readonly #mostRepeats: number;
  readonly #values = new Map<string, Values>();

  /** @param mostRepeats the number of values of one name that are kept although they are not new */
  constructor(mostRepeats = 0) {
    this.#mostRepeats = mostRepeats;
  }

  add(name: string, values: readonly Expansion[]): void {
    for (const value of values) getOrMake(this.#values, name, () => new Values(this.#mostRepeats)).add(value);
  }

  /** Undefined for a name that was given no value. */
  get(name: string): readonly Expansion[] | undefined {
    return this.#values.get(name)?.all;
  }

  names(): Iterable<string> {
    return this.#values.keys();
  }
}

interface Known {
  readonly name: string;
  readonly values: readonly Expansion[];
}

/**
 * All combinations of values. If there are too many, each value with the other names unknown, so that the result grows
 * as the sum of the values does. A name without values is in none.
 */
export function choicesOf(
  names: ReadonlySet<string>,
  valuesOf: ValuesOf,
  budget: PinBudget,
): readonly Choice[] {
  const all = [...names]
    .map((name): Known => ({ name, values: valuesOf(name) }))
    .filter(({ values }) => values.length > 0);
  // An equal value may be at several places, each of which is worth an edit of its own.
  const known = all.length <= 1 || sizeOf(all) <= maxCombinations ? all : all.map(distinct);
  const isSmall = known.length <= 1 || sizeOf(known) <= maxCombinations;
  const size = known.reduce(
    (count, { values }) => (isSmall ? count * values.length : count + values.length),
    isSmall ? 1 : 0,
  );
  budget.spend('values', size);
  budget.spend('steps', isSmall ? size * known.length : size);
  return isSmall ? combinationsOf(known, size) : eachAlone(known);
}

const sizeOf = (known: readonly Known[]): number =>
  known.reduce((size, { values }) => Math.min(size * values.length, maxCombinations + 1), 1);

const distinct = ({ name, values }: Known): Known => ({
  name,
  values: [...new Map(values.map((value) => [textOf(value), value])).values()],
});

function combinationsOf(known: readonly Known[], size: number): readonly Choice[] {
  return Array.from({ length: size }, (_, index) => {
    let left = index;
    const chosen = new Map<string, Expansion>();
    for (const { name, values } of known.toReversed()) {
      const value = values[left % values.length];
      left = Math.floor(left / values.length);
      if (value !== undefined) chosen.set(name, value);
    }
    return (name: string) => chosen.get(name) ?? null;
  });
}

function eachAlone(known: readonly Known[]): readonly Choice[] {
  const isGo = known.some(({ values }) => values.some((value) => mayNameGo.test(textOf(value))));
  const other = [beyond('its variables have too many values together', isGo)];
  const names = new Set(known.map(({ name }) => name));
  return known.flatMap(({ name, values }) =>
    values.map((value) => (asked: string) => (asked === name ? value : names.has(asked) ? other : null)),
  );
}

// Values that are made from values; deeper chains are made to waste time.
const maxDepth = 3;

/** Puts values for places such as `<< parameters.x >>`, also for those in the values. */
export class Places {
  readonly #pattern: RegExp;
  readonly #valuesOf: ValuesOf;
  readonly #budget: PinBudget;
  readonly #filled = new Map<string, readonly Expansion[]>();

  /** @param pattern with the flag `g`; its group 1 is a name, and a place without one is unknown */
  constructor(pattern: RegExp, valuesOf: ValuesOf, budget: PinBudget) {
    this.#pattern = pattern;
    this.#valuesOf = valuesOf;
    this.#budget = budget;
  }

  fill(value: Expansion, depth = 0): readonly Expansion[] {
    const text = textOf(value);
    this.#budget.search(text.length);
    const isLong = text.length > maxLength;
    const places = [...(isLong ? text.slice(0, maxLength) : text).matchAll(this.#pattern)];
    if (places.length === 0) return [value];
    if (isLong) return [[tooLong]];
    const names = new Set(places.flatMap(([, name]) => name ?? []));
    return choicesOf(names, (name) => this.#valuesAt(name, depth), this.#budget).map((choice) => {
      this.#budget.spend('steps', places.length);
      const builder = new ExpansionBuilder();
      let done = 0;
      for (const place of places) {
        builder.add(slice(value, done, place.index));
        builder.add(choice(place[1] ?? '') ?? [unknownPiece]);
        done = place.index + place[0].length;
      }
      builder.add(slice(value, done, text.length));
      return builder.value;
    });
  }

  /** Values of a name, with all places in them filled in; each name is looked up once. */
  #valuesAt(name: string, depth: number): readonly Expansion[] {
    if (depth >= maxDepth) return [[unknownPiece]];
    return getOrMake(this.#filled, `${depth} ${name}`, () =>
      this.#valuesOf(name).flatMap((value) => this.fill(value, depth + 1)),
    );
  }
}
