import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseNetrc, readNetrc } from '../../../../src/host/net/netrc.js';

const me = { machine: 'proxy.example', login: 'me', password: 'secret' };
const oneLine = 'machine proxy.example login me password secret';

describe('parseNetrc', () => {
  it.each<readonly [string, string, readonly object[]]>([
    ['one line', oneLine, [me]],
    ['several lines', 'machine proxy.example\r\n\tlogin me\n\tpassword secret\n', [me]],
    [
      'two machines',
      `${oneLine}\nmachine b login x password y`,
      [me, { machine: 'b', login: 'x', password: 'y' }],
    ],
    ['an account', 'machine proxy.example login me account 7 password secret', [me]],
    ['no password', 'machine a login x\nmachine proxy.example login me password secret', [me]],
    ['a macro', `macdef init\nmachine evil login x password y\n\n${oneLine}`, [me]],
    ['after default', `default login x password y\n${oneLine}`, []],
    ['nothing', '', []],
    ['nonsense', 'login password machine', []],
  ])('%s', (_name, text, entries) => {
    expect(parseNetrc(text)).toEqual(entries);
  });
});

describe('readNetrc', () => {
  let home = '';
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'netrc-'));
    await writeFile(path.join(home, process.platform === 'win32' ? '_netrc' : '.netrc'), oneLine);
  });
  afterEach(() => rm(home, { recursive: true }));

  it('is asked for by GOAUTH, which says so by default', async () => {
    expect(await readNetrc('netrc', {}, home)).toEqual([me]);
    expect(await readNetrc('', {}, home)).toEqual([me]);
    expect(await readNetrc('git /x; netrc', {}, home)).toEqual([me]);
    expect(await readNetrc('off', {}, home)).toEqual([]);
  });

  it('may be elsewhere or missing', async () => {
    const file = path.join(home, 'other');
    await writeFile(file, 'machine b login x password y');
    expect(await readNetrc('netrc', { NETRC: file }, home)).toMatchObject([{ machine: 'b' }]);
    expect(await readNetrc('netrc', { NETRC: path.join(home, 'none') }, home)).toEqual([]);
  });
});
