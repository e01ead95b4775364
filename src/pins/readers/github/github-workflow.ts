/** GitHub workflows and composite actions: setup-go, images of jobs, services and steps, GOTOOLCHAIN, scripts. */
import type { Pin } from '../../../model/pin.js';
import { assignedArguments, buildArgumentPins } from '../scripts/build-arguments.js';
import { hasUnknown, slice, textOf, unplaced, type Expansion } from '../../values/expansion.js';
import { withinRepository } from '../../values/file-reference.js';
import { getOrMake } from '../../values/get-or-make.js';
import {
  actionFiles,
  allValues,
  givenBy,
  placeOf,
  remarksOn,
  valuesOf,
  type WorkflowContext,
} from './github-context.js';
import { isSetupGo, makesGoStay, setupGoPins, versionPins } from './github-setup-go.js';
import { gotoolchainPin } from '../../values/gotoolchain.js';
import { imagePin, unknownImagePin } from '../../values/image.js';
import { imagesThatRunGo } from '../ci/images-that-run-go.js';
import { inputFlowOf, type InputFlow } from './input-flow.js';
import { allFinds, scriptPins } from '../scripts/shell-text.js';
import { noOtherFiles, type PinReader, type SourceFile } from '../../values/source-file.js';
import { unseenNames } from '../scripts/unseen-names.js';
import { openYaml, readYaml, type YamlNode, type YamlTree } from '../../syntax/yaml-tree.js';

export const readWorkflow: PinReader = (source, others) =>
  readYaml(
    source,
    'setup-go',
    (tree) => {
      const file: FileContext = { source, others, tree, call: null, callees: new Map() };
      return tree.roots.flatMap((root) => filePins(file, root));
    },
    (tree) => [
      ...unseenNames(source, tree, ['env']),
      ...interpolated(source, tree),
      ...imagesThatRunGo(source, 'workflow-image', tree),
    ],
  );

/** bake and Compose read the environment, so a value from which a Dockerfile makes Go may come from there. */
function interpolated(source: SourceFile, tree: YamlTree): Pin[] {
  if (!/\bbake\b|docker[ -]compose/.test(source.text)) return [];
  return tree.maps().flatMap((map) =>
    tree.entries(tree.get(map, 'env')).flatMap(({ key, value }) =>
      tree
        .scalars(value)
        .filter(({ text }) => /^(?:go)?1\.\d[\w.-]{0,40}$/.test(text))
        .flatMap(({ expansion, span }) => buildArgumentPins(source, key, { expansion, usedAt: span }))
        .filter(({ givesArgument }) => givesArgument !== undefined),
    ),
  );
}

type FileContext = Pick<WorkflowContext, 'source' | 'others' | 'tree' | 'call'> & {
  /** Actions and workflows of the repository that were looked up, by path. */
  readonly callees: Map<string, Callee | null>;
};

interface Callee {
  readonly file: string;
  readonly tree: YamlTree;
  readonly flow: InputFlow;
}
type Context = WorkflowContext & FileContext;

function filePins(file: FileContext, root: YamlNode): Pin[] {
  const { tree } = file;
  const env = tree.get(root, 'env');
  const inputs = [
    tree.get(root, 'inputs'),
    tree.get(root, 'on', 'workflow_call', 'inputs'),
    tree.get(root, 'on', 'workflow_dispatch', 'inputs'),
  ];
  const context: Context = { ...file, job: null, inputs, envs: [env] };
  const runs = tree.get(root, 'runs');
  return [
    ...environmentPins(context, env),
    ...tree.entries(tree.get(root, 'jobs')).flatMap(({ value }) => jobPins(context, value)),
    ...stepsPins(context, tree.get(runs, 'steps')),
    ...dockerUrlPins(context, tree.get(runs, 'image')),
  ];
}

