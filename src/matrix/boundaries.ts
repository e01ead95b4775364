import type { StaticVerdict } from '../model/verdict.js';

export interface ScannedRelease {
  readonly release: string;
  readonly predicted: StaticVerdict;
}

export interface BoundarySelection<Release extends ScannedRelease> {
  /** Releases next to a change, or without a prediction. */
  readonly run: readonly Release[];
  /** Releases between two with the same prediction: their prediction is used, and marked as such. */
  readonly takenFromScan: readonly Release[];
}

/**
 * Selects, for `--confirm boundaries`, the releases that have to be run; they are given oldest first. They are ordered
 * by number, so that the last release of a line and the first of the next are neighbours and a change from line to line
 * is confirmed as well. Releases that the scan could not read are run, and so are their neighbours, because there may
 * be a change on either side.
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
