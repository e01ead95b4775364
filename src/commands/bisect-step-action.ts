import { gitExitCode } from '../bisect/git-exit-code.js';
import { ReproError } from '../model/errors.js';
import { sanitiseText } from '../model/sanitise.js';
import { loadCatalogue } from '../pipeline/load-catalogue.js';
import { runBisectStep } from '../pipeline/run-bisect-step.js';
import { usualPlan } from '../pipeline/run-plan.js';
import { hostTarget } from '../pipeline/targets.js';
import { findRelease, type Catalogue } from '../release/catalogue.js';
import type { BisectStepOptions } from './bisect-step.js';
import type { CommandContext } from './command-context.js';
import { openSession } from './session.js';

export async function bisectStepAction(
  options: BisectStepOptions,
  { signal, setExitCode }: CommandContext,
): Promise<void> {
  const session = await openSession(options, signal, { hashFiles: false });
  const { context } = session;
  try {
    const catalogue = await loadCatalogue(context);
    const { outcome, words } = await runBisectStep(
      {
        folder: process.cwd(),
        reuseTools: toolsOf(options, catalogue),
        catalogue,
        plan: usualPlan,
        target: hostTarget({ cc: options.cc ?? context.env['CC'] ?? 'gcc', buildmode: 'exe', race: false }),
        fixture: 'nested-callbacks',
      },
      context,
      signal,
    );
    const exitCode = gitExitCode(outcome, options.findFix === true ? 'fix' : 'introduction');
    await session.close();
    process.stdout.write(`${sanitiseText(words)}\nexit code ${exitCode}\n`);
    setExitCode(exitCode);
  } finally {
    await session.close();
  }
}

function toolsOf({ reuseTools }: BisectStepOptions, catalogue: Catalogue): string | null {
  if (reuseTools === undefined) return null;
  if (reuseTools === true) return 'nearest';
  const release = findRelease(catalogue, reuseTools);
  if (release !== null) return release.name;
  throw new ReproError('unknown-release', `${JSON.stringify(reuseTools)} is not a known release`);
}
