/** GitHub workflows and composite actions: setup-go, images of jobs, services and steps, GOTOOLCHAIN. */
import type { Pin } from '../model/pin.js';
import { hasUnknown, spanOf, textOf, unknownPiece, type Expansion } from './expansion.js';
import { expandTemplate } from './github-expressions.js';
import { includesUnknown, isExcludeKey, matrixValues } from './github-matrix.js';
import { fileReference } from './file-reference.js';
import { gotoolchainPin } from './gotoolchain.js';
import { imagePin } from './image.js';
import { makePin, positionOf, type PinReader, type SourceFile } from './source-file.js';
import { versionPin } from './version-value.js';
import { readYaml, type YamlNode, type YamlScalar, type YamlTree } from './yaml-tree.js';

/** What an expression may refer to at one place of the file. */
interface Context {
  readonly source: SourceFile;
  readonly tree: YamlTree;
  readonly job: YamlNode | null;
  /** `matrix.…` names that the job compares with something. */
  readonly compared: ReadonlySet<string>;
  readonly inputs: readonly (YamlNode | null)[];
  /** Innermost first: step, job, workflow. */
  readonly envs: readonly (YamlNode | null)[];
}

export const readWorkflow: PinReader = (source) =>
  readYaml(source, 'setup-go', (tree) => tree.roots.flatMap((root) => filePins({ source, tree }, root)));

function filePins(file: { source: SourceFile; tree: YamlTree }, root: YamlNode): Pin[] {
  const { tree } = file;
  const env = tree.get(root, 'env');
  const inputs = [
    tree.get(root, 'inputs'),
    tree.get(root, 'on', 'workflow_call', 'inputs'),
    tree.get(root, 'on', 'workflow_dispatch', 'inputs'),
  ];
  const context: Context = { ...file, job: null, compared: new Set(), inputs, envs: [env] };
  const runs = tree.get(root, 'runs');
  return [
    ...environmentPins(context),
    ...tree.entries(tree.get(root, 'jobs')).flatMap(({ value }) => jobPins(context, value)),
    ...tree.items(tree.get(runs, 'steps')).flatMap((step) => stepPins(context, step)),
    ...dockerUrlPins(context, tree.get(runs, 'image')),
  ];
}

function jobPins(workflow: Context, job: YamlNode | null): Pin[] {
  const { tree } = workflow;
  const compared = new Set(tree.sourceOf(job).match(/\bmatrix\.[\w-]+(?=\s{0,9}[!=]=)/g));
  const context = { ...workflow, job, compared, envs: [tree.get(job, 'env'), ...workflow.envs] };
  const container = tree.get(job, 'container');
  const services = tree.entries(tree.get(job, 'services')).map(({ value }) => tree.get(value, 'image'));
  return [
    ...environmentPins(context),
    ...[container, tree.get(container, 'image'), ...services].flatMap((image) => imagePins(context, image)),
    ...inputPins(context, tree.get(job, 'with'), tree.scalar(tree.get(job, 'uses'))?.text ?? ''),
    ...tree.items(tree.get(job, 'steps')).flatMap((step) => stepPins(context, step)),
  ];
}

function stepPins(outer: Context, step: YamlNode): Pin[] {
  const { tree } = outer;
  const context = { ...outer, envs: [tree.get(step, 'env'), ...outer.envs] };
  const uses = tree.get(step, 'uses');
  const action = tree.scalar(uses);
  const inputs = tree.get(step, 'with');
  if (action === null) return environmentPins(context);
  return [
    ...environmentPins(context),
    ...dockerUrlPins(context, uses),
    ...(/(?:^|\/)setup-go(?:-faster)?(?:@|$)/i.test(action.text)
      ? setupGoPins(context, action, inputs)
      : inputPins(context, inputs, action.text)),
  ];
}

/** `go-version` wins over `go-version-file`; with neither, the runner’s own Go is used. */
function setupGoPins(context: Context, action: YamlScalar, inputs: YamlNode | null): Pin[] {
  const { source, tree } = context;
  const versions = tree
    .scalars(tree.get(inputs, 'go-version'))
    .flatMap((value) => versionPins(context, value, 'setup-go', null));
  if (versions.length > 0) return versions;
  const files = tree
    .scalars(tree.get(inputs, 'go-version-file'))
    .flatMap((value) =>
      valuesOf(context, value).map((path) =>
        fileReference(source, 'setup-go', value.span, path, { ignoresToolchain: staysLocal(context) }),
      ),
    );
  if (files.length > 0) return files;
  const why = 'setup-go is given no version, so the runner’s own Go is used';
  return [
    makePin(source, {
      kind: 'setup-go',
      span: action.span,
      requirement: { kind: 'unresolved', why },
      editPlace: { kind: 'none', why },
    }),
  ];
}

/** With GOTOOLCHAIN=local setup-go takes the `go` line of a go.mod, and go stays with what that installs. */
function staysLocal({ tree, envs }: Context): boolean {
  const value = envs.map((env) => tree.scalar(tree.get(env, 'GOTOOLCHAIN'))).find((found) => found !== null);
  return value?.text.trim() === 'local';
}

