/** Reads a container image reference, when it is a Go image. https://hub.docker.com/_/golang */
import type { EditPlace, Pin, PinKind, Requirement, Span } from '../model/pin.js';
import { printable } from '../model/printable.js';
import { hasUnknown, spanOf, textOf, type Expansion } from './expansion.js';
import { readRequirement } from './requirement.js';
import { makePin, type SourceFile } from './source-file.js';

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

/** Who made the image: that decides what its tag is worth. */
type Origin = 'official' | 'circleci' | 'mirror' | 'vendor';

interface ImageParts {
  readonly origin: Origin;
  readonly tag: string;
  /** Where the tag begins in the reference. */
  readonly tagStart: number;
  readonly digest: string | null;
}

/** The pin an image reference makes, or null when the image is not a Go image (or is wholly unknown). */
export function imagePin(
  source: SourceFile,
  kind: PinKind,
  value: { readonly expansion: Expansion; readonly usedAt: Span },
  notes: readonly string[] = [],
): Pin | null {
  const { expansion, usedAt } = value;
  const reference = textOf(expansion);
  const parts = splitReference(reference);
  if (parts === null) return null;
  const { version, variant, requirement } = readTag(parts.tag);
  const span = spanOf(expansion, parts.tagStart, parts.tagStart + version.length);
  const shared = { kind, span: span === null ? usedAt : wholeReference(expansion, span), notes };
  if (parts.origin === 'vendor')
    return makePin(source, {
      ...shared,
      requirement: { kind: 'unresolved', why: 'not Docker’s golang image: its maker may have patched Go' },
      editPlace: { kind: 'none', why: 'it is not known which tags this image has' },
    });
  if (parts.digest !== null)
    return makePin(source, {
      ...shared,
      requirement: {
        kind: 'digest',
        digest: printable(parts.digest, 80),
        tag: parts.tag === '' ? null : requirement,
      },
      editPlace: digestPlace(spanOf(expansion, parts.tagStart, reference.length), version, variant),
    });
  return makePin(source, {
    ...shared,
    requirement,
    editPlace: tagPlace(span, variant, parts.origin),
    notes:
      parts.origin === 'mirror' ? [...notes, 'A mirror is taken to serve Docker’s own golang image.'] : notes,
  });
}

/** `registry:5000/library/golang:1.23@sha256:…` in its parts. A colon before the last slash is a port. */
function splitReference(reference: string): ImageParts | null {
  const at = reference.indexOf('@');
  const named = at === -1 ? reference : reference.slice(0, at);
  const slash = named.lastIndexOf('/');
  const colon = named.indexOf(':', slash + 1);
  const name = named.slice(slash + 1, colon === -1 ? undefined : colon);
  const origin = originOf(named.slice(0, slash + 1), name);
  if (origin === null) return null;
  return {
    origin,
    tag: colon === -1 ? '' : named.slice(colon + 1),
    tagStart: colon === -1 ? named.length : colon + 1,
    digest: at === -1 ? null : reference.slice(at + 1),
  };
}

function originOf(prefix: string, name: string): Origin | null {
  if (prefix.endsWith('cimg/') && name === 'go') return 'circleci';
  if (name !== 'golang') return null;
  if (prefix === 'circleci/') return 'circleci';
  if (officialPrefixes.has(prefix)) return 'official';
  const folders = prefix.split('/').slice(0, -1);
  const isHost = /[.:]|^localhost$/.test(folders[0] ?? '') || hasUnknown(folders[0] ?? '');
  return folders.at(-1) === 'library' || (folders.length === 1 && isHost) ? 'mirror' : 'vendor';
}

const versionTag = /^(\d{1,3}(?:\.\d{1,3}){0,2}(?:(?:rc|beta)\d{1,3})?)(?:-(.*))?$/s;
const newestTag =
  /^(?:latest|(?:alpine|bookworm|bullseye|buster|stretch|trixie|windowsservercore|nanoserver)[\w.-]*|)$/;

function readTag(tag: string): { version: string; variant: string; requirement: Requirement } {
  const [, version = '', variant = ''] = versionTag.exec(tag) ?? [];
  if (version !== '' && !/^rc\b/.test(variant))
    return { version, variant, requirement: readRequirement(version) };
  if (newestTag.test(tag))
    return { version: '', variant: '', requirement: { kind: 'alias', alias: 'stable' } };
  const requirement: Requirement = hasUnknown(tag)
    ? { kind: 'unresolved', why: 'the image’s tag comes from a variable whose value is not in this file' }
    : { kind: 'not-understood', why: `the tag "${printable(tag, 60)}" names no release` };
  return { version: '', variant: '', requirement };
}

const notWritten: EditPlace = { kind: 'none', why: 'the version is not written in this file as it is' };

function tagPlace(span: Span | null, variant: string, origin: Origin): EditPlace {
  if (span === null) return notWritten;
  if (hasUnknown(variant))
    return { kind: 'image-tag', span, variant: '', doubt: 'what follows the version comes from a variable' };
  const doubt = origin === 'official' ? null : 'it is not known whether this registry has the tag';
  return { kind: 'image-tag', span, variant, doubt };
}

function digestPlace(span: Span | null, version: string, variant: string): EditPlace {
  return span === null || version === '' ? notWritten : { kind: 'image-digest', span, variant };
}

/** Points at the whole reference where it stands in one piece with its version, else at the version. */
function wholeReference(expansion: Expansion, version: Span): Span {
  const whole = spanOf(expansion, 0, textOf(expansion).length);
  if (whole !== null) return whole;
  const piece = expansion.find(
    ({ span }) => span !== null && span.start <= version.start && version.end <= span.end,
  );
  return piece?.span ?? version;
}
