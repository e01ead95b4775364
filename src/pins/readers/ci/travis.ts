/** `.travis.yml`: `go:` at the top and in each job. https://docs.travis-ci.com/user/languages/go/ */
import type { Pin } from '../../../model/pin.js';
import { ciFile, entryPins, environmentList, type CiFile } from './ci-yaml.js';
import { unplaced } from '../../values/expansion.js';
import type { PinReader } from '../../values/source-file.js';
import { versionPin } from '../../values/version-value.js';
import { readYaml, type YamlNode, type YamlTree } from '../../syntax/yaml-tree.js';

export const readTravis: PinReader = (source, others) =>
  readYaml(source, 'travis', (tree) => {
    const file = ciFile(source, tree, others);
    return tree.roots.flatMap((root) => [
      ...versionPins(file, root),
      ...[root, ...jobsOf(tree, root, 'include')].flatMap((map) => [
        ...tree.entries(map).flatMap((entry) => entryPins(file, map, entry)),
        ...environmentPins(file, map),
      ]),
    ]);
  });

const jobsOf = (tree: YamlTree, root: YamlNode, list: string): readonly YamlNode[] =>
  ['jobs', 'matrix'].flatMap((key) => tree.items(tree.get(root, key, list)));

function versionPins({ source, tree }: CiFile, root: YamlNode): Pin[] {
  const named = new Set(
    ['allow_failures', 'exclude']
      .flatMap((list) => jobsOf(tree, root, list))
      .flatMap((job) => tree.scalars(tree.get(job, 'go')).map(({ text }) => text)),
  );
  return [root, ...jobsOf(tree, root, 'include')]
    .flatMap((job) => [tree.get(job, 'go'), ...merged(tree, job).map((base) => tree.get(base, 'go'))])
    .flatMap((versions) => tree.scalars(versions))
    .map(({ text, expansion: written, span }) => {
      // Travis has both names for the head of development.
      const expansion = text === 'master' ? unplaced('tip') : written;
      const doubts = named.has(text) ? ['`allow_failures` or `exclude` names this version too'] : [];
      return versionPin(source, 'travis', { expansion, usedAt: span }, { doubts });
    });
}

/** `<<: *base`, or a list of such. */
function merged(tree: YamlTree, job: YamlNode): readonly YamlNode[] {
  const base = tree.get(job, '<<');
  return base === null ? [] : [base, ...tree.items(base)];
}

/** `env`, a list of assignments, perhaps in `global` and `jobs`. */
function environmentPins(file: CiFile, map: YamlNode): Pin[] {
  const env = file.tree.get(map, 'env');
  const lists = ['global', 'jobs', 'matrix'].map((name) => file.tree.get(env, name));
  return [env, ...lists].flatMap((list) => environmentList(file, map, list));
}
