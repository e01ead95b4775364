import { groupBy } from '../model/group-by.js';
import { unreachable } from '../model/unreachable.js';
import type { AffectedRange, Boundary, Change, LineResult, PathResult, Unsettled } from './line-results.js';
import { isOlderRelease } from '../model/go-version.js';

/** Writes `1.23: introduced in go1.23.0, fixed in go1.23.8`, with every limit of this answer. */
export function describeLine(result: LineResult): string {
  return `${result.line}: ${[statusWords(result), ...limits(result)].join('; ')}`;
}

function statusWords(result: LineResult): string {
  const { status, ranges, trouble, unsettled } = result;
  switch (status) {
    case 'cannot-tell':
      return `cannot tell: ${trouble ?? 'nothing was run'}`;
    case 'not-applicable':
      return 'not applicable';
    case 'never-affected':
      return unsettled.length === 0 ? 'never affected' : 'not affected where it could be run';
    case 'affected':
      return ranges.map((range) => rangeWords(range, result)).join('; again ');
  }
  return unreachable(status);
}

function rangeWords({ introduced, fixed }: AffectedRange, result: LineResult): string {
  const end = fixed === null ? openEndWords(result) : boundaryWords('fixed', fixed);
  return `${beginningWords(introduced)}, ${end}`;
}

/** Returns the newest release that was run if it is not the line's newest; null means that "never" may be said. */
export function openEndOf(result: LineResult): string | null {
  return newerOf(result).length > 0 ? lastRunOf(result) : null;
}

const lastRunOf = ({ tested }: LineResult): string => tested.at(-1)?.release ?? '';

/** The releases of the line of which nothing is known by a run, newer than all that were run. */
function newerOf(result: LineResult): string[] {
  const others = [...result.untested, ...result.unsettled.map(({ release }) => release)];
  return others.filter((release) => isOlderRelease(lastRunOf(result), release));
}

function openEndWords(result: LineResult): string {
  const newer = newerOf(result).length;
  if (newer === 0) return 'never fixed';
  return `not fixed in ${lastRunOf(result)}, ${newer === 1 ? 'one newer was' : `${newer} newer were`} not run`;
}

/** A line that begins with the bug got it before its first release. */
function beginningWords(introduced: Boundary): string {
  const { release, orElse, before, confirmed } = introduced;
  if (before !== null || orElse.length > 0) return boundaryWords('introduced', introduced);
  return `affected from its first release, ${release}${confirmed ? '' : ' (not confirmed)'}`;
}

function boundaryWords(verb: string, boundary: Boundary): string {
  const { release, orElse, before, confirmed } = boundary;
  const doubt = confirmed ? '' : ' (not confirmed)';
  if (orElse.length === 0) return `${verb} in ${release}${doubt}`;
  if (orElse.length > 3)
    return `${verb} ${before === null ? 'by' : `after ${before} and by`} ${release}${doubt}`;
  const candidates = [...orElse.map((other) => other.release), release].join(' or ');
  return `${verb} in ${candidates}${doubt}`;
}

/** Says on which runs the result rests if not every release was run. */
function limits({ tested, untested, unsettled, scanAgrees, complete, status }: LineResult): string[] {
  const said: string[] = [];
  if (status !== 'cannot-tell' && untested.length > 0) {
    said.push(`run: ${tested.map(({ release }) => release).join(', ')}`);
    const basis = scanAgrees ? 'as predicted' : 'taken to be like their neighbours';
    said.push(`not run: ${untested.length}, ${basis}`);
  }
  if (unsettled.length > 0) said.push(reasons(unsettled));
  if (!complete && status !== 'cannot-tell') said.push('not finished');
  return said;
}

/** Writes `go1.23.7: 403 Forbidden`; releases with the same reason are named together. */
function reasons(unsettled: readonly Unsettled[]): string {
  return [...groupBy(unsettled, ({ reason }) => reason)]
    .map(([reason, alike]) => `${alike.map(({ release }) => release).join(', ')}: ${reason}`)
    .join('; ');
}

/** Describes the result of a bisect between two releases in a sentence or two. */
export function describePath({ path, status, changes, trouble, complete, unsettled }: PathResult): string {
  if (status === 'cannot-tell') {
    const why = trouble ?? (unsettled.length > 0 ? reasons(unsettled) : 'no change was seen');
    return `${path}: cannot tell: ${why}`;
  }
  const found = changes.map(changeWords).join('; ');
  return `${path}: ${found}${complete ? '' : '; not finished'}`;
}

function changeWords({ direction, good, bad, between, confirmed }: Change): string {
  const doubt = confirmed ? '' : ' (not confirmed)';
  const sides = `${bad} is bad, ${good} is good`;
  if (direction === 'unclear' || between.length > 0)
    return `changed between ${bad} and ${good}${doubt}: ${sides}; ${reasons(between)}`;
  return direction === 'fixed'
    ? `fixed in ${good}${doubt}: ${sides}`
    : `introduced in ${bad}${doubt}: ${sides}`;
}
