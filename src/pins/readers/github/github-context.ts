/**
 * The things to which an expression of a workflow or composite action may refer at one place of the file, and their
 * values there.
 */
import type { Span } from '../../../model/pin.js';
import type { PinBudget } from '../../values/budget.js';
import { Values } from '../../values/choices.js';
import {
  beyondOf,
  hasUnknown,
  spanOf,
  textOf,
  unknownPiece,
  unplaced,
  type Expansion,
  type UsedValue,
} from '../../values/expansion.js';
import { withinRepository } from '../../values/file-reference.js';
import { getOrMake } from '../../values/get-or-make.js';
import { expandTemplate } from '../../syntax/github-expressions.js';
import { writtenBy } from './github-outputs.js';
import { includesUnknown, matrixDoubts, matrixValues } from './github-matrix.js';
import { positionOf, type OtherFiles, type Remarks, type SourceFile } from '../../values/source-file.js';
import { openYaml, type YamlNode, type YamlScalar, type YamlTree } from '../../syntax/yaml-tree.js';

export interface WorkflowContext {
  /** The file whose pins are searched. */
  readonly source: SourceFile;
  readonly others: OtherFiles;
  /** The tree that is read: that file, or an action or workflow that it calls. */
  readonly tree: YamlTree;
  /** Null if `tree` is the file itself. */
  readonly call: WorkflowCall | null;
  readonly job: YamlNode | null;
  /** Maps of declared inputs: a name may be declared for several triggers. */
  readonly inputs: readonly (YamlNode | null)[];
  /** Innermost first: step, job, workflow. */
  readonly envs: readonly (YamlNode | null)[];
}

/** `with:` of the caller. Pins that result from it are there. */
export interface WorkflowCall {
  /** Names in lower case. A value that does not come from the caller counts, but is not a pin of the caller’s. */
  readonly given: ReadonlyMap<string, readonly Expansion[]>;
  readonly usedAt: Span;
  readonly depth: number;
}

export const matrixOf = ({ tree, job }: WorkflowContext): YamlNode | null =>
  tree.get(job, 'strategy', 'matrix');

export const placeOf = ({ call }: WorkflowContext, value: YamlScalar): Span => call?.usedAt ?? value.span;

/** All values that a scalar may have; in a callee, only those of which its caller gives a part. */
export function valuesOf(context: WorkflowContext, value: YamlScalar): readonly UsedValue[] {
  const usedAt = placeOf(context, value);
  return allValues(context, value.expansion)
    .map((expansion) => ({ expansion, usedAt }))
    .filter(
      ({ expansion }) =>
        context.call === null ||
        expansion.some(({ isGiven }) => isGiven === true) ||
        beyondOf(expansion) !== undefined,
    );
}

// env may refer to inputs, inputs to nothing: deeper chains are made to waste time.
const maxDepth = 3;

/** Values of any text with expressions in it. */
export function allValues(context: WorkflowContext, value: Expansion, depth = 0): readonly Expansion[] {
  const values = expandTemplate(
    ownOf(context, value),
    (path) => (depth < maxDepth ? lookUp(context, path, depth) : null),
    context.source.budget,
  );
  // An input that the caller leaves out does not concern the caller's own callers.
  return context.call === null
    ? values
    : values.map((pieces) =>
        pieces.map((piece) => (piece.isGiven === true || piece.input === undefined ? piece : unknownPiece)),
      );
}

/** A value that is written in a callee has no place in the caller’s file. */
const ownOf = ({ call }: WorkflowContext, value: Expansion): Expansion =>
  call === null ? value : value.map(({ text }) => ({ text, span: null }));

function lookUp(
  context: WorkflowContext,
  [scope = '', ...path]: readonly string[],
  depth: number,
): readonly Expansion[] | null {
  const { tree } = context;
  const [name = ''] = path;
  switch (scope.toLowerCase()) {
    case 'matrix': {
      const found = matrixValues(tree, matrixOf(context), path);
      if (found === null) return null;
      if (found === 'unknown') return [[unknownPiece]];
      const known = expanded(context, found, depth);
      return includesUnknown(tree, matrixOf(context)) ? [...known, [unknownPiece]] : known;
    }
    case 'env': {
      const scalar = context.envs
        .map((env) => tree.scalar(tree.getAnyCase(env, name)))
        .find((found) => found !== null);
      if (scalar === undefined) return writtenValues(context, { file: 'ENV', name });
      return hasUnknown(scalar.text) ? null : expanded(context, [scalar], depth);
    }
    case 'steps': {
      const [id = '', outputs, output = ''] = path;
      if (outputs !== 'outputs') return null;
      return (
        outputOfAction(context, id, output, depth) ??
        writtenValues(context, { file: 'OUTPUT', name: output, step: id })
      );
    }
    // Only the outputs of a called workflow refer to `jobs`.
    case 'needs':
    case 'jobs': {
      const [id = '', outputs, output = ''] = path;
      const job = outputs === 'outputs' ? jobCalled(context, id) : null;
      const scalar = tree.scalar(tree.get(job, 'outputs', output));
      return scalar === null
        ? outputOfWorkflow(context, job, output, depth)
        : expanded({ ...context, job, envs: [tree.get(job, 'env')] }, [scalar], depth);
    }
    case 'inputs':
      return inputValues(context, name, depth);
    case 'github': {
      const [event, inputs, input = ''] = path;
      if (event === 'workspace') return [unplaced('.')];
      return event === 'event' && inputs === 'inputs' ? inputValues(context, input, depth) : null;
    }
    default:
      return null;
  }
}

