/**
 * A YAML file as a tree of nodes with their places. Nothing is expanded into plain objects: aliases are followed one
 * step at a time under a budget, so a YAML bomb costs no more than its own text, and keys such as `__proto__` are text.
 */
import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  visit,
  type Document,
  type Node,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Pin, PinKind, Span } from '../model/pin.js';
import { parseYamlText } from '../model/yaml-documents.js';
import { printable } from '../model/printable.js';
import { written, type Expansion } from './expansion.js';
import { notUnderstood, withoutRepeats, type SourceFile } from './source-file.js';

export type YamlNode = Node;

export interface YamlEntry {
  readonly key: string;
  readonly value: YamlNode | null;
}

export interface YamlScalar {
  /** What a program that reads the file sees: an unquoted 1.20 is the number 1.2, its `expansion` leads to `1.20`. */
  readonly text: string;
  readonly expansion: Expansion;
  /** Quotes included; of a block (`|`, `>-`) what is in it. */
  readonly span: Span;
  readonly isBlock: boolean;
}

/** Steps a reader may take: far beyond any real file, and soon reached by a bomb. */
const maxSteps = 200_000;

class YamlBudgetError extends Error {}

/** Runs a reader over a YAML file; a file that is broken or a bomb gives one pin that says so. */
export function readYaml(source: SourceFile, kind: PinKind, read: (tree: YamlTree) => Pin[]): Pin[] {
  const refuse = (why: string, start = 0): Pin[] => [
    notUnderstood(source, kind, { start, end: source.text.length }, why),
  ];
  // Checking that keys are unique would take time in the square of their number.
  const { documents, refused } = parseYamlText(source.text, { uniqueKeys: false });
  if (refused !== null) return refuse(refused);
  const error = documents.flatMap((document) => document.errors)[0];
  if (error !== undefined) return refuse(`not valid YAML: ${printable(error.message, 120)}`, error.pos[0]);
  try {
    const tree = new YamlTree(source.text, documents);
    return withoutRepeats(read(tree).map((pin) => inList(pin, source, tree)));
  } catch (thrown) {
    if (thrown instanceof YamlBudgetError) return refuse('its aliases expand beyond any reasonable size');
    throw thrown;
  }
}

/** A new item of a list must not repeat another. */
function inList(pin: Pin, source: SourceFile, tree: YamlTree): Pin {
  const { editPlace, file } = pin;
  if (editPlace.kind !== 'version' || file !== source.path) return pin;
  return { ...pin, editPlace: { ...editPlace, list: tree.listAt(editPlace.span) } };
}

/** The tree of another file that is referred to, perhaps many times; null when it is not valid. */
export function openYaml(text: string): YamlTree | null {
  const { documents, refused } = parseYamlText(text, { uniqueKeys: false });
  const isValid = refused === null && documents.every(({ errors }) => errors.length === 0);
  return isValid ? new YamlTree(text, documents, 10 * maxSteps) : null;
}

export class YamlTree {
  readonly roots: readonly YamlNode[];
  readonly #text: string;
  readonly #targets = new Map<Node, Node>();
  readonly #maps: YAMLMap[] = [];
  /** In order. */
  readonly #items: { readonly span: Span; readonly list: YAMLSeq }[] = [];
  readonly #values = new Map<YAMLSeq, readonly string[]>();
  readonly #maxSteps: number;
  #steps = 0;

  constructor(text: string, documents: readonly Document.Parsed[], budget = maxSteps) {
    this.#maxSteps = budget;
    this.#text = text;
    this.roots = documents.flatMap(({ contents }) => (contents === null ? [] : [contents]));
    for (const document of documents) this.#index(document);
  }

