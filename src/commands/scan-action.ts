import { runScan } from '../pipeline/run-scan.js';
import type { CommandContext } from './command-context.js';
import { resolveReleases } from './resolve-specs.js';
import type { ScanOptions } from './scan.js';
import { openSession } from './session.js';

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
