/**
 * The common parts of CI files and Compose files: images under `image` and `services`, scripts, build arguments and
 * GOTOOLCHAIN, wherever they are. A variable has every value that the file gives it anywhere: it is not determined
 * which value holds where.
 */
import type { Pin, PinKind, Span } from '../../../model/pin.js';
import { assignedArguments, buildArgumentPins, openArgument } from '../scripts/build-arguments.js';
import { Values, type Places } from '../../values/choices.js';
import { beyondOf, hasUnknown, slice, spanOf, textOf, type Expansion } from '../../values/expansion.js';
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

/** A file whose variables hold for all of it, and whose expressions are filled in before the shell sees them. */
export const ciFile = (
  source: SourceFile,
  tree: YamlTree,
  {
    variables,
    places,
    others,
  }: { readonly variables: Variables; readonly places: Places; readonly others: OtherFiles },
): CiFile => ({
  source,
  tree,
  kind: 'ci-image',
  valuesOf: (name) => variables.of(name),
  scopeOf: () => variables,
  known: new Map(),
  template: (value) => places.fill(value),
  others,
});

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
      return [value, tree.get(value, 'value')].flatMap((node) => toolchainPins(file, map, node));
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
  const variables = new Variables();
  for (const map of tree.maps()) {
    for (const key of keys) {
      const block = tree.get(map, key);
      for (const { key: name, value } of tree.entries(block)) {
        const options = tree.scalars(tree.get(value, 'options'));
        const described = [...tree.scalars(tree.get(value, valueKey)), ...options];
        variables.add(name, tree.scalars(value));
        // A value with a list of options is not changed alone, so it has no place.
        variables.add(name, options.length === 0 ? described : described.map(withoutPlace));
      }
      for (const item of tree.items(block)) {
        const name = tree.scalar(tree.get(item, 'name'));
        if (name !== null) variables.add(name.text, tree.scalars(tree.get(item, valueKey)));
      }
    }
  }
  return variables;
}

const withoutPlace = (scalar: YamlScalar): YamlScalar => ({
  ...scalar,
  expansion: [{ text: scalar.text, span: null }],
});

// More definitions of one variable with the same values than this are not distinguished.
const maxDefinitions = 20;

/** The values of each variable. */
export class Variables {
  readonly #values = new Map<string, Values>();

  add(name: string, scalars: readonly YamlScalar[]): void {
    if (scalars.length === 0) return;
    const known = this.#values.get(name) ?? new Values(maxDefinitions);
    this.#values.set(name, known);
    for (const { text, expansion } of scalars) known.add(text, expansion);
  }

  of(name: string): readonly Expansion[] {
    return this.#values.get(name)?.all ?? [];
  }

  names(): Iterable<string> {
    return this.#values.keys();
  }
}

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
  const scope = file.scopeOf(near);
  const inScope = file.known.get(scope) ?? new Map<string, readonly Expansion[]>();
  file.known.set(scope, inScope);
  const key = `${depth} ${name}`;
  const known =
    inScope.get(key) ??
    file.valuesOf(name, near).flatMap((value) => valuesOfScalar(file, near, value, depth));
  inScope.set(key, known);
  return known;
}

export function imagePins(file: CiFile, near: YamlNode, node: YamlNode | null): Pin[] {
  const scalar = file.tree.scalar(node);
  return scalar === null ? [] : imagesOfScalar(file, near, scalar);
}

function imagesOfScalar(file: CiFile, near: YamlNode, scalar: YamlScalar): Pin[] {
  return valuesOfScalar(file, near, scalar.expansion).flatMap((expansion) => {
    const value = { expansion, usedAt: scalar.span };
    const pin = imagePin(file.source, file.kind, value);
    return pin ?? unknownImagePin(file.source, file.kind, value, variablesIn(scalar.text)) ?? [];
  });
}

export function toolchainPins(file: CiFile, near: YamlNode, node: YamlNode | null): Pin[] {
  const scalar = file.tree.scalar(node);
  if (scalar === null) return [];
  return valuesOfScalar(file, near, scalar.expansion).flatMap(
    (expansion) => gotoolchainPin(file.source, { expansion, usedAt: scalar.span }) ?? [],
  );
}

/** `- GOTOOLCHAIN=go1.23.7`, as Compose, Travis and others list an environment. */
function environmentList(file: CiFile, near: YamlNode, node: YamlNode | null): Pin[] {
  return file.tree.scalars(node).flatMap((scalar) => scriptOf(file, near, scalar, ['toolchain', 'named']));
}

function scripts(file: CiFile, near: YamlNode, node: YamlNode | null): Pin[] {
  const lines = file.tree.scalars(node);
  const set = lines.length < 2 ? new Map<string, Values>() : exportedBy(file, lines);
  const known: CiFile = {
    ...file,
    valuesOf: (name, near) => set.get(name)?.all ?? file.valuesOf(name, near),
  };
  return lines.flatMap((scalar) => scriptOf(known, near, scalar, allFinds));
}

/** `export V=1.23.7`, a separate command, holds for the commands that follow. */
function exportedBy({ source }: CiFile, lines: readonly YamlScalar[]): ReadonlyMap<string, Values> {
  const set = new Map<string, Values>();
  for (const { text } of lines) {
    source.budget.search(text.length);
    for (const [, name = '', value = ''] of text.matchAll(exported)) {
      const values = set.get(name) ?? new Values(0);
      set.set(name, values);
      values.add(value, [{ text: value, span: null }]);
    }
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
  const { tree } = file;
  const named = tree.entries(node).flatMap(({ key, value }) => {
    const scalar = tree.scalar(value);
    return scalar === null ? [] : [{ name: key, value: scalar.expansion, usedAt: scalar.span }];
  });
  const listed = tree.scalars(node).flatMap((scalar) => {
    const script = tree.scriptAt(scalar);
    return assignedArguments(textOf(script)).flatMap(({ name, from, to }) => {
      const value = slice(script, from, to);
      return [{ name, value, usedAt: spanOf(value, 0, to - from) ?? scalar.span }];
    });
  });
  const passedOn = tree.scalars(node).filter(({ text }) => /^[A-Za-z_]\w{0,60}$/.test(text));
  const empty = tree.entries(node).flatMap(({ key, value }) => {
    const [start] = value?.range ?? [];
    const isEmpty = start !== undefined && tree.scalar(value) === null && tree.sourceOf(value).trim() === '';
    return isEmpty ? [{ text: key, span: { start, end: start } }] : [];
  });
  return [
    ...[...passedOn, ...empty].flatMap(({ text, span }) => passedOnPins(file, near, text, span)),
    ...givenPins(file, near, [...named, ...listed]),
  ];
}

interface GivenArgument {
  readonly name: string;
  readonly value: Expansion;
  readonly usedAt: Span;
}

/** `- NAME` alone passes on the variable of that name. */
function passedOnPins(file: CiFile, near: YamlNode, name: string, usedAt: Span): Pin[] {
  const values = valuesOfVariable(file, near, name, 0);
  return values.length === 0
    ? [openArgument(file.source, name, usedAt)]
    : values.flatMap((expansion) => buildArgumentPins(file.source, name, { expansion, usedAt }));
}

function givenPins(file: CiFile, near: YamlNode, given: readonly GivenArgument[]): Pin[] {
  const { source } = file;
  return given.flatMap(({ name, value, usedAt }) =>
    valuesOfScalar(file, near, value).flatMap((expansion) =>
      hasUnknown(textOf(expansion)) && beyondOf(expansion) === undefined
        ? openArgument(source, name, usedAt)
        : buildArgumentPins(source, name, { expansion, usedAt }),
    ),
  );
}
