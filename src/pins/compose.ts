/** Compose files, where a service may be built or tested in a Go image: https://docs.docker.com/reference/compose-file/ */
import type { Pin } from '../model/pin.js';
import { argumentPins, entryPins, type CiFile } from './ci-yaml.js';
import { readDockerfileWithin } from './dockerfile.js';
import type { Expansion } from './expansion.js';
import { settingsIn } from './settings.js';
import { noOtherFiles, type OtherFiles, type PinReader } from './source-file.js';
import { readYaml, type YamlNode } from './yaml-tree.js';

export const readCompose: PinReader = (source, others = noOtherFiles) =>
  readYaml(source, 'compose-image', (tree) => {
    const environment = environmentBeside(source.path, others);
    const file: CiFile = {
      source,
      tree,
      kind: 'compose-image',
      valuesOf: (name) => environment.get(name) ?? [],
      scopeOf: () => tree,
      known: new Map(),
      template: (value) => [value],
    };
    return tree.maps().flatMap((map) =>
      tree.entries(map).flatMap((entry) => {
        switch (entry.key) {
          case 'args':
            return argumentPins(file, map, entry.value);
          case 'dockerfile_inline':
            return inlinePins(file, entry.value);
          default:
            return entryPins(file, map, entry);
        }
      }),
    );
  });

/** `.env` beside the file; what it sets wins over the default in `${V:-default}`. */
function environmentBeside(path: string, others: OtherFiles): ReadonlyMap<string, readonly Expansion[]> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const text = others.textOf(`${folder}.env`) ?? '';
  return settingsIn(text);
}

/** A block is read where it stands. */
function inlinePins({ source, tree }: CiFile, node: YamlNode | null): Pin[] {
  const scalar = tree.scalar(node);
  if (scalar === null || !scalar.isBlock) return [];
  return readDockerfileWithin(source, scalar.span);
}
