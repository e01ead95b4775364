/**
 * Connections through the HTTP proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name, by CONNECT. The rules are Go's
 * (golang.org/x/net/http/httpproxy), since users set these variables for the go command.
 */
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import type { Duplex } from 'node:stream';
import { basicAuthorization } from './basic-auth.js';
import type { Environment } from '../environment.js';
import { isExemptFromProxy } from './no-proxy.js';

/** The proxy for `url`; null for a direct connection. A setting that is not an http(s) address is ignored. */
export function proxyFor(url: URL, environment: Environment): URL | null {
  const setting = (name: string): string =>
    [environment[name.toUpperCase()], environment[name]].find((text) => text !== undefined && text !== '') ??
    '';
  const value = setting(url.protocol === 'https:' ? 'https_proxy' : 'http_proxy').trim();
  if (value === '' || isExemptFromProxy(url, setting('no_proxy'))) return null;
  const address = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(address)) return null;
  const proxy = new URL(address);
  return /^https?:$/.test(proxy.protocol) ? proxy : null;
}

/** An agent for https (`secure`) or http targets, all of whose connections go through `proxy`. */
export function createTunnelAgent(proxy: URL, secure: boolean, options: http.AgentOptions): http.Agent {
  const agent = secure ? new https.Agent(options) : new http.Agent(options);
  agent.createConnection = (target, done) => {
    const host = target.host ?? 'localhost';
    const port = target.port ?? (secure ? 443 : 80);
    openTunnel(proxy, `${net.isIPv6(host) ? `[${host}]` : host}:${port}`, (error, socket) => {
      if (error !== null || !secure) {
        done?.(error, socket);
        return;
      }
      const name = net.isIP(host) === 0 ? { servername: host } : {};
      const inner = tls.connect({ socket, ...name });
      const fail = (reason: Error): void => done?.(reason, inner);
      inner.once('error', fail);
      inner.once('secureConnect', () => {
        inner.off('error', fail);
        done?.(null, inner);
      });
    });
    return null;
  };
  return agent;
}

/** CONNECT, RFC 9110 section 9.3.6. `done` gets an unusable socket with an error, as Node's callback wants one. */
function openTunnel(
  proxy: URL,
  authority: string,
  done: (error: Error | null, socket: Duplex) => void,
): void {
  const credentials = basicAuthorization(proxy);
  const authorization = credentials === null ? {} : { 'proxy-authorization': credentials };
  const start = proxy.protocol === 'https:' ? https.request : http.request;
  const request = start({
    host: proxy.hostname.replaceAll(/^\[|\]$/g, ''),
    port: proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : proxy.port,
    method: 'CONNECT',
    path: authority,
    agent: false,
    headers: { host: authority, ...authorization },
  });
  const fail = (error: Error): void => done(error, new net.Socket());
  request.on('error', fail);
  request.on('connect', (response, socket) => {
    if (response.statusCode === 200) {
      done(null, socket);
      return;
    }
    socket.destroy();
    fail(new Error(`the HTTP proxy answered ${response.statusCode ?? 0}`));
  });
  request.end();
}
