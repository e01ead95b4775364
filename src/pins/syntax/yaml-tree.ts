/**
 * A YAML file as a tree of nodes with their places. Nothing is expanded into plain objects: aliases are followed one
 * step at a time under the file’s budget, so a YAML bomb costs no more than its own text, and keys such as `__proto__` are text.
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
import type { Pin, PinKind, Span } from '../../model/pin.js';
import type { PinBudget } from '../values/budget.js';
import { parseYamlText } from '../../text/yaml-documents.js';
import { printable } from '../../text/printable.js';
import { unplaced, written, type Expansion } from '../values/expansion.js';
import { getOrMake } from '../values/get-or-make.js';
import { notUnderstood, withoutRepeats, withUnseen, type SourceFile } from '../values/source-file.js';

export type YamlNode = Node;

export interface YamlEntry {
  readonly key: string;
  readonly value: YamlNode | null;
}

export interface YamlScalar {
  /**
   * The value for a program that reads the file: an unquoted 1.20 is the number 1.2, its `expansion` leads to `1.20`.
   */
  readonly text: string;
  readonly expansion: Expansion;
  /** Quotes included; for a block (`|`, `>-`) its content. */
  readonly span: Span;
  readonly isBlock: boolean;
}

/** The cost of reading a word or mark, and of keeping the result. */
const stepsPerLexeme = 5;

type Parsed =
  { readonly tree: YamlTree } | { readonly tree: null; readonly why: string; readonly start: number };

// A reader starts again when it has requested another file, and files refer to one file many times.
const parsedBy = new WeakMap<PinBudget, Map<string, Parsed>>();

function parse(text: string, budget: PinBudget): Parsed {
  const known = getOrMake(parsedBy, budget, () => new Map<string, Parsed>());
  return getOrMake(known, text, () => parseAnew(text, budget));
}

function parseAnew(text: string, budget: PinBudget): Parsed {
  const { documents, refused, lexemes } = parsedText(text);
  budget.spend('steps', lexemes * stepsPerLexeme);
  if (refused !== null) return { tree: null, why: refused, start: 0 };
  const error = documents.flatMap((document) => document.errors)[0];
  return error === undefined
    ? { tree: new YamlTree(text, documents, budget) }
    : { tree: null, why: `not valid YAML: ${printable(error.message, 120)}`, start: error.pos[0] };
}

type ParsedText = ReturnType<typeof parseYamlText>;

// A workflow that fifty others call is parsed once for all of them. Trees take much more memory than their text does.
const mostKept = 512 * 1024;
const recent = new Map<string, ParsedText>();
let kept = 0;

function parsedText(text: string): ParsedText {
  const known = recent.get(text);
  if (known !== undefined) return known;
  // Checking that keys are unique would take time in the square of their number.
  const parsed = parseYamlText(text, { uniqueKeys: false });
  if (text.length > mostKept) return parsed;
  recent.set(text, parsed);
  kept += text.length;
  for (const oldest of recent.keys()) {
    if (kept <= mostKept) break;
    recent.delete(oldest);
    kept -= oldest.length;
  }
  return parsed;
}

/**
 * Runs a reader over a YAML file; a broken file gives one pin that says so.
 * @param unseen reads the values that state a version although no use of them is seen
 */
export function readYaml(
  source: SourceFile,
  kind: PinKind,
  read: (tree: YamlTree) => Pin[],
  unseen: (tree: YamlTree) => Pin[] = () => [],
): Pin[] {
  const parsed = parse(source.text, source.budget);
  if (parsed.tree === null)
    return [notUnderstood(source, kind, { start: parsed.start, end: source.text.length }, parsed.why)];
  const { tree } = parsed;
  const pins = withUnseen(read(tree), unseen(tree));
  return withoutRepeats(pins.map((pin) => inList(pin, source, tree)));
}

/** A new item of a list must not repeat another. */
function inList(pin: Pin, source: SourceFile, tree: YamlTree): Pin {
  const { editPlace, file } = pin;
  if (editPlace.kind !== 'version' || file !== source.path) return pin;
  return { ...pin, editPlace: { ...editPlace, list: tree.listAt(editPlace.span) } };
}

/** The tree of another file that is referred to, perhaps many times; null when it is not valid. */
export const openYaml = (text: string, budget: PinBudget): YamlTree | null => parse(text, budget).tree;

/** The content of a mapping, in order and by key; of equal keys the first counts. */
interface Mapping {
  readonly entries: readonly YamlEntry[];
  readonly byKey: ReadonlyMap<string, YamlNode | null>;
  readonly byLowerKey: ReadonlyMap<string, YamlNode | null>;
}

const noMapping: Mapping = { entries: [], byKey: new Map(), byLowerKey: new Map() };

// By node, so that they are shared by all trees of one text.
const mappings = new WeakMap<YAMLMap, Mapping>();
const scalars = new WeakMap<Scalar, YamlScalar>();

export class YamlTree {
  readonly roots: readonly YamlNode[];
  readonly #text: string;
  readonly #targets = new Map<YamlNode, YamlNode>();
  readonly #maps: YAMLMap[] = [];
  /** In order. */
  readonly #items: { readonly span: Span; readonly list: YAMLSeq }[] = [];
  readonly #values = new Map<YAMLSeq, readonly string[]>();
  readonly #budget: PinBudget;

