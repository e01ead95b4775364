/**
 * rules_go: `go_register_toolchains`, `go_download_sdk`, and `go_sdk.download`, `.from_file`, `.host` of MODULE.bazel,
 * under any name that the file gives the extension.
 * https://github.com/bazel-contrib/rules_go/blob/master/docs/go/core/bzlmod.md
 */
import type { Pin, Requirement, Span } from '../../model/pin.js';
import { printable } from '../../text/printable.js';
import { concat, maxLength, unknownPiece, unplaced, written, type Expansion } from '../values/expansion.js';
import { fileReference } from '../values/file-reference.js';
import { imagePin } from '../values/image.js';
import { readRequirement } from '../values/requirement.js';
import { makePin, pinsOf, withoutRepeats, type PinReader, type SourceFile } from '../values/source-file.js';
import { versionPin } from '../values/version-value.js';

interface Starlark {
  readonly source: SourceFile;
  /** The text with comments and the insides of strings blanked out, character for character. */
  readonly code: string;
  /** The place where the value of each `NAME = "…"` at the start of a line begins. */
  readonly constants: ReadonlyMap<string, number>;
}

// A definition is not a call.
const calls =
  /(?<!\bdef\s{1,9})\b(go_register_toolchains|go_download_sdk|(\w{1,100})\.(?:download|from_file|host))\s{0,9}\(/g;
const extension = /^(\w{1,100})\s{0,9}=\s{0,9}use_extension\s{0,9}\(([^)]{0,500})\)/gm;

