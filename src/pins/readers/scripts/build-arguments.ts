/**
 * Build arguments that Compose, bake, CI and `docker build --build-arg` give to a Dockerfile: they override its ARG.
 */
import type { Pin, Span } from '../../../model/pin.js';
import {
  beyondOf,
  concat,
  hasUnknown,
  slice,
  spanOf,
  textOf,
  unplaced,
  type Expansion,
  type UsedValue,
} from '../../values/expansion.js';
import { namesGoVersion, suggestsGo } from '../../values/go-names.js';
import { imagePin } from '../../values/image.js';
import { notUnderstood, type Remarks, type SourceFile } from '../../values/source-file.js';
import { versionPin } from '../../values/version-value.js';

const doubts = ['it is not known how the Dockerfile uses it'];

/**
 * An argument that is named like a Go version, or whose value is a Go image, is a pin of its own; any other version is
 * one if a Dockerfile of the repository makes Go from an ARG of that name.
 */
export function buildArgumentPins(source: SourceFile, name: string, value: UsedValue): Pin[] {
  const pins = pinsOfArgument(source, name, value).map((pin) => ({ ...pin, answersArgument: name }));
  return pins.length === 0 && hasUnknown(textOf(value.expansion))
    ? [openArgument(source, name, value.usedAt)]
    : pins;
}

/** The pins of all values that an argument may have. Without any, its value is not known here. */
export const pinsOfValues = (
  source: SourceFile,
  name: string,
  values: readonly Expansion[],
  usedAt: Span,
): Pin[] =>
  values.length === 0
    ? [openArgument(source, name, usedAt)]
    : values.flatMap((expansion) => buildArgumentPins(source, name, { expansion, usedAt }));

/** A build argument that is only passed through concerns whoever sets it, and its value is not known here. */
export function openArgument(source: SourceFile, name: string, span: Span): Pin {
  const why = 'the value of the build argument is not known here';
  return { ...notUnderstood(source, 'build-argument', span, why), leavesArgumentOpen: name };
}

function pinsOfArgument(source: SourceFile, name: string, value: UsedValue): Pin[] {
  const text = textOf(value.expansion).trim();
  const image = imagePin(source, 'build-argument', value, { doubts });
  if (image !== null) return [image];
  if (namesGoVersion(name)) return text === '' ? [] : [namedVersionPin(source, value, { doubts })];
  const why = beyondOf(value.expansion);
  if (why !== undefined)
    return [{ ...notUnderstood(source, 'build-argument', value.usedAt, why), givesArgument: name }];
  const isVersion = /^(?:go|v)?\d{1,3}\.\d{1,3}/.test(text) && !hasUnknown(text);
  const pin =
    isVersion || (suggestsGo(name) && hasUnknown(text)) ? namedVersionPin(source, value, { doubts }) : null;
  return pin === null ? [] : [{ ...pin, givesArgument: name }];
}

/** A value whose name is that of a Go version: `1.23.7`, or the whole of a tag, `1.23.7-alpine3.20`. */
export function namedVersionPin(
  source: SourceFile,
  { expansion, usedAt }: UsedValue,
  remarks: Remarks,
  kind: 'build-argument' | 'script' = 'build-argument',
): Pin {
  const hasVariant = /^\d[\d.]*-(?!rc|beta)[a-z]/.test(textOf(expansion).trim());
  const tagged = concat(unplaced('golang:'), expansion);
  const pin = hasVariant ? imagePin(source, kind, { expansion: tagged, usedAt }, remarks) : null;
  return pin ?? versionPin(source, kind, { expansion, usedAt }, remarks);
}

const assigned =
  /^[ \t]*(?:-[ \t]+)?["']?(?:[\w*.-]{0,60}\.args?\.)?([A-Za-z_]\w{0,60})=(["']?)([^\n"']{0,200})\2/dgm;

interface AssignedArgument {
  readonly name: string;
  readonly expansion: Expansion;
  /** Null if it is not in one piece. */
  readonly usedAt: Span | null;
}

/** `NAME=value` lines, as in `build-args` of an action. */
export function assignedArguments(script: Expansion): readonly AssignedArgument[] {
  return [...textOf(script).matchAll(assigned)].map((match) => {
    const [from] = match.indices?.[3] ?? [0];
    const { length } = (match[3] ?? '').trimEnd();
    const expansion = slice(script, from, from + length);
    return { name: match[1] ?? '', expansion, usedAt: spanOf(expansion, 0, length) };
  });
}
