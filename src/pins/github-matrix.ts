/**
 * The values a job’s matrix gives a variable, `exclude` and `include` applied.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix
 */
import type { YamlNode, YamlScalar, YamlTree } from './yaml-tree.js';

interface Axis {
  readonly key: string;
  readonly values: readonly YamlNode[];
}
type Combination = ReadonlyMap<string, YamlNode>;

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

/** True when `exclude` names this value: to change the one without the other would bring back excluded jobs. */
export function isExcludeKey(tree: YamlTree, matrix: YamlNode | null, key: string, value: string): boolean {
  return tree
    .items(tree.get(matrix, 'exclude'))
    .some((entry) => tree.scalar(tree.get(entry, key))?.text === value);
}

/** The values of one axis that are in at least one combination that is not excluded. */
function remaining(tree: YamlTree, matrix: YamlNode | null, key: string): readonly YamlNode[] {
  const axes = tree
    .entries(matrix)
    .filter((entry) => entry.key !== 'include' && entry.key !== 'exclude')
    .map((entry): Axis => ({ key: entry.key, values: tree.items(entry.value) }));
  const all = axes.find((axis) => axis.key === key)?.values ?? [];
  const excludes = tree.items(tree.get(matrix, 'exclude'));
  const size = axes.reduce((product, axis) => product * axis.values.length, 1);
  if (excludes.length === 0 || excludes.length > maxCombinations || size > maxCombinations) return all;
  const kept = new Set(
    combinationsOf(axes)
      .filter((combination) => !excludes.some((exclude) => isExcluded(tree, combination, exclude)))
      .map((combination) => combination.get(key)),
  );
  return all.filter((value) => kept.has(value));
}

function combinationsOf(axes: readonly Axis[]): readonly Combination[] {
  return axes.reduce<readonly Combination[]>(
    (combinations, { key, values }) =>
      combinations.flatMap((combination) => values.map((value) => new Map([...combination, [key, value]]))),
    [new Map()],
  );
}

/** An exclude matches when every key it names has that value. */
function isExcluded(tree: YamlTree, combination: Combination, exclude: YamlNode): boolean {
  const wanted = tree.entries(exclude);
  return (
    wanted.length > 0 &&
    wanted.every(({ key, value }) => {
      const actual = tree.scalar(combination.get(key) ?? null);
      return actual !== null && actual.text === tree.scalar(value)?.text;
    })
  );
}
