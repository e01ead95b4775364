/** CI files other than GitHub’s: each names images under `image`, and some have a Go step of their own. */
import type { Pin, PinKind } from '../model/pin.js';
import { unknownPiece, type Expansion } from './expansion.js';
import { gotoolchainPin } from './gotoolchain.js';
import { imagePin } from './image.js';
import { expandVariables } from './shell-variables.js';
import type { PinReader, SourceFile } from './source-file.js';
import { versionPin } from './version-value.js';
import { readYaml, type YamlNode, type YamlScalar, type YamlTree } from './yaml-tree.js';

/** `.gitlab-ci.yml`: https://docs.gitlab.com/ci/yaml/#image */
export const readGitlab: PinReader = imageReader('gitlab-image');
/** CircleCI, Drone, Woodpecker, Bitbucket. */
export const readCi: PinReader = imageReader('ci-image');
/** Compose files, where a service may be built or tested in a Go image. */
export const readCompose: PinReader = imageReader('compose-image');

/** `image: …`, `image: {name: …}`, and what `services` lists, wherever they stand. */
function imageReader(kind: PinKind): PinReader {
  return (source) =>
    readYaml(source, kind, (tree) => {
      const variables = variablesOf(tree);
      return tree.maps().flatMap((map) =>
        tree.entries(map).flatMap(({ key, value }) => {
          switch (key) {
            case 'image':
              return [value, tree.get(value, 'name')].flatMap((node) =>
                imagePins(source, tree, kind, node, variables),
              );
            case 'services':
              return tree.items(value).flatMap((node) => imagePins(source, tree, kind, node, variables));
            case 'GOTOOLCHAIN':
              return toolchainPins(source, tree, value);
            case 'go/install':
              return tree.scalars(tree.get(value, 'version')).map((version) => orbPin(source, version));
            default:
              return [];
          }
        }),
      );
    });
}

/** Every value a `variables` block of the file gives each name: which one holds where is not worked out. */
type Variables = ReadonlyMap<string, readonly Expansion[]>;

// More definitions of one variable than this are not told apart.
const maxDefinitions = 20;

function variablesOf(tree: YamlTree): Variables {
  const values = new Map<string, Expansion[]>();
  for (const map of tree.maps()) {
    for (const { key, value } of tree.entries(tree.get(map, 'variables'))) {
      const scalar = tree.scalar(value) ?? tree.scalar(tree.get(value, 'value'));
      const known = values.get(key);
      if (scalar !== null && (known?.length ?? 0) < maxDefinitions)
        values.set(key, known === undefined ? [scalar.expansion] : [...known, scalar.expansion]);
    }
  }
  return values;
}

function imagePins(
  source: SourceFile,
  tree: YamlTree,
  kind: PinKind,
  node: YamlNode | null,
  variables: Variables,
): Pin[] {
  const value = tree.scalar(node);
  if (value === null) return [];
  const names = [...value.text.matchAll(/\$\{?(\w+)/g)].map((match) => match[1] ?? '');
  const definitions = Math.max(1, ...names.map((name) => variables.get(name)?.length ?? 0));
  return Array.from({ length: definitions }, (_, index) => {
    const expansion = expandVariables(withoutExpressions(value), (name) => {
      const known = variables.get(name) ?? [];
      return known[Math.min(index, known.length - 1)] ?? null;
    });
    return imagePin(source, kind, { expansion, usedAt: value.span });
  }).flatMap((pin) => pin ?? []);
}

/** CircleCI’s `<< parameters.x >>` and GitLab’s `$[[ inputs.x ]]` are not worked out. */
function withoutExpressions(value: YamlScalar): Expansion {
  const place = /<<[^>]*>>|\$\[\[[^\]]*\]\]/.exec(value.text);
  if (place === null) return value.expansion;
  const [piece] = value.expansion;
  if (piece?.span === null || piece === undefined) return [unknownPiece];
  const before = { text: value.text.slice(0, place.index), span: null };
  const after = { text: value.text.slice(place.index + place[0].length), span: null };
  return [before, unknownPiece, after];
}

function toolchainPins(source: SourceFile, tree: YamlTree, node: YamlNode | null): Pin[] {
  const value = tree.scalar(node);
  if (value === null) return [];
  const expansion = value.text.includes('$') ? [unknownPiece] : value.expansion;
  const pin = gotoolchainPin(source, { expansion, usedAt: value.span });
  return pin === null ? [] : [pin];
}

function orbPin(source: SourceFile, version: YamlScalar): Pin {
  const expansion = withoutExpressions(version);
  return versionPin(source, 'circleci-orb', { expansion, usedAt: version.span });
}

/** `.travis.yml`: `go:` at the top and in each job. https://docs.travis-ci.com/user/languages/go/ */
export const readTravis: PinReader = (source) =>
  readYaml(source, 'travis', (tree) =>
    tree.roots.flatMap((root) =>
      [root, ...['jobs', 'matrix'].flatMap((key) => tree.items(tree.get(root, key, 'include')))]
        .flatMap((job) => tree.scalars(tree.get(job, 'go')))
        .map((version) =>
          versionPin(source, 'travis', { expansion: version.expansion, usedAt: version.span }),
        ),
    ),
  );

/** Azure Pipelines’ `GoTool` task. Its `$(name)` variables may come from anywhere, so they stay unknown. */
export const readAzure: PinReader = (source) =>
  readYaml(source, 'azure-gotool', (tree) =>
    tree.maps().flatMap((map) => {
      const task = tree.scalar(tree.get(map, 'task'))?.text ?? '';
      if (!/^GoTool@\d+$/.test(task)) return [];
      return tree.scalars(tree.get(map, 'inputs', 'version')).map((version) => {
        const expansion = /\$[([{]/.test(version.text) ? [unknownPiece] : version.expansion;
        return versionPin(source, 'azure-gotool', { expansion, usedAt: version.span });
      });
    }),
  );
