/**
 * The owner of a file that stands for a process: a claim, a lock, a folder that is being made. The file's name contains
 * the owner, so that it is known as soon as the file exists. A process id alone does not identify an owner: every
 * container has a process 1, and ids are reused. So the name also says when the process was started, and where: the
 * boot and the namespaces in which its id is valid.
 */
import { readlinkSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Clock } from './clock.js';
import { readOrEmpty } from './files/read-or-empty.js';
import { isProcessAlive } from './process/process-groups.js';

/** `unknown`: the process belongs to another container or machine and cannot be checked from here. */
export type OwnerState = 'alive' | 'dead' | 'unknown';

interface Owner {
  readonly pid: number;
  /** In units of the system, since its start; '0' if a system does not say. */
  readonly startedAt: string;
  readonly place: string;
}

const tagPattern = /\bp(\d{1,10})\.s(\d{1,20})\.([a-z0-9-]{1,80})_/;
let ownTag: string | null = null;

/** Names this process in a file name: `p4711.s8823910.1f2e3d4c-4026531836-4026531834_`. */
export function ownerTag(): string {
  ownTag ??= `p${process.pid}.s${startOf(process.pid) ?? '0'}.${herePlace()}_`;
  return ownTag;
}

/** Tells if the process that `name` names still runs; null if it names none. */
export function ownerState(name: string): OwnerState | null {
  const owner = ownerIn(name);
  return owner === null ? null : stateOf(owner);
}

/** For people: `process 4711`. */
export function describeOwner(name: string): string {
  const owner = ownerIn(name);
  if (owner === null) return 'another process';
  const where = owner.place === herePlace() ? '' : ' of another container or machine';
  return `process ${owner.pid}${where}`;
}

/** Owners touch the files that they hold every second (heartbeat.ts). */
export interface Patience {
  /** After this long without a touch, a file whose owner is elsewhere is given up. */
  readonly unknownMs: number;
  /** The same for an owner that is known to run; Infinity means never. */
  readonly aliveMs: number;
}

/**
 * True when nobody can come back to `file`. It decides by the age alone, by the clock of `nowMs`, and does not wait.
 */
export function isAbandoned(file: string, { unknownMs, aliveMs }: Patience, nowMs: number): boolean {
  const state = ownerState(file) ?? 'unknown';
  if (state === 'dead') return true;
  const touchedMs = touchedAt(file);
  // It has vanished meanwhile, or has a time in the future from a wrong clock.
  return touchedMs === null || Math.abs(nowMs - touchedMs) > (state === 'alive' ? aliveMs : unknownMs);
}

/**
 * Judges by observation: a file that was not touched while it was observed belongs to nobody, no matter what the clocks
 * of two machines say. Ask again and again.
 */
export function watchOwners(patience: Patience, clock: Clock): (file: string) => boolean {
  const seen = new Map<string, { touchedMs: number | null; sinceMs: number }>();
  return (file) => {
    const state = ownerState(file) ?? 'unknown';
    if (state === 'dead') return true;
    const [touchedMs, nowMs] = [touchedAt(file), clock.monotonicMs()];
    const before = seen.get(file);
    if (before?.touchedMs === touchedMs) {
      return nowMs - before.sinceMs > (state === 'alive' ? patience.aliveMs : patience.unknownMs);
    }
    seen.set(file, { touchedMs, sinceMs: nowMs });
    return false;
  };
}

function ownerIn(name: string): Owner | null {
  const [, pid, startedAt, place] = tagPattern.exec(path.basename(name)) ?? [];
  if (pid === undefined || startedAt === undefined || place === undefined) return null;
  return { pid: Number(pid), startedAt, place };
}

function stateOf({ pid, startedAt, place }: Owner): OwnerState {
  if (place !== herePlace()) return 'unknown';
  if (!isProcessAlive(pid)) return 'dead';
  const started = startOf(pid);
  // A process has this id, but it may not be the same process.
  if (startedAt === '0' || started === null) return 'unknown';
  return started === startedAt ? 'alive' : 'dead';
}

/** Returns '' for a process that has ended and waits for its parent to notice; null if unknown. */
function startOf(pid: number): string | null {
  const text = readOrEmpty(`/proc/${pid}/stat`);
  // The name before it, in parentheses, may contain anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  // proc(5): field 3 is the state, field 22 the start.
  if (fields[0] === 'Z' || fields[0] === 'X') return '';
  return fields[19] ?? null;
}

let place: string | null = null;

function herePlace(): string {
  place ??= findPlace();
  return place;
}

function findPlace(): string {
  const boot = readOrEmpty('/proc/sys/kernel/random/boot_id').slice(0, 8);
  if (boot === '')
    return (
      hostname()
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .slice(0, 80) || 'here'
    );
  return [boot, ...['pid', 'time'].map(namespaceOf)].join('-');
}

/** `pid:[4026531836]` */
function namespaceOf(kind: string): string {
  try {
    return /\d{1,20}/.exec(readlinkSync(`/proc/self/ns/${kind}`))?.[0] ?? '0';
  } catch {
    return '0';
  }
}

const touchedAt = (file: string): number | null => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
