import { gitExitCode } from '../../bisect/git-exit-code.js';
import { loadCatalogue } from '../../pipeline/load-catalogue.js';
import { runBisectStep } from '../../pipeline/bisect/run-bisect-step.js';
import { usualPlan } from '../../pipeline/examine/run-plan.js';
import { targetFor } from '../../pipeline/targets/targets.js';
import type { Catalogue } from '../../release/catalogue.js';
import { resolveOneRelease } from '../../release/resolve-spec.js';
import type { BisectStepOptions } from './options.js';
import { answerWith } from '../common/answer-with.js';
import type { CommandContext } from '../common/command-context.js';

export async function bisectStepAction(options: BisectStepOptions, context: CommandContext): Promise<void> {
  await answerWith(options, context, { hashFiles: false }, async (session) => {
    const catalogue = await loadCatalogue(session);
    const { outcome, headline, log } = await runBisectStep(
      {
        reuseTools: toolsOf(options, catalogue),
        catalogue,
        plan: usualPlan(session.bug),
        target: await targetFor({}, { cc: options.cc }, session),
      },
      session,
    );
    const exitCode = gitExitCode(outcome, options.findFix === true ? 'fix' : 'introduction');
    return {
      blocks: [
        { kind: 'paragraph', text: headline, tone: outcome.kind === 'judged' ? outcome.verdict : 'loud' },
        ...(log === '' ? [] : [{ kind: 'log', title: 'It said', text: log } as const]),
      ],
      data: { ...outcome, headline, log, exitCode },
      exitCode,
    };
  });
}

function toolsOf({ reuseTools }: BisectStepOptions, catalogue: Catalogue): string | null {
  if (reuseTools === undefined) return null;
  if (reuseTools === true) return 'nearest';
  const release = resolveOneRelease(reuseTools, catalogue);
  if (!release.ok) throw release.error;
  return release.value;
}
