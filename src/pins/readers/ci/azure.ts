/**
 * Azure Pipelines: the `GoTool` task, containers, scripts, and the templates of the repository, with their parameters.
 * https://learn.microsoft.com/azure/devops/pipelines/process/templates
 */
import type { Pin } from '../../../model/pin.js';
import { withEndings } from '../globs.js';
import {
  ciFile,
  entryPins,
  imagePins,
  pinsOfScalar,
  valuesOfScalar,
  variablesUnder,
  type CiFile,
} from './ci-yaml.js';
import { Places, Variables } from '../../values/choices.js';
import { textOf, unknownPiece, type Expansion } from '../../values/expansion.js';
import { withinRepository } from '../../values/file-reference.js';
import {
  withoutVersion,
  type OtherFiles,
  type PinReader,
  type SourceFile,
} from '../../values/source-file.js';
import { unseenNames } from '../scripts/unseen-names.js';
import { versionPin } from '../../values/version-value.js';
import { openYaml, readYaml, type YamlNode, type YamlTree } from '../../syntax/yaml-tree.js';
import { compileGlobs } from '../../../text/glob.js';

/** The parameters of a template, by name; null for a file that is read for its own name. */
type Given = ReadonlyMap<string, readonly Expansion[]> | null;

interface Reading {
  readonly others: OtherFiles;
  readonly given: Given;
  /** Templates within templates so far. */
  readonly depth: number;
}

// Deeper ones are made to waste time.
const maxDepth = 4;

/** The files that are read by their own names. */
export const azureFiles = [
  ...withEndings('azure-pipelines*', '*azure-pipelines', '.vsts*'),
  ...withEndings('.azure/**', '.azure-pipelines/**', 'azure-pipelines/**', '.pipelines/**', '.vsts/**'),
];

export const readAzure: PinReader = (source, others) =>
  readPipeline(source, { others, given: null, depth: 0 });

function readPipeline(source: SourceFile, reading: Reading): Pin[] {
  const called: Pin[] = [];
  const own = readYaml(
    source,
    'azure-gotool',
    (tree) => {
      const file = openFile(source, tree, reading);
      called.push(...tree.maps().flatMap((map) => templatePins(file, map, reading)));
      return tree.maps().flatMap((map) => mapPins(file, map));
    },
    (tree) => unseenNames(source, tree, ['variables', 'env', 'parameters']),
  );
  return [...own, ...called];
}

function mapPins(file: CiFile, map: YamlNode): Pin[] {
  const { tree } = file;
  return [
    ...tree
      .entries(map)
      .flatMap((entry) => [
        ...entryPins(file, map, entry),
        ...(entry.key === 'container' ? imagePins(file, map, entry.value) : []),
      ]),
    ...goToolPins(file, map),
    ...(tree.scalar(tree.get(map, 'name'))?.text === 'GOTOOLCHAIN'
      ? entryPins(file, map, { key: 'GOTOOLCHAIN', value: tree.get(map, 'value') })
      : []),
  ];
}

/** `${{ parameters.x }}`, `${{ variables.x }}`, and names of loops; the value of any other expression is unknown. */
const place = /\$\{\{\s{0,9}([\w.-]{1,120})\s{0,9}\}\}|\$\{\{[^}]{0,200}\}\}|\$\[[^\]]{0,200}\]/g;
const loop = /^\$\{\{\s{0,9}each\s{1,9}(\w{1,60})\s{1,9}in\s{1,9}(parameters\.[\w-]{1,99})\s{0,9}\}\}$/;

