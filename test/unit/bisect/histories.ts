import type { Answer, Point, SearchConfig, SearchState, Track } from '../../../src/model/bisect.js';
import { formatGoVersion, parseGoVersion } from '../../../src/model/go-version.js';
import { createSearch, nextSteps, record } from '../../../src/bisect/search.js';

export type Predicted = Point['predicted'];

/** Newest patch release of each line on 2026-11-23. */
const newestPatch = { 20: 14, 21: 13, 22: 12, 23: 12, 24: 13, 25: 14, 26: 11, 27: 4 };

/** What real toolchains were seen to do. */
export function realAnswer(minor: number, patch: number): Predicted {
  if (minor <= 20) return 'not-applicable';
  if (minor <= 22) return 'affected';
  if (minor === 23) return patch <= 7 ? 'affected' : 'fixed';
  if (minor === 24) return patch <= 1 ? 'affected' : 'fixed';
  return 'fixed';
}

export function goLine(minor: number, newest: number, predict: (patch: number) => Predicted): Track {
  const points = Array.from({ length: newest + 1 }, (_, patch) => ({
    release: formatGoVersion({ major: 1, minor, patch, prerelease: null }),
    predicted: predict(patch),
  }));
  return { name: `1.${minor}`, points };
}

export function realLines(predict: (minor: number, patch: number) => Predicted): Track[] {
  return Object.entries(newestPatch).map(([minor, newest]) =>
    goLine(Number(minor), newest, (patch) => predict(Number(minor), patch)),
  );
}

export function realProbe(release: string): Answer {
  const version = parseGoVersion(release);
  if (version === null) throw new Error(`${release} is no release`);
  return answerOf(realAnswer(version.minor, version.patch));
}

export function answerOf(predicted: Predicted): Answer {
  switch (predicted) {
    case 'affected':
      return { kind: 'bad' };
    case 'fixed':
      return { kind: 'good' };
    case 'not-applicable':
      return { kind: 'not-applicable' };
    case 'unknown':
      return { kind: 'skip', reason: 'unknown' };
    default:
      throw new Error(predicted satisfies never);
  }
}

export interface Search {
  readonly state: SearchState;
  readonly runs: readonly string[];
  readonly distinct: ReadonlySet<string>;
}

/** Runs a search to its end. `choose` picks among the wanted steps: their order must not matter for the answer. */
export function search(
  config: SearchConfig,
  probe: (release: string, run: number) => Answer,
  choose: (steps: number) => number = () => 0,
  limit = 10_000,
): Search {
  let state = createSearch(config);
  const runs: string[] = [];
  for (;;) {
    const steps = nextSteps(state);
    if (steps.length === 0) return { state, runs, distinct: new Set(runs) };
    const release = steps[choose(steps.length) % steps.length]?.release ?? '';
    const run = runs.filter((earlier) => earlier === release).length;
    state = record(state, release, probe(release, run));
    runs.push(release);
    if (runs.length > limit) throw new Error(`no end after ${limit} runs`);
  }
}
