import type { ReportLine, SearchConfig } from '../model/bisect.js';
import { unreachable } from '../model/unreachable.js';
import { describeLine, describePath, openEndOf } from './describe.js';
import { isOlderRelease } from '../model/go-version.js';
import type { AffectedRange, Boundary, Change, LineResult, PathResult } from './line-results.js';

type ReportRange = ReportLine['ranges'][number];

/**
 * Results as ranges of introduced/fixed events, after the Open Source Vulnerability schema
 * (https://ossf.github.io/osv-schema/#affectedrangesevents-fields). Readers of the ranges alone must never take an
 * affected release for a safe one: a bracket is widened to every release that may be in it, and if nothing can be said
 * the range is open at both ends.
 */
export function toReportLines(
  results: readonly LineResult[],
  seek: SearchConfig['seek'] = 'both',
): ReportLine[] {
  return results.map((result) => ({
    line: result.line,
    ranges:
      result.status === 'cannot-tell'
        ? [unknownRange]
        : result.ranges.map((range) => ({ ...toRange(range, seek), ...openEnd(range, result) })),
    status: reportedStatus(result),
    ...(result.complete ? {} : { finished: false }),
    summary: describeLine(result),
    ...runsOf(result),
    ...(reportedStatus(result) === 'affected' ? { upgrade: upgradeFor(result, results) } : {}),
  }));
}

/**
 * The nearest release to move to: the fixed one of the same line, else the oldest one on a later line that was run and
 * found free of the bug with nothing affected after it. Null when none is known.
 */
function upgradeFor(result: LineResult, all: readonly LineResult[]): string | null {
  const later = all.slice(all.findIndex(({ line }) => line === result.line) + 1);
  return [result, ...later].map(firstLastingGood).find((release) => release !== null) ?? null;
}

/** Finds the oldest release of a line from which on every run was good. */
function firstLastingGood({ status, ranges, tested }: LineResult): string | null {
  switch (status) {
    case 'affected':
      return ranges.at(-1)?.fixed?.release ?? null;
    case 'never-affected':
    case 'not-applicable':
      return tested[0]?.release ?? null;
    case 'cannot-tell':
      return null;
  }
  return unreachable(status);
}

/** If a search was cut short while a line's end was open, it has not shown that the line was never fixed. */
function reportedStatus({ status, ranges, complete }: LineResult): LineResult['status'] {
  return status === 'affected' && !complete && ranges.at(-1)?.fixed === null ? 'cannot-tell' : status;
}

function openEnd({ fixed }: AffectedRange, result: LineResult): Pick<ReportRange, 'notFixedUpTo'> {
  const lastRun = fixed === null ? openEndOf(result) : null;
  return lastRun === null ? {} : { notFixedUpTo: lastRun };
}

function toRange({ introduced, fixed }: AffectedRange, seek: SearchConfig['seek']): ReportRange {
  const introducedIn = candidates(introduced);
  const fixedIn = fixed === null ? [] : candidates(fixed);
  return {
    introduced: introducedIn[0] ?? introduced.release,
    fixed: fixed?.release ?? null,
    ...(introducedIn.length > 1 ? { introducedIn } : {}),
    ...(fixedIn.length > 1 ? { fixedIn } : {}),
    confirmed:
      (seek === 'fix' || introduced.confirmed) && (seek === 'introduction' || fixed?.confirmed !== false),
  };
}

function candidates({ orElse, release }: Boundary): string[] {
  return [...orElse.map((other) => other.release), release];
}

/** The runs on which a result rests, and those that were tried in vain. */
const runsOf = ({ tested, unsettled }: LineResult | PathResult) => ({
  tested: [...tested],
  skipped: [...unsettled],
});

/**
 * Does the same for a bisect between two releases. It says where the path turned and nothing about the rest of the
 * history, so a range has one end only.
 */
export function toReportPaths(results: readonly PathResult[]): ReportLine[] {
  return results.map((result) => ({
    line: result.path,
    ranges: result.status === 'found' ? result.changes.map(toHalfRange) : [unknownRange],
    status: result.status === 'found' ? 'affected' : 'cannot-tell',
    summary: describePath(result),
    ...runsOf(result),
  }));
}

const unknownRange: ReportRange = { introduced: null, fixed: null };

function toHalfRange({ direction, good, bad, between, confirmed }: Change): ReportRange {
  const unsure = between.map(({ release }) => release);
  const oldestFirst = (last: string): string[] =>
    [...unsure, last].toSorted((a, b) => (isOlderRelease(a, b) ? -1 : 1));
  switch (direction) {
    case 'fixed': {
      const fixedIn = oldestFirst(good);
      return { introduced: null, fixed: good, ...(unsure.length > 0 ? { fixedIn } : {}), confirmed };
    }
    case 'introduced': {
      const introducedIn = oldestFirst(bad);
      const introduced = introducedIn[0] ?? bad;
      return {
        introduced,
        fixed: null,
        notFixedUpTo: bad,
        ...(unsure.length > 0 ? { introducedIn } : {}),
        confirmed,
      };
    }
    case 'unclear':
      return unknownRange;
    default:
      return unreachable(direction);
  }
}