  constructor(text: string, documents: readonly Document.Parsed[], budget: PinBudget) {
    this.#budget = budget;
    this.#text = text;
    this.roots = documents.flatMap(({ contents }) => (contents === null ? [] : [contents]));
    for (const document of documents) this.#index(document);
  }

  /** One walk in document order: an alias means the latest anchor of its name before it. */
  #index(document: Document.Parsed): void {
    const anchors = new Map<string, YamlNode>();
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
    const values = getOrMake(this.#values, item.list, () =>
      item.list.items.flatMap((other) => (isScalar(other) ? [String(other.value)] : [])),
    );
    return { start: item.list.range?.[0] ?? 0, values };
  }

  /** Every mapping of the file once, in order, at any depth. */
  maps(): readonly YamlNode[] {
    return this.#maps;
  }

  entries(node: YamlNode | null): readonly YamlEntry[] {
    const { entries } = this.#mapping(node);
    this.#budget.spend('steps', entries.length);
    return entries;
  }

  /** Does the same as `get`, for programs that ignore case. */
  getAnyCase(node: YamlNode | null, name: string): YamlNode | null {
    const { byKey, byLowerKey } = this.#mapping(node);
    return (byKey.has(name) ? byKey.get(name) : byLowerKey.get(name.toLowerCase())) ?? null;
  }

  get(node: YamlNode | null, ...path: readonly string[]): YamlNode | null {
    let found = node;
    for (const name of path) found = this.#mapping(found).byKey.get(name) ?? null;
    return found;
  }

  /** The node that an alias stands for; any other node itself. */
  target(node: YamlNode): YamlNode {
    return this.#targets.get(node) ?? node;
  }

  #mapping(node: YamlNode | null): Mapping {
    const map = this.#resolve(node);
    if (!isMap(map)) return noMapping;
    // Mappings and scalars are asked for so often that a function for making one would be felt.
    const known = mappings.get(map);
    if (known !== undefined) return known;
    const entries = map.items.flatMap((pair): YamlEntry[] => {
      const key = isPair(pair) && isNode(pair.key) ? this.scalar(pair.key) : null;
      return key === null ? [] : [{ key: key.text, value: isNode(pair.value) ? pair.value : null }];
    });
    const reversed = entries.toReversed();
    const mapping = {
      entries,
      byKey: new Map(reversed.map(({ key, value }) => [key, value])),
      byLowerKey: new Map(reversed.map(({ key, value }) => [key.toLowerCase(), value])),
    };
    mappings.set(map, mapping);
    return mapping;
  }

  items(node: YamlNode | null): readonly YamlNode[] {
    const list = this.#resolve(node);
    if (!isSeq(list)) return [];
    this.#budget.spend('steps', list.items.length);
    return list.items.filter((item) => isNode(item));
  }

  /** The items of a list, or a lone scalar as a list of one. */
  scalars(node: YamlNode | null): readonly YamlScalar[] {
    const alone = this.scalar(node);
    if (alone !== null) return [alone];
    return this.items(node).flatMap((item) => this.scalar(item) ?? []);
  }

  /** The values of the same. */
  values(node: YamlNode | null): readonly Expansion[] {
    return this.scalars(node).map(({ expansion }) => expansion);
  }

  scalar(node: YamlNode | null): YamlScalar | null {
    const scalar = this.#resolve(node);
    if (!isScalar(scalar) || scalar.value === null) return null;
    const known = scalars.get(scalar);
    if (known !== undefined) return known;
    const [start, end] = scalar.range ?? [0, 0];
    const found =
      scalar.type?.startsWith('BLOCK') === true
        ? this.#readBlock(scalar, { start, end })
        : { ...this.#readScalar(scalar, { start, end }), span: { start, end }, isBlock: false };
    scalars.set(scalar, found);
    return found;
  }

  /** The text that a node covers, for nodes that no reader examines. */
  sourceOf(node: YamlNode | null): string {
    const range = node?.range;
    this.#budget.search((range?.[2] ?? 0) - (range?.[0] ?? 0));
    return range === null || range === undefined ? '' : this.#text.slice(range[0], range[2]);
  }

  /** A scalar exactly as in the file, quotes and indentation included. */
  scriptAt({ span }: YamlScalar): Expansion {
    return [written(this.#text.slice(span.start, span.end), span.start)];
  }

  /** The rest of the line: usually a comment. */
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
      : { text, expansion: unplaced(text), span, isBlock: true };
  }

  #readScalar(scalar: Scalar, span: Span): Pick<YamlScalar, 'text' | 'expansion'> {
    const source = this.#text.slice(span.start, span.end);
    if (scalar.type === 'PLAIN') {
      const text = typeof scalar.value === 'number' ? String(scalar.value) : source;
      return { text, expansion: [{ text, span }] };
    }
    const text = String(scalar.value);
    const isVerbatim = source.slice(1, -1) === text && scalar.type?.startsWith('QUOTE') === true;
    return { text, expansion: isVerbatim ? [written(text, span.start + 1)] : unplaced(text) };
  }

  /** Charges a search through so many characters. */
  search(characters: number): void {
    this.#budget.search(characters);
  }

  #resolve(node: YamlNode | null): YamlNode | null {
    this.#budget.spend('steps');
    return node === null ? null : (this.#targets.get(node) ?? node);
  }
}
