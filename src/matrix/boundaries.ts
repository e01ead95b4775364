import type { Prediction } from '../model/verdict.js';

export interface ScannedRelease {
  readonly release: string;
  readonly predicted: Prediction;
}

export interface BoundarySelection<Release extends ScannedRelease> {
  /** Beside a change, or without a prediction. */
  readonly run: readonly Release[];
  /** Between two that are predicted alike: their prediction is taken over, marked as such. */
  readonly takenFromScan: readonly Release[];
}

/**
 * For `--confirm boundaries`: which of the releases, given oldest first, have to be run. By order of number, so that the
 * last release of a line and the first of the next are neighbours and a change from line to line is confirmed as well.
 * What the scan could not read is run, and so is what lies beside it, for there may be a change on either side.
 */
export function selectBoundaries<Release extends ScannedRelease>(
  releases: readonly Release[],
): BoundarySelection<Release> {
  const isBoundary = (release: Release, at: number): boolean =>
    release.predicted === 'unknown' ||
    [releases[at - 1], releases[at + 1]].some(
      (neighbour) => neighbour !== undefined && neighbour.predicted !== release.predicted,
    );
  const marked = releases.map((release, at) => ({ release, boundary: isBoundary(release, at) }));
  return {
    run: marked.filter(({ boundary }) => boundary).map(({ release }) => release),
    takenFromScan: marked.filter(({ boundary }) => !boundary).map(({ release }) => release),
  };
}
