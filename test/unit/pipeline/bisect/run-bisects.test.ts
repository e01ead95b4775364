import { describe, expect, test } from 'vitest';
import { searchLines } from '../../../../src/bisect/config.js';
import { runBisects } from '../../../../src/pipeline/bisect/run-bisects.js';
import { usualPlan } from '../../../../src/pipeline/examine/run-plan.js';
import { nowhere } from '../../../helpers/fake-cells.js';
import { usualAsked } from '../../../helpers/targets.js';
import { theBug } from '../../../helpers/the-bug.js';

const request = {
  config: searchLines({ lines: [{ name: '1.23', points: [] }], seek: 'both', scan: 'saves-runs' }),
  doubtful: [],
  catalogue: [],
  plan: usualPlan(theBug),
  resume: false,
};
const obstacle = {
  reason: 'there is no qemu-arm',
  hint: 'sudo apt-get install qemu-user-static',
  isFinal: false,
};
const away = (name: string) => ({ ...usualAsked, name, obstacle });

describe('runBisects', () => {
  test('ends with what to type if the one target does not work here', async () => {
    const { context } = nowhere();
    await expect(runBisects({ ...request, targets: [away('linux/arm')] }, context)).rejects.toMatchObject({
      code: 'environment',
      message: 'linux/arm cannot be asked here: there is no qemu-arm',
      hint: obstacle.hint,
    });
  });

  test('cannot tell the lines of those that do not, each with the reason', async () => {
    const { context } = nowhere();
    const { report, failure } = await runBisects(
      { ...request, targets: [away('linux/arm'), away('linux/mips64le')] },
      context,
    );
    expect(failure).toBeNull();
    expect(report).toMatchObject({ kind: 'bisect', verdict: 'inconclusive', exitCode: 4, cells: [] });
    expect(report.lines).toMatchObject([
      {
        line: '1.23',
        target: 'linux/arm',
        status: 'cannot-tell',
        summary: expect.stringContaining('no qemu-arm'),
      },
      { line: '1.23', target: 'linux/mips64le', status: 'cannot-tell' },
    ]);
  });
});
