/** Byte ranges of one file, on a server or on disk, with the same answers. */
import { open, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { basicAuthorization, encodeBasic } from '../../host/net/basic-auth.js';
import { errorCode } from '../../host/files/files.js';
import type { ByteRange, HttpClient, HttpResult } from '../../host/net/http.js';
import type { NetrcEntry } from '../../host/net/netrc.js';

export interface RangeReader {
  read(range: ByteRange, maxBytes: number): Promise<HttpResult>;
  /** Bytes of bodies received so far. */
  bytesRead(): number;
}

interface Access {
  readonly http: HttpClient;
  readonly netrc?: readonly NetrcEntry[];
  readonly signal?: AbortSignal;
}

/** `address` is http, https or file. `file:` serves the proxies that are a folder (GOPROXY=file:///…). */
export function createRangeReader(address: string, access: Access): RangeReader {
  const { http, netrc = [], signal } = access;
  const { url, headers } = withCredentials(new URL(address), netrc);
  let bytes = 0;
  return {
    bytesRead: () => bytes,
    read: async (range, maxBytes) => {
      const result =
        url.protocol === 'file:'
          ? await readFileRange(url, range, maxBytes)
          : await http.read({
              url: url.href,
              range,
              maxBytes,
              headers,
              ...(signal === undefined ? {} : { signal }),
            });
      if (result.kind === 'part') bytes += result.body.length;
      return result;
    },
  };
}

/** From `https://user:password@host` in GOPROXY, else from netrc, which Go too uses over https only. */
function withCredentials(
  url: URL,
  netrc: readonly NetrcEntry[],
): { readonly url: URL; readonly headers: Readonly<Record<string, string>> } {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  const login = netrc.find((entry) => url.protocol === 'https:' && entry.machine === url.host);
  const authorization =
    basicAuthorization(url) ?? (login === undefined ? null : encodeBasic(login.login, login.password));
  return { url: bare, headers: authorization === null ? {} : { authorization } };
}

async function readFileRange(url: URL, range: ByteRange, maxBytes: number): Promise<HttpResult> {
  try {
    const file = fileURLToPath(url);
    const info = await stat(file);
    // A server would answer 404; opening a FIFO would wait forever.
    if (!info.isFile()) return { kind: 'refused', status: 404 };
    const start = 'last' in range ? Math.max(0, info.size - range.last) : range.start;
    const end = 'last' in range ? info.size : Math.min(range.end + 1, info.size);
    if (end <= start) return { kind: 'refused', status: 416 };
    if (end - start > maxBytes) return { kind: 'failed', detail: 'the answer is longer than expected' };
    const handle = await open(file);
    try {
      const body = Buffer.alloc(end - start);
      const { bytesRead } = await handle.read(body, 0, body.length, start);
      return { kind: 'part', body: body.subarray(0, bytesRead), start, totalBytes: info.size };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'refused', status: 404 };
    return { kind: 'failed', detail: `the file cannot be read (${code === '' ? 'bad address' : code})` };
  }
}
