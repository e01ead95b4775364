import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hideSecrets, hideTokens } from '../../../src/host/secrets.js';

let home = '';
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'secrets-'));
  mkdirSync(path.join(home, '.config/go'), { recursive: true });
  writeFileSync(path.join(home, '.config/go/env'), 'GOPROXY=https://saved:s4ved-pass@saved.example/x\n');
  writeFileSync(path.join(home, '.netrc'), 'machine a.example login me password netrc-pass1\n');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const basic = (text: string): string => Buffer.from(text).toString('base64');

describe.each([
  ['a password', { GOPROXY: 'https://me:p4ss-word@proxy.example' }, 'p4ss-word'],
  ['one that is spelled in another way', { GOPROXY: 'https://me:p%40ss%2Fw0rd@proxy.example' }, 'p@ss/w0rd'],
  ['a user who is a token', { GOPROXY: 'direct,https://t0ken1234567@proxy.example|off' }, 't0ken1234567'],
  ['a folder that is one', { GOPROXY: 'https://proxy.example/AbCdEf1234567890/go' }, 'AbCdEf1234567890'],
  ['a query', { GOPROXY: 'https://proxy.example/go?token=qu3ry-token' }, 'qu3ry-token'],
  ['what is no proper address', { GOPROXY: 'me:p4ss-word@proxy.example:x' }, 'p4ss-word'],
  ['what an Authorization header has', { GOPROXY: 'https://me:p4ss@proxy.example' }, basic('me:p4ss')],
  ['an HTTP proxy', { https_proxy: 'http://me:proxy-p4ss@proxy.example:3128' }, 'proxy-p4ss'],
  ['a checksum database', { GOSUMDB: 'sum.example https://me:sumdb-p4ss@sum.example' }, 'sumdb-p4ss'],
  ['GOAUTH', { GOAUTH: 'netrc; /bin/helper --token=g0auth-token' }, 'g0auth-token'],
  ['what go env -w wrote', {}, 's4ved-pass'],
  ['netrc', {}, 'netrc-pass1'],
  ['netrc in a header', {}, basic('me:netrc-pass1')],
])('%s', (_, settings, secret) => {
  test('is hidden in words and in documents', () => {
    const env = { HOME: home, ...settings };
    expect(hideSecrets(`a ${secret}, b`, env)).toBe('a ***, b');
    expect(hideTokens(`{"a": "${secret}"}`, env)).toBe('{"a": "***"}');
  });
});

test('of an address only the host is told, where more may be a secret', () => {
  const env = { HOME: '/nowhere', GOPROXY: 'https://proxy.example/plain/words' };
  expect(hideSecrets('reading https://proxy.example/plain/words/@v/list: 404 Not Found', env)).toBe(
    'reading https://proxy.example/***: 404 Not Found',
  );
  expect(hideSecrets('Get "https://me:xxxxx@other.example:8443/a?b=c": EOF', env)).toBe(
    'Get "https://other.example:8443/***": EOF',
  );
  const harmless =
    'see <https://gcc.gnu.org/bugs/> and https://proxy.example.org/golang.org/toolchain/@v/list.';
  expect(hideSecrets(harmless, env)).toBe(harmless);
});

test('ordinary words are no secrets, and a document keeps its own', () => {
  const env = { HOME: '/nowhere', GOPROXY: 'https://user:verdict@proxy.example/go/linux-amd64' };
  expect(hideTokens('{"user": "go1.23.7.linux-amd64", "verdict": "fixed"}', env)).toBe(
    '{"user": "go1.23.7.linux-amd64", "verdict": "fixed"}',
  );
  expect(hideSecrets('user of go', { HOME: '/nowhere' })).toBe('user of go');
});

test('GOENV=off and a netrc elsewhere are obeyed', () => {
  const other = path.join(home, 'other');
  writeFileSync(other, 'machine b.example login x password other-pass1');
  expect(hideSecrets('s4ved-pass other-pass1', { HOME: home, GOENV: 'off', NETRC: other })).toBe(
    's4ved-pass ***',
  );
});
