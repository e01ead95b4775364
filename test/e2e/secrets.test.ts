/** Passwords and tokens of every setting, planted; the real command must leave them nowhere. */
import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formats } from '../../src/report/formats/format.js';
import { bin } from '../helpers/cli.js';
import { writeFakeGoroot, writeFileProxy } from '../helpers/fake-toolchain.js';

const planted = {
  user: 'pl4nted7user',
  password: 'pl4nted-p4ssword',
  folder: 'Pl4ntedF0lderT0ken99',
  query: 'pl4nted-qu3ry',
  proxyUser: 'pl4ntedpr0xyuser',
  proxyPassword: 'pl4nted-pr0xy-pass',
  goauth: 'pl4nted-g0auth',
  netrc: 'pl4nted-n3trc',
};
const secrets = [
  ...Object.values(planted),
  Buffer.from(`${planted.user}:${planted.password}`).toString('base64'),
  Buffer.from(`${planted.proxyUser}:${planted.proxyPassword}`).toString('base64'),
];

let folder = '';
let home = '';
let server: Server;
let port = 0;
const asked: string[] = [];

/** Serves a release's files; tells on purpose what it was asked, headers included, where it refuses. */
function answer({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
  asked.push(url);
  const name = url.replace(/^.*\/golang\.org\//, 'golang.org/').replace(/\?.*$/, '');
  const file = path.join(folder, 'proxy', name);
  if (!url.includes('/works') || !lstatSync(file, { throwIfNoEntry: false })?.isFile()) {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end(`refused: http://${headers.host}${url} with ${JSON.stringify(headers)}\n`);
    return;
  }
  response.end(readFileSync(file));
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'secrets-e2e-'));
  home = path.join(folder, 'home');
  mkdirSync(path.join(home, '.config/go'), { recursive: true });
  writeFileSync(
    path.join(home, '.netrc'),
    `machine localhost login ${planted.user} password ${planted.netrc}\n`,
  );
  writeFileProxy(path.join(folder, 'proxy'), 'go1.23.0');
  writeFakeGoroot(path.join(folder, 'goroot'), 'go1.23.1');
  const helper = path.join(folder, 'goauth');
  writeFileSync(helper, '#!/bin/sh\necho "no: $*" >&2\nexit 1\n');
  const cc = path.join(folder, 'cc');
  writeFileSync(cc, '#!/bin/sh\nenv >&2\nexit 1\n');
  for (const file of [helper, cc]) chmodSync(file, 0o755);
  server = createServer(answer);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const proxyAddress = (kind: string, host = `127.0.0.1:${port}`): string =>
  `http://${planted.user}:${planted.password}@${host}/${planted.folder}/${kind}?token=${planted.query}`;

/** The command lines of everything that runs below `child`, until it ends. */
function watchTitles(child: ChildProcess): () => string {
  const seen = new Set<string>();
  const timer = setInterval(() => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        seen.add(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
      } catch {
        // It has ended meanwhile.
      }
    }
  }, 20);
  child.on('close', () => clearInterval(timer));
  // GOAUTH's own command is started by the go command, with the words that the user gave.
  return () => [...seen].filter((line) => !line.includes(path.join(folder, 'goauth'))).join('\n');
}

