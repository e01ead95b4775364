/** Selects the mentions in a file that no reader has explained, and their statements. */
import type { Pin, PinResolution } from '../../model/pin.js';
import { releaseLines } from '../../release/catalogue.js';
import type { ReleaseKnowledge } from '../resolve/releases.js';
import { resolveRequirement } from '../resolve/resolve-pin.js';
import { takenArguments } from '../resolve/taken-arguments.js';
import type { Mention } from './find-mentions.js';
import { groupBy } from '../../model/group-by.js';

/** A statement of one release, or of one line, in one file. */
export interface Statement {
  /** The first place. */
  readonly mention: Mention;
  /** All lines that state it. */
  readonly lines: readonly number[];
  readonly resolution: PinResolution;
}

/** The pins that say what reads them: a build argument that nothing is seen to take is not one. */
export function explaining(pins: readonly Pin[]): readonly Pin[] {
  const taken = takenArguments(pins);
  return pins.filter(({ givesArgument }) => givesArgument === undefined || taken.has(givesArgument));
}

/** Removes the mentions that a pin of the same file covers. */
export function withoutPins(mentions: readonly Mention[], pins: readonly Pin[]): readonly Mention[] {
  if (mentions.length === 0 || pins.length === 0) return mentions;
  const byLine = groupBy(pins, ({ line }) => `${line}`);
  return mentions.filter(({ line, column, endColumn }) => {
    const ofLine = (byLine.get(`${line}`) ?? []).slice(0, mostOfLine);
    return !ofLine.some((pin) => pin.column < endColumn && column < pin.endColumn);
  });
}

// More pins than these on one line are made to keep a reader busy; any further one stays a mention.
const mostOfLine = 200;

/** The same release stated several times in one file is one statement. */
export function statementsOf(
  mentions: readonly Mention[],
  knowledge: ReleaseKnowledge,
): readonly Statement[] {
  const groups = groupBy(mentions, ({ requirement }) => JSON.stringify(requirement));
  return [...groups.values()].map((group) => {
    const [mention] = group;
    const lines = [...new Set(group.map(({ line }) => line))];
    return { mention, lines, resolution: resolveRequirement(mention.requirement, knowledge) };
  });
}

/**
 * Tells if it may be a Go that has the bug: an affected one, or an unknown one of a known line, such as a release
 * candidate.
 */
export function mayBeAffected(
  { mention: { requirement }, resolution: { verdict } }: Statement,
  knowledge: ReleaseKnowledge,
): boolean {
  if (verdict !== 'inconclusive') return verdict === 'affected';
  const line = requirement.kind === 'exact' ? /1\.\d+/.exec(requirement.release)?.[0] : undefined;
  return line !== undefined && releaseLines(knowledge.releases).includes(line);
}
