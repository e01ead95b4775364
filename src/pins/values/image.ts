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
} from './expansion.js';
import { suggestsGo } from './go-names.js';
import { movesOn, successorOf } from './published-images.js';
import { readRequirement } from './requirement.js';
import { makePin, notUnderstood, type SourceFile } from './source-file.js';
import { versionPlace, type Remarks } from './version-value.js';

/** Registries that serve Docker's official images, byte for byte. */
const officialPrefixes = new Set([
  '',
  'library/',
  'docker.io/',
  'docker.io/library/',
  'index.docker.io/library/',
  'registry-1.docker.io/library/',
  'registry.hub.docker.com/library/',
  'mirror.gcr.io/',
  'mirror.gcr.io/library/',
  'public.ecr.aws/docker/library/',
]);

/** The namespaces of Docker's official images for one architecture: `arm64v8/golang`. */
const officialOfArchitecture =
  /^(?:(?:index\.|registry-1\.)?docker\.io\/)?(?:amd64|arm32v[567]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x|winamd64)\/$/;

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
  value: { readonly expansion: Expansion; readonly usedAt: Span },
  remarks: Remarks = {},
): Pin | null {
  const { expansion, usedAt } = value;
  const reference = textOf(expansion);
  const parts = splitReference(reference);
  if (parts === null) return null;
  const { version, variant, requirement } = readTag(parts.tag, parts.origin);
  const span = spanOf(expansion, parts.tagStart, parts.tagStart + version.length);
  const { notes = [], takesArguments, usedOn } = remarks;
  const shared = {
    kind,
    span: span === null ? usedAt : wholeReference(expansion, span, usedAt),
    notes,
    ...(usedOn === undefined ? {} : { usedOn }),
    awaitedInput: inputOf(expansion),
    ...(takesArguments === undefined ? {} : { takesArguments }),
  };
  if (parts.origin === 'vendor' || parts.origin === 'builder')
    return makePin(source, {
      ...shared,
      requirement: parts.origin === 'vendor' ? ofVendor(parts.tag) : ofBuilder(parts.tag),
      editPlace: {
        kind: 'none',
        why: 'it is not known which tags this image has',
        parts: partsOf(slice(expansion, parts.tagStart, reference.length)),
      },
    });
  if (parts.digest !== null)
    return makePin(source, {
      ...shared,
      requirement: {
        kind: 'digest',
        digest: printable(parts.digest, 80),
        tag: parts.tag === '' ? null : requirement,
      },
      editPlace: digestPlace(
        spanOf(expansion, parts.tagStart, reference.length),
        version,
        variant,
        versionPlace(span, expansion, {
          ...remarks,
          doubts: ['the digest must be looked up and pinned again'],
        }),
      ),
    });
  const successor = parts.origin === 'official' ? successorOf(variant) : null;
  const whole = spanOf(expansion, parts.tagStart, parts.tagStart + parts.tag.length);
  return makePin(source, {
    ...shared,
    requirement,
    editPlace:
      successor !== null && whole !== null
        ? successorPlace(whole, expansion, { variant, successor, remarks })
        : versionPlace(version === '' ? null : span, expansion, {
            ...remarks,
            writtenAt: otherPlaceOf(expansion, parts.tagStart, parts.tagStart + version.length),
            ...tagRemarks(variant, parts.origin, remarks.doubts),
          }),
    notes:
      parts.origin === 'mirror' ? [...notes, 'A mirror is taken to serve Docker’s own golang image.'] : notes,
  });
}

/** An unknown image is not a pin, unless the variable it comes from is named for Go, or its name was not worked out. */
export function unknownImagePin(
  source: SourceFile,
  kind: PinKind,
  { expansion, usedAt }: { readonly expansion: Expansion; readonly usedAt: Span },
  names: readonly string[],
): Pin | null {
  const [from, to] = lastName(textOf(expansion));
  const why = beyondOf(slice(expansion, from, to).filter(({ mayNameGo }) => mayNameGo === true));
  if (why !== undefined) return notUnderstood(source, kind, usedAt, `it may be a Go image, and ${why}`);
  const name = textOf(expansion).replace(/[@:].*/s, '');
  if (!hasUnknown(name) || !names.some(suggestsGo)) return null;
  const unresolved = 'the image comes from a variable whose value is not known here';
  return makePin(source, {
    kind,
    span: usedAt,
    requirement: { kind: 'unresolved', why: unresolved },
    editPlace: { kind: 'none', why: unresolved },
  });
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
  const slash = named.lastIndexOf('/');
  const colon = named.indexOf(':', slash + 1);
  const name = named.slice(slash + 1, colon === -1 ? undefined : colon);
  const tag = colon === -1 ? '' : named.slice(colon + 1);
  const origin = originOf(named.slice(0, slash + 1), name, tag);
  if (origin === null) return null;
  return {
    origin,
    tag,
    tagStart: colon === -1 ? named.length : colon + 1,
    digest: at === -1 ? null : reference.slice(at + 1),
  };
}

