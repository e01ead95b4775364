/**
 * The common parts of CI files and Compose files: images under `image` and `services`, scripts, build arguments and
 * GOTOOLCHAIN, wherever they are. A variable has every value that the file gives it anywhere: it is not determined
 * which value holds where.
 */
import type { Pin, PinKind } from '../../../model/pin.js';
import {
  assignedArguments,
  buildArgumentPins,
  openArgument,
  pinsOfValues,
} from '../scripts/build-arguments.js';
import { Variables } from '../../values/choices.js';
import {
  beyondOf,
  hasUnknown,
  textOf,
  unplaced,
  type Expansion,
  type UsedValue,
} from '../../values/expansion.js';
import { getOrMake } from '../../values/get-or-make.js';
import { gotoolchainPin } from '../../values/gotoolchain.js';
import { imagePin, unknownImagePin } from '../../values/image.js';
import { allFinds, scriptPins, type ScriptContext } from '../scripts/shell-text.js';
import { expandChoices, variablesIn } from '../../values/shell-variables.js';
import type { OtherFiles, SourceFile } from '../../values/source-file.js';
import type { YamlEntry, YamlNode, YamlScalar, YamlTree } from '../../syntax/yaml-tree.js';

export interface CiFile {
  readonly source: SourceFile;
  readonly tree: YamlTree;
  /** The name of an image's kind here. */
  readonly kind: PinKind;
  /** All values of a variable, none if it is not set. `near` is the map that uses it. */
  readonly valuesOf: (name: string, near: YamlNode) => readonly Expansion[];
  /**
   * The thing besides its name on which a variable's values depend: for all maps with the same answer they are the
   * same.
   */
  readonly scopeOf: (near: YamlNode) => object;
  /** Values with everything in them filled in, by scope and name: each is computed once. */
  readonly known: Map<object, Map<string, readonly Expansion[]>>;
  /** Replaces the expressions that the CI system fills in before the shell: `$[[ inputs.x ]]`, `<< parameters.x >>`. */
  readonly template: (value: Expansion) => readonly Expansion[];
  /** The files that scripts may read. */
  readonly others: OtherFiles;
}

/** A file that sets no variables and has no expressions, except for what is its own. */
export const ciFile = (
  source: SourceFile,
  tree: YamlTree,
  others: OtherFiles,
  own: Partial<CiFile> = {},
): CiFile => ({
  source,
  tree,
  kind: 'ci-image',
  valuesOf: () => [],
  scopeOf: () => tree,
  known: new Map(),
  template: (value) => [value],
  others,
  ...own,
});

/** The pins of all entries of all maps, at any depth. */
export const entriesPins = (
  tree: YamlTree,
  read: (map: YamlNode, entry: YamlEntry) => readonly Pin[],
): Pin[] => tree.maps().flatMap((map) => tree.entries(map).flatMap((entry) => read(map, entry)));

const scriptKey =
  /^(?:(?:before|after)_(?:script|install|deploy|success)|script|install|run|commands?|bash|sh|pwsh|powershell|inlineScript|arguments)$/;

/** The pins of one entry of any map of the file. */
export function entryPins(file: CiFile, map: YamlNode, { key, value }: YamlEntry): Pin[] {
  const { tree } = file;
  if (scriptKey.test(key)) return scripts(file, map, value);
  switch (key) {
    case 'image':
      return [value, tree.get(value, 'name')].flatMap((node) => imagePins(file, map, node));
    case 'services':
      return tree
        .items(value)
        .flatMap((service) => [service, tree.get(service, 'name')])
        .flatMap((node) => imagePins(file, map, node));
    case 'GOTOOLCHAIN':
      return [value, tree.get(value, 'value')].flatMap((node) =>
        pinsOfScalar(file, map, tree.scalar(node), (set) => gotoolchainPin(file.source, set)),
      );
    case 'env':
    case 'environment':
      return environmentList(file, map, value);
    case 'build_args':
    case 'build-args':
    case 'buildArgs':
      return argumentPins(file, map, value);
    default:
      return [];
  }
}

/** All values that the maps under these keys give each variable, as a map, or as a list of `name` and `value`. */
export function variablesUnder(
  tree: YamlTree,
  keys: readonly string[],
  valueKey: 'value' | 'default' = 'value',
): Variables {
  const variables = new Variables(maxDefinitions);
  for (const map of tree.maps()) {
    for (const key of keys) {
      const block = tree.get(map, key);
      for (const { key: name, value } of tree.entries(block)) {
        const options = tree.values(tree.get(value, 'options'));
        const described = [...tree.values(tree.get(value, valueKey)), ...options];
        variables.add(name, tree.values(value));
        // A value with a list of options is not changed alone, so it has no place.
        variables.add(name, options.length === 0 ? described : described.map((one) => unplaced(textOf(one))));
      }
      for (const item of tree.items(block)) {
        const name = tree.scalar(tree.get(item, 'name'));
        if (name !== null) variables.add(name.text, tree.values(tree.get(item, valueKey)));
      }
    }
  }
  return variables;
}

// More definitions of one variable with the same values than this are not distinguished.
export const maxDefinitions = 20;

// Variables made from variables; deeper chains are made to waste time.
const maxDepth = 2;

