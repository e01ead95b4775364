/**
 * Tells which inputs of an action or workflow may reach anything that pins Go: most are flags and names, and there are
 * many.
 */
import { getOrMake } from '../../values/get-or-make.js';
import type { YamlEntry, YamlNode, YamlTree } from '../../syntax/yaml-tree.js';

// By the first node of its text, which all trees of that text share: fifty workflows may call one.
const flows = new WeakMap<YamlNode, InputFlow>();

/** Follows the inputs of an action or workflow. */
export function inputFlowOf(tree: YamlTree): InputFlow {
  const [root] = tree.roots;
  const follow = (): InputFlow => new InputFlow(tree);
  return root === undefined ? follow() : getOrMake(flows, root, follow);
}

/** The keys whose values are read for the caller's arguments; everything in a `with` is read as well. */
const readKeys = /^(?:image|container|uses|gotoolchain)$/i;

/** May report more inputs than necessary if names are used for several things, but never fewer. */
export class InputFlow {
  /** For each word in expressions, the keys whose values contain it. */
  readonly #keysWith = new Map<string, Set<string>>();
  readonly #read = new Set<string>();
  readonly #answers = new Map<string, boolean>();

  constructor(tree: YamlTree) {
    for (const map of tree.maps()) {
      for (const entry of tree.entries(map)) {
        const words = wordsIn(tree, entry);
        const key = entry.key.toLowerCase();
        for (const word of words) getOrMake(this.#keysWith, word, () => new Set()).add(key);
        if (readKeys.test(key)) this.#noteRead(words);
        if (key === 'with')
          for (const given of tree.entries(entry.value)) this.#noteRead(wordsIn(tree, given));
      }
    }
  }

  #noteRead(words: readonly string[]): void {
    for (const word of words) this.#read.add(word);
  }

  /** @param tree on whose budget it is looked up */
  reaches(input: string, tree: YamlTree): boolean {
    const name = input.toLowerCase();
    return getOrMake(this.#answers, name, () => this.#follow(name, tree));
  }

  #follow(input: string, tree: YamlTree): boolean {
    const names = new Set([input]);
    // Grows on the way.
    for (const name of names) {
      // An input that is made from another one goes by the name of that.
      if (this.#read.has(name) || name === 'default' || name === 'options') return true;
      const keys = this.#keysWith.get(name) ?? [];
      for (const key of keys) names.add(key);
      tree.search(names.size);
    }
    return false;
  }
}

/** The words of a value with expressions. */
function wordsIn(tree: YamlTree, { value }: YamlEntry): readonly string[] {
  const alone = tree.scalar(value);
  // For a list, also the values deeper in it.
  const isList = alone === null && tree.items(value).length > 0;
  const texts = isList ? [tree.sourceOf(value)] : [];
  for (const { text } of tree.scalars(value)) texts.push(text);
  const expressions = texts.filter((text) => text.includes('${{'));
  for (const text of expressions) tree.search(text.length);
  return expressions.flatMap((text) => text.toLowerCase().match(/[\w-]+/g) ?? []);
}
