import { afterEach, describe, expect, it } from 'vitest';
import { createHttpClient, type HttpClient, type HttpOptions } from '../../../../src/host/net/http.js';
import { sendRange, startServer, type Handler, type TestServer } from '../../../helpers/range-server.js';

const file = Buffer.from('0123456789'.repeat(100));
const open: { close(): unknown }[] = [];
const slept: number[] = [];

afterEach(async () => {
  slept.length = 0;
  await Promise.all(open.splice(0).map((resource) => resource.close()));
});

async function serve(handler: Handler): Promise<TestServer> {
  const server = await startServer(handler);
  open.push(server);
  return server;
}

function client(options: Partial<HttpOptions> = {}): HttpClient {
  const created = createHttpClient({
    clock: { now: () => 0, monotonicMs: () => 0, sleep: async (ms) => void slept.push(ms) },
    random: () => 0.5,
    environment: {},
    userAgent: 'test',
    ...options,
  });
  open.unshift(created);
  return created;
}

const range = { start: 10, end: 19 };
const read = (server: TestServer, http = client(), path = '/x.zip') =>
  http.read({ url: server.url + path, range, maxBytes: 100 });

describe('read', () => {
  it('reads a range and the end', async () => {
    const server = await serve((request, response) => sendRange(file, request, response));
    const http = client();
    const middle = await http.read({ url: server.url, range: { start: 3, end: 5 }, maxBytes: 3 });
    expect(middle).toEqual({ kind: 'part', body: Buffer.from('345'), start: 3, totalBytes: 1000 });
    const end = await http.read({ url: server.url, range: { last: 2 }, maxBytes: 2 });
    expect(end).toEqual({ kind: 'part', body: Buffer.from('89'), start: 998, totalBytes: 1000 });
    const whole = await http.read({ url: server.url, range: { last: 5000 }, maxBytes: 5000 });
    expect(whole).toMatchObject({ kind: 'part', start: 0, totalBytes: 1000 });
  });

  it('keeps few connections and uses them again, after refusals too', async () => {
    const server = await serve((request, response, count) => {
      if (count % 3 === 0) response.writeHead(403, { 'content-length': 4 }).end('nope');
      else sendRange(file, request, response);
    });
    const http = client({ maxConnections: 4 });
    await Promise.all(Array.from({ length: 60 }, () => read(server, http)));
    expect(server.requests).toHaveLength(60);
    expect(server.connections()).toBeLessThanOrEqual(4);
  });

  it('does not read a whole file that was not asked for', async () => {
    let sent = 0;
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 70_000_000 });
      const chunk = Buffer.alloc(65_536);
      const more = (): void => {
        while (!response.destroyed && sent < 70_000_000 && response.write(chunk)) sent += chunk.length;
      };
      response.on('drain', more);
      more();
    });
    expect(await read(server)).toEqual({ kind: 'not-range-capable' });
    expect(sent).toBeLessThan(10_000_000);
    expect(slept).toEqual([]);
  });

  it.each([
    ['another range', 'bytes 0-9/1000'],
    ['an unknown length', 'bytes 10-19/*'],
    ['nonsense', 'bytes 19-10/1000'],
    ['nothing', ''],
  ])('does not believe a 206 with %s', async (_name, header) => {
    const server = await serve((_request, response) =>
      response.writeHead(206, { 'content-range': header, 'content-length': 10 }).end('0123456789'),
    );
    expect(await read(server)).toEqual({ kind: 'not-range-capable' });
  });

  it.each([403, 404, 410, 416, 401])('takes %i for an answer', async (status) => {
    const server = await serve((_request, response) => response.writeHead(status).end('no'));
    expect(await read(server)).toEqual({ kind: 'refused', status });
    expect(server.requests).toHaveLength(1);
  });

  it.each([500, 502, 503, 504, 429])('asks again after %i, later and later', async (status) => {
    const server = await serve((request, response, count) => {
      if (count < 4) response.writeHead(status).end();
      else sendRange(file, request, response);
    });
    expect(await read(server)).toMatchObject({ kind: 'part' });
    expect(slept).toEqual([200, 400, 800]);
  });

  it('waits as long as Retry-After says, within reason', async () => {
    const waits = ['3', '86400', 'Wed, 21 Oct 2026 07:28:00 GMT', '-5'];
    const server = await serve((_request, response, count) =>
      response.writeHead(503, { 'retry-after': waits[count - 1] ?? '0' }).end(),
    );
    expect(await read(server)).toEqual({ kind: 'failed', detail: 'the server answered 503' });
    expect(server.requests).toHaveLength(5);
    expect(slept).toEqual([3000, 10_000, 800, 1600]);
  });

  it('spreads its tries by chance', async () => {
    const server = await serve((_request, response) => response.writeHead(500).end());
    await read(server, client({ random: () => 0 }));
    await read(server, client({ random: () => 0.999 }));
    expect(slept.slice(0, 4)).toEqual([100, 200, 400, 800]);
    expect(slept[4]).toBeCloseTo(299.8);
  });

  it('asks again after a reset and after a body that was cut short', async () => {
    const server = await serve((request, response, count) => {
      if (count === 1) request.socket.destroy();
      else if (count === 2) {
        response.writeHead(206, { 'content-range': 'bytes 10-19/1000', 'content-length': 10 });
        response.write('012');
        setImmediate(() => request.socket.destroy());
      } else if (count === 3) {
        response.writeHead(206, { 'content-range': 'bytes 10-19/1000' }).end('012');
      } else sendRange(file, request, response);
    });
    expect(await read(server)).toMatchObject({ kind: 'part', body: Buffer.from('0123456789') });
    expect(server.requests).toHaveLength(4);
  });

  it('refuses more than was promised or allowed', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(206, { 'content-range': 'bytes 10-19/1000' });
      response.end('0123456789 and more');
    });
    expect(await read(server, client({ attempts: 1 }))).toMatchObject({ kind: 'failed' });
    expect(await client().read({ url: server.url, range, maxBytes: 9 })).toEqual({
      kind: 'failed',
      detail: 'the answer is longer than expected',
    });
  });

  it('gives up on a server that says nothing', async () => {
    const server = await serve(() => undefined);
    expect(await read(server, client({ timeoutMs: 30, attempts: 2 }))).toMatchObject({
      kind: 'failed',
      detail: expect.stringContaining('did not answer in time'),
    });
    expect(server.requests).toHaveLength(2);
  });

  it('says offline when the name is not known, and asks only twice', async () => {
    const http = client();
    const result = await http.read({ url: 'http://no-such-host.invalid/x', range, maxBytes: 100 });
    expect(result).toMatchObject({ kind: 'offline' });
    expect(slept.length).toBeLessThanOrEqual(4);
  });

  it('says failed when nobody listens', async () => {
    const server = await startServer(() => undefined);
    await server.close();
    expect(await read(server)).toMatchObject({
      kind: 'failed',
      detail: expect.stringContaining('ECONNREFUSED'),
    });
    expect(slept).toHaveLength(4);
  });

  it('is not an exception for an address that is none', async () => {
    expect(await client().read({ url: 'nowhere', range, maxBytes: 1 })).toMatchObject({ kind: 'failed' });
  });

  it('stops at once when told to', async () => {
    const stop = new AbortController();
    const server = await serve(() => stop.abort(new Error('interrupted')));
    const reading = client().read({ url: server.url, range, maxBytes: 100, signal: stop.signal });
    await expect(reading).rejects.toThrow('interrupted');
    expect(server.requests).toHaveLength(1);
  });
});

describe('redirects', () => {
  it('follows them, and keeps credentials to their own place', async () => {
    const goal = await serve((request, response) => sendRange(file, request, response));
    const server = await serve((request, response) => {
      const location = request.url === '/a' ? '/b' : `${goal.url}/c`;
      response.writeHead(302, { location }).end();
    });
    const headers = { authorization: 'Basic eA==' };
    const http = client();
    expect(await http.read({ url: `${server.url}/a`, range, maxBytes: 10, headers })).toMatchObject({
      kind: 'part',
    });
    expect(server.requests.map((request) => request.headers.authorization)).toEqual([
      'Basic eA==',
      'Basic eA==',
    ]);
    expect(goal.requests.map((request) => request.headers.authorization)).toEqual([undefined]);
  });

  it.each(['/again', 'file:///etc/passwd', 'http://[', 'ftp://example.invalid/'])(
    'ends at %s',
    async (location) => {
      const server = await serve((_request, response) => response.writeHead(301, { location }).end());
      expect(await read(server)).toMatchObject({
        kind: 'failed',
        detail: expect.stringContaining('redirects'),
      });
      expect(server.requests.length).toBeLessThanOrEqual(6);
    },
  );
});
