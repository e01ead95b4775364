import { runScan } from '../../pipeline/scan/run-scan.js';
import type { CommandContext } from '../common/command-context.js';
import { resolveReleases } from '../../pipeline/resolve-specs.js';
import type { ScanOptions } from './options.js';
import { reportWith } from '../common/report-with.js';

export async function scanAction(
  specs: readonly string[],
  options: ScanOptions,
  context: CommandContext,
): Promise<void> {
  await reportWith(options, context, { hashFiles: false }, async (session) =>
    runScan(await resolveReleases(specs, options, session), session),
  );
}
