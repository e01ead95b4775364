import http from 'node:http';
import type { AddressInfo } from 'node:net';

export type Handler = (request: http.IncomingMessage, response: http.ServerResponse, count: number) => void;

export interface TestServer {
  readonly url: string;
  /** Headers of every request so far. */
  readonly requests: http.IncomingMessage[];
  readonly connections: () => number;
  close(): Promise<void>;
}

/** A real server on a free port of this machine. `count` is 1 for the first request. */
export async function startServer(handler: Handler): Promise<TestServer> {
  const requests: http.IncomingMessage[] = [];
  let connections = 0;
  const server = http.createServer((request, response) => {
    requests.push(request);
    handler(request, response, requests.length);
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers Range requests on `file` as RFC 9110 says. */
export function sendRange(file: Buffer, request: http.IncomingMessage, response: http.ServerResponse): void {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const start = from === '' ? Math.max(0, file.length - Number(to)) : Number(from);
  const end = from === '' || to === '' ? file.length - 1 : Math.min(Number(to), file.length - 1);
  if (start > end) {
    response.writeHead(416, { 'content-range': `bytes */${file.length}` }).end();
    return;
  }
  const body = file.subarray(start, end + 1);
  response
    .writeHead(206, {
      'content-range': `bytes ${start}-${end}/${file.length}`,
      'content-length': body.length,
    })
    .end(body);
}
