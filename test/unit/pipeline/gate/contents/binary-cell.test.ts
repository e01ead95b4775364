import { describe, expect, it } from 'vitest';
import { withoutRuntime } from '../../../../../src/oracle/binary/judge-runtime.js';
import { cellOfBinary } from '../../../../../src/pipeline/gate/contents/binary-cell.js';
import { theBug } from '../../../../helpers/the-bug.js';

const affected = (goVersion: string | null) =>
  cellOfBinary(
    { ...withoutRuntime('elf', 'unknown', 'Because.'), verdict: 'affected', goVersion, member: null },
    { subject: 'app' },
    theBug,
  );

describe('what is predicted and advised', () => {
  it('goes by a plain release', () => {
    expect(affected('go1.23.7')).toMatchObject({
      predicted: 'affected',
      fix: expect.stringContaining('go1.23.8'),
    });
  });

  it.each([
    'go1.26.7 (Red Hat 1.26.7-1.el10)',
    'go1.24.2 X:jsonv2',
    'go1.25-20250812 +hash',
    'go1.23.7-microsoft',
    'go1.23.7 (Red Hat)',
    'devel go1.24-abc',
    'constructor',
    '',
  ])('is nothing for %j, whose number does not tell what is in it', (version) => {
    expect(affected(version)).toMatchObject({
      predicted: 'unknown',
      fix: 'rebuild with a release that has the fix',
    });
  });
});