function originOf(prefix: string, name: string, tag: string): Origin | null {
  if (prefix.endsWith('cimg/') && name === 'go') return 'circleci';
  const isBehindVariable = hasUnknown(name) && /^\W+golang$/.test(name);
  if (name !== 'golang' && !isBehindVariable) return otherOrigin(prefix + name, tag);
  if (prefix === 'circleci/') return 'circleci';
  if (name === 'golang' && (officialPrefixes.has(prefix) || officialOfArchitecture.test(prefix)))
    return 'official';
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
  const floating = (of: Requirement, variant: string): Requirement =>
    of.kind === 'exact' || movesOn(variant) || origin === 'circleci' ? of : { kind: 'variant', of, variant };
  const [, version = '', variant = ''] = versionTag.exec(tag) ?? [];
  if (version !== '' && !/^rc\b/.test(variant))
    return { version, variant, requirement: floating(readRequirement(version), variant) };
  if (newestTag.test(tag)) {
    const requirement = floating({ kind: 'alias', alias: 'stable' }, tag === 'latest' ? '' : tag);
    return { version: '', variant: '', requirement };
  }
  // `tip`, `tip-alpine`, `tip-20260101-bookworm`: the state of Go’s development.
  if (origin === 'official' && /^tip(?:-[\w.-]+)?$/.test(tag))
    return { version: '', variant: '', requirement: tipOf(tag) };
  // `1.26-rc-alpine`: the newest candidate of the line.
  const candidate = /^(\d{1,3}\.\d{1,3})-rc(?:-[\w.-]+)?$/.exec(tag)?.[1];
  if (candidate !== undefined && origin !== 'circleci') {
    const requirement = anyOfLine(candidate, 'it is some release candidate of its line');
    return { version: '', variant: '', requirement };
  }
  const requirement: Requirement = hasUnknown(tag)
    ? { kind: 'unresolved', why: 'the image’s tag comes from a variable whose value is not known here' }
    : { kind: 'not-understood', why: `the tag "${printable(shown(tag), 60)}" names no release` };
  return { version: '', variant: '', requirement };
}

/** The development head; one with a date of 2025 or before may be from before the fix. */
const tipOf = (tag: string): Requirement =>
  /^tip-20(?:1|2[0-5])/.test(tag)
    ? { kind: 'not-understood', why: `the tag "${printable(shown(tag), 60)}" names no release` }
    : { kind: 'alias', alias: 'tip' };

function tagRemarks(variant: string, origin: Origin, doubts: readonly string[] = []) {
  if (hasUnknown(variant))
    return { doubts: [...doubts, 'the text behind the version comes from a variable'], variants: [] };
  return origin === 'official'
    ? { doubts, variants: [variant] }
    : { doubts: [...doubts, 'it is not known whether this registry has the tag'], variants: [] };
}

/** No new release has an image of a variant that was given up. */
function successorPlace(
  tag: Span,
  expansion: Expansion,
  {
    variant,
    successor,
    remarks,
  }: { readonly variant: string; readonly successor: string; readonly remarks: Remarks },
): EditPlace {
  const why = `there is no longer an image of it with "${variant}"`;
  const place = versionPlace(tag, expansion, { ...remarks, doubts: [...(remarks.doubts ?? []), why] });
  return place.kind === 'version' ? { ...place, suffix: `-${successor}` } : place;
}

/** A digest that is not behind its tag still depends on the version. */
function digestPlace(span: Span | null, version: string, variant: string, ofVersion: EditPlace): EditPlace {
  return span === null || version === '' ? ofVersion : { kind: 'image-digest', span, variant };
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
