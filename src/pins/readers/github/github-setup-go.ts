/** The action setup-go: `go-version`, `go-version-file`, and the effect of GOTOOLCHAIN on the latter. */
import type { ModuleReading, Pin } from '../../../model/pin.js';
import { textOf } from '../../values/expansion.js';
import { fileReference } from '../../values/file-reference.js';
import { pathInRepository } from './github-checkout.js';
import { remarksOn, valuesOf, type WorkflowContext } from './github-context.js';
import { unresolved } from '../../values/source-file.js';
import { versionPin } from '../../values/version-value.js';
import type { YamlNode, YamlScalar } from '../../syntax/yaml-tree.js';

/** Also actions of other makers, and of forges that write the full address of an action. */
export const isSetupGo = (action: string): boolean => /(?:^|\/)setup-go(?:-faster)?(?:@|$)/i.test(action);

const knownMakers = /^(?:https?:\/\/[^/]{1,100}\/)?(?:actions\/setup-go|willabides\/setup-go-faster)(?:@|$)/i;

/** `go-version` overrides `go-version-file`; with neither, the runner’s own Go is used. */
export function setupGoPins(
  context: WorkflowContext,
  action: YamlScalar,
  inputs: YamlNode | null,
  isLocalLater: boolean,
): Pin[] {
  const { source, tree, call } = context;
  const versions = tree
    .scalars(tree.get(inputs, 'go-version'))
    .flatMap((value) => versionPins(context, value, 'setup-go', []));
  if (versions.length > 0) return versions;
  const readings = readingsOf(context, action, isLocalLater);
  const files = tree.scalars(tree.get(inputs, 'go-version-file')).flatMap((value) =>
    valuesOf(context, value)
      .filter(({ expansion }) => textOf(expansion).trim() !== '')
      .map(({ expansion, usedAt }) => {
        const path = pathInRepository(context, expansion);
        return fileReference(source, 'setup-go', usedAt, path, readings);
      }),
  );
  if (files.length > 0 || call !== null) return files;
  const why = knownMakers.test(action.text)
    ? 'no version is given to setup-go here, so the runner’s own Go is used'
    : action.text.startsWith('./')
      ? 'the action is not in this repository, so it is not known which Go it sets up'
      : 'no version is given to it here, and it is not known which Go this action of another maker sets up';
  return [unresolved(source, 'setup-go', action.span, why)];
}

export function versionPins(
  context: WorkflowContext,
  value: YamlScalar,
  kind: 'setup-go' | 'action-input',
  doubts: readonly string[],
): Pin[] {
  return valuesOf(context, value)
    .filter(({ expansion }) => textOf(expansion).trim() !== '')
    .map((used) => {
      const remarks = remarksOn(context, value, used.expansion);
      const all = { ...remarks, doubts: [...doubts, ...(remarks.doubts ?? [])] };
      return versionPin(context.source, kind, used, all);
    });
}

/**
 * setup-go v6 installs the release of the `toolchain` line of a go.mod and keeps go from switching. Before, it
 * installed the release of the `go` line, and the go command switched. With GOTOOLCHAIN=local both take the `go` line,
 * and in a later step it keeps go at the installed release. https://github.com/actions/setup-go/releases/tag/v6.0.0
 */
function readingsOf(
  context: WorkflowContext,
  action: YamlScalar,
  isLocalLater: boolean,
): readonly ModuleReading[] {
  if (context.envs.some((env) => isLocal(context, env))) return ['go'];
  const old: readonly ModuleReading[] = isLocalLater ? ['go', 'switch'] : ['switch'];
  const major = majorOf(context, action);
  if (major === null) return ['toolchain', ...old];
  return major >= 6 ? ['toolchain'] : old;
}

/**
 * The major version of `@v5`, `@v5.1.0`, a branch (the newest), or a commit with the version in a comment; null if
 * unknown.
 */
function majorOf({ tree }: WorkflowContext, action: YamlScalar): number | null {
  const ref = action.text.slice(action.text.lastIndexOf('@') + 1);
  if (!/\/setup-go@/i.test(action.text)) return null;
  if (/^(?:main|master)$/.test(ref)) return Infinity;
  const isCommit = /^[0-9a-f]{7,40}$/.test(ref);
  const named = isCommit
    ? /#.*?\bv?(\d{1,3})(?:\.|\b)/.exec(tree.restOfLine(action.span))
    : /^v?(\d{1,3})(?:\.|$)/.exec(ref);
  return named?.[1] === undefined ? null : Number(named[1]);
}

const isLocal = ({ tree }: WorkflowContext, env: YamlNode | null): boolean =>
  tree.scalar(tree.get(env, 'GOTOOLCHAIN'))?.text.trim() === 'local';

/** Tells if a step keeps go at the installed release. */
export function makesGoStay(context: WorkflowContext, step: YamlNode): boolean {
  const script = context.tree.scalar(context.tree.get(step, 'run'))?.text ?? '';
  return isLocal(context, context.tree.get(step, 'env')) || /\bGOTOOLCHAIN=["']?local\b/.test(script);
}
