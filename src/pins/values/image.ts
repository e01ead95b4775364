/** Reads a container image reference if it is a Go image. https://hub.docker.com/_/golang */
import type { EditPlace, Pin, PinKind, Requirement, Span } from '../../model/pin.js';
import { printable } from '../../text/printable.js';
import {
  beyondOf,
  hasUnknown,
  inputOf,
  otherPlaceOf,
  partsOf,
  shown,
  slice,
  spanOf,
  textOf,
  type Expansion,
  type UsedValue,
} from './expansion.js';
import { suggestsGo } from './go-names.js';
import { movesOn, successorOf } from './published-images.js';
import { readRequirement } from './requirement.js';
import { makePin, notUnderstood, unresolved, type Remarks, type SourceFile } from './source-file.js';
import { versionPlace } from './version-value.js';

/** Registries that serve Docker's official images, byte for byte. */
const official: readonly RegExp[] = [
  /^(?:(?:docker|mirror\.gcr)\.io\/)?(?:library\/)?$/,
  /^(?:(?:index|registry-1)\.docker\.io|registry\.hub\.docker\.com|public\.ecr\.aws\/docker)\/library\/$/,
  // The namespaces for one architecture: `arm64v8/golang`.
  /^(?:(?:index\.|registry-1\.)?docker\.io\/)?(?:amd64|arm32v[567]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x|winamd64)\/$/,
];

/** The maker of the image, which decides how far its tag can be trusted. */
type Origin = 'official' | 'circleci' | 'mirror' | 'vendor' | 'builder';

interface ImageParts {
  readonly origin: Origin;
  readonly tag: string;
  /** The offset of the tag in the reference. */
  readonly tagStart: number;
  readonly digest: string | null;
}

/** The pin of an image reference, or null if the image is not a Go image (or is wholly unknown). */
export function imagePin(
  source: SourceFile,
  kind: PinKind,
  { expansion, usedAt }: UsedValue,
  remarks: Remarks = {},
): Pin | null {
  const reference = textOf(expansion);
  const parts = splitReference(reference);
  if (parts === null) return null;
  const { origin, tag, tagStart, digest } = parts;
  const { version, variant, requirement } = readTag(tag, origin);
  const versionEnd = tagStart + version.length;
  const span = spanOf(expansion, tagStart, versionEnd);
  const shared = {
    ...remarks,
    kind,
    span: span === null ? usedAt : wholeReference(expansion, span, usedAt),
    awaitedInput: inputOf(expansion),
  };
  if (origin === 'vendor' || origin === 'builder')
    return makePin(source, {
      ...shared,
      requirement: origin === 'vendor' ? ofVendor(tag) : ofBuilder(tag),
      editPlace: {
        kind: 'none',
        why: 'it is not known which tags this image has',
        parts: partsOf(slice(expansion, tagStart, reference.length)),
      },
    });
  if (digest !== null) {
    const toEnd = spanOf(expansion, tagStart, reference.length);
    return makePin(source, {
      ...shared,
      requirement: { kind: 'digest', digest: printable(digest, 80), tag: tag === '' ? null : requirement },
      // A digest that is not behind its tag still depends on the version.
      editPlace:
        toEnd !== null && version !== ''
          ? { kind: 'image-digest', span: toEnd, variant }
          : versionPlace(span, expansion, { doubts: ['the digest must be looked up and pinned again'] }),
    });
  }
  const successor = origin === 'official' ? successorOf(variant) : null;
  const whole = spanOf(expansion, tagStart, tagStart + tag.length);
  const { doubts = [], notes = [] } = remarks;
  return makePin(source, {
    ...shared,
    requirement,
    editPlace:
      successor !== null && whole !== null
        ? successorPlace(whole, variant, successor, doubts)
        : versionPlace(version === '' ? null : span, expansion, {
            writtenAt: otherPlaceOf(expansion, tagStart, versionEnd),
            ...tagRemarks(variant, origin, doubts),
          }),
    notes: origin === 'mirror' ? [...notes, 'A mirror is taken to serve Docker’s own golang image.'] : notes,
  });
}

/** An unknown image is not a pin, unless the variable it comes from is named for Go, or its name was not worked out. */
export function unknownImagePin(
  source: SourceFile,
  kind: PinKind,
  { expansion, usedAt }: UsedValue,
  names: readonly string[],
): Pin | null {
  const [from, to] = lastName(textOf(expansion));
  const why = beyondOf(slice(expansion, from, to).filter(({ mayNameGo }) => mayNameGo === true));
  if (why !== undefined) return notUnderstood(source, kind, usedAt, `it may be a Go image, and ${why}`);
  const name = textOf(expansion).replace(/[@:].*/s, '');
  if (!hasUnknown(name) || !names.some(suggestsGo)) return null;
  return unresolved(source, kind, usedAt, 'the image comes from a variable whose value is not known here');
}

