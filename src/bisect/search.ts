/**
 * The search over releases as data and functions: no release is run here. A caller asks for the next steps, runs one or
 * several of them, records what they came to, and asks again until there are none:
 *
 *     let state = createSearch(config);
 *     for (let [step] = nextSteps(state); step !== undefined; [step] = nextSteps(state))
 *       state = record(state, step.release, await run(step.release));
 */
import type { Answer, SearchConfig, SearchState } from '../model/bisect.js';
import { unreachable } from '../model/unreachable.js';
import { predictedBad, readBoards, settledAround, type Board, type Square } from './board.js';
import { findOnLine, findOnPath, type LineResult, type PathResult } from './line-results.js';
import { planTrack, type Step } from './plan.js';

export function createSearch(config: SearchConfig): SearchState {
  return { config, log: [] };
}

/** Replays a saved log under a configuration; answers about unknown releases are left out. */
export function replay(config: SearchConfig, log: SearchState['log']): SearchState {
  const known = new Set(config.tracks.flatMap(({ points }) => points.map(({ release }) => release)));
  return { config, log: log.filter(({ release }) => known.has(release)) };
}

/** Tells if a saved search asked the same question, so that its answers may be reused. */
export function asksTheSame(a: SearchConfig, b: SearchConfig): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Throws a RangeError for a release that is not part of the search. */
export function record(state: SearchState, release: string, answer: Answer): SearchState {
  if (!state.config.tracks.some(({ points }) => points.some((point) => point.release === release)))
    throw new RangeError(`${release} is not part of this search`);
  return { config: state.config, log: [...state.log, { release, answer }] };
}

/**
 * Returns the steps that may be run now, best first, line by line. Each is wanted no matter what the others answer, so
 * several may run at once. If there are none, the search is over.
 */
export function nextSteps(state: SearchState): Step[] {
  return readBoards(state).flatMap((board) => planTrack(board, state.config));
}

export interface Candidates {
  /** The most urgent first. */
  readonly releases: readonly string[];
  /** True: the scan expects an answer of each step, and these are wanted if it is right. */
  readonly areExpected: boolean;
}

/**
 * Returns the releases worth fetching while the steps run: those that are wanted once the steps have answered. If the
 * scan expects an answer of the first step, only that branch is followed, otherwise both. The other steps answer as
 * expected.
 */
export function nextCandidates(state: SearchState): Candidates {
  const [step, ...others] = nextSteps(state);
  if (step === undefined) return { releases: [], areExpected: false };
  const ahead = others.reduce((now, { release }) => record(now, release, guess(now, release)), state);
  const ways = expectedAnswers(state, step.release).map((answer) =>
    nextSteps(record(ahead, step.release, answer)).map(({ release }) => release),
  );
  const longest = Math.max(...ways.map(({ length }) => length));
  const byUrgency = Array.from({ length: longest }, (_, rank) =>
    ways.flatMap((way) => way.slice(rank, rank + 1)),
  );
  const asked = new Set([step, ...others].map(({ release }) => release));
  return {
    releases: [...new Set(byUrgency.flat())].filter((release) => !asked.has(release)),
    areExpected: [...asked].every((release) => expectedAnswers(state, release).length === 1),
  };
}

function expectedAnswers(state: SearchState, release: string): Answer[] {
  const found = findSquare(state, release);
  const predicted = found === undefined ? null : predictedBad(found.square);
  if (predicted === null) return [{ kind: 'bad' }, { kind: 'good' }];
  return [{ kind: predicted ? 'bad' : 'good' }];
}

export interface Estimate {
  /** Releases in question: each will be run or ruled out by the others. */
  readonly left: number;
  /** Runs until the end, including confirmations, if things go as expected. */
  readonly steps: number;
}

/**
 * Found by continuing the search with the answers that the scan expects, or else the nearest known neighbour. A release
 * is in question if it is so at any point of that. So, as long as the answers are the expected ones, `left` only falls,
 * and `steps` with every answer by one.
 */
export function estimate(state: SearchState): Estimate {
  let ahead = state;
  let steps = 0;
  const left = new Set<string>();
  for (let [step] = nextSteps(ahead); step !== undefined; [step] = nextSteps(ahead)) {
    for (const release of inQuestion(ahead)) left.add(release);
    ahead = record(ahead, step.release, guess(ahead, step.release));
    steps += 1;
  }
  const open = new Set(openReleases(state));
  return { left: [...left].filter((release) => open.has(release)).length, steps };
}

function guess(state: SearchState, release: string): Answer {
  const { claims } = state.config;
  if (release === claims?.bad) return { kind: 'bad' };
  if (release === claims?.good) return { kind: 'good' };
  const found = findSquare(state, release);
  if (found === undefined) return { kind: 'good' };
  const { board, square } = found;
  if (square.judgement.kind === 'settled') return { kind: square.judgement.answer };
  const predicted = predictedBad(square);
  if (predicted !== null) return { kind: predicted ? 'bad' : 'good' };
  const [nearest] = board.settled.toSorted(
    (a, b) => Math.abs(a.index - square.index) - Math.abs(b.index - square.index),
  );
  return { kind: nearest?.judgement.answer ?? 'good' };
}

/** Names the releases without an answer that a search asks now, or that lie between different answers. */
function inQuestion(state: SearchState): string[] {
  return readBoards(state).flatMap((board) => {
    const asked = new Set(planTrack(board, state.config).map(({ release }) => release));
    if (asked.size === 0) return [];
    return board.squares
      .filter((square) => asked.has(square.release) || liesBetweenDifferent(board, square))
      .map(({ release }) => release);
  });
}

function liesBetweenDifferent(board: Board, square: Square): boolean {
  const { left, right } = settledAround(board, square);
  return left !== undefined && right !== undefined && left.judgement.answer !== right.judgement.answer;
}

const openReleases = (state: SearchState): string[] =>
  readBoards(state)
    .flatMap(({ squares }) => squares)
    .filter(({ judgement }) => judgement.kind === 'open')
    .map(({ release }) => release);

function findSquare(state: SearchState, release: string) {
  const squares = readBoards(state).flatMap((board) => board.squares.map((square) => ({ board, square })));
  return squares.find(({ square }) => square.release === release);
}

export type SearchResult =
  | { readonly kind: 'lines'; readonly lines: readonly LineResult[] }
  | { readonly kind: 'between'; readonly paths: readonly PathResult[] };

/** May be called at any time: before the end the brackets are wider, and unknown parts are marked as such. */
export function result(state: SearchState): SearchResult {
  const boards = readBoards(state);
  switch (state.config.kind) {
    case 'lines':
      return { kind: 'lines', lines: boards.map((board) => findOnLine(board, state.config)) };
    case 'between':
      return { kind: 'between', paths: boards.map((board) => findOnPath(board, state.config)) };
    default:
      return unreachable(state.config.kind);
  }
}
