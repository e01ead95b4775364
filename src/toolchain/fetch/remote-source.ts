/**
 * Reads the few decisive files from a release's toolchain zip on a Go module proxy, without fetching the zip: its end,
 * then those files. Module zips are written in the order of a directory walk, so the entries of src/runtime are 145 to
 * 295 KB before the end of the central directory (1.20 to 1.27); reading that much of it instead of all 1.2 to 1.8 MB
 * saves four fifths. Such a read cannot be checked against the checksum database, whose hash covers the whole zip: it
 * stays "unverified".
 */
import { err, ok, type Result } from '../../model/result.js';
import type { HttpClient, HttpResult } from '../../host/net/http.js';
import type { NetrcEntry } from '../../host/net/netrc.js';
import { parseGoProxy } from './goproxy.js';
import { createRangeReader, type RangeReader } from './range-reader.js';
import {
  findEntry,
  localRecordBytes,
  locateDirectory,
  unpackEntry,
  type DirectoryPlace,
  type ZipEntry,
} from './zip.js';

export type RemoteSource =
  | {
      readonly kind: 'sources';
      /** By name, relative to GOROOT. */
      readonly texts: Readonly<Record<string, string>>;
      readonly bytesRead: number;
      /** The platform of the zip that was read, `linux-amd64`. */
      readonly platform: string;
    }
  /** The proxy does not serve this release (403, 404, 410, …). */
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'not-range-capable' }
  | { readonly kind: 'offline'; readonly detail: string }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'malformed-zip'; readonly detail: string }
  /** GOPROXY names no proxy to read from. */
  | { readonly kind: 'no-proxy'; readonly detail: string };

export interface RemoteSourceRequest {
  /** Go's spelling, `go1.23.8`. */
  readonly release: string;
  /** The files to read, relative to GOROOT, with `/`. */
  readonly files: readonly string[];
  /** The value of `go env GOPROXY`. */
  readonly goproxy: string;
  readonly http: HttpClient;
  /** The user's netrc, for a private proxy. */
  readonly netrc?: readonly NetrcEntry[];
  readonly signal?: AbortSignal;
}

/** The runtime's source is the same in all of them. */
const platforms = ['linux-amd64', 'linux-arm64', 'darwin-arm64', 'windows-amd64'] as const;
const tailBytes = 320 * 1024;
const maxDirectoryBytes = 16 * 1024 * 1024;
/** The real files have 20 to 60 KB. */
const maxFileBytes = 1024 * 1024;
const notServed: ReadonlySet<number> = new Set([403, 404, 410]);

/** Asks the proxies in Go's order, each for the zips of one platform after the other until one is served. */
export async function readRemoteSource(request: RemoteSourceRequest): Promise<RemoteSource> {
  let result: RemoteSource = { kind: 'no-proxy', detail: 'GOPROXY is empty' };
  for (const entry of parseGoProxy(request.goproxy)) {
    if (entry.kind === 'invalid')
      return { kind: 'no-proxy', detail: `GOPROXY has ${invalidEntry(entry.text)}` };
    if (entry.kind !== 'proxy') {
      return result.kind === 'no-proxy' ? { kind: 'no-proxy', detail: `GOPROXY is ${entry.kind}` } : result;
    }
    result = await readFromProxy(request, entry.address);
    if (result.kind === 'sources') return result;
    const notFound = result.kind === 'refused' && (result.status === 404 || result.status === 410);
    if (!notFound && entry.fallsThroughOn === 'not-found') return result;
  }
  return result;
}

async function readFromProxy(request: RemoteSourceRequest, address: string): Promise<RemoteSource> {
  let first: RemoteSource | null = null;
  for (const platform of platforms) {
    const name = `v0.0.1-${request.release}.${platform}`;
    const url = `${address}/golang.org/toolchain/@v/${name}.zip`;
    const reader = createRangeReader(url, request);
    const result = await readFromZip(reader, platform, `golang.org/toolchain@${name}/`, request.files);
    if (result.kind !== 'refused' || !notServed.has(result.status)) return result;
    first ??= result;
  }
  return first ?? { kind: 'refused', status: 404 };
}

type Failure = Exclude<RemoteSource, { kind: 'sources' }>;

