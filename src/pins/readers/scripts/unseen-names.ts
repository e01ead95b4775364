/** Variables of CI files that are named like a Go version: they count even if nothing is seen to read them. */
import type { Pin } from '../../../model/pin.js';
import { namedVersionPin } from './build-arguments.js';
import { namesGoVersion } from '../../values/go-names.js';
import type { SourceFile } from '../../values/source-file.js';
import type { YamlTree } from '../../syntax/yaml-tree.js';

const remarks = { doubts: ['no reader of this variable was found'] };
const isPlain = /^(?:go|v)?\d{1,3}\.[\w.*-]{1,40}$/;

/** @param blocks keys under which variables are, as a map or as a list of `name` and `value` */
export function unseenNames(source: SourceFile, tree: YamlTree, blocks: readonly string[]): Pin[] {
  return tree.maps().flatMap((map) =>
    blocks.flatMap((block) => {
      const variables = tree.get(map, block);
      if (variables === null) return [];
      const named = tree.items(variables).map((item) => ({
        key: tree.scalar(tree.get(item, 'name'))?.text ?? '',
        value: tree.get(item, 'value'),
      }));
      return [...tree.entries(variables), ...named]
        .filter(({ key }) => namesGoVersion(key))
        .flatMap(({ value }) => [value, tree.get(value, 'value')].flatMap((node) => tree.scalars(node)))
        .filter(({ text }) => isPlain.test(text))
        .map(({ expansion, span }) =>
          namedVersionPin(source, { expansion, usedAt: span }, remarks, 'script'),
        );
    }),
  );
}
