/**
 * Tells if a build has to compile the standard library as well, which takes most of the time of the first build with a
 * toolchain for a target. It has been compiled if a program is kept that was built with the same settings. These facts
 * are for progress only: a wrong one costs nothing but a wrong word.
 */
import path from 'node:path';
import { listFolder, readSmallFile } from '../host/files/files.js';
import type { Target } from '../model/target.js';
import { parseJson } from '../text/parse-json.js';
import type { BuildFolder } from './build-store.js';
import { manifestSchema, type Manifest } from './manifest.js';

/** A median of so many says enough. */
const mostMeasured = 20;

export async function isFirstBuild({ programs }: BuildFolder, target: Target): Promise<boolean> {
  for (const name of await listFolder(programs)) {
    const kept = await readKept(path.join(programs, name));
    if (kept !== null && sharesLibrary(kept, target)) return false;
  }
  return true;
}

/** Estimates how long a first build takes, by those that were made with any toolchain; null if there were none. */
export async function expectFirstBuildMs(builds: string): Promise<number | null> {
  const measured: number[] = [];
  for (const toolchain of await listFolder(builds)) {
    const programs = path.join(builds, toolchain, 'programs');
    for (const name of await listFolder(programs)) {
      const time = (await readKept(path.join(programs, name)))?.firstBuildMs;
      if (time !== undefined) measured.push(time);
    }
    if (measured.length >= mostMeasured) break;
  }
  return measured.toSorted((a, b) => a - b)[Math.floor(measured.length / 2)] ?? null;
}

async function readKept(folder: string): Promise<Manifest | null> {
  const manifest = manifestSchema.safeParse(
    parseJson(await readSmallFile(path.join(folder, 'program.json'), 64 << 10)),
  );
  return manifest.success ? manifest.data : null;
}

/** True if the go command compiled the packages of the library for that program as it would for this target. */
function sharesLibrary({ settings }: Manifest, { goos, goarch, buildmode, race }: Target): boolean {
  return (
    settings['GOOS'] === goos &&
    settings['GOARCH'] === goarch &&
    (settings['-buildmode'] ?? 'exe') === buildmode &&
    (settings['-race'] === 'true') === race
  );
}
