/** Keeps the files that the trials of one run wrote. Those of clean trials are removed, so most runs leave nothing. */
import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import { buildsOf, leaseBuilds, type LeasedBuilds } from '../../program/build-store.js';
import { listFolder, makeDirectory, removeTree } from '../../host/files/files.js';
import type { Fixture } from '../../model/program.js';
import type { Toolchain } from '../../model/toolchain.js';
import type { Session } from '../session.js';
import { loadFixture } from '../load-fixture.js';
import { readyRunners, type ReadyRunners } from '../targets/ready-runners.js';
import { clearLeftovers } from '../store/leftovers.js';

/** The context that every cell of a run shares. */
export interface CellContext extends Session {
  /** Leases the folder for everything that is built with a toolchain. */
  readonly leaseBuilds: (toolchain: Toolchain) => Promise<LeasedBuilds>;
  readonly fixture: Fixture;
  readonly readyRunner: ReadyRunners['readyFor'];
  /** The folder for the logs and profiles of trials; those of clean trials are removed. */
  readonly workFolder: string;
}

/** Runs of earlier days leave the logs of their failed trials here; this many are kept. */
const keptRuns = 20;

/** Gives `work` a fresh folder and the context that every cell shares, and tidies up after it. */
export async function withCellContext<T>(
  context: Session,
  work: (cellContext: CellContext) => Promise<T>,
): Promise<T> {
  const workFolder = await startWorkFolder(context);
  // Beside the work: removing an install that was killed halfway takes a second.
  const cleared = clearLeftovers(context);
  const runners = readyRunners(workFolder, context);
  try {
    return await work({
      ...context,
      leaseBuilds: (toolchain) => leaseBuilds(buildsOf(toolchain), context),
      fixture: await loadFixture(context.bug.fixture),
      readyRunner: runners.readyFor,
      workFolder,
    });
  } finally {
    await runners.close();
    await removeIfEmpty(workFolder);
    await cleared;
  }
}

/** Gives one cell a folder of its own, so that cells under way at once do not write over each other's logs. */
export async function withCellFolder<T>(
  context: CellContext,
  name: string,
  work: (context: CellContext) => Promise<T>,
): Promise<T> {
  const workFolder = path.join(context.workFolder, `cell-${folderName(name)}`);
  try {
    return await work({ ...context, workFolder });
  } finally {
    await removeIfEmpty(workFolder);
  }
}

/** Makes a folder's name: readable, short, and different for each name. */
function folderName(name: string): string {
  const slug = name.replaceAll(/[^\w.-]+/g, '_').slice(0, 60);
  return slug === name ? slug : `${slug}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

async function startWorkFolder({ paths, clock }: Session): Promise<string> {
  const earlier = await listFolder(paths.reports);
  for (const name of earlier.slice(0, Math.max(0, earlier.length - keptRuns))) {
    await removeTree(path.join(paths.reports, name));
  }
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-');
  const folder = path.join(paths.reports, `${stamp}-${randomUUID().slice(0, 8)}`);
  await makeDirectory(folder);
  return folder;
}

async function removeIfEmpty(folder: string): Promise<void> {
  if ((await listFolder(folder)).length === 0) await removeTree(folder);
}
