import { describe, expect, it } from 'vitest';
import { buildEnvironment, downloadEnvironment, programEnvironment } from '../../../src/host/environment.js';

const user = {
  PATH: '/bin',
  HOME: '/home/u',
  HTTPS_PROXY: 'http://p:1',
  GOROOT: '/stale',
  GOFLAGS: '-tags=x',
  GOEXPERIMENT: 'rangefunc',
  GODEBUG: 'netdns=go',
  GOTOOLCHAIN: 'go1.99.0',
  GOPROXY: 'https://mirror.invalid',
  GOAUTH: 'netrc',
  GONOSUMDB: 'example.com',
  CGO_CFLAGS: '-O0',
  CC: 'tcc',
  TMPDIR: '/tmp/u',
};

describe('downloadEnvironment', () => {
  it('keeps how the user reaches modules and drops what would change the go command', () => {
    const env = downloadEnvironment(user, { GOMODCACHE: '/private', GOFLAGS: '-modcacherw' });
    expect(env).toMatchObject({
      PATH: '/bin',
      HTTPS_PROXY: 'http://p:1',
      GOPROXY: 'https://mirror.invalid',
      GOAUTH: 'netrc',
      GONOSUMDB: 'example.com',
      GODEBUG: 'netdns=go',
      GOTOOLCHAIN: 'local',
      GOFLAGS: '-modcacherw',
      GOMODCACHE: '/private',
    });
    expect(env).not.toHaveProperty('GOROOT');
    expect(env).not.toHaveProperty('GOEXPERIMENT');
    expect(env).not.toHaveProperty('GOENV');
  });
});

describe('buildEnvironment', () => {
  const env = buildEnvironment(user, { CC: 'gcc', CGO_ENABLED: '1' });

  it('takes over nothing of Go, of the C compiler or of the network but the pins', () => {
    expect(env).toStrictEqual({
      PATH: '/bin',
      HOME: '/home/u',
      TMPDIR: '/tmp/u',
      GOENV: 'off',
      GOTOOLCHAIN: 'local',
      GOFLAGS: '',
      GOWORK: 'off',
      GO111MODULE: 'on',
      GOGC: '400',
      CC: 'gcc',
      CGO_ENABLED: '1',
    });
  });
});

describe('programEnvironment', () => {
  it('keeps what any process needs', () => {
    const needed = {
      PATH: '/bin',
      HOME: '/home/u',
      LANG: 'C',
      LC_ALL: 'C',
      TZ: 'UTC',
      TMPDIR: '/tmp/u',
      SystemRoot: 'C:\\W',
    };
    expect(programEnvironment(needed)).toStrictEqual(needed);
  });

  it.each([
    'GODEBUG',
    'GOGC',
    'GOMAXPROCS',
    'GOTRACEBACK',
    'GOMEMLIMIT',
    'GORACE',
    'LD_PRELOAD',
    'LD_LIBRARY_PATH',
    'DYLD_INSERT_LIBRARIES',
    'MALLOC_ARENA_MAX',
    'GLIBC_TUNABLES',
    'QEMU_CPU',
    'NODE_OPTIONS',
    'MY_PATH',
    'PATH_TO',
  ])('drops %s, which could make another program of it', (name) => {
    expect(programEnvironment({ ...user, [name]: 'x' })).toStrictEqual({
      PATH: '/bin',
      HOME: '/home/u',
      TMPDIR: '/tmp/u',
    });
  });
});
