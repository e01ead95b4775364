/**
 * One setup of a clone at a time: src/host/locks/lock.ts in plain JavaScript, since this runs before anything is installed or
 * compiled. The lock is a folder with one file in it that names the owner and is touched by it; both come in one rename,
 * and the lock of a process that was killed is taken over by renaming that file, which only one can do.
 */
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const pauseMs = 200;
const touchMs = 1_000;
/** Whether an owner in another container or on another machine lives cannot be asked for; it touches its file. */
const untouchedMs = 10_000;

/**
 * Waits until the lock is free and takes it. Throws what the file system refuses.
 * @param {string} folder
 * @param {{onWait: (owner: string) => void, onLost: () => void}} told `onWait` once, when another process that may be
 *   alive has the lock
 * @returns {Promise<() => void>} gives it back; may be called again
 */
export async function takeLock(folder, { onWait, onLost }) {
  const mine = `owner-p${process.pid}.s${startOf(process.pid)}.${place()}_${Date.now()}`;
  const isGone = watchOwners();
  let told = false;
  for (;;) {
    const owner = ownerOf(folder);
    if (owner === null ? create(folder, mine) : isGone(folder, owner) && takeOver(folder, owner, mine)) break;
    if (owner !== null && !told) {
      told = true;
      onWait(describe(owner));
    }
    await pause(pauseMs);
  }
  return keep(folder, mine, onLost);
}

/** @param {string} folder @param {string} mine @param {() => void} onLost */
function keep(folder, mine, onLost) {
  const file = path.join(folder, mine);
  const timer = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') return;
      clearInterval(timer);
      onLost();
    }
  }, touchMs).unref();
  return () => {
    clearInterval(timer);
    rmSync(file, { force: true });
    removeEmpty(folder);
  };
}

/** @param {string} folder */
function ownerOf(folder) {
  try {
    return readdirSync(folder).find((name) => name.startsWith('owner-')) ?? null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * False when somebody else was faster.
 * @param {string} folder @param {string} mine
 */
function create(folder, mine) {
  const beside = `${folder}.${mine}`;
  try {
    mkdirSync(beside);
    writeFileSync(path.join(beside, mine), '');
    // What was given back half is empty.
    removeEmpty(folder);
    renameSync(beside, folder);
    return true;
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    if (['ENOTEMPTY', 'EEXIST'].includes(codeOf(error)) || ownerOf(folder) !== null) return false;
    throw error;
  }
}

/** @param {string} folder @param {string} owner @param {string} mine */
function takeOver(folder, owner, mine) {
  try {
    renameSync(path.join(folder, owner), path.join(folder, mine));
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** @param {string} folder */
function removeEmpty(folder) {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody else's by now, or gone.
  }
}

/** Ask again and again: what nobody touched while somebody looked belongs to nobody, whatever two clocks say. */
function watchOwners() {
  /** @type {{owner: string, touchedMs: number, since: number} | null} */
  let seen = null;
  return (/** @type {string} */ folder, /** @type {string} */ owner) => {
    const state = stateOf(owner);
    if (state !== 'unknown') return state === 'dead';
    const touchedMs = statSync(path.join(folder, owner), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (seen?.owner === owner && seen.touchedMs === touchedMs)
      return performance.now() - seen.since > untouchedMs;
    seen = { owner, touchedMs, since: performance.now() };
    return false;
  };
}

/**
 * A number alone is no owner: every container has a process 1, and numbers are given again.
 * @param {string} owner @returns {'alive' | 'dead' | 'unknown'}
 */
function stateOf(owner) {
  const [, pid, startedAt, where] = /^owner-p(\d+)\.s(\d+)\.([a-z0-9-]+)_/.exec(owner) ?? [];
  if (where !== place()) return 'unknown';
  if (!isAlive(Number(pid))) return 'dead';
  const started = startOf(Number(pid));
  if (started === '0' || startedAt === '0') return 'unknown';
  return started === startedAt ? 'alive' : 'dead';
}

/** @param {string} owner */
function describe(owner) {
  const pid = /^owner-p(\d+)/.exec(owner)?.[1] ?? '?';
  return `process ${pid}${stateOf(owner) === 'unknown' ? ' of another container or machine' : ''}`;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, and another user's.
    return codeOf(error) === 'EPERM';
  }
}

/**
 * proc(5): field 22 is when it was started, field 3 tells those that have ended. '0' where that cannot be told.
 * @param {number} pid
 */
function startOf(pid) {
  const text = readOr(`/proc/${pid}/stat`);
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : (fields[19] ?? '0');
}

/** Where the number of a process means anything: this boot, this namespace. */
function place() {
  const boot = readOr('/proc/sys/kernel/random/boot_id').slice(0, 8);
  if (boot === '')
    return (
      os
        .hostname()
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-') || 'here'
    );
  return [boot, ...['pid', 'time'].map(namespaceOf)].join('-');
}

/** @param {string} kind */
function namespaceOf(kind) {
  try {
    return /\d+/.exec(readlinkSync(`/proc/self/ns/${kind}`))?.[0] ?? '0';
  } catch {
    return '0';
  }
}

/** @param {string} file */
function readOr(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** @param {unknown} error */
const codeOf = (error) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
