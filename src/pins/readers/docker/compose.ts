/** Compose files, where a service may be built or tested in a Go image: https://docs.docker.com/reference/compose-file/ */
import type { Pin } from '../../../model/pin.js';
import { printable } from '../../../text/printable.js';
import { argumentPins, ciFile, entriesPins, entryPins, type CiFile } from '../ci/ci-yaml.js';
import { readDockerfileWithin } from './dockerfile.js';
import type { Expansion } from '../../values/expansion.js';
import { settingsIn } from '../../syntax/settings.js';
import {
  withoutRepeats,
  type OtherFiles,
  type PinReader,
  type SourceFile,
} from '../../values/source-file.js';
import { readYaml, type YamlNode } from '../../syntax/yaml-tree.js';

export const readCompose: PinReader = (source, others) =>
  withoutRepeats(pinsIn(source, others).map((pin) => whereWritten(source, pin)));

function pinsIn(source: SourceFile, others: OtherFiles): Pin[] {
  return readYaml(source, 'compose-image', (tree) => {
    const environment = environmentBeside(source.path, others);
    const file = ciFile(source, tree, others, {
      kind: 'compose-image',
      valuesOf: (name) => environment.get(name) ?? [],
    });
    return entriesPins(tree, (map, entry) => {
      switch (entry.key) {
        case 'args':
          return argumentPins(file, map, entry.value);
        case 'dockerfile_inline':
          return inlinePins(file, entry.value);
        default:
          return entryPins(file, map, entry);
      }
    });
  });
}

/** A value of `.env` is a pin at its own place, no matter how often it is used. */
function whereWritten({ path }: SourceFile, pin: Pin): Pin {
  const { editPlace } = pin;
  if (editPlace.kind !== 'none' || editPlace.writtenAt === undefined) return pin;
  const { span, text, ...place } = editPlace.writtenAt;
  const { usedOn: _usedOn, ...rest } = pin;
  return {
    ...rest,
    ...place,
    raw: printable(text),
    editPlace: { kind: 'version', span, doubts: [environmentDoubt], variants: [], list: null },
    notes: [...pin.notes, `Used by ${printable(path)} on line ${pin.line}.`],
    readBy: path,
  };
}

const environmentDoubt = 'others may read the same settings';

/** The `.env` beside the file; its values override the default in `${V:-default}`. */
function environmentBeside(file: string, others: OtherFiles): ReadonlyMap<string, readonly Expansion[]> {
  const path = `${file.slice(0, file.lastIndexOf('/') + 1)}.env`;
  return settingsIn({ path, text: others.textOf(path) ?? '' });
}

/** A block is read at its own place. */
function inlinePins({ source, tree }: CiFile, node: YamlNode | null): Pin[] {
  const scalar = tree.scalar(node);
  if (scalar === null || !scalar.isBlock) return [];
  return readDockerfileWithin(source, scalar.span);
}
