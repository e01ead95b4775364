import { describe, expect, it } from 'vitest';
import { downloadError } from '../../../../src/toolchain/fetch/download-error.js';
import { canDownloadToolchains, findDownloader } from '../../../../src/toolchain/fetch/downloader.js';
import { emptyMachine } from '../../../helpers/fake-toolchain.js';
import { tmpdir } from 'node:os';

const module = 'golang.org/toolchain@v0.0.1-go1.20.3.linux-amd64';

describe('downloadError', () => {
  // Words of cmd/go 1.21 to 1.26, as seen or as in its sources.
  it.each([
    [
      `${module}: reading https://p.example/x.info: 403 Forbidden\n\tserver response: This module version is not available.`,
      'release-refused',
    ],
    [`${module}: reading https://p.example/x.info: 404 Not Found`, 'release-refused'],
    [`${module}: reading https://p.example/x.zip: 410 Gone`, 'release-refused'],
    [`${module}: reading file:///srv/x.info: no such file or directory`, 'release-refused'],
    [`${module}: module lookup disabled by GOPROXY=off`, 'offline'],
    [`${module}: verifying go.mod: checksum database disabled by GOSUMDB=off`, 'environment'],
    [
      `${module}: verifying module: checksum mismatch\n\tdownloaded: h1:a\n\tsum.example: h1:b\n\nSECURITY ERROR`,
      'bad-toolchain',
    ],
    [
      `${module}: Get "https://p.example/x.info": dial tcp: lookup p.example on 10.0.0.1:53: no such host`,
      'network',
    ],
    [
      `${module}: Get "https://p.example/x.info": dial tcp 127.0.0.1:9: connect: connection refused`,
      'network',
    ],
    [
      `${module}: Get "https://p.example/x.info": dial tcp 1.1.1.1:443: connect: permission denied`,
      'network',
    ],
    [
      `${module}: Get "https://p.example/x.info": tls: failed to verify certificate: x509: unknown authority`,
      'network',
    ],
    [`${module}: reading https://p.example/x.zip: 502 Bad Gateway`, 'network'],
    [`${module}: reading https://p.example/x.zip: unexpected EOF`, 'network'],
    [`${module}: reading https://p.example/x.info: 401 Unauthorized`, 'network'],
    [`write /c/x.zip1.tmp: no space left on device`, 'disk-full'],
    [`mkdir /c/mod: read-only file system`, 'cache-unwritable'],
    [`open /c/x.lock: permission denied`, 'cache-unwritable'],
    ['something nobody has seen yet', 'environment'],
  ])('%s', (words, code) => {
    const error = downloadError('go1.20.3', words);
    expect(error).toMatchObject({ code, hint: expect.stringMatching(/./) });
    expect(error.message).toContain('go1.20.3');
  });

  it('names the nearest ones when a release is refused', () => {
    const error = downloadError('go1.20.3', `${module}: reading x: 403 Forbidden`, ['go1.20.14', 'go1.21.0']);
    expect(error.hint).toMatch(/^Nearest on this machine: go1\.20\.14, go1\.21\.0\./);
  });

  it('shows no terminal escapes of a server, and not its whole page', () => {
    const error = downloadError('go1.20.3', `403 \u001b[2J${'<html>'.repeat(1000)}`);
    expect(error.message).not.toContain('\u001b');
    expect(error.message.length).toBeLessThan(500);
  });
});

describe('findDownloader', () => {
  it.each([
    ['go1.20.14', false],
    ['go1.21.0', true],
    ['go1.21rc2', true],
    ['go1.23.7 X:nocoverageredesign', true],
    ['devel go1.25-abc', true],
    ['hello', false],
  ])('%s', (version, can) => {
    expect(canDownloadToolchains(version)).toBe(can);
  });

  it('says what to install where there is no go command', async () => {
    const { context } = emptyMachine(tmpdir(), { env: {} });
    await expect(findDownloader(context, [])).rejects.toMatchObject({
      code: 'no-go',
      hint: expect.stringContaining('go.dev/dl'),
    });
  });
});
