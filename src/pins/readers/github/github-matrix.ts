/**
 * The values that a job’s matrix gives a variable, `exclude` and `include` applied.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix
 */
import { getOrMake } from '../../values/get-or-make.js';
import type { YamlNode, YamlScalar, YamlTree } from '../../syntax/yaml-tree.js';

/** A value, with its text if it is a scalar: only scalars can be excluded. */
interface Value {
  readonly node: YamlNode;
  readonly text: string | null;
}
interface Axis {
  readonly key: string;
  readonly values: readonly Value[];
}
type Combination = ReadonlyMap<string, Value>;
/** An exclude matches when every key it names has that text. */
type Exclude = readonly (readonly [key: string, text: string | null])[];

// GitHub's own limit for a matrix.
const maxCombinations = 256;

/** Scalars at `matrix.<path>`; 'unknown' if the matrix is made by an expression, null if it has no such name. */
export function matrixValues(
  tree: YamlTree,
  matrix: YamlNode | null,
  path: readonly string[],
): readonly YamlScalar[] | 'unknown' | null {
  if (matrix === null) return null;
  const { values } = knownOf(tree, matrix);
  return getOrMake(values, JSON.stringify(path), () => findValues(tree, matrix, path));
}

type MatrixValues = ReturnType<typeof matrixValues>;

/** The results about a matrix, which each of a thousand steps may request. */
interface KnownMatrix {
  readonly values: Map<string, MatrixValues>;
  /** The names that it has, and the first spelling of each, by how it is in lower case. */
  readonly keys: ReadonlySet<string>;
  readonly spellings: ReadonlyMap<string, string>;
  readonly excluded: ReadonlySet<string>;
}

const knownMatrices = new WeakMap<YamlNode, KnownMatrix>();

const knownOf = (tree: YamlTree, matrix: YamlNode): KnownMatrix =>
  getOrMake(knownMatrices, tree.target(matrix), () => lookInto(tree, matrix));

function lookInto(tree: YamlTree, matrix: YamlNode): KnownMatrix {
  const maps = [matrix, ...tree.items(tree.get(matrix, 'include'))];
  const keys = new Set(maps.flatMap((map) => tree.entries(map).map(({ key }) => key)));
  const excluded = tree
    .items(tree.get(matrix, 'exclude'))
    .flatMap((entry) => tree.entries(entry))
    .map(({ key, value }) => JSON.stringify([key, tree.scalar(value)?.text]));
  return {
    values: new Map(),
    keys,
    spellings: new Map([...keys].toReversed().map((key) => [key.toLowerCase(), key])),
    excluded: new Set(excluded),
  };
}

function findValues(
  tree: YamlTree,
  matrix: YamlNode,
  [asked = '', ...rest]: readonly string[],
): MatrixValues {
  const key = spelledKey(tree, matrix, asked);
  const listed = tree.get(matrix, key);
  if (tree.scalar(matrix) !== null || tree.scalar(listed) !== null) return 'unknown';
  const included = tree.items(tree.get(matrix, 'include')).flatMap((entry) => tree.get(entry, key) ?? []);
  const values = [...remaining(tree, matrix, key), ...included].flatMap((value) => {
    const scalar = tree.scalar(rest.length === 0 ? value : tree.get(value, ...rest));
    return scalar === null ? [] : [scalar];
  });
  return values.length === 0 ? null : values;
}

/** Finds the name as the matrix spells it, because expressions ignore its case. */
function spelledKey(tree: YamlTree, matrix: YamlNode, asked: string): string {
  const { keys, spellings } = knownOf(tree, matrix);
  return keys.has(asked) ? asked : (spellings.get(asked.toLowerCase()) ?? asked);
}

/**
 * The reasons not to change a value of this name without asking: `exclude` names it, an expression of the job uses it,
 * or its text is elsewhere in the job (`if [ "${{ matrix.go }}" = 1.22 ]`).
 */
export function matrixDoubts(tree: YamlTree, job: YamlNode | null, key: string, value: string): string[] {
  if (job === null) return [];
  const known = getOrMake(doubtsOf, tree.target(job), () => new Map<string, string[]>());
  const name = JSON.stringify([key.toLowerCase(), value]);
  return getOrMake(known, name, () => findDoubts(tree, job, key, value));
}

// A value may be used in each of a thousand steps, and a search for it takes time proportional to the length of the
// job.
const doubtsOf = new WeakMap<YamlNode, Map<string, string[]>>();

