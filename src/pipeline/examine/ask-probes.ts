import type { Bug } from '../../bugs/bug.js';
import type { Evidence } from '../../model/report.js';
import type { Probe } from '../../oracle/probe.js';
import { factIn } from '../../verdict/judge-evidence.js';
import { askProbe, readFromOther, type ProbeAnswer } from './ask-probe.js';
import type { ProbeQuestion } from './question.js';
import type { CellContext } from './work-folder.js';

/**
 * Puts the probes of the plan to a program; the answers come in the order of the bug's table. While the toolchain may be
 * affected they are asked one after another, since one crash may decide. Once the fact says that it is not, every one is
 * going to be asked, and they are asked side by side: what one of them waits for, others use.
 */
export async function askProbes(
  asked: Pick<ProbeQuestion, 'question' | 'program' | 'start'>,
  context: CellContext,
): Promise<ProbeAnswer[]> {
  const { plan } = asked.question;
  const probes = context.bug.probes.filter(({ name }) => plan.probes.includes(name));
  const answers: ProbeAnswer[] = [];
  const evidence = (): Evidence[] => answers.map((answer) => answer.evidence);
  for (const [index, probe] of probes.entries()) {
    if (!plan.exhaustive && isDecided(evidence(), context.bug)) {
      answers.push(...probes.slice(index).flatMap((each) => cannotTell(each, asked) ?? []));
      break;
    }
    const expected = factIn(evidence(), context.bug);
    if (expected === 'fixed' || expected === 'not-applicable')
      return [...answers, ...(await askSideBySide(probes.slice(index), { ...asked, expected }, context))];
    answers.push(await ask({ ...asked, probe, expected }, [], context));
  }
  return answers;
}

/** When one cannot go on, the others are stopped and waited for: nothing may run on behind the caller's back. */
async function askSideBySide(
  probes: readonly Probe[],
  asked: Omit<ProbeQuestion, 'probe'>,
  context: CellContext,
): Promise<ProbeAnswer[]> {
  const stop = new AbortController();
  const within = { ...context, signal: AbortSignal.any([context.signal, stop.signal]) };
  const running = new Map<string, Promise<ProbeAnswer>>();
  for (const probe of probes) {
    const other = running.get(probe.alsoSeenBy ?? '');
    const answer = async (): Promise<ProbeAnswer> =>
      ask({ ...asked, probe }, (await other)?.seen ?? [], within);
    running.set(probe.name, answer());
  }
  const all = Promise.all(running.values());
  await all.catch((error: unknown) => stop.abort(error));
  await Promise.allSettled(running.values());
  return all;
}

async function ask(
  asked: ProbeQuestion,
  seenByOther: ProbeAnswer['seen'],
  context: CellContext,
): Promise<ProbeAnswer> {
  return (
    cannotTell(asked.probe, asked) ??
    readFromOther(asked, seenByOther, context) ??
    (await askProbe(asked, context))
  );
}

/** The answer of a probe that says nothing on this target; null if it does. */
function cannotTell(probe: Probe, { question }: Pick<ProbeQuestion, 'question'>): ProbeAnswer | null {
  const why = probe.cannotTell(question.target);
  if (why === null) return null;
  const detail = `cannot tell here: ${why}`;
  return { evidence: { probe: probe.name, verdict: 'inconclusive', detail }, trials: [], seen: [] };
}

/**
 * True once the answer is clear. An affected toolchain is decided once the fact and the crash itself agree; a fixed one
 * has to pass every probe.
 */
function isDecided(evidence: readonly Evidence[], bug: Bug): boolean {
  const decisive = new Set(bug.probes.filter((probe) => probe.decisive).map(({ name }) => name));
  const crashed = evidence.some(
    ({ probe, verdict }) => probe !== undefined && decisive.has(probe) && verdict === 'affected',
  );
  return crashed && factIn(evidence, bug) === 'affected';
}