async function run(args: readonly string[], env: Record<string, string>): Promise<string> {
  const outputs = mkdtempSync(path.join(folder, 'out-'));
  const events = path.join(outputs, 'events.jsonl');
  const cache = path.join(folder, 'cache');
  // Anybody may read what this process makes, unless it says otherwise.
  const child = spawn(
    'sh',
    ['-c', 'umask 0; exec "$0" "$@"', process.execPath, bin, ...args, '--events', events],
    {
      cwd: outputs,
      env: {
        PATH: process.env['PATH'],
        HOME: home,
        CGOPROF_REPRO_CACHE: cache,
        GOSUMDB: 'off',
        GOINSECURE: 'golang.org/*',
        GOTOOLCHAIN: 'local',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const titles = process.platform === 'linux' ? watchTitles(child) : () => '';
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (said += data.toString()));
  await new Promise((resolve) => child.on('close', resolve));
  for (const secret of secrets) {
    expect(said, args.join(' ')).not.toContain(secret);
    expect(titles(), args.join(' ')).not.toContain(secret);
    for (const file of [...filesBelow(cache), ...filesBelow(outputs)])
      expect(readFileSync(file).includes(secret), `${args.join(' ')}: ${secret} in ${file}`).toBe(false);
  }
  return said;
}

const filesBelow = (top: string): string[] =>
  readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

const settings = (): [string, Record<string, string>][] => [
  ['a proxy that works', { GOPROXY: proxyAddress('works') }],
  ['a proxy that refuses and repeats', { GOPROXY: `${proxyAddress('refuses')}|${proxyAddress('refuses2')}` }],
  ['a proxy where nobody answers', { GOPROXY: proxyAddress('works', '127.0.0.1:1') }],
  ['no proper address', { GOPROXY: `http://${planted.user}:${planted.password}@[::bad/${planted.folder}` }],
  [
    'an HTTP proxy where nobody answers',
    {
      GOPROXY: 'https://proxy.invalid',
      HTTPS_PROXY: `http://${planted.proxyUser}:${planted.proxyPassword}@127.0.0.1:1`,
      https_proxy: `http://${planted.proxyUser}:${planted.proxyPassword}@127.0.0.1:1`,
    },
  ],
  [
    'an HTTP proxy that refuses',
    {
      GOPROXY: 'http://proxy.invalid/go',
      HTTP_PROXY: `http://${planted.proxyUser}:${planted.proxyPassword}@127.0.0.1:${port}`,
    },
  ],
  [
    'GOAUTH and netrc',
    {
      GOPROXY: `http://localhost:${port}/refuses`,
      GOINSECURE: '*',
      GOAUTH: `netrc;${path.join(folder, 'goauth')} --token=${planted.goauth}`,
    },
  ],
];

describe.each([0, 1, 2, 3, 4, 5, 6])('setting %i', (index) => {
  test('nothing of it is in any output, file or command line', async () => {
    const [name, env] = settings()[index] ?? ['none', {}];
    const before = asked.length;
    const format = formats[index % formats.length] ?? 'text';
    const said = [];
    for (const args of [
      ['run', '--go', '1.23.0', '-v', '--format', format, '-o', 'json=r.json', '-o', 'html=r.html'],
      ['scan', '1.23.0 - 1.23.2', '-v', '--format', format, '-o', 'json=s.json', '-o', 'junit=s.xml'],
      ['toolchain', 'install', '1.23.0', '-v'],
      ['doctor', '-v', '--format', 'json'],
      ['gate', '1.23.0', 'local', '-v', '--format', format, '-o', 'sarif=g.sarif'],
    ])
      said.push(await run(args, env));
    expect(
      said.every((text) => text !== ''),
      name,
    ).toBe(true);
    if (JSON.stringify(env).includes(`:${port}`)) expect(asked.length, name).toBeGreaterThan(before);
  });
});

test('a compiler that tells its whole environment tells no secret', async () => {
  const env = Object.assign({}, ...settings().map(([, one]) => one));
  const goroot = path.join(folder, 'goroot');
  const go = path.join(goroot, 'bin/go');
  writeFileSync(go, readFileSync(go, 'utf8').replace('exit 2', 'env >&2; env; exit 2'));
  const said = await run(['run', '--go', goroot, '-v', '--format', 'json', '-o', 'r.md'], {
    ...env,
    CC: path.join(folder, 'cc'),
  });
  expect(said).toContain('GOCACHE');
});

test.skipIf(process.platform === 'win32')(
  'the cache is for its user alone, reports are as the user has them',
  async () => {
    await run(['scan', '1.23.0', '-o', '../mine.json'], { GOPROXY: proxyAddress('refuses') });
    const open = readdirSync(path.join(folder, 'cache'), { recursive: true, withFileTypes: true })
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => !lstatSync(file).isSymbolicLink() && (lstatSync(file).mode & 0o077) !== 0);
    expect(open).toEqual([]);
    expect(lstatSync(path.join(folder, 'cache')).mode & 0o777).toBe(0o700);
    expect(lstatSync(path.join(folder, 'mine.json')).mode & 0o777).toBe(0o666);
  },
);
