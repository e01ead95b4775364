import { describe, expect, it } from 'vitest';
import { parseGoProxy, type ProxyEntry } from '../../../../src/toolchain/fetch/goproxy.js';

const proxy = (address: string, fallsThroughOn: 'not-found' | 'any-error' = 'not-found'): ProxyEntry => ({
  kind: 'proxy',
  address,
  fallsThroughOn,
});

describe('parseGoProxy', () => {
  it.each<readonly [string, readonly ProxyEntry[]]>([
    ['https://a.example,direct', [proxy('https://a.example'), { kind: 'direct' }]],
    [
      'https://a.example|https://b.example',
      [proxy('https://a.example', 'any-error'), proxy('https://b.example')],
    ],
    ['https://a.example/sub//', [proxy('https://a.example/sub')]],
    ['a.example', [proxy('https://a.example')]],
    ['a.example/sub', [proxy('https://a.example/sub')]],
    [' http://a.example , off , https://b.example', [proxy('http://a.example'), { kind: 'off' }]],
    ['direct,https://a.example', [{ kind: 'direct' }]],
    ['file:///srv/proxy', [proxy('file:///srv/proxy')]],
    ['https://user:secret@a.example', [proxy('https://user:secret@a.example')]],
    [',,|', []],
    ['', []],
    ['dirct', [{ kind: 'invalid', text: 'dirct' }]],
    ['/srv/proxy', [{ kind: 'invalid', text: '/srv/proxy' }]],
    ['ftp://a.example,https://b.example', [{ kind: 'invalid', text: 'ftp://a.example' }]],
  ])('%j', (setting, entries) => {
    expect(parseGoProxy(setting)).toEqual(entries);
  });
});
