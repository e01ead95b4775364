/**
 * The values a job’s matrix gives a variable, `exclude` and `include` applied.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix
 */
import type { YamlNode, YamlScalar, YamlTree } from './yaml-tree.js';

/** A value, with its text when it is a scalar: only scalars can be excluded. */
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

/** Scalars at `matrix.<path>`; 'unknown' when the matrix is made by an expression, null when it has no such name. */
export function matrixValues(
  tree: YamlTree,
  matrix: YamlNode | null,
  path: readonly string[],
): readonly YamlScalar[] | 'unknown' | null {
  const [asked = '', ...rest] = path;
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

/** Expressions ignore the case of a name: the one that the matrix has. */
function spelledKey(tree: YamlTree, matrix: YamlNode | null, asked: string): string {
  const maps = [matrix, ...tree.items(tree.get(matrix, 'include'))];
  const keys = maps.flatMap((map) => tree.entries(map).map(({ key }) => key));
  return keys.includes(asked)
    ? asked
    : (keys.find((key) => key.toLowerCase() === asked.toLowerCase()) ?? asked);
}

/**
 * Why a value of this name is better not changed behind somebody’s back: `exclude` names it, an expression of the job
 * asks for it, or its text stands elsewhere in the job (`if [ "${{ matrix.go }}" = 1.22 ]`).
 */
export function matrixDoubts(tree: YamlTree, job: YamlNode | null, key: string, value: string): string[] {
  if (job === null) return [];
  const known = doubtsOf.get(job) ?? new Map<string, string[]>();
  doubtsOf.set(job, known);
  const name = JSON.stringify([key.toLowerCase(), value]);
  const doubts = known.get(name) ?? findDoubts(tree, job, key, value);
  known.set(name, doubts);
  return doubts;
}

// A value may be used in each of a thousand steps, and to look for it takes time in the length of the job.
const doubtsOf = new WeakMap<YamlNode, Map<string, string[]>>();

function findDoubts(tree: YamlTree, job: YamlNode, key: string, value: string): string[] {
  const matrix = tree.get(job, 'strategy', 'matrix');
  if (isExcludeKey(tree, matrix, spelledKey(tree, matrix, key), value))
    return ['the matrix’s `exclude` names this value too'];
  const { text, asked } = outsideOf(tree, job);
  if (asked.has(key.toLowerCase())) return [`an expression of the job asks for matrix.${key}`];
  return names(text, value) ? ['the job names this value elsewhere too'] : [];
}

/** Whether the value stands there by itself: 1.22 is no part of 1.22.3, nor of v11.22. */
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
  /** Names of the matrix that an expression does more with than to put them in, in lower case. */
  readonly asked: ReadonlySet<string>;
}

const outsides = new WeakMap<YamlNode, Outside>();

/** The job without its `strategy`. */
function outsideOf(tree: YamlTree, job: YamlNode): Outside {
  const known = outsides.get(job);
  if (known !== undefined) return known;
  const text = tree
    .entries(job)
    .filter(({ key }) => key !== 'strategy')
    .map(({ value }) => tree.sourceOf(value))
    .join('\n');
  const left = text.toLowerCase().replaceAll(/\$\{\{\s{0,9}matrix\.[\w.-]{1,99}\s{0,9}\}\}/g, '');
  const asked = new Set([...left.matchAll(/\bmatrix\.([\w-]{1,99})/g)].map((match) => match[1] ?? ''));
  outsides.set(job, { text, asked });
  return { text, asked };
}

/** True when `include`, or an entry of it, is an expression: then there may be values that are not written here. */
export function includesUnknown(tree: YamlTree, matrix: YamlNode | null): boolean {
  return tree.scalars(tree.get(matrix, 'include')).length > 0;
}

/** True when `exclude` names this value: to change the one without the other would bring back excluded jobs. */
function isExcludeKey(tree: YamlTree, matrix: YamlNode | null, key: string, value: string): boolean {
  return tree
    .items(tree.get(matrix, 'exclude'))
    .some((entry) => tree.scalar(tree.get(entry, key))?.text === value);
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
  const kept = new Set(
    combinationsOf(axes)
      .filter((combination) => !excludes.some((exclude) => isExcluded(combination, exclude)))
      .map((combination) => combination.get(key)),
  );
  return all.filter((value) => kept.has(value)).map(({ node }) => node);
}

function combinationsOf(axes: readonly Axis[]): readonly Combination[] {
  return axes.reduce<readonly Combination[]>(
    (combinations, { key, values }) =>
      combinations.flatMap((combination) => values.map((value) => new Map([...combination, [key, value]]))),
    [new Map()],
  );
}

function isExcluded(combination: Combination, exclude: Exclude): boolean {
  return exclude.every(([key, text]) => text !== null && combination.get(key)?.text === text);
}
