/** CircleCI, Drone, Woodpecker, Bitbucket. */
import type { Pin } from '../../../model/pin.js';
import {
  ciFile,
  entriesPins,
  entryPins,
  maxDefinitions,
  pinsOfScalar,
  variablesUnder,
  type CiFile,
} from './ci-yaml.js';
import { Places, Variables } from '../../values/choices.js';
import { concat, unplaced } from '../../values/expansion.js';
import { imagePin } from '../../values/image.js';
import { imagesThatRunGo } from './images-that-run-go.js';
import type { PinReader } from '../../values/source-file.js';
import { unseenNames } from '../scripts/unseen-names.js';
import { versionPin } from '../../values/version-value.js';
import { readYaml, type YamlEntry, type YamlNode, type YamlTree } from '../../syntax/yaml-tree.js';

export const readCi: PinReader = (source, others) =>
  readYaml(
    source,
    'ci-image',
    (tree) => {
      const parameters = parametersOf(tree);
      const places = new Places(parameter, (name) => parameters.get(name) ?? [], source.budget);
      const environment = variablesUnder(tree, ['environment', 'matrix']);
      for (const map of tree.maps())
        for (const item of tree.items(tree.get(map, 'matrix', 'include')))
          for (const { key, value } of tree.entries(item)) environment.add(key, tree.values(value));
      const file = ciFile(source, tree, others, {
        valuesOf: (name) => environment.get(name) ?? [],
        template: (value) => places.fill(value),
      });
      const orbs = goOrbs(tree);
      return entriesPins(tree, (map, entry) => [
        ...entryPins(file, map, entry),
        ...orbPins(file, map, entry, orbs),
      ]);
    },
    (tree) => [
      ...unseenNames(source, tree, ['environment', 'env', 'variables', 'matrix']),
      ...imagesThatRunGo(source, 'ci-image', tree),
    ],
  );

/**
 * Every value that the file gives a parameter: defaults, the values of a matrix, and the arguments of jobs, steps and
 * executors.
 */
function parametersOf(tree: YamlTree): Variables {
  const parameters = new Variables(maxDefinitions);
  const add = (name: string, node: YamlNode | null): void => parameters.add(name, tree.values(node));
  for (const map of tree.maps()) {
    for (const { key, value } of tree.entries(tree.get(map, 'parameters'))) {
      add(key, value);
      for (const name of ['default', 'enum']) add(key, tree.get(value, name));
    }
    const calls = ['jobs', 'steps'].flatMap((name) => tree.items(tree.get(map, name)));
    const called = calls.flatMap((call) => tree.entries(call).map(({ value }) => value));
    for (const call of [...called, tree.get(map, 'executor')])
      for (const { key, value } of tree.entries(call)) if (key !== 'name') add(key, value);
  }
  return parameters;
}

/** `<< parameters.x >>`; the value of any other expression is unknown. */
const parameter = /<<\s{0,9}(?:pipeline\.)?parameters\.([\w-]{1,99})\s{0,9}>>|<<[^>]{0,200}>>/g;

/** Names that the file gives https://circleci.com/developer/orbs/orb/circleci/go; `go` if it gives none. */
function goOrbs(tree: YamlTree): ReadonlySet<string> {
  const declared = tree.roots.flatMap((root) => tree.entries(tree.get(root, 'orbs')));
  const names = declared
    .filter(({ value }) => tree.scalar(value)?.text.startsWith('circleci/go@') === true)
    .map(({ key }) => key);
  return new Set([...names, 'go']);
}

/** `go/install` with a version, and the executor `go/default` with a tag of cimg/go. */
function orbPins(file: CiFile, map: YamlNode, { key, value }: YamlEntry, orbs: ReadonlySet<string>): Pin[] {
  const { source, tree } = file;
  const [orb = '', name, ...more] = key.split('/');
  if (name === 'install' && more.length === 0 && orbs.has(orb))
    return tree
      .scalars(tree.get(value, 'version'))
      .flatMap((version) =>
        pinsOfScalar(file, map, version, (value) => versionPin(source, 'circleci-orb', value)),
      );
  if (key !== 'executor') return [];
  const executor = tree.scalar(tree.get(value, 'name'))?.text ?? '';
  const tag = tree.scalar(tree.get(value, 'tag'));
  if (!orbs.has(executor.split('/')[0] ?? '') || !executor.endsWith('/default')) return [];
  return pinsOfScalar(file, map, tag, ({ expansion, usedAt }) =>
    imagePin(source, 'ci-image', { expansion: concat(unplaced('cimg/go:'), expansion), usedAt }),
  );
}
