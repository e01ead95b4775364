import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBuildInfo } from '../../../src/program/build-info.js';

const real = [
  '/cache/programs/ab/program: go1.23.0',
  '\tpath\tcgoprofrepro',
  '\tmod\tcgoprofrepro\t(devel)\t',
  '\tbuild\t-buildmode=exe',
  '\tbuild\t-compiler=gc',
  '\tbuild\tCGO_ENABLED=1',
  '\tbuild\tCGO_CFLAGS=',
  '\tbuild\tCGO_LDFLAGS=-Wl,-rpath=/lib',
  '\tbuild\tGOARCH=amd64',
  '',
].join('\n');

describe('parseBuildInfo', () => {
  it('reads the version and the settings', () => {
    expect(parseBuildInfo(real)).toStrictEqual({
      goVersion: 'go1.23.0',
      settings: {
        '-buildmode': 'exe',
        '-compiler': 'gc',
        CGO_ENABLED: '1',
        CGO_CFLAGS: '',
        CGO_LDFLAGS: '-Wl,-rpath=/lib',
        GOARCH: 'amd64',
      },
    });
  });

  it.each([
    ['C:\\cache\\program.exe: go1.23.0', 'go1.23.0'],
    ['/a: b/program: devel go1.25-abc Mon Jan 6', 'devel go1.25-abc Mon Jan 6'],
    ['program: go1.22.9 X:rangefunc', 'go1.22.9 X:rangefunc'],
  ])('reads the version of %j', (line, goVersion) => {
    expect(parseBuildInfo(line)).toStrictEqual({ goVersion, settings: {} });
  });

  it.each(['', '\n', 'program', 'program: ', 'program:go1.23.0'])('reads nothing from %j', (text) => {
    expect(parseBuildInfo(text)).toBeNull();
  });

  it('takes no other line for a setting, and no name for a prototype', () => {
    const info = parseBuildInfo(
      'p: go1.23.0\n\tdep\tA=1\nbuild\tB=2\n\tbuild\t=3\n\tbuild\tD\n\tbuild\t__proto__=4',
    );
    expect(Object.entries(info?.settings ?? {})).toStrictEqual([['__proto__', '4']]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseBuildInfo(text)?.goVersion).not.toBe('');
      }),
    );
  });
});
