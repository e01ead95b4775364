/**
 * The results about a track, at any time: an interrupted search has results as well, only with wider brackets.
 * Nothing here guesses: a boundary is exact only if the releases on both of its sides were run.
 */
import type { SearchConfig } from '../model/bisect.js';
import { unreachable } from '../model/unreachable.js';
import {
  between,
  changes,
  isBad,
  predictedBad,
  scanHolds,
  settledAround,
  type Board,
  type SettledSquare,
  type Square,
} from './board.js';
import type { RunAnswer } from './judge-answers.js';
import { isOlderRelease } from '../model/go-version.js';
import { planTrack } from './plan.js';

export interface Unsettled {
  readonly release: string;
  readonly reason: string;
}

/** The place where a line turns bad or good again. */
export interface Boundary {
  /** The first release that was run and is on the new side. */
  readonly release: string;
  /** Older ones that may be the first instead, oldest first, because they could not be run. Empty: the boundary is exact. */
  readonly orElse: readonly Unsettled[];
  /** The last release that was run and is on the old side; null if no older release of the line was run. */
  readonly before: string | null;
  /** True if every existing side was run again and gave the same answer. */
  readonly confirmed: boolean;
}

export interface AffectedRange {
  readonly introduced: Boundary;
  /** Null: bad up to the last release that was run. */
  readonly fixed: Boundary | null;
}

interface Basis {
  readonly tested: readonly { readonly release: string; readonly answer: RunAnswer; readonly runs: number }[];
  /** Releases that were tried in vain. */
  readonly unsettled: readonly Unsettled[];
  /** Releases that were never run: their neighbours say what is assumed of them. */
  readonly untested: readonly string[];
  /**
   * True if the scan expects of every untested release what its neighbours came to, and no run contradicted the scan.
   */
  readonly scanAgrees: boolean;
  /** False while there are steps left. */
  readonly complete: boolean;
  /** The reason why nothing can be said, for `cannot-tell`. */
  readonly trouble: string | null;
}

export interface LineResult extends Basis {
  readonly line: string;
  readonly status: 'affected' | 'never-affected' | 'not-applicable' | 'cannot-tell';
  readonly ranges: readonly AffectedRange[];
}

/** A change found on the way from a good release to a bad one. */
export interface Change {
  /** `unclear`: the releases in between could not be run, and the path changes there from one line to the next. */
  readonly direction: 'introduced' | 'fixed' | 'unclear';
  readonly good: string;
  readonly bad: string;
  /** Releases between the two that could not be run; empty: they are neighbours. */
  readonly between: readonly Unsettled[];
  readonly confirmed: boolean;
}

export interface PathResult extends Basis {
  readonly path: string;
  readonly status: 'found' | 'cannot-tell';
  readonly changes: readonly Change[];
}

export function findOnLine(board: Board, config: SearchConfig): LineResult {
  const basis = readBasis(board, config);
  const status = lineStatus(board, basis);
  return { line: board.name, status, ranges: status === 'affected' ? readRanges(board) : [], ...basis };
}

export function findOnPath(board: Board, config: SearchConfig): PathResult {
  const basis = readBasis(board, config);
  const found = basis.trouble === null ? changes(board).map((pair) => readChange(board, pair)) : [];
  return { path: board.name, status: found.length > 0 ? 'found' : 'cannot-tell', changes: found, ...basis };
}

function lineStatus(board: Board, { trouble }: Basis): LineResult['status'] {
  if (trouble !== null) return 'cannot-tell';
  const answers = new Set(board.settled.map(({ judgement }) => judgement.answer));
  if (answers.has('bad')) return 'affected';
  return answers.has('good') ? 'never-affected' : 'not-applicable';
}

function readBasis(board: Board, config: SearchConfig): Basis {
  const complete = planTrack(board, config).length === 0;
  const untested = board.squares.filter(({ judgement }) => judgement.kind === 'open');
  return {
    tested: board.settled.map(({ release, judgement: { answer, runs } }) => ({ release, answer, runs })),
    unsettled: board.squares.flatMap((square) =>
      square.judgement.kind === 'unusable' || square.judgement.kind === 'conflict' ? [explain(square)] : [],
    ),
    untested: untested.map(({ release }) => release),
    scanAgrees: scanHolds(board) && untested.every((square) => agreesWithNeighbours(board, square)),
    complete,
    trouble: troubleOf(board, complete),
  };
}

function troubleOf({ squares, settled, trouble }: Board, complete: boolean): string | null {
  if (trouble !== null) return trouble;
  if (squares.length === 0) return 'no release is known';
  if (settled.length === 0) return complete ? 'no release could be run' : 'nothing was run yet';
  // A sighting is valid even if the search was cut short. Only at its end can it say that there is no bug.
  return complete || settled.some(isBad) ? null : 'the search was not finished';
}

function agreesWithNeighbours(board: Board, square: Square): boolean {
  return Object.values(settledAround(board, square)).every(
    (neighbour) => neighbour === undefined || isBad(neighbour) === predictedBad(square),
  );
}

function readRanges(board: Board): AffectedRange[] {
  const ranges: AffectedRange[] = [];
  let introduced: Boundary | null = null;
  let previous: SettledSquare | null = null;
  for (const square of board.settled) {
    const bad = isBad(square);
    if (bad && introduced === null) introduced = readBoundary(board, previous, square);
    else if (!bad && introduced !== null) {
      ranges.push({ introduced, fixed: readBoundary(board, previous, square) });
      introduced = null;
    }
    previous = square;
  }
  if (introduced !== null) ranges.push({ introduced, fixed: null });
  return ranges;
}

function readBoundary(board: Board, before: SettledSquare | null, square: SettledSquare): Boundary {
  return {
    release: square.release,
    orElse: board.squares.slice((before?.index ?? -1) + 1, square.index).map(explain),
    before: before?.release ?? null,
    confirmed: isConfirmed(square) && (before === null || isConfirmed(before)),
  };
}

function readChange(board: Board, { left, right }: { left: SettledSquare; right: SettledSquare }): Change {
  const [bad, good] = isBad(left) ? [left, right] : [right, left];
  return {
    direction: readDirection(board, left, right, bad),
    good: good.release,
    bad: bad.release,
    between: between(board, left, right).map(explain),
    confirmed: isConfirmed(left) && isConfirmed(right),
  };
}

function readDirection(board: Board, left: Square, right: Square, bad: Square): Change['direction'] {
  const stretch = board.squares.slice(left.index, right.index + 1);
  const rising = stretch
    .map(({ release }, at) => isOlderRelease(stretch[at - 1]?.release ?? '', release))
    .slice(1);
  if (new Set(rising).size > 1) return 'unclear';
  const older = rising[0] === true ? left : right;
  return older === bad ? 'fixed' : 'introduced';
}

function isConfirmed({ judgement }: SettledSquare): boolean {
  return judgement.rounds >= 2;
}

function explain({ release, judgement }: Square): Unsettled {
  switch (judgement.kind) {
    case 'unusable':
    case 'conflict':
      return { release, reason: judgement.reason };
    case 'open':
      return { release, reason: judgement.runs === 0 ? 'not run' : 'not run often enough' };
    case 'settled':
      return { release, reason: judgement.answer };
    default:
      return unreachable(judgement);
  }
}
