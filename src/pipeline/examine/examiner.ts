/**
 * Examines releases one after another or several at once, as a pipeline: while one is tried, the next is built and the
 * one after that is fetched.
 */
import type { Target } from '../../model/target.js';
import type { Session } from '../session.js';
import type { AcquiredToolchain } from '../../toolchain/locate.js';
import { acquireWithinLimit } from './acquire.js';
import type { CellContext } from './cell-context.js';
import { examinePrepared, type Examined } from './examine-toolchain.js';
import { createLimiter } from './limiter.js';
import { prepareProgram } from './prepare-program.js';
import type { RunPlan } from './run-plan.js';
import { withCellFolder } from './work-folder.js';

export interface Examiner {
  /** Throws the ReproError of a toolchain that cannot be had. One call at a time for each release. */
  readonly examine: (release: string) => Promise<Examined>;
  /** Begins to fetch a release that will probably be asked for. */
  readonly fetchAhead: (release: string) => void;
  /** Gives back what was fetched in vain. */
  readonly close: () => Promise<void>;
}

/** The network and the unpacking of two downloads overlap well; a third only takes from the build. */
const downloadsAtOnce = 2;

export function createExaminer(
  { target, plan }: { readonly target: Target; readonly plan: RunPlan },
  context: Session,
  cellContext: CellContext,
): Examiner {
  const [downloads, builds, trials] = [createLimiter(downloadsAtOnce), createLimiter(1), createLimiter(1)];
  const fetched = new Map<string, Promise<AcquiredToolchain>>();

  const fetch = (release: string): Promise<AcquiredToolchain> => {
    const known = fetched.get(release);
    if (known !== undefined) return known;
    const fresh = downloads(() => acquireWithinLimit({ kind: 'release', release }, context));
    // Whoever asks for it gets the error; until then nobody listens.
    fresh.catch(() => undefined);
    fetched.set(release, fresh);
    return fresh;
  };

  return {
    fetchAhead: (release) => void fetch(release),
    examine: async (release) => {
      const acquired = fetch(release);
      try {
        const { toolchain } = await acquired;
        const { goroot, origin, warning } = toolchain;
        context.onEvent({ type: 'toolchain-found', subject: release, origin, goroot });
        if (warning !== undefined) context.onEvent({ type: 'warning', message: warning });
        const prepared = await builds(() => prepareProgram(release, toolchain, target, cellContext));
        return await trials(() =>
          withCellFolder(cellContext, release, (own) => examinePrepared(prepared, plan, own)),
        );
      } finally {
        fetched.delete(release);
        await giveBack(acquired);
      }
    },
    close: async () => {
      await Promise.all([...fetched.values()].map(giveBack));
    },
  };
}

async function giveBack(acquired: Promise<AcquiredToolchain>): Promise<void> {
  const got = await acquired.catch(() => null);
  await got?.giveBack();
}
