import { describe, expect, it } from 'vitest';
import { describeError } from '../../../src/cli/describe-error.js';
import { ReproError } from '../../../src/model/errors.js';

describe('describeError', () => {
  it('says what is wrong and what to do', () => {
    const error = new ReproError('no-go', 'no go command was found', {
      hint: 'Install Go.\nOr give a path.',
    });
    expect(describeError(error)).toStrictEqual({
      text: 'cgoprof-repro: no go command was found\n  Install Go.\n  Or give a path.\n',
      exitCode: 1,
    });
  });

  it.each([
    ['usage', 2],
    ['bad-spec', 2],
    ['unknown-release', 2],
    ['release-refused', 1],
    ['offline', 1],
    ['build-failed', 1],
    ['disk-full', 1],
  ] as const)('exits for %s with %i', (code, exitCode) => {
    expect(describeError(new ReproError(code, 'x')).exitCode).toBe(exitCode);
  });

  it.each([
    new TypeError('x is not a function'),
    'a string',
    undefined,
    null,
    { toString: () => 'an object' },
  ])('owns up to a bug: %s', (error) => {
    const { text, exitCode } = describeError(error);
    expect(exitCode).toBe(1);
    expect(text).toContain('a bug of the tool');
    expect(text).toContain(`Node ${process.version}`);
  });

  it('shows where a bug is', () => {
    expect(describeError(new Error('broken')).text).toContain('describe-error.test.ts');
  });

  it('prints no terminal escape and no CI command that came from outside', () => {
    const { text } = describeError(new ReproError('bad-file', '\u001b[2Jevil', { hint: '::error::pwned' }));
    expect(text).not.toContain('\u001b');
    expect(text).not.toMatch(/^\s*::/m);
  });
});
