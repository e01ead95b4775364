import type { Track } from '../../model/bisect.js';
import type { StaticVerdict } from '../../model/verdict.js';
import { predictRelease } from '../../release/predictions.js';
import type { Session } from '../session.js';
import { scanNow } from '../scan/open-scanner.js';

export interface Expectations {
  readonly of: (release: string) => StaticVerdict;
  /** Releases that the proxy would not let a scan read. */
  readonly refused: readonly string[];
}

/**
 * Finds the verdict of each release by its sources: from the table of this version of the tool, else from a scan made
 * now.
 */
export async function expectReleases(releases: readonly string[], context: Session): Promise<Expectations> {
  const unknown = releases.filter((release) => predictRelease(context.bug, release).verdict === 'unknown');
  const rows = unknown.length === 0 ? [] : await scanNow(unknown, context);
  const scanned = new Map(rows.flatMap((row) => (row.kind === 'judged' ? [[row.release, row.verdict]] : [])));
  return {
    of: (release) => scanned.get(release) ?? predictRelease(context.bug, release).verdict,
    refused: rows.flatMap((row) => (row.kind === 'skipped' && row.refused ? [row.release] : [])),
  };
}

/** A line's releases, each with what is expected of it. */
export function toTrack(name: string, releases: readonly string[], expectations: Expectations): Track {
  return { name, points: releases.map((release) => ({ release, predicted: expectations.of(release) })) };
}
