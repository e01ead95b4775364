/**
 * A small HTTP(S) reader for byte ranges: few pooled connections kept alive, retries with back-off, bounded bodies. The
 * behaviour of a server or network is a value, never an exception. Made for reading pieces of large files; for whole
 * toolchains the go command is used.
 */
import http from 'node:http';
import https from 'node:https';
import type { Clock } from '../clock.js';
import { sharedLookup } from './http-lookup.js';
import { createTunnelAgent, proxyFor } from './http-tunnel.js';
import type { Environment } from '../environment.js';
import { errorCode } from '../files/files.js';

/** `last` asks for the file's end; `start`/`end` are offsets, both inclusive as in HTTP. */
export type ByteRange = { readonly last: number } | { readonly start: number; readonly end: number };

export interface HttpRequest {
  readonly url: string;
  readonly range: ByteRange;
  /** The limit of a body; a longer one is not read. */
  readonly maxBytes: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export type HttpResult =
  /** 206: `start` is the offset of `body` in the file of `totalBytes`. */
  | { readonly kind: 'part'; readonly body: Buffer; readonly start: number; readonly totalBytes: number }
  /** Any status but 206 that will not change on another try: 403, 404, 410, 416, … */
  | { readonly kind: 'refused'; readonly status: number }
  /** The server sent the whole file, or something that is not the range asked for. Nothing of it was read. */
  | { readonly kind: 'not-range-capable' }
  /** No name resolution or no route: as far as can be seen, there is no network at all. */
  | { readonly kind: 'offline'; readonly detail: string }
  /** All tries failed. */
  | { readonly kind: 'failed'; readonly detail: string };

export interface HttpClient {
  /** Throws only the reason of an aborted `signal`. */
  read(request: HttpRequest): Promise<HttpResult>;
  /** Closes idle connections, so that the process can end. */
  close(): void;
}

export interface HttpOptions {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** For HTTPS_PROXY, HTTP_PROXY, NO_PROXY. Node itself obeys NODE_EXTRA_CA_CERTS. */
  readonly environment: Environment;
  readonly userAgent: string;
  readonly maxConnections?: number;
  readonly attempts?: number;
  /** The limit for one attempt, from connecting to the last byte. */
  readonly timeoutMs?: number;
}

/** The end of one attempt: a final answer, or something worth another try. */
type Attempt =
  | { readonly kind: 'final'; readonly result: HttpResult }
  | { readonly kind: 'retry'; readonly detail: string; readonly code: string; readonly afterMs: number };
type Redirect = { readonly kind: 'redirect'; readonly location: string };

const maxRedirects = 5;
const firstDelayMs = 200;
const maxDelayMs = 10_000;
const maxErrorPageBytes = 16 * 1024;
const retriedStatus: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);
const redirectStatus: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const offlineCodes: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'ENETDOWN']);

export function createHttpClient(options: HttpOptions): HttpClient {
  const { clock, random, environment, userAgent, attempts = 5, timeoutMs = 30_000 } = options;
  const maxSockets = options.maxConnections ?? 16;
  const pool = { keepAlive: true, maxSockets, maxFreeSockets: maxSockets, lookup: sharedLookup() };
  const plain = new http.Agent(pool);
  const secure = new https.Agent(pool);
  const tunnels = new Map<string, http.Agent>();

  const agentFor = (url: URL): http.Agent => {
    const proxy = proxyFor(url, environment);
    if (proxy === null) return url.protocol === 'https:' ? secure : plain;
    const key = `${url.protocol} ${proxy.href}`;
    const tunnel = tunnels.get(key) ?? createTunnelAgent(proxy, url.protocol === 'https:', pool);
    tunnels.set(key, tunnel);
    return tunnel;
  };

  async function attemptWithRedirects(request: HttpRequest): Promise<Attempt> {
    let url = new URL(request.url);
    let headers = { 'user-agent': userAgent, ...request.headers };
    for (let hops = 0; hops <= maxRedirects; hops += 1) {
      const timeout = AbortSignal.timeout(timeoutMs);
      const signal = request.signal === undefined ? timeout : AbortSignal.any([request.signal, timeout]);
      const attempt = await attemptOnce({ ...request, headers, signal }, url, agentFor(url));
      if (attempt.kind !== 'redirect') return attempt;
      const target = URL.canParse(attempt.location, url.href) ? new URL(attempt.location, url) : null;
      const downgrade = url.protocol === 'https:' && target?.protocol !== 'https:';
      if (target === null || downgrade || !/^https?:$/.test(target.protocol)) {
        return finished({ kind: 'failed', detail: `${url.host} redirects to a place that is not followed` });
      }
      // Credentials are only for the server for which they were given.
      if (target.origin !== url.origin) headers = { 'user-agent': userAgent };
      url = target;
    }
    return finished({ kind: 'failed', detail: `${url.host} redirects more than ${maxRedirects} times` });
  }

  async function read(request: HttpRequest): Promise<HttpResult> {
    if (!URL.canParse(request.url)) return { kind: 'failed', detail: 'the address is not a URL' };
    for (let tried = 1; ; tried += 1) {
      const attempt = await attemptWithRedirects(request);
      if (attempt.kind === 'final') return attempt.result;
      request.signal?.throwIfAborted();
      // An unknown name may be due to a resolver under load: it is tried once more, but not five times.
      const allowed = attempt.code === 'ENOTFOUND' ? Math.min(2, attempts) : attempts;
      if (tried >= allowed) {
        return { kind: offlineCodes.has(attempt.code) ? 'offline' : 'failed', detail: attempt.detail };
      }
      const backOff = Math.min(maxDelayMs, firstDelayMs * 2 ** (tried - 1));
      await clock.sleep(Math.max(attempt.afterMs, backOff * (0.5 + random())), request.signal);
    }
  }

  return {
    read,
    close: () => {
      for (const agent of [plain, secure, ...tunnels.values()]) agent.destroy();
    },
  };
}