function findDoubts(tree: YamlTree, job: YamlNode, key: string, value: string): string[] {
  const matrix = tree.get(job, 'strategy', 'matrix');
  if (matrix !== null && isExcluded(tree, matrix, key, value))
    return ['the matrix’s `exclude` names this value too'];
  const { text, asked } = getOrMake(outsides, tree.target(job), () => outsideOf(tree, job));
  if (asked.has(key.toLowerCase())) return [`an expression of the job asks for matrix.${key}`];
  tree.search(text.length);
  return names(text, value) ? ['the job names this value elsewhere too'] : [];
}

/** Tells if the value is there by itself: 1.22 is not part of 1.22.3, nor of v11.22. */
function names(text: string, value: string): boolean {
  if (value === '') return false;
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
    const around = text.charAt(at - 1) + text.charAt(at + value.length);
    if (!/[\w.]/.test(around)) return true;
  }
  return false;
}

interface Outside {
  readonly text: string;
  /** Names of the matrix with which an expression does more than to insert them, in lower case. */
  readonly asked: ReadonlySet<string>;
}

const outsides = new WeakMap<YamlNode, Outside>();

/** The job without its `strategy`. */
function outsideOf(tree: YamlTree, job: YamlNode): Outside {
  const text = tree
    .entries(job)
    .filter(({ key }) => key !== 'strategy')
    .map(({ value }) => tree.sourceOf(value))
    .join('\n');
  const left = text.toLowerCase().replaceAll(/\$\{\{\s{0,9}matrix\.[\w.-]{1,99}\s{0,9}\}\}/g, '');
  return {
    text,
    asked: new Set([...left.matchAll(/\bmatrix\.([\w-]{1,99})/g)].map((match) => match[1] ?? '')),
  };
}

/** True if `include`, or an entry of it, is an expression: then there may be values that are not written here. */
export const includesUnknown = (tree: YamlTree, matrix: YamlNode | null): boolean =>
  tree.scalars(tree.get(matrix, 'include')).length > 0;

/** True if `exclude` names this value: to change only one of the two would bring back excluded jobs. */
function isExcluded(tree: YamlTree, matrix: YamlNode, key: string, value: string): boolean {
  const { excluded } = knownOf(tree, matrix);
  return excluded.has(JSON.stringify([spelledKey(tree, matrix, key), value]));
}

/** The values of one axis that are in at least one combination that is not excluded. */
function remaining(tree: YamlTree, matrix: YamlNode | null, key: string): readonly YamlNode[] {
  const textAt = (node: YamlNode | null): string | null => tree.scalar(node)?.text ?? null;
  const axes = tree
    .entries(matrix)
    .filter((entry) => entry.key !== 'include' && entry.key !== 'exclude')
    .map((entry): Axis => {
      const values = tree.items(entry.value).map((node) => ({ node, text: textAt(node) }));
      return { key: entry.key, values };
    });
  const excludes = tree
    .items(tree.get(matrix, 'exclude'))
    .map((exclude): Exclude => tree.entries(exclude).map((entry) => [entry.key, textAt(entry.value)]))
    .filter((exclude) => exclude.length > 0);
  const all = axes.find((axis) => axis.key === key)?.values ?? [];
  const size = axes.reduce((product, axis) => product * axis.values.length, 1);
  if (excludes.length === 0 || excludes.length > maxCombinations || size > maxCombinations)
    return all.map(({ node }) => node);
  tree.search(64 * size * axes.length * excludes.length);
  const kept = new Set(
    combinationsOf(axes, size)
      .filter((combination) => !excludes.some((exclude) => leavesOut(exclude, combination)))
      .map((combination) => combination.get(key)),
  );
  return all.filter((value) => kept.has(value)).map(({ node }) => node);
}

function combinationsOf(axes: readonly Axis[], size: number): readonly Combination[] {
  return Array.from({ length: size }, (_, index) => {
    let left = index;
    return new Map(
      axes.flatMap(({ key, values }) => {
        const value = values[left % values.length];
        left = Math.floor(left / values.length);
        return value === undefined ? [] : [[key, value] as const];
      }),
    );
  });
}

const leavesOut = (exclude: Exclude, combination: Combination): boolean =>
  exclude.every(([key, text]) => text !== null && combination.get(key)?.text === text);
