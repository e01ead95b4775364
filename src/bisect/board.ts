import type { Point, SearchConfig, SearchState, Track } from '../model/bisect.js';
import { groupBy } from '../model/group-by.js';
import type { SequentialRule } from '../stats/sequential.js';
import { judgeAnswers, type Judgement } from './judge-answers.js';

/** A release of a track with everything known about it. */
export interface Square {
  readonly index: number;
  readonly release: string;
  readonly predicted: Point['predicted'];
  readonly judgement: Judgement;
}

export type SettledSquare = Square & { readonly judgement: Extract<Judgement, { kind: 'settled' }> };

/** One track in its current state. It is derived from the log each time, so that it cannot disagree with it. */
export interface Board {
  readonly name: string;
  readonly squares: readonly Square[];
  /** The squares that have an answer, in the track's order. */
  readonly settled: readonly SettledSquare[];
  /** The reason why this track can have no answer, or null. */
  readonly trouble: string | null;
}

export function readBoards({ config, log }: SearchState): Board[] {
  const answers = groupBy(log, ({ release }) => release);
  const rule = ruleForOneRelease(config);
  const judgementOf = (release: string): Judgement =>
    judgeAnswers(answers.get(release)?.map(({ answer }) => answer) ?? [], rule);
  return config.tracks.map((track) => readBoard(track, config, judgementOf));
}

function readBoard(track: Track, config: SearchConfig, judgementOf: (release: string) => Judgement): Board {
  const squares = track.points.map((point, index) => ({
    index,
    ...point,
    judgement: judgementOf(point.release),
  }));
  const [conflict] = squares.flatMap(({ release, judgement }) =>
    judgement.kind === 'conflict' ? [`runs of ${release} disagree: ${judgement.reason}`] : [],
  );
  return {
    name: track.name,
    squares,
    settled: squares.filter(isSettled),
    trouble: conflict ?? brokenClaim(squares, config),
  };
}

/** Bonferroni: with the risk shared out over all releases, the confidence holds for all decisions together. */
function ruleForOneRelease({ rule, tracks }: SearchConfig): SequentialRule {
  const releases = tracks.reduce((sum, track) => sum + track.points.length, 0);
  return { ...rule, confidence: 1 - (1 - rule.confidence) / Math.max(1, releases) };
}

/**
 * A bisect between two releases rests on the claims about them. If a run contradicts a claim, there is nothing to
 * search.
 */
function brokenClaim(squares: readonly Square[], { claims }: SearchConfig): string | null {
  if (claims === null) return null;
  for (const claimed of ['good', 'bad'] as const) {
    const square = squares.find(({ release }) => release === claims[claimed]);
    if (square === undefined) return `${claims[claimed]} is not among the releases`;
    const { judgement, release } = square;
    if (judgement.kind === 'unusable') return `${release} was named as ${claimed}, but: ${judgement.reason}`;
    if (isSettled(square) && isBad(square) !== (claimed === 'bad'))
      return `${release} was named as ${claimed}, but it is ${square.judgement.answer}`;
  }
  return null;
}

function isSettled(square: Square): square is SettledSquare {
  return square.judgement.kind === 'settled';
}

export function isBad({ judgement }: SettledSquare): boolean {
  return judgement.answer === 'bad';
}

/** Returns what the scan expects, as bad or not; null if it does not know. */
export function predictedBad(square: Square): boolean | null {
  return square.predicted === 'unknown' ? null : square.predicted === 'affected';
}

/** False from the first run on that contradicts the scan. */
export function scanHolds(board: Board): boolean {
  return board.settled.every((square) => {
    const predicted = predictedBad(square);
    return predicted === null || predicted === isBad(square);
  });
}

/** Yields neighbours among the settled squares, left to right. */
export function settledPairs(board: Board): { left: SettledSquare; right: SettledSquare }[] {
  return board.settled.flatMap((right, at) => {
    const left = board.settled[at - 1];
    return left === undefined ? [] : [{ left, right }];
  });
}

/** Yields pairs of settled neighbours that differ: somewhere between them the history changes. */
export function changes(board: Board): { left: SettledSquare; right: SettledSquare }[] {
  return settledPairs(board).filter(({ left, right }) => isBad(left) !== isBad(right));
}

/** The nearest settled squares on both sides, if there are any. */
export function settledAround({ settled }: Board, { index: at }: Square) {
  const left = settled.findLast(({ index }) => index < at);
  const right = settled.find(({ index }) => index > at);
  return { left, right };
}

export function between(board: Board, left: Square, right: Square): readonly Square[] {
  return board.squares.slice(left.index + 1, right.index);
}
