import { z } from 'zod';
import { estimate, nextCandidates, nextSteps, record } from '../../bisect/search.js';
import { searchStateSchema, type Answer, type SearchState } from '../../model/bisect.js';
import type { ReproError } from '../../model/errors.js';
import type { EventSink } from '../../model/event.js';
import type { Cell } from '../../model/report.js';
import { cellSchema } from '../../model/report-schema.js';
import { unreachable } from '../../model/unreachable.js';
import { mergeCells } from '../../verdict/merge-cells.js';
import type { Feed, Landing } from '../examine/examine-cells.js';
import { releaseSubject, type Question } from '../examine/question.js';

/** The basis of the answers is in `cells`: one for each release that was examined or could not be obtained. */
export const progressSchema = z.object({ state: searchStateSchema, cells: z.array(cellSchema) });
export type BisectProgress = z.infer<typeof progressSchema>;

export interface SearchDriver extends Pick<Question, 'target' | 'plan'> {
  readonly examine: (feed: Feed<Question>) => AsyncIterable<Landing<Question>>;
  /** The releases that are asked before anything else. */
  readonly first: readonly string[];
  readonly onEvent: EventSink;
  readonly onProgress: (progress: BisectProgress) => Promise<void>;
}

/**
 * Examines the releases that the search asks for. It ends when the search asks for no more, or when something fails
 * that concerns more than one release. Several are under way at once, since all are wanted whatever the others answer.
 */
export async function driveSearch(
  start: BisectProgress,
  { target, plan, examine, first, onEvent, onProgress }: SearchDriver,
): Promise<{ readonly progress: BisectProgress; readonly failure: ReproError | null }> {
  let progress = start;
  let failure: ReproError | null = null;
  const underWay = new Set<string>();
  const questionOf = (release: string): Question => ({
    subject: releaseSubject(release),
    target,
    name: release,
    obstacle: null,
    plan,
  });
  const feed: Feed<Question> = {
    next: () => {
      const { state } = progress;
      const unasked = unaskedOf(first, state).map((release) => ({ track: null, release }));
      const steps = unasked.length > 0 ? unasked : nextSteps(state);
      const step = steps.find(({ release }) => !underWay.has(release));
      if (step === undefined) return null;
      const { release, track } = step;
      const done = state.log.length;
      if (track !== null) onEvent({ type: 'bisect-step', line: track, release, ...estimate(state), done });
      underWay.add(release);
      return questionOf(release);
    },
    ahead: () => {
      // The other releases that will be wanted are known only once the doubtful ones have answered.
      if (unaskedOf(first, progress.state).length > 0) return { questions: [], worthBuilding: false };
      const { releases, areExpected } = nextCandidates(progress.state);
      return { questions: releases.map(questionOf), worthBuilding: areExpected };
    },
    isStopped: () => failure !== null,
  };
  for await (const landing of examine(feed)) {
    switch (landing.kind) {
      case 'examined':
      case 'missing': {
        const { asked, cell } = landing;
        const release = asked.subject.text;
        underWay.delete(release);
        const state = record(progress.state, release, answerOf(cell));
        progress = { state, cells: mergeCells([...progress.cells, cell]).cells };
        await onProgress(progress);
        const done = state.log.length;
        onEvent({ type: 'cell-finished', cell, index: done - 1, total: done + estimate(state).steps });
        break;
      }
      case 'failed':
        failure ??= landing.error;
        break;
      // Its one target works here.
      case 'skipped':
      case 'unfinished':
        break;
      default:
        unreachable(landing);
    }
  }
  return { progress, failure };
}

/** The answer of an examined release to a search. Only a verdict is an answer; anything else leaves the release out. */
function answerOf({ verdict, reason }: Cell): Answer {
  switch (verdict) {
    case 'affected':
      return { kind: 'bad' };
    case 'fixed':
      return { kind: 'good' };
    case 'not-applicable':
      return { kind: verdict };
    case 'inconclusive':
      return { kind: 'skip', reason };
  }
}

const unaskedOf = (first: readonly string[], { log }: SearchState): string[] =>
  first.filter((release) => !log.some((entry) => entry.release === release));
