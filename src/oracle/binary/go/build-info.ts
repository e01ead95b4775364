/**
 * The build information that the go command wrote into the program, as `go version -m` shows it. Only the inline form
 * of Go 1.18 and later is read: cmd/go `debug/buildinfo`. It contains no pointers, so it is the same in every container
 * and byte order.
 */
import { findBytes, readExactly } from '../bytes.js';
import type { Image } from '../image.js';

export interface BuildInfo {
  /** `go1.24.2`, perhaps with a vendor's suffix, or any other text there; null if that is not text, or empty. */
  readonly goVersion: string | null;
  /** Import path of the main package; null if it is not recorded. */
  readonly modulePath: string | null;
  /** `CGO_ENABLED`, `-buildmode`, `GOARCH`, … */
  readonly settings: Readonly<Record<string, string>>;
}

// Built from parts, so that this tool's own files do not contain the mark.
const mark = Buffer.from(['\u{ff} Go', 'buildinf:'].join(' '), 'latin1');
const headerSize = 32;
const inlineStrings = 2;
/** Both strings together; `go version` itself reads at most this much of a module list. */
const largestInfo = 4 * 1024 * 1024;
const sentinelSize = 16;
const triesAtMost = 64;

/**
 * Returns null if there is none. Go tools contain the mark as data too, so every match is tried. One whose version is
 * unlike any release's (a vendor's, `unknown`, garbage) counts if there is no better one.
 */
export function readBuildInfo(image: Image): BuildInfo | null {
  let tries = 0;
  let odd: BuildInfo | null = null;
  for (const offset of marks(image)) {
    const info = readAt(image, offset);
    if (info !== null && isGoVersion(info.goVersion)) return info;
    odd ??= info;
    if (++tries >= triesAtMost) break;
  }
  return odd;
}

const isGoVersion = (version: string | null): boolean => version !== null && /^(?:go1\.|devel)/.test(version);

function* marks(image: Image): Generator<number> {
  const hint = image.sections.find(({ name }) => name === '.go.buildinfo' || name === '__go_buildinfo');
  if (hint !== undefined) yield* findBytes(image.source, hint.fileOffset, hint.fileOffset + hint.size, mark);
  const dataFirst = image.segments.toSorted((a, b) => Number(b.writable) - Number(a.writable));
  for (const { fileOffset, size } of dataFirst)
    yield* findBytes(image.source, fileOffset, fileOffset + size, mark);
}

function readAt(image: Image, offset: number): BuildInfo | null {
  const size = Math.min(headerSize + largestInfo, image.source.size - offset);
  if (size < headerSize) return null;
  const header = readExactly(image.source, offset, headerSize);
  const [pointerSize = 0, flags = 0xff] = header.subarray(14, 16);
  if (offset % 4 !== 0 || flags > 3 || ![0, 4, 8, 14].includes(pointerSize)) return null;
  const unnamed = { goVersion: null, modulePath: null, settings: {} };
  if ((flags & inlineStrings) === 0) return unnamed;
  const version = readText(image, offset + headerSize);
  if (version === null) return unnamed;
  const module = readText(image, version.end);
  return { goVersion: asVersion(version.text), ...parseModuleInfo(module?.text ?? '') };
}

/** garble writes `unknown`, which names nothing. */
const asVersion = (text: string): string | null =>
  /^[ -~]{1,200}$/.test(text) && text !== 'unknown' ? text : null;

/** A string with its length in front as a base-128 number. */
function readText(image: Image, offset: number): { readonly text: string; readonly end: number } | null {
  const start = readExactly(image.source, offset, Math.max(0, Math.min(5, image.source.size - offset)));
  let length = 0;
  for (let index = 0; index < start.length; index++) {
    const byte = start[index] ?? 0;
    length += (byte & 0x7f) * 2 ** (7 * index);
    if (byte >= 0x80) continue;
    const from = offset + index + 1;
    if (length > largestInfo || from + length > image.source.size) return null;
    return {
      text: Buffer.from(readExactly(image.source, from, length)).toString('utf8'),
      end: from + length,
    };
  }
  return null;
}

function parseModuleInfo(text: string): Pick<BuildInfo, 'modulePath' | 'settings'> {
  const lines = text.slice(sentinelSize, -sentinelSize).split('\n');
  const settings = new Map<string, string>();
  let modulePath: string | null = null;
  for (const line of lines) {
    const [kind, value = ''] = line.split('\t');
    if (kind === 'path') modulePath = value === '' ? null : value;
    if (kind !== 'build') continue;
    const equals = value.indexOf('=');
    if (equals > 0) settings.set(value.slice(0, equals), value.slice(equals + 1));
  }
  return { modulePath, settings: Object.fromEntries(settings) };
}
