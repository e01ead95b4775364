import { findingKindOf } from '../../../model/finding.js';
import type { Cell } from '../../../model/report.js';

/**
 * A toolchain's cell as the gate's own. Where it could not be run as well, a source that has the bug is enough to fail: a
 * machine without a C compiler must not let it pass.
 */
export function toolchainCell(cell: Cell): Cell {
  const finding = findingKindOf(cell.verdict, 'toolchain');
  const source = cell.evidence.find(({ oracle }) => oracle === 'source');
  if (cell.skipped === undefined || source?.verdict !== 'affected')
    return finding === undefined ? cell : { ...cell, finding };
  const { skipped, ...rest } = cell;
  return {
    ...rest,
    verdict: 'affected',
    finding: 'affected-toolchain',
    reason: `${source.detail} It was not run: ${skipped.reason}.`,
  };
}