/** The place of the name that shows a Go image, without folders before it and the tag. */
function lastName(reference: string): [from: number, to: number] {
  const at = reference.indexOf('@');
  const named = at === -1 ? reference : reference.slice(0, at);
  const start = named.lastIndexOf('/') + 1;
  const colon = named.indexOf(':', start);
  return [start, colon === -1 ? named.length : colon];
}

/** `registry:5000/library/golang:1.23@sha256:…` in its parts. A colon before the last slash is a port. */
function splitReference(reference: string): ImageParts | null {
  const at = reference.indexOf('@');
  const named = at === -1 ? reference : reference.slice(0, at);
  const [start, end] = lastName(reference);
  const tag = named.slice(end + 1);
  const origin = originOf(named.slice(0, start), named.slice(start, end), tag);
  if (origin === null) return null;
  const digest = at === -1 ? null : reference.slice(at + 1);
  return { origin, tag, tagStart: Math.min(end + 1, named.length), digest };
}

function originOf(prefix: string, name: string, tag: string): Origin | null {
  if (prefix.endsWith('cimg/') && name === 'go') return 'circleci';
  const isBehindVariable = hasUnknown(name) && /^\W+golang$/.test(name);
  if (name !== 'golang' && !isBehindVariable) return otherOrigin(prefix + name, tag);
  if (prefix === 'circleci/') return 'circleci';
  if (name === 'golang' && official.some((pattern) => pattern.test(prefix))) return 'official';
  const folders = prefix.split('/').slice(0, -1);
  // `${REGISTRY}golang`: the variable has the slash.
  if (folders.length === 0) return 'mirror';
  const isHost = /[.:]|^localhost$/.test(folders[0] ?? '') || hasUnknown(folders[0] ?? '');
  return folders.at(-1) === 'library' || (folders.length === 1 && isHost) ? 'mirror' : 'vendor';
}

/** Images for building Go programs, by makers who take Go as it is released. */
const builders =
  /^cgr\.dev\/[\w./-]+\/go$|(?:^|\/)(?:wolfi\/go|devcontainers\/go|goreleaser-cross|kube-cross|golang-crossbuild|prometheus\/golang-builder|xgo|hardened-build-base)$/;
/** Other images that are named for Go, and have what looks like its version in the tag. */
const namedForGo =
  /(?:^|\/)(?:go(?:lang)?-[\w.-]+|go-toolset|(?:[\w.-]*[._-])?golang(?:[._-][\w.-]*)?)$|\/go$/;
const looksLikeGo = /(?:^|[^\d.])1\.2[1-9](?:\.\d{1,3})?(?![\d.])/;
/** `builder:rhel-9-golang-1.22`, `go1.22-builder` */
const saysGo = /(?<![a-z])go(?:lang)?[-_]?v?1\.2[1-9](?!\d)/i;

function otherOrigin(name: string, tag: string): Origin | null {
  if (builders.test(name)) return 'builder';
  const isForGo = (namedForGo.test(name) && looksLikeGo.test(tag)) || saysGo.test(tag) || saysGo.test(name);
  return isForGo ? 'vendor' : null;
}

/** Tells if a literal tag states a Go that may have the bug. */
export const statesGo = (reference: string): boolean =>
  looksLikeGo.test(reference.replace(/@.*/s, '').replace(/^.*:/s, '')) || saysGo.test(reference);

function ofVendor(tag: string): Requirement {
  const why = `not Docker’s golang image: its maker may have patched Go${saysTag(tag)}`;
  return { kind: 'unresolved', why };
}

const saysTag = (tag: string): string => (tag === '' ? '' : ` (its tag is "${printable(shown(tag), 60)}")`);

/** `go1.23.6` anywhere in the tag, or a tag that begins with a release: `1.23.7-main`, `v1.23.7`. */
const plainRelease = /\bgo-?(1\.\d{1,3}\.\d{1,3})(?![\d.])|^v?(1\.2\d\.\d{1,3})(?=$|[-b])(?!.*go)/;

