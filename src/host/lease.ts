/**
 * Folders that several processes use and any of them may remove once nobody does: installed toolchains, what was built
 * with them. Every use is a small file, named after the process; so is the claim of whoever wants to remove. Both write
 * first and look afterwards, so that of a user and a remover who come at once at least one sees the other: then the
 * remover gives way. A process that died leaves its file behind, which is swept away when it is met.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { ReproError } from '../model/errors.js';
import type { Clock } from './clock.js';
import { listFolder, readSmallFile, writeFileAtomic } from './files.js';
import { isProcessAlive } from './process-groups.js';

/** A cache on a network disk may be used by other machines, whose processes cannot be asked for. */
const foreignFileMs = 24 * 3600_000;
/** A claim is held while a folder is renamed. */
const claimPollMs = 20;

export type GiveBack = () => Promise<void>;

/**
 * Notes that `folder` (which need not exist) is used, until the returned function is called. In a cache that cannot be
 * written nothing is removed either: no note then.
 */
export async function takeLease(folder: string, clock: Clock, signal?: AbortSignal): Promise<GiveBack> {
  const file = noteFile(folder, 'lease');
  try {
    await writeFileAtomic(file, hostname());
  } catch (error) {
    if (error instanceof ReproError) return () => Promise.resolve();
    throw error;
  }
  try {
    while (await hasLive(folder, 'claim', clock)) await clock.sleep(claimPollMs, signal);
  } catch (error) {
    await removeNote(file);
    throw error;
  }
  return () => removeNote(file);
}

/** The right to remove `folder`, until the returned function is called; null when it is in use. */
export async function claimUnused(folder: string, clock: Clock): Promise<GiveBack | null> {
  const file = noteFile(folder, 'claim');
  await writeFileAtomic(file, hostname());
  if (!(await hasLive(folder, 'lease', clock))) return () => removeNote(file);
  await removeNote(file);
  return null;
}

export function isLeased(folder: string, clock: Clock): Promise<boolean> {
  return hasLive(folder, 'lease', clock);
}

type Note = 'lease' | 'claim';

/** Beside the folder, so that the notes outlive it. */
const notesOf = (folder: string): string => path.join(path.dirname(folder), '.leases', path.basename(folder));

const noteFile = (folder: string, note: Note): string =>
  path.join(notesOf(folder), `${note}-${process.pid}-${randomUUID()}`);

const removeNote = (file: string): Promise<void> => rm(file, { force: true }).catch(() => undefined);

async function hasLive(folder: string, note: Note, clock: Clock): Promise<boolean> {
  const notes = notesOf(folder);
  for (const entry of await listFolder(notes)) {
    const [, kind, pid] = /^(lease|claim)-(\d{1,10})-/.exec(entry) ?? [];
    if (kind !== note || entry.endsWith('.tmp')) continue;
    const file = path.join(notes, entry);
    if (await isLive(file, Number(pid), clock.now())) return true;
    await removeNote(file);
  }
  return false;
}

async function isLive(file: string, pid: number, nowMs: number): Promise<boolean> {
  if ((await readSmallFile(file, 1024)) === hostname()) return isProcessAlive(pid);
  const info = await stat(file).catch(() => null);
  return info !== null && nowMs - info.mtimeMs < foreignFileMs;
}
