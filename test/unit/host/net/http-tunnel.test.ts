import http from 'node:http';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/host/clock.js';
import { createHttpClient } from '../../../../src/host/net/http.js';
import { proxyFor } from '../../../../src/host/net/http-tunnel.js';
import { sendRange, startServer } from '../../../helpers/range-server.js';

const proxyOf = (url: string, environment: Record<string, string>): string | null =>
  proxyFor(new URL(url), environment)?.href ?? null;

describe('proxyFor', () => {
  const environment = { HTTPS_PROXY: 'http://secure:3128', http_proxy: 'plain:8080' };
  it('goes by the protocol, in either case, with or without http://', () => {
    expect(proxyOf('https://example.org/', environment)).toBe('http://secure:3128/');
    expect(proxyOf('http://example.org/', environment)).toBe('http://plain:8080/');
    expect(proxyOf('http://example.org/', {})).toBeNull();
    expect(proxyOf('https://example.org/', { HTTPS_PROXY: 'socks5://x' })).toBeNull();
    expect(proxyOf('https://example.org/', { HTTPS_PROXY: ':::' })).toBeNull();
  });

  it('leaves out what NO_PROXY names; a variable without a value counts as not set', () => {
    expect(proxyOf('https://example.org/', { ...environment, NO_PROXY: 'example.org' })).toBeNull();
    expect(proxyOf('https://example.org/', { ...environment, NO_PROXY: '', no_proxy: '*' })).toBeNull();
    expect(proxyOf('https://example.org/', { HTTPS_PROXY: '', https_proxy: 'x' })).toBe('http://x/');
  });
});

describe('a connection through a proxy', () => {
  const open: { close(): unknown }[] = [];
  afterEach(() => Promise.all(open.splice(0).map((resource) => resource.close())));

  async function startProxy(status: number, port: number) {
    const asked: http.IncomingMessage[] = [];
    const proxy = http.createServer();
    proxy.on('connect', (request, socket) => {
      asked.push(request);
      if (status !== 200) {
        socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
        return;
      }
      const onward = net.connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => void proxy.close() });
    return { asked, url: `user:p%40ss@127.0.0.1:${(proxy.address() as AddressInfo).port}` };
  }

  const read = async (proxy: string) => {
    const client = createHttpClient({
      clock: { ...systemClock, sleep: () => Promise.resolve() },
      random: () => 0,
      environment: { HTTP_PROXY: proxy },
      userAgent: 'test',
      attempts: 2,
    });
    open.unshift(client);
    return client.read({ url: 'http://module-proxy.invalid/x', range: { last: 3 }, maxBytes: 3 });
  };

  it('asks by CONNECT, with credentials', async () => {
    const server = await startServer((request, response) =>
      sendRange(Buffer.from('abcdef'), request, response),
    );
    open.push(server);
    const proxy = await startProxy(200, Number(new URL(server.url).port));
    expect(await read(proxy.url)).toMatchObject({ kind: 'part', body: Buffer.from('def') });
    expect(proxy.asked[0]?.url).toBe('module-proxy.invalid:80');
    expect(proxy.asked[0]?.headers['proxy-authorization']).toBe(
      `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
    );
    expect(server.requests[0]?.headers['proxy-authorization']).toBeUndefined();
  });

  it('tells what the proxy answered', async () => {
    const proxy = await startProxy(407, 0);
    expect(await read(proxy.url)).toEqual({ kind: 'failed', detail: 'the HTTP proxy answered 407' });
  });
});
