import type { Bug } from '../../bugs/bug.js';
import { readCapacity } from '../../host/capacity.js';
import { ReproError } from '../../model/errors.js';
import type { BuildFailure } from '../../model/program.js';
import type { Cell } from '../../model/report.js';
import { unreachable } from '../../model/unreachable.js';
import type { Subject } from '../../release/resolve-spec.js';
import type { Session } from '../session.js';
import { assembleReport, type RunResult } from '../assemble-report.js';
import { enforceLimit } from '../store/store.js';
import { examineCells, type Feed, type Landing } from './examine-cells.js';
import { askedInCells, type AskedTarget } from '../targets/targets.js';
import { nameInEvents, nameOfQuestion, unanswered, type Question } from './question.js';
import { chooseWidths } from './widths.js';
import { withCellContext } from './work-folder.js';

export interface RunRequest extends Pick<Question, 'plan'> {
  readonly subjects: readonly Subject[];
  readonly targets: readonly AskedTarget[];
}

/**
 * Makes of each subject a toolchain, a program, evidence and a verdict. An interrupt ends it early with a report of
 * what is known by then.
 */
export async function runSubjects(request: RunRequest, context: Session): Promise<RunResult> {
  const startedAt = context.clock.now();
  const { plan, subjects, targets } = request;
  const questions = subjects
    .flatMap((subject) =>
      askedInCells(targets).map((asked) => ({
        ...asked,
        subject,
        name: nameOfQuestion(subject.text, asked.name, targets.length),
        plan,
      })),
    )
    .map((question, index) => ({ ...question, index }));
  const total = questions.length;
  const widths = chooseWidths(readCapacity(), null);
  const open = questions.values();
  const feed: Feed<(typeof questions)[number]> = {
    next: () => {
      const asked = open.next().value ?? null;
      if (asked !== null)
        context.onEvent({ type: 'cell-started', subject: asked.name, index: asked.index, total });
      return asked;
    },
  };
  const landed = new Map<number, { readonly cell: Cell; readonly error: ReproError | null }>();
  await withCellContext(context, async (cellContext) => {
    for await (const landing of examineCells(feed, widths, cellContext)) {
      const { index } = landing.asked;
      landed.set(index, answerOf(landing, context.bug));
      // One subject that cannot be obtained must not lose the answers about the others.
      if ('error' in landing && total === 1) throw landing.error;
      if (landing.kind === 'examined' || landing.kind === 'skipped')
        context.onEvent({
          type: 'cell-finished',
          ...nameInEvents(landing.asked),
          cell: landing.cell,
          index: landed.size - 1,
          total,
        });
    }
  });
  // The last build may have used more space than the limit allows.
  await enforceLimit(context);
  const inOrder = questions.flatMap(({ index }) => landed.get(index) ?? []);
  const failure = inOrder.find(({ error }) => error !== null)?.error ?? null;
  const cells = inOrder.map(({ cell }) => cell);
  const report = assembleReport({ kind: 'run', startedAt, cells, failed: failure !== null }, context);
  return { report, failure };
}

function answerOf(landing: Landing<Question>, bug: Bug) {
  switch (landing.kind) {
    case 'examined': {
      const { asked, buildFailure, cell } = landing;
      return { cell, error: buildFailure === null ? null : buildError(asked.subject, buildFailure) };
    }
    case 'missing':
    case 'failed': {
      const { asked, error } = landing;
      return { cell: unanswered(asked, error.message, bug), error };
    }
    case 'skipped':
    case 'unfinished':
      return { cell: landing.cell, error: null };
    default:
      return unreachable(landing);
  }
}

function buildError(subject: Subject, failure: BuildFailure): ReproError {
  const code = failure.kind === 'no-c-compiler' ? 'no-c-compiler' : 'build-failed';
  const log = failure.log === '' ? [] : [failure.log.split('\n').slice(-20).join('\n')];
  const hint = [...log, failure.hint ?? 'See if the C compiler works here: cgoprof-repro doctor'].join('\n');
  return new ReproError(code, `cannot build for ${subject.text}: ${failure.summary}`, {
    hint,
  });
}
