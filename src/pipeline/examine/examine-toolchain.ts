import { homeFolder } from '../../host/files/paths.js';
import { isTooOldToBuild } from '../../model/too-old.js';
import type { Bug } from '../../bugs/bug.js';
import type { BuildFailure } from '../../model/program.js';
import type { Cell, Evidence, Trial } from '../../model/report.js';
import type { Toolchain } from '../../model/toolchain.js';
import { shortenHome } from '../../text/shorten-home.js';
import { predictRelease } from '../../release/predictions.js';
import { howToFix } from '../../release/upgrade.js';
import { judgeEvidence } from '../../verdict/judge-evidence.js';
import { askProbes } from './ask-probes.js';
import type { CellContext } from './work-folder.js';
import { prepareProgram, type Prepared } from './prepare-program.js';
import type { Question } from './question.js';
import { reportedGoEnv } from './reported-go-env.js';
import { targetRecord } from '../targets/targets.js';

/** One toolchain on one target, from its source text to a verdict. A failed build makes a skipped cell. */
export interface Examined {
  readonly cell: Cell;
  readonly buildFailure: BuildFailure | null;
}

/** Builds the program, tries it and gives it back. */
export async function examineToolchain(
  question: Question,
  toolchain: Toolchain,
  context: CellContext,
): Promise<Examined> {
  const prepared = await prepareProgram(question, toolchain, context);
  try {
    return await examinePrepared(prepared, context);
  } finally {
    await prepared.giveBack();
  }
}

/** Runs the trials and gives the verdict. */
export async function examinePrepared(prepared: Prepared, context: CellContext): Promise<Examined> {
  const { question, toolchain, source, built } = prepared;
  const { plan } = question;
  const { bug } = context;
  const evidence: Evidence[] = [source];
  const trials: Trial[] = [];
  if (!built.ok && source.verdict === 'not-applicable' && isTooOldToBuild(toolchain.release)) {
    const reason =
      'the source of its runtime is older than the bug; the program needs Go 1.20 and was not built';
    const cell = cellOf(prepared, { verdict: 'not-applicable', reason, evidence, trials }, bug);
    return { cell, buildFailure: null };
  }
  if (!built.ok) {
    const reason = `the program was not built: ${built.error.summary}`;
    const answer = { verdict: 'inconclusive', reason, evidence, trials, skipped: { reason } } as const;
    return { cell: cellOf(prepared, answer, bug), buildFailure: built.error };
  }

  const start = await context.readyRunner(built.value);
  if (start.kind === 'fails') {
    const reason = `the program does not start ${howItRuns(question)}: ${start.reason}`;
    const answer = { verdict: 'inconclusive', reason, evidence, trials, skipped: { reason } } as const;
    return { cell: cellOf(prepared, answer, bug), buildFailure: null };
  }
  const answers = await askProbes({ question, program: built.value, start }, context);
  evidence.push(...answers.map((each) => each.evidence));
  trials.push(...answers.flatMap((each) => each.trials));

  const { verdict, reason } = judgeEvidence(evidence, {
    bug,
    programCannotShow: bug.cannotShow(plan.settings),
    withoutEffect: bug.withoutEffect(question.target),
  });
  const fix = verdict === 'affected' ? howToFix(bug, toolchain.release) : undefined;
  const answer = { verdict, reason, evidence, trials, ...(fix === undefined ? {} : { fix }) };
  return { cell: cellOf(prepared, answer, bug), buildFailure: null };
}

const howItRuns = ({ target: { runner } }: Question): string =>
  runner === null ? 'as it is to be run here' : `under ${runner.command[0]}`;

/** Adds the other go on PATH to the reason, because every format has to name it. */
const withOther = (reason: string, { other }: Toolchain): string =>
  other === undefined ? reason : `${reason.replace(/\.$/, '')}. ${other.sentence}`;

function cellOf(
  { question, toolchain, built }: Prepared,
  answer: Pick<Cell, 'verdict' | 'reason' | 'evidence' | 'trials' | 'fix' | 'skipped'>,
  bug: Bug,
): Cell {
  return {
    subject: question.subject.text,
    go: toolchain.release,
    // The built program knows its C library.
    ...targetRecord(built.ok ? built.value.target : question.target),
    toolchain: {
      source: toolchain.origin,
      goroot: shortenHome(toolchain.goroot, homeFolder()),
      version: toolchain.versionText,
      verified: toolchain.verified,
      ...(toolchain.other === undefined ? {} : { onPath: toolchain.other.onPath }),
    },
    ...(built.ok ? { goEnv: reportedGoEnv(built.value, homeFolder()) } : {}),
    predicted: predictRelease(bug, toolchain.release).verdict,
    ...answer,
    reason: withOther(answer.reason, toolchain),
  };
}
