/**
 * The size of the builds of each toolchain, kept in a file beside their folder so that a full cache need not be counted
 * each time.
 *
 * Builds change only while somebody has leased them. So a kept size holds while nobody has a lease and its stamp is
 * still what the folders say: their identities, and that of the folder of leases. The system changes the latter whenever
 * a lease is taken or given back, whichever release of this tool does it. A file that somebody else removes from the
 * middle of a GOCACHE is not noticed until the next run there, or until the builds are counted again (`doctor --deep`).
 *
 * A file of sizes that is damaged, is another folder's or does not fit is the same as none: then the builds are counted.
 */
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Clock } from '../host/clock.js';
import { diskUsageBytes, fileIdentity, readSmallFile, writeFileAtomic } from '../host/files/files.js';
import { isLeased, notesOf } from '../host/locks/lease.js';
import { parseJson } from '../text/parse-json.js';

/** The folder of the files of sizes, beside the builds. */
export const keptSizes = '.sizes';

const keptSchema = z.object({ stamp: z.string(), sizeBytes: z.int().nonnegative() });

/**
 * A file system may note times in steps of two seconds (FAT), and a change within the step of the one before would not
 * be seen. So a size is not kept until the last change is longer ago.
 */
const coarsestStepMs = 3_000;

interface SizeOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Counts even if a size is kept. */
  readonly countAgain: boolean;
}

export interface BuildsSize {
  readonly sizeBytes: number;
  readonly inUse: boolean;
}

/** The size of a folder of builds: the kept one if it holds, or else counted, and kept if nobody uses the builds. */
export async function sizeOfBuilds(
  folder: string,
  { clock, signal, countAgain }: SizeOptions,
): Promise<BuildsSize> {
  // The stamp comes first: whoever takes a lease after it changes what the next one will be compared with.
  const stamp = await stampOf(folder);
  const inUse = await isLeased(folder, clock);
  const kept = countAgain || inUse ? null : await readKept(folder, stamp);
  if (kept !== null) return { sizeBytes: kept, inUse };
  const sizeBytes = await diskUsageBytes(folder, { signal });
  if (!inUse && (await isSettled(folder, clock)) && (await stampOf(folder)) === stamp) {
    // A cache that cannot be written only costs time.
    await writeFileAtomic(fileOf(folder), JSON.stringify({ stamp, sizeBytes })).catch(() => undefined);
  }
  return { sizeBytes, inUse };
}

/** Removes the kept size of builds that are no longer there. */
export const forgetSize = (folder: string): Promise<void> =>
  rm(fileOf(folder), { force: true }).catch(() => undefined);

async function readKept(folder: string, stamp: string): Promise<number | null> {
  const kept = keptSchema.safeParse(parseJson(await readSmallFile(fileOf(folder), 4 << 10)));
  return kept.success && kept.data.stamp === stamp ? kept.data.sizeBytes : null;
}

const fileOf = (folder: string): string =>
  path.join(path.dirname(folder), keptSizes, `${path.basename(folder)}.json`);

const stampedFolders = (folder: string): string[] => [
  folder,
  path.join(folder, 'gocache'),
  path.join(folder, 'programs'),
  notesOf(folder),
];

async function stampOf(folder: string): Promise<string> {
  return (await Promise.all(stampedFolders(folder).map(fileIdentity))).join(' ');
}

async function isSettled(folder: string, clock: Clock): Promise<boolean> {
  const infos = await Promise.all(stampedFolders(folder).map((file) => stat(file).catch(() => null)));
  return infos.every((info) => info === null || clock.now() - info.ctimeMs > coarsestStepMs);
}
