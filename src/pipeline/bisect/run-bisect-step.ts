/** One step of `git bisect run` inside a Go source checkout: builds the tree as it stands and asks it. */
import path from 'node:path';
import { checkoutBuilds, leaseBuilds, type LeasedBuilds } from '../../program/build-store.js';
import { knownFailure } from '../../program/known-failures.js';
import { withTemporaryFolder } from '../../host/scratch/temporary-folder.js';
import type { StepOutcome } from '../../bisect/git-exit-code.js';
import { ReproError } from '../../model/errors.js';
import { formatGoVersion, parseGoVersion } from '../../model/go-version.js';
import type { BuildFailure } from '../../model/program.js';
import type { Cell } from '../../model/report.js';
import type { Toolchain } from '../../model/toolchain.js';
import { releasesOfLine, type Catalogue } from '../../release/catalogue.js';
import type { AcquiredToolchain } from '../../toolchain/locate.js';
import { findCheckout, type Checkout } from '../../toolchain/source/checkout.js';
import type { Session } from '../session.js';
import { makeGoroot } from '../../toolchain/source/make-goroot.js';
import { firstToolDifference, layGoroot } from '../../toolchain/source/reuse-tools.js';
import { examineToolchain } from '../examine/examine-toolchain.js';
import type { Question } from '../examine/question.js';
import { withCellContext, type CellContext } from '../examine/work-folder.js';
import { acquireWithinLimit } from '../store/store.js';

export interface BisectStepRequest extends Pick<Question, 'plan' | 'target'> {
  /** The release whose tools are taken, `nearest`, or null to build them from the tree. */
  readonly reuseTools: string | null;
  readonly catalogue: Catalogue;
}

export interface BisectStepResult {
  readonly outcome: StepOutcome;
  /** The reason for the outcome, in a sentence. */
  readonly headline: string;
  /** The output of the compiler; empty when there is no more to tell. */
  readonly log: string;
}

interface Place {
  /** Removed at the end of the step. */
  readonly work: string;
  readonly builds: LeasedBuilds;
}

/** Runs one step. Throws ReproError for a failure that has nothing to do with the commit. */
export async function runBisectStep(request: BisectStepRequest, context: Session): Promise<BisectStepResult> {
  const folder = path.resolve();
  const checkout = await findCheckout(folder);
  if (checkout === null) {
    throw new ReproError('usage', `${folder} is not inside a Go source checkout`, {
      hint: 'Run it where `git bisect` runs: git clone https://go.googlesource.com/go',
    });
  }
  const step = async (work: string): Promise<BisectStepResult> => {
    const shared = await leaseBuilds(checkoutBuilds, context);
    // The tree of the next commit may differ in files that a kept program's fingerprint does not cover: each step
    // builds its own.
    const place: Place = { work, builds: { ...shared, programs: path.join(work, 'programs') } };
    try {
      const tree = await prepareTree(checkout, place, request, context);
      if ('headline' in tree) return tree;
      try {
        return await ask(tree.toolchain, place, request, context);
      } finally {
        await tree.giveBack();
      }
    } finally {
      await shared.giveBack();
    }
  };
  return withTemporaryFolder(context.paths.downloads, step, 'bisect-step');
}

async function prepareTree(
  checkout: Checkout,
  place: Place,
  { reuseTools, catalogue }: BisectStepRequest,
  context: Session,
): Promise<AcquiredToolchain | BisectStepResult> {
  if (reuseTools !== null) {
    const named = reuseTools === 'nearest' ? nearestRelease(checkout, catalogue) : reuseTools;
    const base = await acquireWithinLimit({ kind: 'release', release: named }, context);
    const difference = await firstToolDifference(checkout.root, base.toolchain);
    if (difference === null) {
      const toolchain = await layGoroot(checkout.root, base.toolchain, path.join(place.work, 'goroot'));
      return { toolchain, giveBack: base.giveBack };
    }
    await base.giveBack();
    const message = `the tools of ${named} are not those of this tree (${difference}): building them`;
    context.onEvent({ type: 'note', message });
  }
  return makeTree(checkout, place, context);
}

async function makeTree(
  checkout: Checkout,
  { work, builds }: Place,
  context: Session,
): Promise<AcquiredToolchain | BisectStepResult> {
  const { toolchain: bootstrap } = await acquireWithinLimit({ kind: 'on-path' }, context);
  context.onEvent({ type: 'note', message: `building Go with ${bootstrap.release}: make.bash` });
  const folders = { goroot: path.join(work, 'goroot'), gocache: builds.gocache };
  const made = await makeGoroot(checkout, folders, bootstrap, context);
  if (made.kind === 'failed') {
    const outcome: StepOutcome = { kind: isNotTheCommit(made.log) ? 'environment-failed' : 'build-failed' };
    return { outcome, headline: 'make.bash failed', log: made.log };
  }
  return acquireWithinLimit({ kind: 'path', path: made.goroot }, context);
}

/** True for a missing compiler or an old bootstrap toolchain: no commit is to blame for those. */
function isNotTheCommit(log: string): boolean {
  return knownFailure(log) !== null || /for bootstrap|Cannot find .*bin\/go|could not be started/.test(log);
}

/** The release named in VERSION; on the main branch, the oldest one of the line it works towards. */
function nearestRelease({ versionText, line }: Checkout, catalogue: Catalogue): string {
  const named = versionText === null ? null : parseGoVersion(versionText);
  const nearest = named ?? (line === null ? undefined : releasesOfLine(catalogue, line)[0]?.version);
  if (nearest !== undefined && nearest !== null) return formatGoVersion(nearest);
  throw new ReproError('usage', 'this tree does not say which release it is nearest to', {
    hint: 'Name one: --reuse-tools=1.24.0, or leave the option out to build the tools as well.',
  });
}

async function ask(
  toolchain: Toolchain,
  { builds }: Place,
  { plan, target }: BisectStepRequest,
  context: Session,
): Promise<BisectStepResult> {
  return withCellContext(context, async (cellContext) => {
    const subject = { kind: 'path', text: 'this tree', path: toolchain.goroot } as const;
    const own: CellContext = { ...cellContext, leaseBuilds: () => Promise.resolve(builds) };
    const { cell, buildFailure } = await examineToolchain(
      { subject, target, name: subject.text, obstacle: null, plan },
      toolchain,
      own,
    );
    return buildFailure === null ? judged(cell) : notBuilt(buildFailure);
  });
}

const judged = ({ verdict, reason }: Cell): BisectStepResult => ({
  outcome: { kind: 'judged', verdict },
  headline: `this tree is ${verdict}: ${reason}`,
  log: '',
});

function notBuilt({ fault, summary, hint, log }: BuildFailure): BisectStepResult {
  return {
    outcome: { kind: fault === 'source' ? 'build-failed' : 'environment-failed' },
    headline: `the program was not built: ${summary}`,
    log: [log, hint ?? ''].filter((text) => text !== '').join('\n'),
  };
}
