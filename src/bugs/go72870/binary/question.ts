/** The question to compiled files: what does the end of runtime.cgocallbackg do to isExtraInC? */
import type { CodeJudgement, RuntimeCode, RuntimeQuestion } from '../../../oracle/binary/runtime-question.js';
import type { Exploration } from '../../../oracle/binary/machine/explore.js';
import { since } from '../since.js';
import { analyseFlag } from './analyse-flag.js';
import { findCallCounter } from './find-counter.js';

const entry = 'runtime.cgocallbackg';
const counter = 'runtime.cgocall';
const callback = 'runtime.cgocallbackg1';

export const runtimeQuestion: RuntimeQuestion = {
  entry,
  others: [counter],
  onlyWithCgo: true,
  since,
  judge: judgeCode,
  absence: 'it has no isExtraInC',
};

function judgeCode({ functions, explore, calledName }: RuntimeCode): CodeJudgement {
  const isCallback = (target: number | null): boolean => target !== null && calledName(target) === callback;
  // The assembly wrapper of the same name only calls the real one.
  const explored = functions(entry).map(explore);
  const callsBack = (exploration: Exploration): boolean =>
    exploration.ok &&
    exploration.paths.some(({ events }) =>
      events.some((event) => event.kind === 'call' && isCallback(event.target)),
    );
  const cgocallbackg = explored.find(callsBack) ?? explored.find((exploration) => !exploration.ok);
  if (cgocallbackg === undefined) {
    return { verdict: 'unknown', reason: `${entry} was not found`, fields: null };
  }
  const counters = functions(counter).map((goFunction) => findCallCounter(explore(goFunction)));
  return analyseFlag(cgocallbackg, isCallback, counters.find((found) => found !== null) ?? null);
}
