import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../../../src/model/report.js';
import { unasked } from '../../../../../src/pipeline/gate/cells/gate-cell.js';
import { toolchainCell } from '../../../../../src/pipeline/gate/toolchains/toolchain-cell.js';

const notBuilt = (source: Cell['verdict']): Cell => ({
  ...unasked,
  subject: '1.23.7',
  verdict: 'inconclusive',
  reason: 'no C compiler',
  skipped: { reason: 'no C compiler' },
  evidence: [{ oracle: 'source', verdict: source, detail: 'The source says so.' }],
});

describe('toolchainCell', () => {
  it('is affected by its source alone where it could not be run', () => {
    expect(toolchainCell(notBuilt('affected'))).toStrictEqual({
      ...unasked,
      subject: '1.23.7',
      verdict: 'affected',
      finding: 'affected-toolchain',
      reason: 'The source says so. It was not run: no C compiler.',
      evidence: notBuilt('affected').evidence,
    });
  });

  it('is undecided where a run was asked for, could not be, and would have had to confirm', () => {
    expect(toolchainCell(notBuilt('fixed'))).toStrictEqual({
      ...notBuilt('fixed'),
      finding: 'undecided-toolchain',
    });
  });

  it('is no finding when it is fixed', () => {
    const { skipped: _, ...ran } = notBuilt('fixed');
    expect(toolchainCell({ ...ran, verdict: 'fixed' })).toStrictEqual({ ...ran, verdict: 'fixed' });
  });
});