/** The output of an action of the repository that the step with this id uses; null if it uses none. */
function outputOfAction(
  context: WorkflowContext,
  id: string,
  output: string,
  depth: number,
): readonly Expansion[] | null {
  const { tree, others } = context;
  const step = stepsOf(context).find((one) => tree.scalar(tree.get(one, 'id'))?.text === id) ?? null;
  const action = tree.scalar(tree.get(step, 'uses'))?.text ?? '';
  const path = action.startsWith('./') ? withinRepository(action) : null;
  if (path === null || depth >= maxDepth) return null;
  const text = actionFiles(path)
    .map((file) => others.textOf(file))
    .find((found) => found !== null);
  return outputOf(context, text ?? null, { at: [], output, given: tree.get(step, 'with'), depth });
}

/** The files of which one describes the action in a folder. */
export const actionFiles = (folder: string): readonly string[] =>
  ['action.yml', 'action.yaml'].map((name) => (folder === '' ? name : `${folder}/${name}`));

/** The output of a workflow of the repository that the job calls; null if it calls none. */
function outputOfWorkflow(
  context: WorkflowContext,
  job: YamlNode | null,
  output: string,
  depth: number,
): readonly Expansion[] | null {
  const { tree, others } = context;
  const called = tree.scalar(tree.get(job, 'uses'))?.text ?? '';
  const path = /^\.\/.{1,200}\.ya?ml$/.test(called) ? withinRepository(called) : null;
  if (path === null || depth >= maxDepth) return null;
  const given = tree.get(job, 'with');
  return outputOf(context, others.textOf(path), { at: ['on', 'workflow_call'], output, given, depth });
}

interface AskedOutput {
  /** The place where `inputs` and `outputs` are declared. */
  readonly at: readonly string[];
  readonly output: string;
  /** `with` of the caller. */
  readonly given: YamlNode | null;
  readonly depth: number;
}

function outputOf(
  context: WorkflowContext,
  text: string | null,
  { at, output, given: inputs, depth }: AskedOutput,
): readonly Expansion[] | null {
  const { tree, source, others } = context;
  if (text === null) return null;
  source.budget.open(text);
  const callee = openYaml(text, source.budget);
  const root = callee?.roots[0] ?? null;
  const scalar = callee?.scalar(callee.get(root, ...at, 'outputs', output, 'value')) ?? null;
  if (callee === null || scalar === null) return null;
  const given = givenBy(tree, inputs, (value) => allValues(context, value, depth + 1).map(withoutPlace));
  const within: WorkflowContext = {
    source,
    others,
    tree: callee,
    call: { given, usedAt: { start: 0, end: 0 }, depth: 0 },
    job: null,
    inputs: [callee.get(root, ...at, 'inputs')],
    envs: [],
  };
  return allValues(within, scalar.expansion, depth + 1).map(withoutPlace);
}

/** The values that `with` gives, by name in lower case. */
export const givenBy = (
  tree: YamlTree,
  inputs: YamlNode | null,
  valuesOf: (value: Expansion, name: string) => readonly Expansion[],
): WorkflowCall['given'] =>
  new Map(
    tree.entries(inputs).flatMap(({ key, value }) => {
      const known = tree.scalar(value);
      return known === null ? [] : [[key.toLowerCase(), valuesOf(known.expansion, key)] as const];
    }),
  );

/** A value of another file has no place here, and does not wait for inputs of this file. */
const withoutPlace = (value: Expansion): Expansion =>
  value.map(({ text, beyond, at }) => ({
    text,
    span: null,
    ...(beyond === undefined ? {} : { beyond }),
    ...(at === undefined ? {} : { at }),
  }));

const jobCalled = ({ tree }: WorkflowContext, id: string): YamlNode | null =>
  tree.roots.map((root) => tree.get(root, 'jobs', id)).find((job) => job !== null) ?? null;