function jobPins(workflow: Context, job: YamlNode | null): Pin[] {
  const { tree } = workflow;
  const env = tree.get(job, 'env');
  const context: Context = { ...workflow, job, envs: [env, ...workflow.envs] };
  const container = tree.get(job, 'container');
  const services = tree.entries(tree.get(job, 'services')).map(({ value }) => value);
  const images = [container, ...[container, ...services].map((node) => tree.get(node, 'image'))];
  return [
    ...environmentPins(context, env),
    ...[container, ...services].flatMap((node) => [
      ...environmentPins(context, tree.get(node, 'env')),
      ...runPins(context, tree.get(node, 'options')),
    ]),
    ...images.flatMap((image) => imagePins(context, image)),
    ...callPins(context, tree.get(job, 'uses'), tree.get(job, 'with')),
    ...stepsPins(context, tree.get(job, 'steps')),
  ];
}

function stepsPins(context: Context, list: YamlNode | null): Pin[] {
  const steps = context.tree.items(list);
  const lastLocal = steps.findLastIndex((step) => makesGoStay(context, step));
  return steps.flatMap((step, index) => stepPins(context, step, index < lastLocal));
}

function stepPins(outer: Context, step: YamlNode, isLocalLater: boolean): Pin[] {
  const { tree } = outer;
  const env = tree.get(step, 'env');
  const context: Context = { ...outer, envs: [env, ...outer.envs] };
  const uses = tree.get(step, 'uses');
  const action = tree.scalar(uses);
  const inputs = tree.get(step, 'with');
  return [
    ...environmentPins(context, env),
    ...runPins(context, tree.get(step, 'run'), tree.get(step, 'working-directory') !== null),
    ...dockerUrlPins(context, uses),
    ...(action !== null && isSetupGo(action.text) && calleeOf(context, action.text) === null
      ? setupGoPins(context, action, inputs, isLocalLater)
      : callPins(context, uses, inputs)),
  ];
}

const goVersionInput = /^go(?:lang)?[-_]?version(?:-input)?$/i;
// The limit of actions that call actions.
const maxCallDepth = 4;

/**
 * The arguments of other actions and reusable workflows. Those of the repository are read to see how they use them. For
 * others, an input counts if it has one of the usual names of a Go version.
 */
function callPins(context: Context, uses: YamlNode | null, inputs: YamlNode | null): Pin[] {
  const { tree } = context;
  const action = tree.scalar(uses)?.text ?? '';
  if (action === '') return [];
  const callee = calleeOf(context, action);
  return tree.entries(inputs).flatMap(({ key, value }) => {
    if (/^(?:build[-_]?args?|set)$/i.test(key)) return argumentPins(context, value);
    const found = callee === null ? [] : givenPins(context, callee, inputs, key);
    const isGo =
      goVersionInput.test(key) ||
      (/^go(?:lang)?$/i.test(key) && tree.scalars(value).every(({ text }) => /^(?:go|v)?1\.\d/.test(text)));
    if (found.length > 0 || !isGo) return found;
    const doubts = ['it is not known how this action uses its input'];
    return tree.scalars(value).flatMap((scalar) => versionPins(context, scalar, 'action-input', doubts));
  });
}

function calleeOf({ source, others, callees, call }: Context, action: string): Callee | null {
  const path = action.startsWith('./') ? withinRepository(action) : null;
  if (path === null || (call?.depth ?? 0) >= maxCallDepth) return null;
  return getOrMake(callees, path, () => {
    const files = /\.ya?ml$/.test(path) ? [path] : actionFiles(path);
    const file = files.find((name) => others.textOf(name) !== null);
    if (file === undefined) return null;
    const text = others.textOf(file) ?? '';
    source.budget.open(text);
    const tree = openYaml(text, source.budget);
    return tree === null ? null : { file, tree, flow: inputFlowOf(tree) };
  });
}

// Flags, names and paths need not be followed into the callee.
const mayBeGo = /\d|go|stable|latest/i;

