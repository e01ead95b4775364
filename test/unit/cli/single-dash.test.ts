import { describe, expect, test } from 'vitest';
import { withDoubleDashes } from '../../../src/cli/single-dash.js';

const names = ['go', 'offline', 'output', 'quick', 'cc'];

describe('withDoubleDashes', () => {
  test.each([
    [
      ['-go', '1.23.0'],
      ['--go', '1.23.0'],
    ],
    [['-go=1.23.0'], ['--go=1.23.0']],
    [['-quick'], ['--quick']],
    [['-vq'], ['-vq']],
    [
      ['-o', '-'],
      ['-o', '-'],
    ],
    [['-oreport.json'], ['-oreport.json']],
    [['-oout'], ['-oout']],
    [
      ['--go', '-5'],
      ['--go', '-5'],
    ],
    [
      ['--', '-go', '-ofline'],
      ['--', '-go', '-ofline'],
    ],
  ])('%j becomes %j', (typed, expected) => {
    expect(withDoubleDashes(typed, names)).toEqual(expected);
  });

  test.each([
    ['-ofline', '--offline'],
    ['-ouput=x', '--output'],
    ['-quik', '--quick'],
  ])('%s is no file and no row of letters: %s', (typed, meant) => {
    expect(() => withDoubleDashes([typed], names)).toThrow(
      expect.objectContaining({ code: 'usage', hint: `Did you mean ${meant}?` }),
    );
  });
});
