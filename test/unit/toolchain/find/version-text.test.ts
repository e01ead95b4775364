import { describe, expect, it } from 'vitest';
import {
  firstLine,
  isPlainRelease,
  parseGoVersionAnswer,
  releaseIn,
  sameVersion,
} from '../../../../src/toolchain/find/version-text.js';

describe('releaseIn', () => {
  it.each([
    ['go1.23.8', 'go1.23.8', true],
    ['go1.20', 'go1.20', true],
    ['go1.24rc1', 'go1.24rc1', true],
    ['go1.23.7 X:nocoverageredesign', 'go1.23.7', false],
    ['go1.22.9-vendor.1', 'go1.22.9', false],
    ['go1.22.9+auto', 'go1.22.9', false],
    ['devel go1.25-abc Tue Jan 2', 'devel go1.25-abc Tue Jan 2', false],
    ['go1.23.80000', 'go1.23.80000', false],
    ['', '', false],
  ])('%j', (text, release, isPlain) => {
    expect(releaseIn(text)).toBe(release);
    expect(isPlainRelease(text)).toBe(isPlain);
  });
});

describe('firstLine', () => {
  it('has neither the time of a VERSION file nor anything a terminal would obey', () => {
    expect(firstLine('go1.23.8\ntime 2025-03-31T20:43:30Z\n')).toBe('go1.23.8');
    expect(firstLine('go1.23.8\u001b[2J\r\n')).toBe('go1.23.8[2J');
    expect(firstLine('x'.repeat(5000))).toHaveLength(200);
  });
});

describe('parseGoVersionAnswer', () => {
  it('reads releases, experiments and development builds', () => {
    expect(parseGoVersionAnswer('go version go1.23.8 linux/amd64\n')).toEqual({
      version: 'go1.23.8',
      goos: 'linux',
      goarch: 'amd64',
    });
    expect(parseGoVersionAnswer('go version go1.23.7 X:a,b windows/386')?.version).toBe('go1.23.7 X:a,b');
    expect(
      parseGoVersionAnswer('go version devel go1.25-1a Tue Jan 2 15:04:05 2025 +0000 linux/arm64'),
    ).toEqual({ version: 'devel go1.25-1a Tue Jan 2 15:04:05 2025 +0000', goos: 'linux', goarch: 'arm64' });
  });

  it('refuses what is no answer', () => {
    for (const text of ['', 'go version', 'gcc version 12 linux/amd64', 'go version go1.23.8 ../../x']) {
      expect(parseGoVersionAnswer(text)).toBeNull();
    }
  });
});

describe('sameVersion', () => {
  it('overlooks experiments and nothing else', () => {
    expect(sameVersion('go1.23.7', 'go1.23.7 X:nocoverageredesign')).toBe(true);
    expect(sameVersion('go1.23.7', 'go1.23.8')).toBe(false);
    expect(sameVersion('go1.23.7', 'go1.23.7-vendor')).toBe(false);
  });
});