/** The pins that result from one input in the callee. */
function givenPins(context: Context, callee: Callee, inputs: YamlNode | null, name: string): Pin[] {
  const { tree, call } = context;
  const scalar = tree.scalar(tree.get(inputs, name));
  if (scalar === null || !callee.flow.reaches(name, callee.tree)) return [];
  const given = givenBy(tree, inputs, (value, key) =>
    allValues(context, value).map((expansion) =>
      key === name && call === null
        ? expansion.map((piece) => ({ ...piece, isGiven: true as const }))
        : expansion,
    ),
  );
  const values = given.get(name.toLowerCase()) ?? [];
  const isCallers = call === null || values.some((value) => value.some(({ isGiven }) => isGiven === true));
  const isRelevant = values.some((value) => mayBeGo.test(textOf(value)) || hasUnknown(textOf(value)));
  if (!isCallers || !isRelevant) return [];
  const file: FileContext = {
    ...context,
    tree: callee.tree,
    call: { given, usedAt: placeOf(context, scalar), depth: (call?.depth ?? 0) + 1 },
  };
  const input = `${callee.file}#${name.toLowerCase()}`;
  return callee.tree.roots
    .flatMap((root) => filePins(file, root))
    .map((pin) => ({ ...pin, answersInputs: [...(pin.answersInputs ?? []), input] }));
}

/** `build-args` of docker/build-push-action and its like, `set` of bake-action. */
function argumentPins(context: Context, node: YamlNode | null): Pin[] {
  const scalar = context.tree.scalar(node);
  if (scalar === null || context.call !== null) return [];
  return assignedArguments(context.tree.scriptAt(scalar)).flatMap(({ name, expansion: given, usedAt }) =>
    usedAt === null
      ? []
      : allValues(context, given).flatMap((expansion) =>
          buildArgumentPins(context.source, name, { expansion, usedAt }),
        ),
  );
}

function imagePins(context: Context, image: YamlNode | null): Pin[] {
  const value = context.tree.scalar(image);
  if (value === null) return [];
  const { source } = context;
  return valuesOf(context, value).flatMap(
    (used) =>
      imagePin(source, 'workflow-image', used, remarksOn(context, value, used.expansion)) ??
      unknownImagePin(source, 'workflow-image', used, []) ??
      [],
  );
}

function dockerUrlPins(context: Context, uses: YamlNode | null): Pin[] {
  const value = context.tree.scalar(uses);
  const scheme = 'docker://';
  if (value === null || !value.text.startsWith(scheme)) return [];
  return valuesOf(context, value).flatMap(({ expansion: whole, usedAt }) => {
    const expansion = slice(whole, scheme.length, textOf(whole).length);
    return imagePin(context.source, 'workflow-image', { expansion, usedAt }) ?? [];
  });
}

function environmentPins(context: Context, env: YamlNode | null): Pin[] {
  const value = context.tree.scalar(context.tree.get(env, 'GOTOOLCHAIN'));
  if (value === null) return [];
  return valuesOf(context, value).flatMap(
    (used) => gotoolchainPin(context.source, used, remarksOn(context, value, used.expansion)) ?? [],
  );
}

/** The pins of a script, with the env that it sees. In a callee, only those that its caller's values affect. */
function runPins(context: Context, run: YamlNode | null, isElsewhere = false): Pin[] {
  const command = context.tree.scalar(run);
  if (command === null || context.call !== null) return [];
  const script = context.tree.scriptAt(command);
  const valuesOf = (name: string): readonly Expansion[] => {
    const set = context.envs.map((env) => context.tree.scalar(context.tree.get(env, name)));
    const scalar = set.find((found) => found !== null);
    if (scalar !== undefined) return allValues(context, scalar.expansion);
    // The values that earlier steps left in $GITHUB_ENV.
    const written = allValues(context, unplaced(`\${{ env.${name} }}`));
    return written.filter((value) => !hasUnknown(textOf(value)));
  };
  return scriptPins(context.source, script, {
    valuesOf,
    template: (value) => allValues(context, value),
    tellsUnknown: true,
    finds: allFinds,
    // It is not determined which files it would find elsewhere.
    others: isElsewhere ? noOtherFiles : context.others,
  });
}