  /** One walk in document order: an alias means the latest anchor of its name before it. */
  #index(document: Document.Parsed): void {
    const anchors = new Map<string, Node>();
    visit(document, {
      Node: (_key, node) => {
        if (isAlias(node)) {
          const target = anchors.get(node.source);
          if (target !== undefined) this.#targets.set(node, target);
          return;
        }
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        if (isMap(node)) this.#maps.push(node);
        if (!isSeq(node)) return;
        for (const item of node.items) {
          const [start, end] = isScalar(item) ? (item.range ?? []) : [];
          if (start !== undefined && end !== undefined)
            this.#items.push({ span: { start, end }, list: node });
        }
      },
    });
  }

  /** The list with an item that is written at this place: where it begins, and its items. */
  listAt(place: Span): { readonly start: number; readonly values: readonly string[] } | null {
    let [low, high] = [0, this.#items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#items[middle]?.span.end ?? 0) < place.end) low = middle + 1;
      else high = middle;
    }
    const item = this.#items[low];
    if (item === undefined || item.span.start > place.start) return null;
    const known = this.#values.get(item.list);
    const values =
      known ?? item.list.items.flatMap((other) => (isScalar(other) ? [String(other.value)] : []));
    this.#values.set(item.list, values);
    return { start: item.list.range?.[0] ?? 0, values };
  }

  /** Every mapping of the file once, in order, wherever it stands. */
  maps(): readonly YamlNode[] {
    return this.#maps;
  }

  entries(node: YamlNode | null): readonly YamlEntry[] {
    const map = this.#resolve(node);
    if (!isMap(map)) return [];
    this.#spend(map.items.length);
    return map.items.flatMap((pair) => {
      const key = isPair(pair) && isNode(pair.key) ? this.scalar(pair.key) : null;
      return key === null ? [] : [{ key: key.text, value: isNode(pair.value) ? pair.value : null }];
    });
  }

  /** As `get`, where the program that reads the file ignores case. */
  getAnyCase(node: YamlNode | null, name: string): YamlNode | null {
    const entries = this.entries(node);
    const lower = name.toLowerCase();
    const found =
      entries.find(({ key }) => key === name) ?? entries.find(({ key }) => key.toLowerCase() === lower);
    return found?.value ?? null;
  }

  get(node: YamlNode | null, ...path: readonly string[]): YamlNode | null {
    let found = node;
    for (const name of path) found = this.entries(found).find(({ key }) => key === name)?.value ?? null;
    return found;
  }

  items(node: YamlNode | null): readonly YamlNode[] {
    const list = this.#resolve(node);
    if (!isSeq(list)) return [];
    this.#spend(list.items.length);
    return list.items.filter((item) => isNode(item));
  }

  /** The items of a list, or a lone scalar as a list of one. */
  scalars(node: YamlNode | null): readonly YamlScalar[] {
    const alone = this.scalar(node);
    if (alone !== null) return [alone];
    return this.items(node).flatMap((item) => this.scalar(item) ?? []);
  }

  scalar(node: YamlNode | null): YamlScalar | null {
    const scalar = this.#resolve(node);
    if (!isScalar(scalar) || scalar.value === null) return null;
    const [start, end] = scalar.range ?? [0, 0];
    return scalar.type?.startsWith('BLOCK') === true
      ? this.#readBlock(scalar, { start, end })
      : { ...this.#readScalar(scalar, { start, end }), span: { start, end }, isBlock: false };
  }

  /** The text a node covers, for what no reader looks into. */
  sourceOf(node: YamlNode | null): string {
    const range = node?.range;
    return range === null || range === undefined ? '' : this.#text.slice(range[0], range[2]);
  }

  /** A scalar as it stands in the file, quotes and indentation included. */
  scriptAt({ span }: YamlScalar): Expansion {
    return [written(this.#text.slice(span.start, span.end), span.start)];
  }

  /** What follows on the line: a comment, as a rule. */
  restOfLine(span: Span): string {
    const lineBreak = this.#text.indexOf('\n', span.end);
    return this.#text.slice(span.end, lineBreak === -1 ? undefined : lineBreak);
  }

  /** A block of one line is read as if it were that line. */
  #readBlock(scalar: Scalar, whole: Span): YamlScalar {
    const lineBreak = this.#text.indexOf('\n', whole.start);
    const first = lineBreak === -1 || lineBreak >= whole.end ? whole.end : lineBreak;
    const content = this.#text.slice(first, whole.end);
    const start = first + (content.length - content.trimStart().length);
    const inside = content.trim();
    const span = { start, end: start + inside.length };
    const text = String(scalar.value);
    return text.trim() === inside && !inside.includes('\n')
      ? { text: inside, expansion: [written(inside, start)], span, isBlock: true }
      : { text, expansion: [{ text, span: null }], span, isBlock: true };
  }

  #readScalar(scalar: Scalar, span: Span): Pick<YamlScalar, 'text' | 'expansion'> {
    const source = this.#text.slice(span.start, span.end);
    if (scalar.type === 'PLAIN') {
      const text = typeof scalar.value === 'number' ? String(scalar.value) : source;
      return { text, expansion: [{ text, span }] };
    }
    const text = String(scalar.value);
    const isVerbatim = source.slice(1, -1) === text && scalar.type?.startsWith('QUOTE') === true;
    return { text, expansion: isVerbatim ? [written(text, span.start + 1)] : [{ text, span: null }] };
  }

  #resolve(node: YamlNode | null): YamlNode | null {
    this.#spend(1);
    return node === null ? null : (this.#targets.get(node) ?? node);
  }

  #spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > this.#maxSteps) throw new YamlBudgetError();
  }
}