async function readFromZip(
  reader: RangeReader,
  platform: string,
  folder: string,
  names: readonly string[],
): Promise<RemoteSource> {
  const tail = await readPart(reader, { last: tailBytes }, tailBytes);
  if (!tail.ok) return tail.error;
  const entries = await findEntries(
    reader,
    tail.value,
    names.map((name) => folder + name),
  );
  if (!entries.ok) return entries.error;
  const contents = await Promise.all(
    entries.value.map((entry) => readEntry(reader, entry, tail.value.totalBytes)),
  );
  const texts: Record<string, string> = {};
  for (const [at, name] of names.entries()) {
    const content = contents[at];
    if (content === undefined) return malformed('a file is missing');
    if (!content.ok) return content.error;
    texts[name] = content.value;
  }
  return { kind: 'sources', texts, bytesRead: reader.bytesRead(), platform };
}

type Part = Extract<HttpResult, { kind: 'part' }>;

async function readPart(
  reader: RangeReader,
  range: Parameters<RangeReader['read']>[0],
  maxBytes: number,
): Promise<Result<Part, Failure>> {
  const result = await reader.read(range, maxBytes);
  return result.kind === 'part' ? ok(result) : err(result);
}

const malformed = (detail: string): Failure => ({ kind: 'malformed-zip', detail });

/** Searches the directory's end first, and the whole directory only if they are not there. */
async function findEntries(
  reader: RangeReader,
  tail: Part,
  names: readonly string[],
): Promise<Result<readonly ZipEntry[], Failure>> {
  const place = locateDirectory(tail.body, tail.start);
  if (!place.ok) return err(malformed(place.error));
  const { start, end } = place.value;
  const known = tail.body.subarray(Math.max(0, start - tail.start), end - tail.start);
  const nearby = lookUp(known, names);
  if (!nearby.ok) return err(malformed(nearby.error));
  if (nearby.value !== 'absent') return ok(nearby.value);
  const directory = await readWholeDirectory(reader, tail, place.value, known);
  if (!directory.ok) return directory;
  const found = lookUp(directory.value, names);
  if (!found.ok) return err(malformed(found.error));
  return found.value === 'absent' ? err(malformed('the runtime sources are not in it')) : ok(found.value);
}

function lookUp(part: Buffer, names: readonly string[]): Result<readonly ZipEntry[] | 'absent', string> {
  const entries: ZipEntry[] = [];
  for (const name of names) {
    const entry = findEntry(part, name);
    if (!entry.ok) return entry;
    if (entry.value === 'absent') return ok('absent');
    entries.push(entry.value);
  }
  return ok(entries);
}

async function readWholeDirectory(
  reader: RangeReader,
  tail: Part,
  { start, end }: DirectoryPlace,
  known: Buffer,
): Promise<Result<Buffer, Failure>> {
  if (start >= tail.start) return ok(known);
  if (end - start > maxDirectoryBytes) return err(malformed('its directory is too large'));
  const rest = await readPart(reader, { start, end: tail.start - 1 }, maxDirectoryBytes);
  return rest.ok ? ok(Buffer.concat([rest.value.body, known])) : rest;
}

async function readEntry(
  reader: RangeReader,
  entry: ZipEntry,
  totalBytes: number,
): Promise<Result<string, Failure>> {
  const length = localRecordBytes(entry);
  const start = entry.headerOffset;
  if (entry.compressedBytes > maxFileBytes || start + entry.compressedBytes > totalBytes) {
    return err(malformed(`${entry.name} does not fit into it`));
  }
  const record = await readPart(reader, { start, end: Math.min(start + length, totalBytes) - 1 }, length);
  if (!record.ok) return record;
  // The zip was replaced between two reads.
  if (record.value.totalBytes !== totalBytes) return err(malformed('it changed while it was read'));
  const content = unpackEntry(record.value.body, entry, maxFileBytes);
  return content.ok ? ok(content.value.toString('utf8')) : err(malformed(content.error));
}

/** A word is most likely a misspelt `direct`; a longer text may hold a password. */
const invalidEntry = (text: string): string =>
  /^[a-z]{1,10}$/i.test(text) ? `"${text}"` : 'an entry that is not an address';
