/** All pins of a folder, or of one file, with what is known of the releases they select. */
import path from 'node:path';
import { readTextFile } from '../../host/walk.js';
import type { Pin } from '../../model/pin.js';
import type { ScannedRelease } from '../../model/scan.js';
import { judgePins, type PinFinding } from '../../pins/judge-pins.js';
import { pinReaderFor } from '../../pins/pin-kinds.js';
import type { ReleaseKnowledge } from '../../pins/releases.js';
import { embeddedCatalogue, withReleases } from '../../release/catalogue.js';
import { predictRelease } from '../../release/predictions.js';
import { collectPins, maxPinFileBytes, type UnreadPlace } from '../collect-pins.js';

export interface RepositoryFindings {
  readonly findings: readonly PinFinding[];
  readonly unread: readonly UnreadPlace[];
}

/** Reads the sources of releases that the table does not know. */
export type ScanUnknown = (releases: readonly string[]) => Promise<readonly ScannedRelease[]>;

export async function findingsIn(folder: string, scanUnknown: ScanUnknown): Promise<RepositoryFindings> {
  const { pins, unread } = await collectPins(folder);
  return { findings: await judge(pins, scanUnknown), unread };
}

/** Null when a file of that name pins nothing. `file` relative to `folder`; other files that it refers to are not read. */
export async function findingsInFile(
  folder: string,
  file: string,
  scanUnknown: ScanUnknown,
): Promise<RepositoryFindings | null> {
  const read = pinReaderFor(file);
  if (read === null) return null;
  const text = await readTextFile(path.join(folder, file), maxPinFileBytes);
  if (!text.ok) return { findings: [], unread: [{ path: file, reason: text.error }] };
  return { findings: await judge(read({ path: file, text: text.value }), scanUnknown), unread: [] };
}

/** New releases come out faster than new versions of this tool; those that pins name are looked up. */
async function judge(pins: readonly Pin[], scanUnknown: ScanUnknown): Promise<readonly PinFinding[]> {
  const known = judgePins(pins, embedded);
  const unknown = known.flatMap(({ resolution: { verdict, releases } }) => {
    const [selected] = releases;
    return verdict === 'inconclusive' && selected !== undefined && embedded.predict(selected) === 'unknown'
      ? [selected]
      : [];
  });
  if (unknown.length === 0) return known;
  return judgePins(pins, withScanned(await scanUnknown([...new Set(unknown)])));
}

const embedded: ReleaseKnowledge = {
  releases: embeddedCatalogue.map(({ name }) => name),
  predict: (release) => predictRelease(release).verdict,
};

function withScanned(rows: readonly ScannedRelease[]): ReleaseKnowledge {
  const judged = new Map(rows.flatMap((row) => (row.kind === 'judged' ? [[row.release, row.verdict]] : [])));
  return {
    releases: withReleases(embeddedCatalogue, judged.keys()).map(({ name }) => name),
    predict: (release) => judged.get(release) ?? embedded.predict(release),
  };
}
