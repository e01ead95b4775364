import { requestScan } from '../../requests/scan.js';
import type { CommandContext } from '../common/command-context.js';
import { reportWith } from '../common/report-with.js';
import type { ScanOptions } from './options.js';

export async function scanAction(
  go: readonly string[],
  options: ScanOptions,
  context: CommandContext,
): Promise<void> {
  await reportWith(options, context, requestScan({ ...options, go }));
}
