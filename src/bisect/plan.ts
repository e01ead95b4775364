/**
 * Plans the next runs on one track. The stages are asked in order and the first one with a wish is served, so reading
 * `stages` from top to bottom is reading the search: both ends first, then where the scan expects a change, then
 * narrowing each change that was seen, then looking into long stretches nobody has run, then confirming.
 */
import type { SearchConfig } from '../model/bisect.js';
import {
  between,
  changes,
  isBad,
  predictedBad,
  scanHolds,
  settledPairs,
  type Board,
  type SettledSquare,
  type Square,
} from './board.js';
import { isOlderRelease } from '../model/go-version.js';

export type Purpose =
  'repeat' | 'only-run' | 'first-end' | 'last-end' | 'predicted-change' | 'narrow' | 'spot-check' | 'confirm';

export interface Step {
  readonly track: string;
  readonly release: string;
  readonly purpose: Purpose;
}

type Stage = (board: Board, config: SearchConfig) => Wish[];
interface Wish {
  readonly square: Square;
  readonly purpose: Purpose;
}

const stages: readonly Stage[] = [repeats, ends, predictedChanges, narrowing, spotChecks, confirmations];

/** Returns the steps that are wanted no matter what the others answer, best first; empty if the track is done. */
export function planTrack(board: Board, config: SearchConfig): Step[] {
  if (board.trouble !== null) return [];
  for (const stage of stages) {
    const wishes = stage(board, config);
    if (wishes.length > 0)
      return wishes.map(({ square, purpose }) => ({ track: board.name, release: square.release, purpose }));
  }
  return [];
}

/**
 * A release whose answers do not decide yet comes before any other: its toolchain and program are available already.
 */
function repeats(board: Board): Wish[] {
  return board.squares
    .filter(({ judgement }) =>
      judgement.kind === 'open' ? judgement.runs > 0 : judgement.kind === 'settled' && judgement.midRound,
    )
    .map((square) => ({ square, purpose: 'repeat' }));
}

/** The outermost releases that can be run. An unusable one is replaced by the next inward. */
function ends(board: Board, config: SearchConfig): Wish[] {
  const usable = board.squares.filter(({ judgement }) => judgement.kind !== 'unusable');
  const [first, last] = [usable[0], usable.at(-1)];
  if (first === undefined || last === undefined) return [];
  // No bug and no change is expected anywhere on the line, the scan may save runs, and no run has contradicted it.
  const isQuiet =
    config.kind === 'lines' &&
    config.scan === 'saves-runs' &&
    usable.every((square) => predictedBad(square) === false) &&
    scanHolds(board);
  if (isQuiet) {
    // A line that is good at its beginning stays good unless a patch release breaks it. Code that is absent at a line's
    // end was absent before. Each time, the run that says most is chosen.
    const square = last.predicted === 'not-applicable' ? last : first;
    return wishIfOpen(square, 'only-run');
  }
  return [...wishIfOpen(first, 'first-end'), ...(last === first ? [] : wishIfOpen(last, 'last-end'))];
}

/** Both sides of every change the scan expects. */
function predictedChanges(board: Board, config: SearchConfig): Wish[] {
  if (!scanHolds(board)) return [];
  const known = board.squares.filter(
    (square) => predictedBad(square) !== null && square.judgement.kind !== 'unusable',
  );
  return known.flatMap((right, at) => {
    const left = known[at - 1];
    if (left === undefined || predictedBad(left) === predictedBad(right)) return [];
    if (!isSought(left, right, predictedBad(left) === true, config)) return [];
    return [left, right].flatMap((square) => wishIfOpen(square, 'predicted-change'));
  });
}

/** The middle of every stretch with a change, until its sides are neighbours or no release between them can be run. */
function narrowing(board: Board, config: SearchConfig): Wish[] {
  return soughtChanges(board, config).flatMap(({ left, right }) =>
    middle(openBetween(board, left, right)).map((square) => ({ square, purpose: 'narrow' })),
  );
}

/** A long stretch between two releases that agree may hide a bug that came and went, so its middle is examined. */
function spotChecks(board: Board, config: SearchConfig): Wish[] {
  const scanVouches = config.scan === 'saves-runs' && scanHolds(board);
  return settledPairs(board)
    .filter(({ left, right }) => isBad(left) === isBad(right))
    .map(({ left, right }) => ({ bad: isBad(left), open: openBetween(board, left, right) }))
    .filter(({ open }) => open.length > config.maxGap)
    .filter(({ bad, open }) => !(scanVouches && open.every((square) => predictedBad(square) === bad)))
    .flatMap(({ open }) => middle(open).map((square) => ({ square, purpose: 'spot-check' })));
}

/** Both sides of each change again, and a line's first release if the bug begins there. */
function confirmations(board: Board, config: SearchConfig): Wish[] {
  const sides = new Set(soughtChanges(board, config).flatMap(({ left, right }) => [left, right]));
  const first = board.settled[0];
  if (first !== undefined && isBad(first) && config.kind === 'lines' && config.seek !== 'fix')
    sides.add(first);
  return [...sides]
    .filter(({ judgement }) => judgement.rounds < 2 && judgement.unconfirmable === null)
    .map((square) => ({ square, purpose: 'confirm' }));
}

function soughtChanges(board: Board, config: SearchConfig): { left: SettledSquare; right: SettledSquare }[] {
  return changes(board).filter(({ left, right }) => isSought(left, right, isBad(left), config));
}

function isSought(left: Square, right: Square, leftBad: boolean, { seek }: SearchConfig): boolean {
  if (seek === 'both') return true;
  const olderIsBad = isOlderRelease(left.release, right.release) ? leftBad : !leftBad;
  return seek === (olderIsBad ? 'fix' : 'introduction');
}

function openBetween(board: Board, left: Square, right: Square): readonly Square[] {
  return between(board, left, right).filter(({ judgement }) => judgement.kind === 'open');
}

function middle(squares: readonly Square[]): Square[] {
  const square = squares[Math.floor((squares.length - 1) / 2)];
  return square === undefined ? [] : [square];
}

function wishIfOpen(square: Square, purpose: Purpose): Wish[] {
  return square.judgement.kind === 'open' ? [{ square, purpose }] : [];
}
