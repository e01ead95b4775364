/** The facts recorded when a toolchain was installed, in a file beside its folder. Its mtime is the last use. */
import { stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readSmallFile, writeFileAtomic } from '../../host/files/files.js';
import type { CachePaths } from '../../host/files/paths.js';
import { parseJsonObject } from '../find/go-command.js';

const markerSchema = z.object({
  schemaVersion: z.literal(1),
  release: z.string(),
  goos: z.string(),
  goarch: z.string(),
  /** Hash of the tree as the go command gave it, `h1:…`; null for a copy whose hash was not known. */
  sum: z.string().nullable(),
  /** True if the checksum database named that very hash. */
  vouched: z.boolean(),
  installedAt: z.iso.datetime(),
  sizeBytes: z.int().nonnegative(),
});
export type InstallMarker = z.infer<typeof markerSchema>;

export const markerFile = (paths: CachePaths, name: string): string =>
  path.join(paths.toolchains, `${name}.json`);

export async function readMarker(paths: CachePaths, name: string): Promise<InstallMarker | null> {
  const text = await readSmallFile(markerFile(paths, name), 64 << 10);
  const parsed = markerSchema.safeParse(parseJsonObject(text ?? ''));
  return parsed.success ? parsed.data : null;
}

export function writeMarker(paths: CachePaths, name: string, marker: InstallMarker): Promise<void> {
  return writeFileAtomic(markerFile(paths, name), `${JSON.stringify(marker, null, 2)}\n`);
}

/** Notes that a toolchain was used now; a cache that cannot be written keeps the older time. */
export async function touchUsed(paths: CachePaths, name: string, nowMs: number): Promise<void> {
  const now = new Date(nowMs);
  await utimes(markerFile(paths, name), now, now).catch(() => undefined);
}

/** Milliseconds since 1970, or null if there is no marker. */
export async function lastUsedMs(paths: CachePaths, name: string): Promise<number | null> {
  const info = await stat(markerFile(paths, name)).catch(() => null);
  return info?.mtimeMs ?? null;
}
