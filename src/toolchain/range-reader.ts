/** Byte ranges of one file, on a server or on disk, with the same answers. */
import { open, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { basicAuthorization } from '../host/basic-auth.js';
import { errorCode } from '../host/files.js';
import type { ByteRange, HttpClient, HttpResult } from '../host/http.js';

export interface RangeReader {
  read(range: ByteRange, maxBytes: number): Promise<HttpResult>;
  /** Bytes of bodies received so far. */
  bytesRead(): number;
}

/** `address` is http, https or file. `file:` serves the proxies that are a folder (GOPROXY=file:///…). */
export function createRangeReader(address: string, http: HttpClient, signal?: AbortSignal): RangeReader {
  const { url, headers } = withoutCredentials(new URL(address));
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

/** `https://user:password@host` is how GOPROXY carries credentials without a netrc file. */
function withoutCredentials(url: URL): { url: URL; headers: Record<string, string> } {
  const authorization = basicAuthorization(url);
  if (authorization === null) return { url, headers: {} };
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return { url: bare, headers: { authorization } };
}

async function readFileRange(url: URL, range: ByteRange, maxBytes: number): Promise<HttpResult> {
  try {
    const file = fileURLToPath(url);
    const info = await stat(file);
    // 404 is what a server would say; opening a FIFO would wait for ever.
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
