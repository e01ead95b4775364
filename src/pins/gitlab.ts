/** `.gitlab-ci.yml` and the files of the repository that it includes: https://docs.gitlab.com/ci/yaml/ */
import type { Pin } from '../model/pin.js';
import { entryPins, Variables, variablesUnder, type CiFile } from './ci-yaml.js';
import { slice, textOf, unknownPiece, type Expansion } from './expansion.js';
import { withinRepository } from './file-reference.js';
import {
  noOtherFiles,
  notUnderstood,
  type OtherFiles,
  type PinReader,
  type SourceFile,
} from './source-file.js';
import { readYaml, type YamlNode, type YamlScalar, type YamlTree } from './yaml-tree.js';

type Values = ReadonlyMap<string, readonly Expansion[]>;

/** What one file and those that it includes share while they are read. */
interface Reading {
  readonly others: OtherFiles;
  readonly read: Set<string>;
}

export const readGitlab: PinReader = (source, others = noOtherFiles) =>
  readFile(source, { others, read: new Set([source.path]) }, new Map());

/** @param inherited variables of the file that includes this one */
function readFile(source: SourceFile, reading: Reading, inherited: Values): Pin[] {
  const included: Pin[] = [];
  const own = readYaml(source, 'gitlab-image', (tree) => {
    const variables = variablesOf(tree);
    const inputs = inputsOf(tree);
    const file: CiFile = {
      source,
      tree,
      kind: 'gitlab-image',
      valuesOf: (name, near) =>
        orElse(matrixOf(tree, near).of(name), orElse(variables.of(name), inherited.get(name))),
      template: (value) => withInputs(value, inputs),
    };
    const toPass = new Map(
      [...inherited, ...variables.entries()].map(([name, values]) => [name, values.map(elsewhere)]),
    );
    const includes = includesOf(tree);
    for (const { text } of includes) included.push(...includedPins(text, reading, toPass));
    return [...includes.flatMap((include) => patternPins(source, include)), ...filePins(file)];
  });
  return [...own, ...included];
}

const filePins = (file: CiFile): Pin[] =>
  file.tree.maps().flatMap((map) => file.tree.entries(map).flatMap((entry) => entryPins(file, map, entry)));

/** Which files a pattern names is not looked up. Those that are read for their name need not be. */
function patternPins(source: SourceFile, { text, span }: YamlScalar): Pin[] {
  if (!/[*$]/.test(text) || isReadAnyway(text.replace(/^\/+/, ''))) return [];
  const why = 'files that are included by a pattern or a variable are not looked up: name them to judge them';
  return [notUnderstood(source, 'gitlab-image', span, why)];
}

const orElse = (
  values: readonly Expansion[],
  others: readonly Expansion[] | undefined,
): readonly Expansion[] => (values.length === 0 ? (others ?? []) : values);

/** What is written in another file has no place in this one. */
const elsewhere = (value: Expansion): Expansion => value.map(({ text }) => ({ text, span: null }));

function variablesOf(tree: YamlTree): Variables {
  const variables = variablesUnder(tree, ['variables']);
  for (const job of tree.maps()) addMatrix(variables, tree, job);
  return variables;
}

/** `parallel: matrix:` of a job; its values win over `variables`. */
function matrixOf(tree: YamlTree, job: YamlNode): Variables {
  const variables = new Variables();
  addMatrix(variables, tree, job);
  return variables;
}

function addMatrix(variables: Variables, tree: YamlTree, job: YamlNode): void {
  for (const combination of tree.items(tree.get(job, 'parallel', 'matrix')))
    for (const { key, value } of tree.entries(combination)) variables.add(key, tree.scalars(value));
}

/** Defaults and options of `spec: inputs:`. */
function inputsOf(tree: YamlTree): Variables {
  const inputs = new Variables();
  for (const root of tree.roots)
    for (const { key, value } of tree.entries(tree.get(root, 'spec', 'inputs')))
      for (const name of ['default', 'options']) inputs.add(key, tree.scalars(tree.get(value, name)));
  return inputs;
}

const input = /\$\[\[\s{0,9}inputs\.([\w-]{1,99})[^\]]{0,200}\]\]|\$\[\[[^\]]{0,200}\]\]/;

/** `$[[ inputs.x ]]`, one after the other. */
function withInputs(value: Expansion, inputs: Variables, depth = 0): readonly Expansion[] {
  const text = textOf(value);
  const place = input.exec(text);
  if (place === null) return [value];
  const known = orElse(inputs.of(place[1] ?? ''), [[unknownPiece]]);
  const end = place.index + place[0].length;
  return depth > 3
    ? [[unknownPiece]]
    : known.flatMap((chosen) =>
        withInputs(
          [...slice(value, 0, place.index), ...chosen, ...slice(value, end, text.length)],
          inputs,
          depth + 1,
        ),
      );
}

/** `include:` of files of the repository: a path, `local:`, or a list of such. */
function includesOf(tree: YamlTree): readonly YamlScalar[] {
  return tree.roots.flatMap((root) => {
    const include = tree.get(root, 'include');
    const locals = [include, ...tree.items(include)].map((entry) => tree.scalar(tree.get(entry, 'local')));
    return [...tree.scalars(include), ...locals.flatMap((local) => local ?? [])].filter(
      ({ text }) => !/^https?:/.test(text),
    );
  });
}

/** Files that are read for their name anyway are left to that. */
function includedPins(text: string, { others, read }: Reading, variables: Values): Pin[] {
  const path = withinRepository(text.replace(/^\/+/, ''));
  if (path === null || read.has(path) || isReadAnyway(path)) return [];
  read.add(path);
  const included = others.textOf(path);
  return included === null ? [] : readFile({ path, text: included }, { others, read }, variables);
}

const isReadAnyway = (path: string): boolean => /\.gitlab-ci\.yml$|(?:^|\/)\.gitlab\/.*\.ya?ml$/.test(path);
