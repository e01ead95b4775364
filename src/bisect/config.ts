import type { SearchConfig, Track } from '../model/bisect.js';
import { err, ok, type Result } from '../model/result.js';
import { certain } from '../stats/sequential.js';
import { isOlderRelease } from '../model/go-version.js';
import { pathBetween } from './path.js';

/** Release lines, oldest first, each with its releases oldest first. */
type Lines = readonly Track[];

interface LineSearchOptions extends Partial<Pick<SearchConfig, 'seek' | 'scan' | 'maxGap' | 'rule'>> {
  readonly lines: Lines;
}

/** Half of a usual line: if nothing is known beforehand, a line that looks the same at both ends is examined once. */
const usualGap = 6;

/**
 * Searches every line by itself. By default each answer is believed, and only boundaries are asked twice; another rule
 * is for a probe that may err.
 */
export function searchLines(options: LineSearchOptions): SearchConfig {
  const { lines, rule = certain, seek = 'both', scan = 'saves-runs', maxGap = usualGap } = options;
  return { kind: 'lines', tracks: [...lines], claims: null, seek, scan, maxGap, rule };
}

interface PathSearchOptions {
  readonly lines: Lines;
  readonly good: string;
  readonly bad: string;
  /** Insists on looking for a fix: the bad release is the older one. */
  readonly findFix?: boolean;
}

/**
 * The classic bisect from a good to a bad release, in either direction of time. It finds a real change, but does not
 * claim that it is the only one. The error says in a sentence why it cannot search between the two.
 */
export function searchBetween(options: PathSearchOptions): Result<SearchConfig, string> {
  const { lines, good, bad, findFix = false } = options;
  if (good === bad) return err(`${good} cannot be both good and bad`);
  if (findFix && isOlderRelease(good, bad))
    return err(
      `a fix is looked for from an older bad release to a newer good one, but ${good} is older than ${bad}`,
    );
  const [from, to] = isOlderRelease(good, bad) ? [good, bad] : [bad, good];
  const path = pathBetween(lines, from, to);
  if (!path.ok) return path;
  return ok({
    kind: 'between',
    tracks: [{ name: `${from} … ${to}`, points: path.value }],
    claims: { good, bad },
    seek: 'both',
    scan: 'orders-runs',
    maxGap: path.value.length,
    rule: certain,
  });
}
