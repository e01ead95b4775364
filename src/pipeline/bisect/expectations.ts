import type { Track } from '../../model/bisect.js';
import type { StaticVerdict } from '../../model/verdict.js';
import { predictRelease } from '../../release/predictions.js';
import type { Session } from '../session.js';
import { scanNow } from '../scan/open-scanner.js';

/**
 * Finds what is expected of each release by its sources: from the table of this version of the tool, else from a scan
 * made now.
 * @param lines the releases of each line
 * @returns the lines as tracks, and the releases that the proxy would not let the scan read
 */
export async function expectReleases(
  lines: ReadonlyMap<string, readonly string[]>,
  context: Session,
): Promise<{ readonly tracks: readonly Track[]; readonly refused: readonly string[] }> {
  const tableSays = (release: string): StaticVerdict => predictRelease(context.bug, release).verdict;
  const unknown = [...lines.values()].flat().filter((release) => tableSays(release) === 'unknown');
  const rows = unknown.length === 0 ? [] : await scanNow(unknown, context);
  const scanned = new Map(rows.flatMap((row) => (row.kind === 'judged' ? [[row.release, row.verdict]] : [])));
  const pointOf = (release: string) => ({ release, predicted: scanned.get(release) ?? tableSays(release) });
  return {
    tracks: [...lines].map(([name, releases]) => ({ name, points: releases.map(pointOf) })),
    refused: rows.flatMap((row) => (row.kind === 'skipped' && row.refused ? [row.release] : [])),
  };
}
