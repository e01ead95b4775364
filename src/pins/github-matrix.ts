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

/** Scalars at `matrix.<path>`, or null when the matrix is made by an expression. */
export function matrixValues(
  tree: YamlTree,
  matrix: YamlNode | null,
  path: readonly string[],
): readonly YamlScalar[] | null {
  const [key = '', ...rest] = path;
  const listed = tree.get(matrix, key);
  const isDynamic = tree.entries(matrix).length === 0 || (listed !== null && tree.scalar(listed) !== null);
  if (isDynamic) return null;
  const included = tree.items(tree.get(matrix, 'include')).flatMap((entry) => tree.get(entry, key) ?? []);
  return [...remaining(tree, matrix, key), ...included].flatMap((value) => {
    const scalar = tree.scalar(rest.length === 0 ? value : tree.get(value, ...rest));
    return scalar === null ? [] : [scalar];
  });
}

/** True when `include`, or an entry of it, is an expression: then there may be values that are not written here. */
export function includesUnknown(tree: YamlTree, matrix: YamlNode | null): boolean {
  return tree.scalars(tree.get(matrix, 'include')).length > 0;
}

/** True when `exclude` names this value: to change the one without the other would bring back excluded jobs. */
export function isExcludeKey(tree: YamlTree, matrix: YamlNode | null, key: string, value: string): boolean {
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
