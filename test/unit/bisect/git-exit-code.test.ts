import { describe, expect, it } from 'vitest';
import { gitExitCode } from '../../../src/bisect/git-exit-code.js';

describe('what git bisect run is told', () => {
  it.each([
    ['affected', 1, 0],
    ['fixed', 0, 1],
    ['not-applicable', 0, 1],
    ['inconclusive', 125, 125],
  ] as const)(
    '%s is %s when the introduction is sought, %s when the fix is',
    (verdict, introduction, fix) => {
      expect(gitExitCode({ kind: 'judged', verdict }, 'introduction')).toBe(introduction);
      expect(gitExitCode({ kind: 'judged', verdict }, 'fix')).toBe(fix);
    },
  );

  it('skips a commit that does not build, and stops where no commit is to blame', () => {
    expect(gitExitCode({ kind: 'build-failed' }, 'fix')).toBe(125);
    expect(gitExitCode({ kind: 'environment-failed' }, 'fix')).toBeGreaterThanOrEqual(128);
  });
});