/** Images that rules_oci and rules_docker fetch. */
const imageCalls = /(?<!\bdef\s{1,9})\b(?:oci_pull|container_pull|\w{1,100}\.pull)\s{0,9}\(/g;

export const readBazel: PinReader = (source) => {
  source.budget.search(4 * source.text.length);
  const code = blankOut(source.text);
  const starlark = { source, code, constants: constantsOf(code) };
  const extensions = extensionsIn(source.text, code);
  const found = [...code.matchAll(calls)]
    .filter(([, , object]) => object === undefined || extensions.has(object) || object.includes('go_sdk'))
    .map((match) => ({
      name: match[1] ?? '',
      span: { start: match.index, end: match.index + match[0].length },
    }));
  const downloads = found.some(({ name }) => name === 'go_download_sdk');
  const images = pinsOf(code.matchAll(imageCalls), ({ index, 0: call }) =>
    pulledImage(starlark, { start: index, end: index + call.length }),
  );
  return withoutRepeats([
    ...images,
    ...pinsOf(found, ({ name, span }) => {
      const isDeclaredElsewhere =
        name === 'go_register_toolchains' && downloads && argument(starlark, span, 'version') === null;
      return isDeclaredElsewhere ? [] : [callPin(starlark, name, span)];
    }),
  ]);
};

/** `image` (or `repository`, of a `registry`) with its `tag`, and perhaps a `digest`. */
function pulledImage(starlark: Starlark, call: Span): Pin[] {
  const { source } = starlark;
  const registry = argument(starlark, call, 'registry')?.text ?? '';
  const name = argument(starlark, call, 'image') ?? argument(starlark, call, 'repository');
  if (name === null) return [];
  const tag = argument(starlark, call, 'tag') ?? argument(starlark, call, 'digest') ?? name;
  const digest = argument(starlark, call, 'digest');
  const expansion = concat(
    unplaced(registry === '' ? '' : `${registry}/`),
    name.expansion,
    tag === name || tag.text === digest?.text ? [] : concat(unplaced(':'), tag.expansion),
    digest === null ? [] : unplaced(`@${digest.text}`),
  );
  const doubts = digest === null ? [] : ['the digest must be looked up and pinned again'];
  const pin = imagePin(source, 'bazel', { expansion, usedAt: tag.span }, { doubts });
  return pin === null ? [] : [pin];
}

/** Names that stand for the extension `go_sdk`. Strings are blank in `code`, so their content is read in the text. */
function extensionsIn(text: string, code: string): ReadonlySet<string> {
  const named = [...code.matchAll(extension)].filter((match) =>
    text.slice(match.index, match.index + match[0].length).includes('go_sdk"'),
  );
  return new Set(named.map((match) => match[1] ?? ''));
}

function callPin(starlark: Starlark, name: string, call: Span): Pin {
  const { source } = starlark;
  if (name.endsWith('.host')) return plainPin(source, call, localGo);
  if (name.endsWith('.from_file')) {
    const label = argument(starlark, call, 'go_mod') ?? argument(starlark, call, 'go_work');
    const why = 'this call of from_file names neither go.mod nor go.work';
    if (label === null) return plainPin(source, call, { kind: 'unresolved', why });
    const path = pathOfLabel(label.text);
    const named = path === null ? [unknownPiece] : unplaced(path);
    return fileReference(source, 'bazel', label.span, named, ['toolchain']);
  }
  const custom = ['urls', 'patches'].find((name) => argumentStart(starlark, call, name) !== null);
  const archives = archivesIn(starlark, call);
  if (archives !== null || custom !== undefined) return ownArchives(starlark, call, archives, custom);
  const registers = name === 'go_register_toolchains';
  const version =
    argument(starlark, call, 'version') ?? (registers ? argument(starlark, call, 'go_version') : null);
  if (version === null)
    return plainPin(
      source,
      call,
      registers
        ? { kind: 'unresolved', why: 'no version is given, so rules_go chooses' }
        : { kind: 'alias', alias: 'stable' },
    );
  if (version.text === 'host') return plainPin(source, version.span, localGo);
  return versionPin(source, 'bazel', { expansion: version.expansion, usedAt: version.span });
}

/**
 * `sdks` says which archives are downloaded, no matter what `version` says; with `urls` or `patches` they may not be
 * Go's own. https://github.com/bazel-contrib/rules_go/blob/master/docs/go/core/bzlmod.md#go_sdk.download
 */
function ownArchives(
  starlark: Starlark,
  call: Span,
  archives: Archives | null,
  custom: string | undefined,
): Pin {
  const { source } = starlark;
  const version = argument(starlark, call, 'version')?.text ?? '';
  const span = archives?.span ?? argument(starlark, call, 'version')?.span ?? call;
  const says = version === '' ? '' : ` (it says version ${printable(version, 40)})`;
  if (custom !== undefined)
    return plainPin(source, span, {
      kind: 'unresolved',
      why: `\`${custom}\` makes this a Go other than the released one${says}`,
    });
  const [release = '', ...others] = new Set(archives?.releases);
  if (others.length > 0 || release === '')
    return plainPin(source, span, { kind: 'unresolved', why: '`sdks` names several releases, or none' });
  return plainPin(source, span, readRequirement(release));
}

interface Archives {
  readonly releases: readonly string[];
  readonly span: Span;
}

function archivesIn(starlark: Starlark, call: Span): Archives | null {
  const { source, code } = starlark;
  const start = argumentStart(starlark, call, 'sdks');
  if (start === null) return null;
  const end = closingParenthesis(source, code, call.end);
  const value = code.charAt(start) === '{' ? source.text.slice(start, closingBrace(code, start, end)) : '';
  const names = [
    ...value.matchAll(/["']go(\d[\w.]{0,30}?)\.(?:linux|darwin|windows|freebsd|src|\w{1,20}-)/dg),
  ];
  const [from, to] = names[0]?.indices?.[1] ?? [0, 0];
  return {
    releases: names.map((match) => match[1] ?? ''),
    span: to === 0 ? { start, end: start + 1 } : { start: start + from, end: start + to },
  };
}

function closingBrace(code: string, start: number, limit: number): number {
  const end = code.indexOf('}', start);
  return end === -1 ? limit : Math.min(end, limit);
}

const localGo: Requirement = { kind: 'unresolved', why: 'the Go that is installed on the machine is used' };

function plainPin(source: SourceFile, span: Span, requirement: Requirement): Pin {
  const editPlace = { kind: 'none', why: 'no version is written here' } as const;
  return makePin(source, { kind: 'bazel', span, requirement, editPlace });
}

interface Argument {
  readonly text: string;
  readonly expansion: Expansion;
  readonly span: Span;
}

/** A keyword argument: a string, or a constant that the file sets to a string. */
function argument(starlark: Starlark, call: Span, name: string): Argument | null {
  const { source, code, constants } = starlark;
  const start = argumentStart(starlark, call, name);
  if (start === null) return null;
  const literal = stringAt(source.text, code, start);
  if (literal !== null) return literal;
  const constant = /^\w{1,100}/.exec(code.slice(start, start + 100))?.[0];
  const span = { start, end: start + (constant?.length ?? 1) };
  return (
    stringAt(source.text, code, constants.get(constant ?? '') ?? code.length) ?? {
      text: '',
      expansion: [unknownPiece],
      span,
    }
  );
}

function argumentStart({ source, code }: Starlark, call: Span, name: string): number | null {
  const args = code.slice(call.end, closingParenthesis(source, code, call.end));
  const found = new RegExp(`(?:^|[(,\\s])${name}\\s{0,9}=\\s{0,99}(?=\\S)`).exec(args);
  return found === null ? null : call.end + found.index + found[0].length;
}

function constantsOf(code: string): ReadonlyMap<string, number> {
  const definitions = code.matchAll(/^(\w{1,100})\s{0,9}=\s{0,9}(?=["'])/gm);
  return new Map([...definitions].map((match) => [match[1] ?? '', match.index + match[0].length]));
}

/** The string literal that starts here. `code` keeps nothing of it but its quotes, so the next quote ends it. */
function stringAt(text: string, code: string, start: number): Argument | null {
  const quote = code.charAt(start);
  const near = code.slice(start + 1, start + 1 + maxLength);
  const length = quote === '"' || quote === "'" ? near.indexOf(quote) : -1;
  if (length === -1) return null;
  const end = start + 1 + length;
  const inside = text.slice(start + 1, end);
  return { text: inside, expansion: [written(inside, start + 1)], span: { start: start + 1, end } };
}

/** Calls may be nested, so each one is charged to the budget. */
function closingParenthesis({ budget }: SourceFile, code: string, start: number): number {
  let depth = 1;
  let end = start;
  for (; end < code.length; end += 1) {
    if (code.charAt(end) === '(') depth += 1;
    else if (code.charAt(end) === ')') depth -= 1;
    if (depth === 0) break;
  }
  budget.search(2 * (end - start));
  return end;
}

const commentOrString =
  /#[^\n]*|"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?/g;

const blanks = (part: string): string => part.replace(/[^\n]/g, ' ');

function blankOut(text: string): string {
  return text.replace(commentOrString, (part) =>
    part.startsWith('#') || part.length < 2
      ? blanks(part)
      : part.charAt(0) + blanks(part.slice(1, -1)) + part.charAt(part.length - 1),
  );
}

/** `//pkg:go.mod` is pkg/go.mod. A label of another repository has no path here. */
function pathOfLabel(label: string): string | null {
  const match = /^(?:@?\/\/)?([^:@]*):([^:]+)$/.exec(label);
  return match === null ? null : `${match[1] ?? ''}/${match[2] ?? ''}`.replace(/^\/+/, '');
}
