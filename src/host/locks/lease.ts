/**
 * Folders that several processes use, and that any of them may remove once none does: installed toolchains, and the
 * programs built with them. Every use is an empty file, named after the process; so is the claim of a process that
 * wants to remove the folder. Both write first and look afterwards. If a user and a remover come at once, at least one
 * sees the other, and then the remover gives way. A process that was killed leaves its file behind, which is removed
 * when another process finds it.
 */
import { randomUUID } from 'node:crypto';
import { rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ReproError } from '../../model/errors.js';
import type { Clock } from '../clock.js';
import { listFolder, makeDirectory, withFileErrors } from '../files/files.js';
import { keepTouched } from './heartbeat.js';
import { describeOwner, isAbandoned, ownerTag, watchOwners, type Patience } from '../owner.js';

/**
 * A run may stand still for a while, for example when its container is paused. Its lease holds as long as its process
 * lives here.
 */
const leasePatience: Patience = { unknownMs: 5 * 60_000, aliveMs: Infinity };
/** A claim is held while a folder is renamed. */
const claimPatience: Patience = { unknownMs: 5_000, aliveMs: 60_000 };
const claimPollMs = 20;

export type GiveBack = () => Promise<void>;

export interface LeaseOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Called once, when `owner` is about to remove the folder, so that the lease has to wait. */
  readonly onWait?: (owner: string) => void;
}

/**
 * Notes that `folder` (which need not exist) is used, until the returned function is called. If a cache cannot be
 * written, nothing is removed from it either, so there is no note.
 */
export async function takeLease(folder: string, options: LeaseOptions): Promise<GiveBack> {
  const { clock, signal, onWait } = options;
  let note: Note;
  try {
    note = await writeNote(folder, 'lease');
  } catch (error) {
    if (error instanceof ReproError) return () => Promise.resolve();
    throw error;
  }
  try {
    const isGone = watchOwners(claimPatience, clock);
    let told = false;
    for (;;) {
      const claim = await findLive(folder, 'claim', isGone);
      if (claim === null) return note.giveBack;
      if (!told) onWait?.(describeOwner(claim));
      told = true;
      await clock.sleep(claimPollMs, signal);
    }
  } catch (error) {
    await note.giveBack();
    throw error;
  }
}

/** Acquires the right to remove `folder`, until the returned function is called; null if it is in use. */
export async function claimUnused(folder: string, clock: Clock): Promise<GiveBack | null> {
  const { file, giveBack } = await writeNote(folder, 'claim');
  // The time of the disk that the notes are on, which may be another machine's.
  const now = (await stat(file).catch(() => null))?.mtimeMs ?? clock.now();
  if (!(await hasLease(folder, now))) return giveBack;
  await giveBack();
  return null;
}

export function isLeased(folder: string, clock: Clock): Promise<boolean> {
  return hasLease(folder, clock.now());
}

/**
 * The folder of the notes about `folder`. Every lease changes it twice, when it is taken and when it is given back or
 * found abandoned; it is missing until the first.
 */
export const notesOf = (folder: string): string =>
  path.join(path.dirname(folder), notesFolder, path.basename(folder));

/** Removes the notes of dead processes, for every folder beside `folder`. */
export async function sweepNotes(parent: string, clock: Clock): Promise<void> {
  for (const name of await listFolder(path.join(parent, notesFolder))) {
    const folder = path.join(parent, name);
    await hasLease(folder, clock.now());
    await findLive(folder, 'claim', (file) => isAbandoned(file, claimPatience, clock.now()));
  }
}

type Kind = 'lease' | 'claim';

interface Note {
  readonly file: string;
  readonly giveBack: GiveBack;
}

/** Beside the folder, so that the notes outlive it. */
const notesFolder = '.leases';

async function writeNote(folder: string, kind: Kind): Promise<Note> {
  const file = path.join(notesOf(folder), `${kind}-${ownerTag()}${randomUUID()}`);
  await makeDirectory(path.dirname(file));
  await withFileErrors(file, () => writeFile(file, '', { flag: 'wx' }));
  const stopTouching = keepTouched(file);
  const giveBack = (): Promise<void> => {
    stopTouching();
    return removeNote(file);
  };
  return { file, giveBack };
}

const removeNote = (file: string): Promise<void> => rm(file, { force: true }).catch(() => undefined);

const hasLease = async (folder: string, nowMs: number): Promise<boolean> =>
  (await findLive(folder, 'lease', (file) => isAbandoned(file, leasePatience, nowMs))) !== null;

/** The first note of this kind that counts. Those that do not are removed. */
async function findLive(
  folder: string,
  kind: Kind,
  isGone: (file: string) => boolean,
): Promise<string | null> {
  const notes = notesOf(folder);
  let live: string | null = null;
  for (const entry of await listFolder(notes)) {
    if (!entry.startsWith(`${kind}-`)) continue;
    const file = path.join(notes, entry);
    if (isGone(file)) await removeNote(file);
    else live ??= file;
  }
  return live;
}
