import { runScan } from '../../pipeline/scan/run-scan.js';
import type { CommandContext } from '../common/command-context.js';
import { resolveReleases } from '../../pipeline/resolve-specs.js';
import type { ScanOptions } from './options.js';
import { openSession } from '../common/session.js';

export async function scanAction(
  specs: readonly string[],
  options: ScanOptions,
  { signal, setExitCode, tellFailure }: CommandContext,
): Promise<void> {
  const session = await openSession(options, signal, { hashFiles: false });
  try {
    const releases = await resolveReleases(specs, options, session.context);
    const { report, failure } = await runScan(releases, session.context);
    await session.write(report);
    setExitCode(report.exitCode);
    if (failure !== null) await tellFailure(failure);
  } finally {
    await session.close();
  }
}
