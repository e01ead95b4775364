import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cachePaths, expandHome } from '../../../../src/host/files/paths.js';

describe('cachePaths', () => {
  it('believes the flag, then the variable, then the platform', () => {
    expect(cachePaths('/flag', { CGOPROF_REPRO_CACHE: '/env' }).root).toBe('/flag');
    expect(cachePaths(undefined, { CGOPROF_REPRO_CACHE: '/env' }).toolchains).toBe(
      path.join('/env', 'toolchains'),
    );
    expect(cachePaths(undefined, { CGOPROF_REPRO_CACHE: '' }).root).toContain('cgoprof-repro');
  });

  it('makes a relative folder absolute, since children run elsewhere', () => {
    expect(path.isAbsolute(cachePaths('here', {}).root)).toBe(true);
  });
});

describe('home', () => {
  it('is expanded', () => {
    expect(expandHome('~/x', '/home/u')).toBe('/home/u/x');
    expect(expandHome('~', '/home/u')).toBe('/home/u');
    expect(expandHome('~other/x', '/home/u')).toBe('~other/x');
  });
});