/** All possible results of a value with variables. */
export function valuesOfScalar(
  file: CiFile,
  near: YamlNode,
  value: Expansion,
  depth = 0,
): readonly Expansion[] {
  const valuesOf = (name: string): readonly Expansion[] =>
    depth >= maxDepth ? [] : valuesOfVariable(file, near, name, depth + 1);
  return file.template(value).flatMap((templated) => expandChoices(templated, valuesOf, file.source.budget));
}

function valuesOfVariable(file: CiFile, near: YamlNode, name: string, depth: number): readonly Expansion[] {
  const inScope = getOrMake(file.known, file.scopeOf(near), () => new Map<string, readonly Expansion[]>());
  return getOrMake(inScope, `${depth} ${name}`, () =>
    file.valuesOf(name, near).flatMap((value) => valuesOfScalar(file, near, value, depth)),
  );
}

/** The pins of all values of a scalar. */
export const pinsOfScalar = (
  file: CiFile,
  near: YamlNode,
  scalar: YamlScalar | null,
  read: (value: UsedValue) => Pin | null,
): Pin[] =>
  scalar === null
    ? []
    : valuesOfScalar(file, near, scalar.expansion).flatMap(
        (expansion) => read({ expansion, usedAt: scalar.span }) ?? [],
      );

export function imagePins(file: CiFile, near: YamlNode, node: YamlNode | null): Pin[] {
  const { source, kind, tree } = file;
  const scalar = tree.scalar(node);
  const names = variablesIn(scalar?.text ?? '');
  return pinsOfScalar(
    file,
    near,
    scalar,
    (value) => imagePin(source, kind, value) ?? unknownImagePin(source, kind, value, names),
  );
}

/** `- GOTOOLCHAIN=go1.23.7`, as Compose, Travis and others list an environment. */
export function environmentList(file: CiFile, near: YamlNode, node: YamlNode | null): Pin[] {
  return file.tree.scalars(node).flatMap((scalar) => scriptOf(file, near, scalar, ['toolchain', 'named']));
}

function scripts(file: CiFile, near: YamlNode, node: YamlNode | null): Pin[] {
  const lines = file.tree.scalars(node);
  const set = lines.length < 2 ? new Variables() : exportedBy(file, lines);
  const known: CiFile = {
    ...file,
    valuesOf: (name, near) => set.get(name) ?? file.valuesOf(name, near),
  };
  return lines.flatMap((scalar) => scriptOf(known, near, scalar, allFinds));
}

/** `export V=1.23.7`, a separate command, holds for the commands that follow. */
function exportedBy({ source }: CiFile, lines: readonly YamlScalar[]): Variables {
  const set = new Variables();
  for (const { text } of lines) {
    source.budget.search(text.length);
    for (const [, name = '', value = ''] of text.matchAll(exported)) set.add(name, [unplaced(value)]);
  }
  return set;
}

const exported =
  /(?:^|[\s;&])(?:export[ \t]{1,9})?([A-Za-z_]\w{0,60})=["']?((?:go)?\d[\w.-]{0,40})["']?(?=$|[\s;&])/g;

export function scriptOf(
  file: CiFile,
  near: YamlNode,
  scalar: YamlScalar,
  finds: ScriptContext['finds'],
): Pin[] {
  return scriptPins(file.source, file.tree.scriptAt(scalar), {
    valuesOf: (name) => file.valuesOf(name, near),
    template: file.template,
    tellsUnknown: false,
    finds,
    others: file.others,
  });
}

/** A map of build arguments, or a list of `NAME=value`. */
export function argumentPins(file: CiFile, near: YamlNode, node: YamlNode | null): Pin[] {
  const { source, tree } = file;
  const named = tree.entries(node).flatMap(({ key, value }) => {
    const scalar = tree.scalar(value);
    return scalar === null ? [] : [{ name: key, expansion: scalar.expansion, usedAt: scalar.span }];
  });
  const listed = tree.scalars(node).flatMap((scalar) =>
    assignedArguments(tree.scriptAt(scalar)).map((given) => ({
      ...given,
      usedAt: given.usedAt ?? scalar.span,
    })),
  );
  const passedOn = tree.scalars(node).filter(({ text }) => /^[A-Za-z_]\w{0,60}$/.test(text));
  const empty = tree.entries(node).flatMap(({ key, value }) => {
    const [start] = value?.range ?? [];
    const isEmpty = start !== undefined && tree.scalar(value) === null && tree.sourceOf(value).trim() === '';
    return isEmpty ? [{ text: key, span: { start, end: start } }] : [];
  });
  return [
    // `- NAME` alone passes on the variable of that name.
    ...[...passedOn, ...empty].flatMap(({ text, span }) =>
      pinsOfValues(source, text, valuesOfVariable(file, near, text, 0), span),
    ),
    ...[...named, ...listed].flatMap(({ name, expansion: given, usedAt }) =>
      valuesOfScalar(file, near, given).flatMap((expansion) =>
        hasUnknown(textOf(expansion)) && beyondOf(expansion) === undefined
          ? openArgument(source, name, usedAt)
          : buildArgumentPins(source, name, { expansion, usedAt }),
      ),
    ),
  ];
}
