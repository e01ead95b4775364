/**
 * Connections through the HTTP proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name, by CONNECT. The rules are Go's
 * (golang.org/x/net/http/httpproxy), since users set these variables for the go command.
 */
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import type { Duplex } from 'node:stream';
import type { Environment } from './environment.js';

/** The proxy for `url`; null for a direct connection. A setting that is not an http(s) address is ignored. */
export function proxyFor(url: URL, environment: Environment): URL | null {
  const setting = (name: string): string =>
    environment[name.toUpperCase()] ?? environment[name.toLowerCase()] ?? '';
  const value = setting(url.protocol === 'https:' ? 'https_proxy' : 'http_proxy').trim();
  if (value === '' || isExempt(url, setting('no_proxy'))) return null;
  const address = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(address)) return null;
  const proxy = new URL(address);
  return /^https?:$/.test(proxy.protocol) ? proxy : null;
}

function isExempt(url: URL, noProxy: string): boolean {
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  if (host === 'localhost' || host === '::1' || (net.isIPv4(host) && host.startsWith('127.'))) return true;
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return noProxy.split(',').some((entry) => {
    const [name = '', onlyPort] = entry.trim().toLowerCase().split(':');
    if (name === '*') return true;
    if (name === '' || (onlyPort !== undefined && onlyPort !== port)) return false;
    // `example.com` covers itself and what is below; `.example.com` only what is below.
    const domain = name.replace(/^\*/, '');
    return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
  });
}

export class ProxyTunnelAgent extends http.Agent {
  readonly #proxy: URL;
  readonly #secure: boolean;

  constructor(proxy: URL, secure: boolean, options: http.AgentOptions) {
    super(options);
    this.#proxy = proxy;
    this.#secure = secure;
  }

  // http.request compares this with the URL's protocol.
  get protocol(): string {
    return this.#secure ? 'https:' : 'http:';
  }

  override createConnection(
    target: http.ClientRequestArgs,
    done?: (error: Error | null, socket: Duplex) => void,
  ): null {
    const host = target.host ?? 'localhost';
    const authority = `${net.isIPv6(host) ? `[${host}]` : host}:${target.port ?? (this.#secure ? 443 : 80)}`;
    const { username, password } = this.#proxy;
    const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    const request = this.#proxy.protocol === 'https:' ? https.request : http.request;
    const connect = request(this.#proxy, {
      method: 'CONNECT',
      path: authority,
      agent: false,
      headers: {
        host: authority,
        ...(username === ''
          ? {}
          : { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }),
      },
    });
    const fail = (error: Error): void => done?.(error, new net.Socket());
    connect.on('error', fail);
    connect.on('response', (response) => {
      response.destroy();
      fail(new Error(`the HTTP proxy answered ${response.statusCode ?? 0}`));
    });
    connect.on('connect', (response, socket) => {
      if (response.statusCode !== 200) {
        socket.destroy();
        fail(new Error(`the HTTP proxy answered ${response.statusCode ?? 0}`));
      } else if (!this.#secure) done?.(null, socket);
      else {
        const name = net.isIP(host) === 0 ? { servername: host } : {};
        const inner = tls.connect({ socket, ...name });
        inner.once('error', fail);
        inner.once('secureConnect', () => {
          inner.off('error', fail);
          done?.(null, inner);
        });
      }
    });
    connect.end();
    return null;
  }
}
