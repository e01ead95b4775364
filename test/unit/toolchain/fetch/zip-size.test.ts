import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { zipSize } from '../../../../src/toolchain/fetch/zip-size.js';
import { emptyMachine } from '../../../helpers/fake-toolchain.js';
import { sendRange, startServer, type Handler } from '../../../helpers/range-server.js';

const name = 'go1.23.0.linux-amd64';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'zip-size-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Asks with a go command that says this of GOPROXY. */
function askThrough(goproxy: string, signal = new AbortController().signal): Promise<number | null> {
  const go = path.join(folder, 'go');
  writeFileSync(go, `#!/bin/sh\necho '${JSON.stringify({ GOPROXY: goproxy })}'\n`);
  chmodSync(go, 0o755);
  return zipSize(name, go, emptyMachine(folder).context, signal);
}

async function withServer<T>(handler: Handler, work: (url: string) => Promise<T>) {
  const server = await startServer(handler);
  try {
    return { answer: await work(server.url), requests: server.requests };
  } finally {
    await server.close();
  }
}

test('one byte is asked for, and the answer names the size', async () => {
  const { answer, requests } = await withServer(
    (request, response) => sendRange(Buffer.alloc(7_400), request, response),
    askThrough,
  );
  expect(answer).toBe(7_400);
  expect(requests.map(({ url, headers }) => [url, headers.range])).toEqual([
    [`/golang.org/toolchain/@v/v0.0.1-${name}.zip`, 'bytes=-1'],
  ]);
});

test('of several proxies, one that has it', async () => {
  const has: Handler = (request, response) => sendRange(Buffer.alloc(5), request, response);
  const { answer } = await withServer(has, (url) =>
    withServer(
      (_, response) => void response.writeHead(404).end(),
      (empty) => askThrough(`${empty},${url},direct`),
    ).then((asked) => asked.answer),
  );
  expect(answer).toBe(5);
});

test.each([
  ['off', 'off'],
  ['direct', 'direct'],
  ['', 'empty'],
  ['http://127.0.0.1:1', 'dead'],
])('GOPROXY %j: not known', async (goproxy) => {
  expect(await askThrough(goproxy)).toBeNull();
});

test('a proxy that sends whole files only: not known', async () => {
  const { answer } = await withServer((_, response) => void response.end('whole'), askThrough);
  expect(answer).toBeNull();
});

test('it ends with the download', async () => {
  const stop = new AbortController();
  const { answer } = await withServer(
    () => stop.abort(),
    (url) => askThrough(url, stop.signal),
  );
  expect(answer).toBeNull();
});
