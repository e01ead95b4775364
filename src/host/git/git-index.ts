/**
 * Reads git's index, the list of tracked files, without git: a repository can make git run programs of its choice.
 * https://git-scm.com/docs/index-format; versions 2, 3 and 4, SHA-1 and SHA-256.
 */
import { err, ok, type Result } from '../../model/result.js';

export interface GitIndex {
  /** Paths of tracked files, relative to the root of the work tree, with `/`. */
  readonly files: ReadonlySet<string>;
  /** Folders of which only the folder itself is listed (a sparse index), without a final `/`. */
  readonly folders: ReadonlySet<string>;
  /** The places of the work trees of submodules. */
  readonly submodules: ReadonlySet<string>;
}

const mostEntries = 10_000_000;
/** Git's own limit on most systems. */
const longestPath = 4096;
const gitlink = 0o160000;
const folder = 0o040000;
const kindOfMode = 0o170000;

/** The error says why in a few words; then it is not known which files are tracked. */
export function parseGitIndex(bytes: Buffer): Result<GitIndex, string> {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'DIRC') return err('it is not an index');
  const version = bytes.readUInt32BE(4);
  const count = bytes.readUInt32BE(8);
  if (version < 2 || version > 4) return err(`its version ${version} is not known`);
  if (count > mostEntries) return err('it has too many entries');
  // Another file says which hash it is; only one of them leads to the end.
  for (const hashBytes of [20, 32]) {
    const read = readEntries(bytes, { version, count, hashBytes });
    if (read !== null) return read;
  }
  return err('it is damaged');
}

interface Shape {
  readonly version: number;
  readonly count: number;
  readonly hashBytes: number;
}

/** Returns null if the entries and the data behind them do not end where the file does. */
function readEntries(bytes: Buffer, { version, count, hashBytes }: Shape): Result<GitIndex, string> | null {
  const [files, folders, submodules] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const end = bytes.length - hashBytes;
  // Used by version 4, whose paths share a prefix with the path before.
  let previous: Buffer = Buffer.alloc(0);
  let at = 12;
  for (let index = 0; index < count; index += 1) {
    const start = at;
    const flagsAt = start + 40 + hashBytes;
    if (flagsAt + 2 > end) return null;
    const mode = bytes.readUInt32BE(start + 24) & kindOfMode;
    const isExtended = (bytes.readUInt16BE(flagsAt) & 0x4000) !== 0;
    if (isExtended && version < 3) return null;
    at = flagsAt + (isExtended ? 4 : 2);
    let kept = 0;
    if (version === 4) {
      const dropped = readOffset(bytes, at, end);
      if (dropped === null || dropped.value > previous.length) return null;
      kept = previous.length - dropped.value;
      at = dropped.next;
    }
    const zero = bytes.indexOf(0, at);
    if (zero === -1 || zero >= end || kept + zero - at > longestPath) return null;
    const own = bytes.subarray(at, zero);
    const path = kept === 0 ? own : Buffer.concat([previous.subarray(0, kept), own]);
    previous = path;
    at = version === 4 ? zero + 1 : start + ((zero - start + 8) & ~7);
    const name = path.toString('utf8');
    if (mode === gitlink) submodules.add(name);
    else if (mode === folder) folders.add(name.replace(/\/+$/, ''));
    else files.add(name);
  }
  const isSplit = hasSharedPart(bytes, at, end);
  if (isSplit === null) return null;
  return isSplit ? err('it is split in two files') : ok({ files, folders, submodules });
}

/** Reads an offset as in pack files (gitformat-pack, "offset encoding"); null if it is cut off or absurd. */
function readOffset(
  bytes: Buffer,
  start: number,
  end: number,
): { readonly value: number; readonly next: number } | null {
  let value = -1;
  for (let at = start; at < Math.min(end, start + 4); at += 1) {
    const byte = bytes[at] ?? 0;
    value = (value + 1) * 128 + (byte & 0x7f);
    if ((byte & 0x80) === 0) return { value, next: at + 1 };
  }
  return null;
}

/**
 * Tells if one of the extensions says that the rest is in another file; null if they do not end where the file does.
 */
function hasSharedPart(bytes: Buffer, start: number, end: number): boolean | null {
  let isSplit = false;
  let at = start;
  while (at < end) {
    if (at + 8 > end) return null;
    if (bytes.toString('latin1', at, at + 4) === 'link') isSplit = true;
    at += 8 + bytes.readUInt32BE(at + 4);
  }
  return at === end ? isSplit : null;
}