/** `go1.23`, `go-1.22.x`, or a tag that begins with a line: `1.23-base`, `1-1.23-bookworm`. */
const plainLine = /\bgo-?(1\.\d{1,3})(?:\.x)?(?![\d.])|^(?:\d-)?v?(1\.[12]\d)(?:\.x)?(?=$|-)(?!.*go)/;

function ofBuilder(tag: string): Requirement {
  const [, marked, leading] = plainRelease.exec(tag) ?? [];
  const release = marked ?? leading;
  if (release !== undefined) return readRequirement(release);
  const [, markedLine, leadingLine] = plainLine.exec(tag) ?? [];
  const line = markedLine ?? leadingLine;
  const why = `it is not known which Go this image has${saysTag(tag)}`;
  return line === undefined
    ? { kind: 'unresolved', why }
    : anyOfLine(line, `its tag names line ${line} of Go`);
}

/** Some release of a line, which its makers chose. */
export const anyOfLine = (line: string, why: string): Requirement => ({
  kind: 'any',
  of: { kind: 'line', line },
  why,
});

const versionTag = /^(\d{1,3}(?:\.\d{1,3}){0,2}(?:(?:rc|beta)\d{1,3})?)(?:-(.*))?$/s;
const newestTag =
  /^(?:latest|(?:alpine|bookworm|bullseye|buster|stretch|trixie|windowsservercore|nanoserver)[\w.-]*|)$/;

function readTag(
  tag: string,
  origin: Origin,
): { version: string; variant: string; requirement: Requirement } {
  const [, version = '', variant = ''] = versionTag.exec(tag) ?? [];
  return version !== '' && !/^rc\b/.test(variant)
    ? { version, variant, requirement: ofVariant(readRequirement(version), variant, origin) }
    : { version: '', variant: '', requirement: withoutNumber(tag, origin) };
}

const ofVariant = (of: Requirement, variant: string, origin: Origin): Requirement =>
  of.kind === 'exact' || movesOn(variant) || origin === 'circleci' ? of : { kind: 'variant', of, variant };

/** The request of a tag that does not begin with a version. */
function withoutNumber(tag: string, origin: Origin): Requirement {
  if (newestTag.test(tag))
    return ofVariant({ kind: 'alias', alias: 'stable' }, tag === 'latest' ? '' : tag, origin);
  // `tip`, `tip-alpine`, `tip-20260101-bookworm`: the state of Go’s development. One with a date of 2025 or before may be
  // from before the fix.
  if (origin === 'official' && /^tip(?:-(?!20(?:1|2[0-5]))[\w.-]+)?$/.test(tag))
    return { kind: 'alias', alias: 'tip' };
  // `1.26-rc-alpine`: the newest candidate of the line.
  const candidate = /^(\d{1,3}\.\d{1,3})-rc(?:-[\w.-]+)?$/.exec(tag)?.[1];
  if (candidate !== undefined && origin !== 'circleci')
    return anyOfLine(candidate, 'it is some release candidate of its line');
  return hasUnknown(tag)
    ? { kind: 'unresolved', why: 'the image’s tag comes from a variable whose value is not known here' }
    : { kind: 'not-understood', why: `the tag "${printable(shown(tag), 60)}" names no release` };
}

function tagRemarks(variant: string, origin: Origin, doubts: readonly string[]) {
  if (hasUnknown(variant))
    return { doubts: [...doubts, 'the text behind the version comes from a variable'], variants: [] };
  return origin === 'official'
    ? { doubts, variants: [variant] }
    : { doubts: [...doubts, 'it is not known whether this registry has the tag'], variants: [] };
}

/** No new release has an image of a variant that was given up. */
function successorPlace(
  span: Span,
  variant: string,
  successor: string,
  doubts: readonly string[],
): EditPlace {
  const why = `there is no longer an image of it with "${variant}"`;
  const suffix = `-${successor}`;
  return { kind: 'version', span, doubts: [...doubts, why], variants: [], list: null, suffix };
}

/**
 * Points at the whole reference if it is in one piece with its version, or behind a variable; otherwise at the piece
 * with the version.
 */
function wholeReference(expansion: Expansion, version: Span, usedAt: Span): Span {
  const whole = spanOf(expansion, 0, textOf(expansion).length);
  if (whole !== null) return whole;
  const piece = expansion.find(
    ({ span }) => span !== null && span.start <= version.start && version.end <= span.end,
  );
  const isBehindVariable = hasUnknown(expansion[0]?.text ?? '') || /^[:/]/.test(piece?.text ?? '');
  if (isBehindVariable && usedAt.start <= version.start && version.end <= usedAt.end) return usedAt;
  return piece?.span ?? version;
}
