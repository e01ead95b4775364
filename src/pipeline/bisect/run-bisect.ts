/**
 * Runs a bisect from its question to its report. If anything ends it early, there is a report of what is known by then.
 */
import { asksTheSame, createSearch, nextSteps, replay } from '../../bisect/search.js';
import { readCapacity } from '../../host/capacity.js';
import { readTool } from '../../host/tool.js';
import type { SearchConfig } from '../../model/bisect.js';
import { ReproError } from '../../model/errors.js';
import type { Catalogue } from '../../release/catalogue.js';
import type { Session } from '../session.js';
import { assembleReport, type RunResult } from '../assemble-report.js';
import { reportLines } from './bisect-report.js';
import { driveSearch, progressSchema, type BisectProgress } from './drive-search.js';
import { examineCells } from '../examine/examine-cells.js';
import { chooseWidths } from '../examine/widths.js';
import { enforceLimit } from '../store/store.js';
import type { Question } from '../examine/question.js';
import { savedProgress, type SavedProgress } from '../saved-progress.js';
import { withCellContext } from '../examine/work-folder.js';

export interface BisectRequest extends Pick<Question, 'plan' | 'target'> {
  readonly config: SearchConfig;
  /**
   * Releases that probably cannot be obtained. They are tried first: a search that knows the missing ones asks less.
   */
  readonly doubtful: readonly string[];
  readonly catalogue: Catalogue;
  readonly resume: boolean;
}

/**
 * The most doubtful releases that are tried first. If more are refused, the scan lacks credentials, and the releases
 * are not missing.
 */
const mostDoubtful = 10;

export async function runBisect(request: BisectRequest, context: Session): Promise<RunResult> {
  const startedAt = context.clock.now();
  const { catalogue, doubtful, plan, target } = request;
  return withCellContext(context, async (cellContext) => {
    const question = questionOf(request, cellContext.fixture.hash, context);
    const saved = savedProgress(context.paths, 'bisect', question, progressSchema);
    const start = await takeUp(request, saved, context);
    try {
      const { progress, failure: stop } = await driveSearch(start, {
        target,
        plan,
        examine: (feed) => examineCells(feed, chooseWidths(readCapacity(), null), cellContext),
        first: doubtful.length > mostDoubtful ? [] : doubtful,
        onEvent: context.onEvent,
        onProgress: saved.save,
      });
      if (nextSteps(progress.state).length === 0) await saved.remove();
      else note(context, 'the bisect is not finished; the same command with --resume goes on from here');
      const lines = reportLines(progress.state, catalogue);
      const failure = context.signal.aborted ? null : stop;
      const facts = { kind: 'bisect', startedAt, failed: failure !== null, lines } as const;
      return { report: assembleReport({ ...facts, cells: progress.cells }, context), failure };
    } finally {
      await enforceLimit(context);
    }
  });
}

/**
 * The question of a search: everything but the releases. Those are part of the saved search and may have grown in
 * number since.
 */
function questionOf(
  { config, plan, target }: BisectRequest,
  fixtureHash: string,
  { offline }: Session,
): unknown {
  const { tracks, ...asked } = config;
  const names = tracks.map(({ name }) => name);
  return { tool: readTool(), fixtureHash, names, asked, plan, target, offline };
}

async function takeUp(
  { config, resume }: BisectRequest,
  saved: SavedProgress<BisectProgress>,
  context: Session,
): Promise<BisectProgress> {
  const anew = { state: createSearch(config), cells: [] };
  if (!resume) return anew;
  const earlier = await saved.load();
  if (earlier === null) {
    throw new ReproError(
      'usage',
      'no unfinished bisect asked exactly this, with these options: nothing to resume',
      {
        hint: 'Without --resume it starts.',
      },
    );
  }
  if (!asksTheSame(earlier.state.config, config))
    note(context, 'other releases are known than before; the answers so far are taken over');
  return { state: replay(config, earlier.state.log), cells: earlier.cells };
}

function note({ onEvent }: Session, message: string): void {
  onEvent({ type: 'note', message });
}