/** Variables of the file override those that are set elsewhere. */
function openFile(source: SourceFile, tree: YamlTree, { others, given }: Reading): CiFile {
  const variables = variablesUnder(tree, ['variables']);
  for (const map of tree.maps()) {
    for (const leg of tree.entries(tree.get(map, 'strategy', 'matrix')))
      for (const { key, value } of tree.entries(leg.value)) variables.add(key, tree.values(value));
    for (const item of tree.items(tree.get(map, 'variables'))) {
      const named = tree.scalar(tree.get(item, 'template'));
      const text = named === null ? null : textOfTemplate(source, named.text, others);
      const template = text === null ? null : openYaml(text, source.budget);
      const set = template === null ? new Variables() : variablesUnder(template, ['variables']);
      for (const key of set.names()) variables.add(key, (set.get(key) ?? []).map(elsewhere));
    }
  }
  const defaults = variablesUnder(tree, ['parameters'], 'default');
  const loops = new Map(
    tree.maps().flatMap((map) =>
      tree.entries(map).flatMap(({ key }) => {
        const [, name, over] = loop.exec(key) ?? [];
        return name === undefined || over === undefined ? [] : [[name, over] as const];
      }),
    ),
  );
  const valuesOfParameter = (name: string): readonly Expansion[] => {
    const known = given?.get(name.toLowerCase()) ?? defaults.get(name) ?? [];
    const set = known.filter((value) => textOf(value) !== '');
    return set.length > 0 ? set : [[{ ...unknownPiece, input: name.toLowerCase() }]];
  };
  const valuesOf = (name: string): readonly Expansion[] => {
    const asked = loops.get(name) ?? name;
    const [, scope, ofScope = ''] = /^(parameters|variables)\.(.*)$/.exec(asked) ?? [];
    if (scope === 'parameters') return valuesOfParameter(ofScope);
    return (scope === 'variables' ? variables.get(ofScope) : undefined) ?? [[unknownPiece]];
  };
  const places = new Places(place, valuesOf, source.budget);
  return ciFile(source, tree, others, {
    valuesOf: (name) => variables.get(name) ?? [],
    template: (value) => places.fill(value),
  });
}

/** A value that is written in another file has no place in this one. */
const elsewhere = (value: Expansion): Expansion => value.map((piece) => ({ ...piece, span: null }));

/** Resolves it relative to the file that names it, or from the root; null for another repository. */
function pathOfTemplate(from: string, name: string): string | null {
  const [path = '', repository] = name.split('@');
  if (repository !== undefined && repository !== 'self') return null;
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  return withinRepository(path.startsWith('/') ? path.slice(1) : folder + path);
}

function textOfTemplate({ path, budget }: SourceFile, name: string, others: OtherFiles): string | null {
  const file = pathOfTemplate(path, name);
  const text = file === null ? null : others.textOf(file);
  if (text !== null) budget.open(text);
  return text;
}

/**
 * The pins of a template, with its parameters here. Pins that it has anyway are reported when it is read by its name.
 */
function templatePins(file: CiFile, map: YamlNode, { others, depth }: Reading): Pin[] {
  const { source, tree } = file;
  const named = tree.scalar(tree.get(map, 'template'))?.text;
  const path = named === undefined ? null : pathOfTemplate(source.path, named);
  if (named === undefined || path === null || depth >= maxDepth) return [];
  const text = textOfTemplate(source, named, others);
  if (text === null) return [];
  const given = new Map(
    tree.entries(tree.get(map, 'parameters')).map(({ key, value }) => {
      const values = tree
        .values(value)
        .flatMap((expansion) => valuesOfScalar(file, map, expansion).map(elsewhere));
      return [key.toLowerCase(), values] as const;
    }),
  );
  const template = { path, text, budget: source.budget };
  const pins = readPipeline(template, { others, given, depth: depth + 1 });
  const answersInputs = [...given.keys()].map((name) => `${path}#${name}`);
  const told = isReadAnyway(path)
    ? new Set(readPipeline(template, { others, given: null, depth: maxDepth }).map(keyOf))
    : new Set<string>();
  return pins
    .filter((pin) => !told.has(keyOf(pin)))
    .map((pin) => ({ ...pin, answersInputs: [...(pin.answersInputs ?? []), ...answersInputs] }));
}

const keyOf = ({ file, line, column, requirement }: Pin): string =>
  JSON.stringify([file, line, column, requirement]);

const isReadAnyway = compileGlobs(azureFiles);

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/go-tool-v0 */
function goToolPins(file: CiFile, map: YamlNode): Pin[] {
  const { source, tree } = file;
  const task = tree.scalar(tree.get(map, 'task'))?.text ?? '';
  if (!/^GoTool@\d+$/i.test(task)) return [];
  const inputs = tree.get(map, 'inputs');
  const origin = tree.scalar(tree.getAnyCase(inputs, 'goSource'))?.text ?? '';
  const why = 'Microsoft’s own build of Go is installed, which may have other patches';
  return tree.scalars(tree.getAnyCase(inputs, 'version')).flatMap((version) =>
    pinsOfScalar(file, map, version, (value) => {
      const pin = versionPin(source, 'azure-gotool', value);
      return /microsoft/i.test(origin) ? { ...pin, ...withoutVersion('unresolved', why) } : pin;
    }),
  );
}
