/** `.gitlab-ci.yml` and the files of the repository that it includes: https://docs.gitlab.com/ci/yaml/ */
import type { Pin } from '../../../model/pin.js';
import type { PinBudget } from '../../values/budget.js';
import { everywhere, withEndings } from '../globs.js';
import { ciFile, entriesPins, entryPins, maxDefinitions, variablesUnder } from './ci-yaml.js';
import { Places, Variables } from '../../values/choices.js';
import { seenElsewhere, type Expansion } from '../../values/expansion.js';
import { withinRepository } from '../../values/file-reference.js';
import { getOrMake } from '../../values/get-or-make.js';
import { notUnderstood, type OtherFiles, type PinReader, type SourceFile } from '../../values/source-file.js';
import { doubtSharedDefinitions } from '../../edit/shared-definitions.js';
import { imagesThatRunGo } from './images-that-run-go.js';
import { unseenNames } from '../scripts/unseen-names.js';
import { openYaml, readYaml, type YamlNode, type YamlScalar, type YamlTree } from '../../syntax/yaml-tree.js';
import { compileGlobs } from '../../../text/glob.js';

type Values = ReadonlyMap<string, readonly Expansion[]>;

/** The common state while one file and those that it includes are read. */
interface Reading {
  readonly others: OtherFiles;
  readonly read: Set<string>;
  /** Variables of the whole pipeline, once they were requested. */
  shared: Values | null;
}

/** The files that are read by their own names. */
export const gitlabFiles = [...everywhere('.gitlab-ci.yml', '*.gitlab-ci.yml'), ...withEndings('.gitlab/**')];

export const readGitlab: PinReader = (source, others) =>
  readFile(source, { others, read: new Set([source.path]), shared: null }, new Map());

/** @param inherited variables of the file that includes this one */
function readFile(source: SourceFile, reading: Reading, inherited: Values): Pin[] {
  const included: Pin[] = [];
  const own = readYaml(
    source,
    'gitlab-image',
    (tree) => {
      const variables = variablesOf(tree);
      const inputs = inputsOf(tree);
      const places = new Places(input, (name) => inputs.get(name) ?? [], source.budget);
      const matrices = new Map<YamlNode, Variables | null>();
      const matrixNear = (near: YamlNode): Variables | null =>
        getOrMake(matrices, near, () => matrixOf(tree, near));
      const file = ciFile(source, tree, reading.others, {
        kind: 'gitlab-image',
        valuesOf: (name, near) =>
          matrixNear(near)?.get(name) ??
          variables.get(name) ??
          inherited.get(name) ??
          sharedVariables(source, reading).get(name) ??
          [],
        scopeOf: (near) => matrixNear(near) ?? variables,
        template: (value) => places.fill(value),
      });
      const toPass = new Map(inherited);
      source.budget.spend('steps', inherited.size);
      for (const name of variables.names()) {
        const values = variables.get(name) ?? [];
        source.budget.spend('steps', values.length);
        toPass.set(
          name,
          values.map((value) => seenElsewhere(value, source)),
        );
      }
      const includes = includesOf(tree);
      for (const { text } of includes) included.push(...includedPins(text, source.budget, reading, toPass));
      return [
        ...includes.flatMap((include) => patternPins(source, include)),
        ...entriesPins(tree, (map, entry) => entryPins(file, map, entry)),
      ];
    },
    (tree) => [...unseenNames(source, tree, ['variables']), ...imagesThatRunGo(source, 'gitlab-image', tree)],
  );
  return [...own, ...included];
}

// Nobody’s pipeline has so many files.
const maxShared = 100;

/** The variables that the files of the pipeline that begins with `.gitlab-ci.yml` set for all of its jobs. */
function sharedVariables({ budget }: SourceFile, reading: Reading): Values {
  if (reading.shared !== null) return reading.shared;
  const shared = new Map<string, Expansion[]>();
  const paths = new Set(['.gitlab-ci.yml']);
  // Grows while it is walked.
  for (const path of paths) {
    const text = reading.others.textOf(path);
    if (text === null) continue;
    budget.open(text);
    const tree = openYaml(text, budget);
    if (tree === null) continue;
    for (const root of tree.roots)
      for (const { key, value } of tree.entries(tree.get(root, 'variables')))
        for (const { expansion } of [value, tree.get(value, 'value')].flatMap((node) => tree.scalars(node))) {
          budget.spend('values');
          getOrMake(shared, key, () => []).push(seenElsewhere(expansion, { path, text }));
        }
    for (const include of includesOf(tree)) {
      const included = withinRepository(include.text.replace(/^\/+/, ''));
      if (included !== null && paths.size < maxShared) paths.add(included);
    }
  }
  reading.shared = shared;
  return shared;
}

/** The files that a pattern names are not looked up. Those that are read by their own name need not be. */
function patternPins(source: SourceFile, { text, span }: YamlScalar): Pin[] {
  if (!/[*$]/.test(text) || isReadAnyway(text.replace(/^\/+/, ''))) return [];
  const why = 'files that are included by a pattern or a variable are not looked up: name them to judge them';
  return [notUnderstood(source, 'gitlab-image', span, why)];
}

function variablesOf(tree: YamlTree): Variables {
  const variables = variablesUnder(tree, ['variables']);
  for (const job of tree.maps()) addMatrix(variables, tree, job);
  return variables;
}

/** `parallel: matrix:` of a job; its values override `variables`. */
function matrixOf(tree: YamlTree, job: YamlNode): Variables | null {
  if (tree.get(job, 'parallel', 'matrix') === null) return null;
  const variables = new Variables(maxDefinitions);
  addMatrix(variables, tree, job);
  return variables;
}

function addMatrix(variables: Variables, tree: YamlTree, job: YamlNode): void {
  for (const combination of tree.items(tree.get(job, 'parallel', 'matrix')))
    for (const { key, value } of tree.entries(combination)) variables.add(key, tree.values(value));
}

/** Defaults and options of `spec: inputs:`. */
function inputsOf(tree: YamlTree): Variables {
  const inputs = new Variables(maxDefinitions);
  for (const root of tree.roots)
    for (const { key, value } of tree.entries(tree.get(root, 'spec', 'inputs')))
      for (const name of ['default', 'options']) inputs.add(key, tree.values(tree.get(value, name)));
  return inputs;
}

/** `$[[ inputs.x ]]` */
const input = /\$\[\[\s{0,9}inputs\.([\w-]{1,99})[^\]]{0,200}\]\]|\$\[\[[^\]]{0,200}\]\]/g;

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

/** Files that are read by their own name anyway are left to that. */
function includedPins(text: string, budget: PinBudget, reading: Reading, variables: Values): Pin[] {
  const { others, read } = reading;
  const path = withinRepository(text.replace(/^\/+/, ''));
  if (path === null || read.has(path) || isReadAnyway(path)) return [];
  read.add(path);
  const included = others.textOf(path);
  if (included === null) return [];
  budget.open(included);
  const source = { path, text: included, budget };
  // The table of readers does this for a file that is read by its own name.
  return doubtSharedDefinitions(source, readFile(source, reading, variables));
}

const isReadAnyway = compileGlobs(gitlabFiles);
