import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSpec } from '../../../src/release/spec.js';

function read(text: string): unknown {
  const parsed = parseSpec(text);
  return parsed.ok ? parsed.value.map((item) => item.spec) : parsed.error.code;
}

describe('parseSpec', () => {
  it.each([
    ['1.23.0', { kind: 'release', name: 'go1.23.0' }],
    ['go1.23.0', { kind: 'release', name: 'go1.23.0' }],
    ['v1.23.0', { kind: 'release', name: 'go1.23.0' }],
    ['  1.23.0 ', { kind: 'release', name: 'go1.23.0' }],
    ['1.24rc1', { kind: 'release', name: 'go1.24rc1' }],
    ['go1.24rc1', { kind: 'release', name: 'go1.24rc1' }],
    ['1.24.0-rc.1', { kind: 'release', name: 'go1.24rc1' }],
    ['1.24.0-rc1', { kind: 'release', name: 'go1.24rc1' }],
    ['go1.20', { kind: 'release', name: 'go1.20' }],
    ['1.20.0', { kind: 'release', name: 'go1.20' }],
    ['1.20', { kind: 'line', line: '1.20' }],
    ['1.23', { kind: 'line', line: '1.23' }],
    ['go1.23', { kind: 'line', line: '1.23' }],
    ['1.23.x', { kind: 'whole-line', line: '1.23' }],
    ['go1.23.x', { kind: 'whole-line', line: '1.23' }],
    ['1.23.*', { kind: 'whole-line', line: '1.23' }],
    ['>=1.22 <1.25', { kind: 'range', range: '>=1.22 <1.25' }],
    ['>=go1.22 <go1.25', { kind: 'range', range: '>=1.22 <1.25' }],
    ['1.23.5 - 1.23.10', { kind: 'range', range: '1.23.5 - 1.23.10' }],
    ['>=1.24rc1 <1.24.1', { kind: 'range', range: '>=1.24.0-rc.1 <1.24.1' }],
    ['^1.23', { kind: 'range', range: '^1.23' }],
    ['~1.23.4', { kind: 'range', range: '~1.23.4' }],
    ['1.21.x || 1.23.x', { kind: 'range', range: '1.21.x || 1.23.x' }],
    ['1.x', { kind: 'range', range: '1.x' }],
    ['all', { kind: 'word', word: 'all' }],
    ['supported', { kind: 'word', word: 'supported' }],
    ['stable', { kind: 'word', word: 'stable' }],
    ['latest', { kind: 'word', word: 'latest' }],
    ['oldstable', { kind: 'word', word: 'oldstable' }],
    ['local', { kind: 'local' }],
    ['installed', { kind: 'installed' }],
    // Of another maker: its Go may be patched.
    ['ghcr.io/someone/golang:1.23', { kind: 'path', path: 'ghcr.io/someone/golang:1.23' }],
    ['./go', { kind: 'path', path: './go' }],
    ['../nowhere', { kind: 'path', path: '../nowhere' }],
    ['.', { kind: 'path', path: '.' }],
    ['~/sdk/go1.23.0', { kind: 'path', path: '~/sdk/go1.23.0' }],
    ['/usr/local/go', { kind: 'path', path: '/usr/local/go' }],
    ['C:\\Go', { kind: 'path', path: 'C:\\Go' }],
  ])('%s', (text, spec) => {
    expect(read(text)).toStrictEqual([spec]);
  });

  it('reads a list whose items are ranges', () => {
    expect(read('1.23.5 - 1.23.10, 1.24.0 - 1.24.4,local')).toStrictEqual([
      { kind: 'range', range: '1.23.5 - 1.23.10' },
      { kind: 'range', range: '1.24.0 - 1.24.4' },
      { kind: 'local' },
    ]);
  });

  it.each([
    ['', 'usage'],
    ['  ', 'usage'],
    ['1.23.0,,1.24.0', 'bad-spec'],
    [',', 'bad-spec'],
    ['tip', 'bad-spec'],
    ['go version', 'bad-spec'],
    ['1.23.7 nonsense', 'bad-spec'],
    ['golang:tip-bookworm', 'bad-spec'],
    ['*', 'bad-spec'],
    ['x', 'bad-spec'],
    ['go', 'bad-spec'],
    ['1.23.0.1', 'bad-spec'],
    ['1.23.0; rm -rf', 'bad-spec'],
    ['>=', 'bad-spec'],
    ['>=1.22, <1.25', 'bad-spec'],
    ['__proto__', 'bad-spec'],
    ['constructor', 'bad-spec'],
  ])('refuses %j', (text, code) => {
    expect(read(text)).toBe(code);
  });

  it('refuses what is too long', () => {
    expect(read('9'.repeat(3000))).toBe('bad-spec');
    expect(read(Array.from({ length: 500 }, () => 'all').join())).toBe('bad-spec');
    expect(read(`>=1.22 ${'|| 1.23 '.repeat(100)}`)).toBe('bad-spec');
  });

  it('never shows control characters of its input', () => {
    const parsed = parseSpec('\u001b[31mred\u0007\u009b1m\u202e');
    expect(parsed.ok ? '' : parsed.error.message).toMatch(/^[\u0020-\u007e]+$/);
  });

  it('answers for any text, quickly and without throwing', () => {
    const nasty = fc.string({
      maxLength: 3000,
      unit: fc.constantFrom(...'01.23 go rcbeta<>=^~|-x*,v/'.split('')),
    });
    fc.assert(
      fc.property(fc.oneof(fc.string(), nasty), (text) => {
        const parsed = parseSpec(text);
        expect(parsed.ok ? parsed.value.length : parsed.error.message.length).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });
});
