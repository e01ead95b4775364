import { describe, expect, it } from 'vitest';
import { isExemptFromProxy } from '../../../../src/host/net/no-proxy.js';

/** The answers of golang.org/x/net/http/httpproxy (0.42, all of these were asked): true is a direct connection. */
const cases: readonly (readonly [noProxy: string, url: string, direct: boolean])[] = [
  // Names.
  ['example.org', 'https://example.org/', true],
  ['EXAMPLE.org', 'https://sub.example.org/', true],
  ['example.org', 'https://badexample.org/', false],
  ['.example.org', 'https://sub.example.org/', true],
  ['.example.org', 'https://example.org/', false],
  ['*.example.org', 'https://sub.example.org/', true],
  ['*.example.org', 'https://example.org/', false],
  ['*example.org', 'https://sub.example.org/', false],
  ['bücher.example', 'https://xn--bcher-kva.example/', true],
  // Ports.
  ['other, example.org:443', 'https://example.org/', true],
  ['example.org:8443', 'https://example.org/', false],
  ['example.org:8443', 'https://example.org:8443/', true],
  ['.example.org:80', 'http://sub.example.org/', true],
  ['example.org:', 'https://example.org/', true],
  // Everything, and what means nothing.
  ['*', 'https://example.org/', true],
  ['x, *', 'https://10.0.0.1/', true],
  ['*:443', 'https://example.org/', false],
  [' ,', 'https://example.org/', false],
  [':443', 'https://example.org/', false],
  ['example.org:443:443', 'https://example.org/', false],
  // Loopback.
  ['', 'https://localhost/', true],
  ['', 'https://127.0.0.9/', true],
  ['', 'https://127.example.org/', false],
  ['', 'https://[::1]/', true],
  ['', 'https://[::ffff:127.0.0.1]/', true],
  ['', 'https://[::2]/', false],
  // Blocks of addresses.
  ['10.0.0.0/8', 'https://10.1.2.3/', true],
  ['10.1.2.3/8', 'https://10.200.0.1/', true],
  ['10.0.0.0/8', 'https://11.0.0.1/', false],
  ['10.0.0.0/8', 'https://10.example.org/', false],
  ['10.0.0.0/8', 'https://[::ffff:10.1.2.3]/', true],
  ['10.0.0.0/8:443', 'https://10.1.2.3/', false],
  ['10.0.0.0/33', 'https://10.1.2.3/', false],
  ['10.0.0/8', 'https://10.1.2.3/', false],
  ['0.0.0.0/0', 'https://10.1.2.3/', true],
  ['0.0.0.0/0', 'https://[fd00::1]/', false],
  ['fd00::/8', 'https://[fdff::1]/', true],
  ['fd00::/8', 'https://[fe00::1]/', false],
  ['fd00::/8', 'https://10.1.2.3/', false],
  ['fd00::/129', 'https://[fd00::1]/', false],
  // Single addresses.
  ['10.1.2.3', 'https://10.1.2.3/', true],
  ['10.1.2.3:443', 'https://10.1.2.3/', true],
  ['10.1.2.3:8443', 'https://10.1.2.3/', false],
  ['2.3', 'https://10.1.2.3/', false],
  ['fd00::1', 'https://[fd00:0:0::1]/', true],
  ['FD00:0::1', 'https://[fd00::1]/', true],
  ['fd00::1', 'https://[fd00::2]/', false],
  ['[fd00::1]:443', 'https://[fd00::1]/', true],
  ['[fd00::1]:443', 'https://[fd00::1]:8443/', false],
  ['[fd00::1]', 'https://[fd00::1]/', false],
  ['fe80::1%eth0', 'https://[fe80::1]/', false],
  ['::ffff:10.1.2.3', 'https://10.1.2.3/', true],
  ['::ffff:10.0.0.0/104', 'https://10.1.2.3/', true],
];

describe('NO_PROXY', () => {
  it.each(cases)('%j leaves out %s: %s', (noProxy, url, direct) => {
    expect(isExemptFromProxy(new URL(url), noProxy)).toBe(direct);
  });
});
