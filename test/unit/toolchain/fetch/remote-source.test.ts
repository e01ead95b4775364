import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpClient, type HttpClient } from '../../../../src/host/net/http.js';
import { readRemoteSource, type RemoteSource } from '../../../../src/toolchain/fetch/remote-source.js';
import { makeZip, type ZipFile } from '../../../helpers/make-zip.js';
import { sendRange, startServer, type Handler, type TestServer } from '../../../helpers/range-server.js';

const release = 'go1.99.1';
const zipPath = (platform = 'linux-amd64'): string =>
  `/golang.org/toolchain/@v/v0.0.1-${release}.${platform}.zip`;
const inZip = (name: string, platform = 'linux-amd64'): string =>
  `golang.org/toolchain@v0.0.1-${release}.${platform}/src/${name}`;
const cgocall = 'package runtime // cgocall\n';
const runtime2 = 'package runtime // runtime2 é\n';
const runtimeFiles = (platform?: string): ZipFile[] => [
  { name: inZip('runtime/cgocall.go', platform), content: Buffer.from(cgocall) },
  { name: inZip('runtime/runtime2.go', platform), content: Buffer.from(runtime2) },
];
const small = makeZip(runtimeFiles());

const open: { close(): unknown }[] = [];
afterEach(() => Promise.all(open.splice(0).map((resource) => resource.close())));

async function serve(handler: Handler): Promise<TestServer> {
  const server = await startServer(handler);
  open.push(server);
  return server;
}

function client(): HttpClient {
  const created = createHttpClient({
    clock: { now: () => 0, monotonicMs: () => 0, sleep: () => Promise.resolve() },
    random: () => 0,
    environment: {},
    userAgent: 'test',
  });
  open.unshift(created);
  return created;
}

const files = ['src/runtime/cgocall.go', 'src/runtime/runtime2.go'] as const;

const readFrom = (goproxy: string): Promise<RemoteSource> =>
  readRemoteSource({ release, files, goproxy, http: client() });

const answering =
  (status: number): Handler =>
  (_request, response) =>
    response.writeHead(status, { 'content-length': 0 }).end();

const serving =
  (zip: Buffer): Handler =>
  (request, response) => {
    if (request.url === zipPath()) sendRange(zip, request, response);
    else response.writeHead(404, { 'content-length': 0 }).end();
  };

/** A zip whose directory is longer than what is read at first, with the runtime's entries near its start or end. */
function largeZip(where: 'start' | 'end'): Buffer {
  const filler = Array.from({ length: 6000 }, (_, index) => ({
    name: inZip(`cmd/${String(index).padStart(60, '0')}.go`),
    content: Buffer.alloc(0),
    stored: true,
  }));
  const body = { name: inZip('bin/go'), content: randomBytes(500_000), stored: true };
  return makeZip(
    where === 'start' ? [body, ...runtimeFiles(), ...filler] : [body, ...filler, ...runtimeFiles()],
  );
}