const goVersionInput = /^go(?:lang)?[-_]?version(?:-input)?$/i;

/** Other actions and reusable workflows that take a Go version, by the names everybody gives that input. */
function inputPins(context: Context, inputs: YamlNode | null, action: string): Pin[] {
  if (action === '') return [];
  const doubt = 'what this action makes of its input is not known';
  return context.tree
    .entries(inputs)
    .filter(({ key }) => goVersionInput.test(key))
    .flatMap(({ value }) => context.tree.scalars(value))
    .flatMap((value) => versionPins(context, value, 'action-input', doubt));
}

function versionPins(
  context: Context,
  value: YamlScalar,
  kind: 'setup-go' | 'action-input',
  doubt: string | null,
): Pin[] {
  return valuesOf(context, value)
    .filter((expansion) => textOf(expansion).trim() !== '')
    .map((expansion) =>
      versionPin(
        context.source,
        kind,
        { expansion, usedAt: value.span },
        {
          doubt: doubt ?? matrixDoubt(context, value.text, textOf(expansion)),
          notes: usedElsewhere(context, value, expansion),
        },
      ),
    );
}

/** Why a matrix value is better not changed behind somebody’s back: another part of the job compares with it. */
function matrixDoubt(context: Context, template: string, value: string): string | null {
  const key = /\bmatrix\.([\w-]+)/.exec(template)?.[1];
  if (key === undefined) return null;
  if (isExcludeKey(context.tree, matrixOf(context), key, value))
    return 'the matrix’s `exclude` names this value too';
  return context.compared.has(`matrix.${key}`) ? `the job compares matrix.${key} with a value` : null;
}

function usedElsewhere(context: Context, value: YamlScalar, expansion: Expansion): string[] {
  const place = spanOf(expansion, 0, textOf(expansion).length);
  const isHere = place === null || (place.start >= value.span.start && place.end <= value.span.end);
  return isHere ? [] : [`Used on line ${positionOf(context.source, value.span.start).line}.`];
}

function imagePins(context: Context, image: YamlNode | null): Pin[] {
  const value = context.tree.scalar(image);
  if (value === null) return [];
  return valuesOf(context, value).flatMap((expansion) => {
    const notes = usedElsewhere(context, value, expansion);
    return imagePin(context.source, 'workflow-image', { expansion, usedAt: value.span }, notes) ?? [];
  });
}

function dockerUrlPins(context: Context, uses: YamlNode | null): Pin[] {
  const value = context.tree.scalar(uses);
  const scheme = 'docker://';
  const span = value === null ? null : spanOf(value.expansion, scheme.length, value.text.length);
  if (value === null || span === null || !value.text.startsWith(scheme)) return [];
  const expansion = [{ text: value.text.slice(scheme.length), span }];
  const pin = imagePin(context.source, 'workflow-image', { expansion, usedAt: value.span });
  return pin === null ? [] : [pin];
}

function environmentPins(context: Context): Pin[] {
  const value = context.tree.scalar(context.tree.get(context.envs[0] ?? null, 'GOTOOLCHAIN'));
  if (value === null) return [];
  return valuesOf(context, value).flatMap(
    (expansion) => gotoolchainPin(context.source, { expansion, usedAt: value.span }) ?? [],
  );
}

// env may refer to inputs, inputs to nothing: deeper chains are made to waste time.
const maxDepth = 3;

function valuesOf(context: Context, value: YamlScalar, depth = 0): readonly Expansion[] {
  return expandTemplate(value.expansion, (path) => {
    const found = depth < maxDepth ? lookUp(context, path) : null;
    if (found === null) return null;
    const known = found.flatMap((scalar) => valuesOf(context, scalar, depth + 1));
    return path[0] === 'matrix' && includesUnknown(context.tree, matrixOf(context))
      ? [...known, [unknownPiece]]
      : known;
  });
}

function lookUp(context: Context, [scope = '', ...path]: readonly string[]): readonly YamlScalar[] | null {
  const { tree } = context;
  const [name = ''] = path;
  switch (scope) {
    case 'matrix':
      return matrixValues(tree, matrixOf(context), path);
    case 'env':
      return firstScalar(
        tree,
        context.envs.map((env) => tree.get(env, name)),
      );
    case 'inputs':
      return firstScalar(
        tree,
        context.inputs.map((inputs) => tree.get(inputs, name, 'default')),
      );
    default:
      return null;
  }
}

const matrixOf = ({ tree, job }: Context): YamlNode | null => tree.get(job, 'strategy', 'matrix');

function firstScalar(tree: YamlTree, nodes: readonly (YamlNode | null)[]): readonly YamlScalar[] | null {
  const scalar = nodes.map((node) => tree.scalar(node)).find((found) => found !== null);
  return scalar === undefined || hasUnknown(scalar.text) ? null : [scalar];
}
