/**
 * Tells which inputs of an action or workflow may reach anything that pins Go: most are flags and names, and there are
 * many.
 */
import type { YamlEntry, YamlTree } from '../../syntax/yaml-tree.js';

/** The keys whose values are read for the caller's arguments; everything in a `with` is read as well. */
const readKeys = /^(?:image|container|uses|gotoolchain)$/i;

/** May report more inputs than necessary if names are used for several things, but never fewer. */
export class InputFlow {
  readonly #tree: YamlTree;
  /** For each word in expressions, the keys whose values contain it. */
  readonly #keysWith = new Map<string, Set<string>>();
  readonly #read = new Set<string>();
  readonly #answers = new Map<string, boolean>();

  constructor(tree: YamlTree) {
    this.#tree = tree;
    for (const map of tree.maps()) {
      for (const entry of tree.entries(map)) {
        const words = this.#wordsIn(entry);
        const key = entry.key.toLowerCase();
        for (const word of words) this.#note(word, key);
        if (readKeys.test(key)) this.#noteRead(words);
        if (key === 'with')
          for (const given of tree.entries(entry.value)) this.#noteRead(this.#wordsIn(given));
      }
    }
  }

  #note(word: string, key: string): void {
    const keys = this.#keysWith.get(word) ?? new Set();
    this.#keysWith.set(word, keys.add(key));
  }

  #noteRead(words: readonly string[]): void {
    for (const word of words) this.#read.add(word);
  }

  reaches(input: string): boolean {
    const name = input.toLowerCase();
    const known = this.#answers.get(name);
    if (known !== undefined) return known;
    const answer = this.#follow(name);
    this.#answers.set(name, answer);
    return answer;
  }

  #follow(input: string): boolean {
    const names = new Set([input]);
    // Grows on the way.
    for (const name of names) {
      // An input that is made from another one goes by the name of that.
      if (this.#read.has(name) || name === 'default' || name === 'options') return true;
      const keys = this.#keysWith.get(name) ?? [];
      for (const key of keys) names.add(key);
      this.#tree.search(names.size);
    }
    return false;
  }

  /** The words of a value with expressions. */
  #wordsIn({ value }: YamlEntry): readonly string[] {
    const alone = this.#tree.scalar(value);
    // For a list, also the values deeper in it.
    const isList = alone === null && this.#tree.items(value).length > 0;
    const texts = isList ? [this.#tree.sourceOf(value)] : [];
    for (const { text } of this.#tree.scalars(value)) texts.push(text);
    const expressions = texts.filter((text) => text.includes('${{'));
    for (const text of expressions) this.#tree.search(text.length);
    return expressions.flatMap((text) => text.toLowerCase().match(/[\w-]+/g) ?? []);
  }
}