describe('readRemoteSource', () => {
  it('reads the two files', async () => {
    const server = await serve(serving(small));
    const source = await readFrom(server.url);
    expect(source).toMatchObject({ kind: 'sources', texts: { [files[0]]: cgocall, [files[1]]: runtime2 } });
    expect(server.requests).toHaveLength(3);
  });

  it('reads no more than the end of a large directory when that will do', async () => {
    const zip = largeZip('end');
    const server = await serve(serving(zip));
    const source = await readFrom(`${server.url}/`);
    expect(source).toMatchObject({ kind: 'sources', texts: { [files[0]]: cgocall, [files[1]]: runtime2 } });
    expect(server.requests).toHaveLength(3);
    expect(source.kind === 'sources' ? source.bytesRead : Infinity).toBeLessThan(330 * 1024);
  });

  it('reads the whole directory when it must', async () => {
    const zip = largeZip('start');
    const server = await serve(serving(zip));
    const source = await readFrom(server.url);
    expect(source).toMatchObject({ kind: 'sources', texts: { [files[0]]: cgocall, [files[1]]: runtime2 } });
    expect(server.requests).toHaveLength(4);
    expect(source.kind === 'sources' ? source.bytesRead : Infinity).toBeLessThan(zip.length - 490_000);
  });

  it('takes another platform when the first is not served', async () => {
    const zip = makeZip(runtimeFiles('darwin-arm64'));
    const server = await serve((request, response) => {
      if (request.url === zipPath('darwin-arm64')) sendRange(zip, request, response);
      else response.writeHead(403, { 'content-length': 0 }).end();
    });
    expect(await readFrom(server.url)).toMatchObject({ kind: 'sources', texts: { [files[0]]: cgocall } });
  });

  it('says with which status it was refused', async () => {
    const server = await serve(answering(403));
    expect(await readFrom(server.url)).toEqual({ kind: 'refused', status: 403 });
    expect(server.requests).toHaveLength(4);
    const closed = await serve(answering(401));
    expect(await readFrom(closed.url)).toEqual({ kind: 'refused', status: 401 });
    expect(closed.requests).toHaveLength(1);
  });

  it('says what else went wrong', async () => {
    const noRanges = await serve((_request, response) => response.writeHead(200).end('all of it'));
    expect(await readFrom(noRanges.url)).toEqual({ kind: 'not-range-capable' });
    const broken = await serve(answering(502));
    expect(await readFrom(broken.url)).toEqual({ kind: 'failed', detail: 'the server answered 502' });
    expect(await readFrom('http://no-such-host.invalid')).toMatchObject({ kind: 'offline' });
  });

  it.each<readonly [string, Buffer, string]>([
    ['no zip', Buffer.alloc(1000), 'no end record'],
    ['without the files', makeZip([{ name: 'x', content: Buffer.from('x') }]), 'not in it'],
    ['wrong checksum', makeZip(runtimeFiles().map((file) => ({ ...file, lie: { crc32: 1 } }))), 'checksum'],
    [
      'beyond its end',
      makeZip(runtimeFiles().map((file) => ({ ...file, lie: { headerOffset: 1e9 } }))),
      'fit',
    ],
    ['far too large', makeZip(runtimeFiles().map((file) => ({ ...file, lie: { bytes: 1e9 } }))), 'too large'],
  ])('a zip that is damaged: %s', async (_name, zip, reason) => {
    const server = await serve(serving(zip));
    expect(await readFrom(server.url)).toMatchObject({
      kind: 'malformed-zip',
      detail: expect.stringContaining(reason),
    });
  });

  it('notices that the zip was exchanged meanwhile', async () => {
    const longer = Buffer.concat([small, Buffer.alloc(10)]);
    const server = await serve((request, response, count) =>
      sendRange(count === 1 ? small : longer, request, response),
    );
    expect(await readFrom(server.url)).toMatchObject({
      kind: 'malformed-zip',
      detail: 'it changed while it was read',
    });
  });

  it('sends the credentials of the setting, and only as a header', async () => {
    const server = await serve(serving(small));
    const source = await readFrom(server.url.replace('http://', 'http://me:p%40ss@'));
    expect(source.kind).toBe('sources');
    const expected = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
    expect(server.requests.map((request) => request.headers.authorization)).toEqual([
      expected,
      expected,
      expected,
    ]);
  });
});

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
const askedWith = async (goproxy: string): Promise<string | undefined> => {
  let seen: string | undefined;
  const http: HttpClient = {
    read: async (request) => {
      seen = request.headers?.['authorization'];
      return { kind: 'refused', status: 401 };
    },
    close: () => undefined,
  };
  const netrc = [{ machine: 'a.example', login: 'me', password: 'secret' }];
  await readRemoteSource({ release, files, goproxy, http, netrc });
  return seen;
};

describe('credentials', () => {
  it('of netrc are for the one machine, over https, unless the address has its own', async () => {
    expect(await askedWith('https://a.example')).toBe(basic('me:secret'));
    expect(await askedWith('https://b.example')).toBeUndefined();
    expect(await askedWith('http://a.example')).toBeUndefined();
    expect(await askedWith('https://x:50%@a.example')).toBe(basic('x:50%'));
  });
});

describe('several proxies', () => {
  it.each<readonly [string, number, ',' | '|', boolean]>([
    ['404 falls through', 404, ',', true],
    ['410 falls through', 410, ',', true],
    ['403 does not', 403, ',', false],
    ['502 does not', 502, ',', false],
    ['403 does after |', 403, '|', true],
    ['502 does after |', 502, '|', true],
  ])('%s', async (_name, status, separator, falls) => {
    const first = await serve(answering(status));
    const second = await serve(serving(small));
    const source = await readFrom(`${first.url}${separator}${second.url},direct`);
    expect(source.kind === 'sources').toBe(falls);
    expect(second.requests.length > 0).toBe(falls);
  });

  it('ends where the setting ends', async () => {
    const missing = await serve(answering(404));
    expect(await readFrom(`${missing.url},direct`)).toEqual({ kind: 'refused', status: 404 });
    expect(await readFrom(`${missing.url},off`)).toEqual({ kind: 'refused', status: 404 });
    expect(await readFrom('off')).toEqual({ kind: 'no-proxy', detail: 'GOPROXY is off' });
    expect(await readFrom('direct')).toEqual({ kind: 'no-proxy', detail: 'GOPROXY is direct' });
    expect(await readFrom('')).toEqual({ kind: 'no-proxy', detail: 'GOPROXY is empty' });
    expect(await readFrom('dirct')).toEqual({ kind: 'no-proxy', detail: 'GOPROXY has "dirct"' });
  });

  it('may be folders', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'proxy-'));
    open.push({ close: () => rm(folder, { recursive: true }) });
    const proxy = pathToFileURL(folder).href;
    expect(await readFrom(proxy)).toEqual({ kind: 'refused', status: 404 });
    const file = path.join(folder, zipPath());
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, small);
    expect(await readFrom(proxy)).toMatchObject({
      kind: 'sources',
      texts: { [files[0]]: cgocall, [files[1]]: runtime2 },
    });
    const large = largeZip('start');
    await writeFile(file, large);
    expect(await readFrom(`${proxy},off`)).toMatchObject({
      kind: 'sources',
      texts: { [files[0]]: cgocall, [files[1]]: runtime2 },
    });
    await writeFile(file, '');
    expect(await readFrom(proxy)).toEqual({ kind: 'refused', status: 416 });
    await rm(file);
    await mkdir(file);
    expect(await readFrom(proxy)).toEqual({ kind: 'refused', status: 404 });
  });
});