const finished = (result: HttpResult): Attempt => ({ kind: 'final', result });
const again = (detail: string, code = '', afterMs = 0): Attempt => ({ kind: 'retry', detail, code, afterMs });

function attemptOnce(
  request: HttpRequest & { readonly signal: AbortSignal },
  url: URL,
  agent: http.Agent,
): Promise<Attempt | Redirect> {
  const headers = { ...request.headers, range: rangeHeader(request.range) };
  const start = url.protocol === 'https:' ? https.request : http.request;
  return new Promise((resolve) => {
    const outgoing = start(url, { agent, headers, signal: request.signal }, (response) => {
      const answer = judgeHead(response, request);
      if (answer.kind === 'part') return resolve(readBody(response, answer));
      discard(response);
      resolve(answer);
    });
    outgoing.on('error', (error) => {
      const timedOut = request.signal.aborted;
      resolve(again(timedOut ? `${url.host} did not answer in time` : error.message, errorCode(error)));
    });
    outgoing.end();
  });
}

/** Reads a short error page to its end to keep the connection; a longer one is not even begun. */
function discard(response: http.IncomingMessage): void {
  const length = Number(response.headers['content-length'] ?? Number.POSITIVE_INFINITY);
  response.on('error', () => undefined);
  if (length <= maxErrorPageBytes) response.resume();
  else response.destroy();
}

interface ExpectedPart {
  readonly kind: 'part';
  readonly start: number;
  readonly length: number;
  readonly totalBytes: number;
}

/** Decides from status and headers alone, so that a 70 MB body is never begun. */
function judgeHead(response: http.IncomingMessage, request: HttpRequest): Attempt | Redirect | ExpectedPart {
  const status = response.statusCode ?? 0;
  const { location } = response.headers;
  if (redirectStatus.has(status) && location !== undefined) return { kind: 'redirect', location };
  if (retriedStatus.has(status)) {
    const seconds = Number(response.headers['retry-after'] ?? 0);
    const afterMs = Number.isFinite(seconds) ? Math.min(maxDelayMs, Math.max(0, seconds * 1000)) : 0;
    return again(`the server answered ${status}`, '', afterMs);
  }
  if (status === 200) return finished({ kind: 'not-range-capable' });
  if (status !== 206) return finished({ kind: 'refused', status });
  const part = readContentRange(response.headers['content-range'], request.range);
  if (part === null || response.headers['content-encoding'] !== undefined) {
    return finished({ kind: 'not-range-capable' });
  }
  if (part.length > request.maxBytes) {
    return finished({ kind: 'failed', detail: 'the answer is longer than expected' });
  }
  return part;
}

/** Returns null unless the header names exactly the requested bytes. RFC 9110 section 14.4. */
function readContentRange(header: string | undefined, range: ByteRange): ExpectedPart | null {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(header ?? '');
  if (match === null) return null;
  const [start, end, totalBytes] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const wantedStart = 'last' in range ? Math.max(0, totalBytes - range.last) : range.start;
  const wantedEnd = 'last' in range ? totalBytes - 1 : Math.min(range.end, totalBytes - 1);
  if (start !== wantedStart || end !== wantedEnd || end < start) return null;
  return { kind: 'part', start, length: end - start + 1, totalBytes };
}

async function readBody(response: http.IncomingMessage, part: ExpectedPart): Promise<Attempt> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      if (!Buffer.isBuffer(chunk)) break;
      chunks.push(chunk);
      length += chunk.length;
      if (length > part.length) break; // Leaving the loop ends the transfer.
    }
  } catch (error) {
    return again('the connection broke off', errorCode(error));
  }
  if (length !== part.length) return again('the answer was cut short or too long');
  const { start, totalBytes } = part;
  return finished({ kind: 'part', body: Buffer.concat(chunks), start, totalBytes });
}

const rangeHeader = (range: ByteRange): string =>
  'last' in range ? `bytes=-${range.last}` : `bytes=${range.start}-${range.end}`;
