/** All pins of a folder, or of one file, with what is known of the releases they select. */
import { isOlderThanBug } from '../../model/bug.js';
import type { ScannedRelease } from '../../model/scan.js';
import { judgePins, type PinFinding } from '../../pins/judge-pins.js';
import type { ReleaseKnowledge } from '../../pins/releases.js';
import { embeddedCatalogue, withReleases } from '../../release/catalogue.js';
import { predictRelease } from '../../release/predictions.js';
import { collectPins, collectPinsOfFile, type RepositoryPins, type UnreadPlace } from '../collect-pins.js';
import { placeInRepository } from './repository-place.js';

export interface RepositoryFindings {
  /** What the files of the findings are relative to. */
  readonly root: string;
  readonly findings: readonly PinFinding[];
  readonly unread: readonly UnreadPlace[];
}

/** Reads the sources of releases that the table does not know. */
export type ScanUnknown = (releases: readonly string[]) => Promise<readonly ScannedRelease[]>;

export async function findingsIn(folder: string, scanUnknown: ScanUnknown): Promise<RepositoryFindings> {
  const { root, name } = await placeInRepository(folder, 'folder');
  const pins = await collectPins(root, name);
  return { root, findings: await judge(pins, scanUnknown), unread: pins.unread };
}

/** Null when such a file pins nothing. Files that it refers to are read, and not judged. */
export async function findingsInFile(
  file: string,
  scanUnknown: ScanUnknown,
): Promise<RepositoryFindings | null> {
  const { root, name } = await placeInRepository(file, 'file');
  const pins = await collectPinsOfFile(root, name);
  return pins === null ? null : { root, findings: await judge(pins, scanUnknown), unread: pins.unread };
}

/** New releases come out faster than new versions of this tool; those that pins name are looked up. */
async function judge(
  { pins, referred }: RepositoryPins,
  scanUnknown: ScanUnknown,
): Promise<readonly PinFinding[]> {
  const known = judgePins(pins, embedded, referred);
  const unknown = known.flatMap(({ resolution: { verdict, releases } }) => {
    const [selected] = releases;
    return verdict === 'inconclusive' && selected !== undefined && embedded.predict(selected) === 'unknown'
      ? [selected]
      : [];
  });
  if (unknown.length === 0) return known;
  return judgePins(pins, withScanned(await scanUnknown([...new Set(unknown)])), referred);
}

/** No table has all releases from before the bug, and none is needed. */
const embedded: ReleaseKnowledge = {
  releases: embeddedCatalogue.map(({ name }) => name),
  predict: (release) => (isOlderThanBug(release) ? 'not-applicable' : predictRelease(release).verdict),
};

function withScanned(rows: readonly ScannedRelease[]): ReleaseKnowledge {
  const judged = new Map(rows.flatMap((row) => (row.kind === 'judged' ? [[row.release, row.verdict]] : [])));
  return {
    releases: withReleases(embeddedCatalogue, judged.keys()).map(({ name }) => name),
    predict: (release) => judged.get(release) ?? embedded.predict(release),
  };
}