/** Steps of the job, or of the composite action. */
const stepsOf = ({ tree, job }: Pick<WorkflowContext, 'tree' | 'job'>): readonly YamlNode[] =>
  job === null
    ? tree.roots.flatMap((root) => tree.items(tree.get(root, 'runs', 'steps')))
    : tree.items(tree.get(job, 'steps'));

type Written = Map<string, readonly Expansion[] | null>;

// Many expressions may ask for the same name. The answers are kept for one reading of one file: a text that is parsed
// once may stand in several repositories, or be read again after an edit of a file that its scripts ask for.
const writtenIn = new WeakMap<PinBudget, WeakMap<object, Written>>();

/**
 * The values that the scripts of steps write to `$GITHUB_ENV` or `$GITHUB_OUTPUT`; null if they write nothing of that
 * name.
 */
function writtenValues(
  { tree, job, source, others }: WorkflowContext,
  {
    file,
    name,
    step: id,
  }: { readonly file: 'ENV' | 'OUTPUT'; readonly name: string; readonly step?: string },
): readonly Expansion[] | null {
  const places = getOrMake(writtenIn, source.budget, () => new WeakMap<object, Written>());
  const known = getOrMake(places, job ?? tree, (): Written => new Map());
  const key = JSON.stringify([file, name, id]);
  const before = known.get(key);
  if (before !== undefined) return before;
  let isWhole = true;
  const contentOf = (path: string): string | null => {
    const text = others.textOf(path);
    isWhole &&= text !== null;
    return text;
  };
  const steps = stepsOf({ tree, job }).filter(
    (step) => id === undefined || tree.scalar(tree.get(step, 'id'))?.text === id,
  );
  const found = steps.flatMap((step) => {
    const script = tree.scalar(tree.get(step, 'run'))?.text ?? '';
    const folder = tree.get(step, 'working-directory');
    return writtenBy(script, {
      file,
      name,
      textOf: folder === null ? contentOf : within(tree.scalar(folder)?.text ?? '$', contentOf),
      budget: source.budget,
    });
  });
  const distinct = new Values(0);
  for (const value of found) distinct.add(value);
  const values = found.length === 0 ? null : distinct.all;
  // A file that was requested now is there when the reader starts again.
  if (isWhole) known.set(key, values);
  return values;
}

/** Files as seen by a step that runs in a folder of the repository. */
const within =
  (folder: string, textOf: OtherFiles['textOf']): OtherFiles['textOf'] =>
  (path) => {
    const file = folder.includes('$') ? null : withinRepository(`${folder}/${path}`);
    return file === null ? null : textOf(file);
  };

/** The value that the caller gives, or else every default and option that is declared. */
function inputValues(context: WorkflowContext, name: string, depth: number): readonly Expansion[] | null {
  const { tree, call } = context;
  const given = call?.given.get(name.toLowerCase());
  if (given !== undefined) return given;
  const declared = context.inputs.map((inputs) => tree.getAnyCase(inputs, name));
  const scalars = declared
    .flatMap((input) => ['default', 'options'].flatMap((key) => tree.scalars(tree.get(input, key))))
    .filter(({ text }) => !hasUnknown(text));
  return scalars.length === 0 ? null : expanded(context, scalars, depth);
}

// GitHub runs at most so many jobs of a matrix.
const maxRepeats = 256;

function expanded(
  context: WorkflowContext,
  scalars: readonly YamlScalar[],
  depth: number,
): readonly Expansion[] {
  const values = new Values(maxRepeats);
  for (const { expansion } of scalars) values.add(expansion);
  return values.all.flatMap((value) => allValues(context, value, depth + 1));
}

/** Remarks on a value of `template`, besides the value itself. */
export function remarksOn(context: WorkflowContext, template: YamlScalar, value: Expansion): Remarks {
  const { tree, source, job, call } = context;
  if (call !== null) return { doubts: ['the called action or workflow may use it otherwise too'] };
  const key = /\bmatrix\.([\w-]+)/i.exec(template.text)?.[1];
  const place = spanOf(value, 0, textOf(value).length);
  const isHere = place === null || (place.start >= template.span.start && place.end <= template.span.end);
  return {
    doubts: [
      ...(key === undefined ? [] : matrixDoubts(tree, job, key, textOf(value))),
      ...(hasOptions(context, template.text) ? ['the input lists what may be chosen'] : []),
    ],
    ...(isHere ? {} : { usedOn: [positionOf(source, template.span.start).line] }),
  };
}

function hasOptions({ tree, inputs }: WorkflowContext, template: string): boolean {
  const name = /\binputs\.([\w-]+)/i.exec(template)?.[1];
  return (
    name !== undefined &&
    inputs.some((declared) => tree.get(tree.getAnyCase(declared, name), 'options') !== null)
  );
}
