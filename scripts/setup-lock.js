/**
 * One setup of a clone at a time. The lock is a file that names its owner, so that the lock of a process that was killed
 * is taken over at once, and by one only. Only Node's own modules: this runs before anything is installed.
 */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

const pauseMs = 200;
/** For an owner on another machine or in another container: whether that one lives cannot be asked from here. */
const longestSetupMs = 10 * 60_000;
/** Between making a file and writing it, or between two calls, pass microseconds; longer, and the process was killed there. */
const longestStepMs = 10_000;

/**
 * Waits until the lock is free and takes it. Throws what the file system refuses.
 * @param {string} file
 * @param {(owner: string) => void} onWait told once, when another process that may be alive has the lock
 * @returns {Promise<() => void>} gives it back; may be called again
 */
export async function takeLock(file, onWait) {
  const name = `${process.pid} ${os.hostname()} ${Date.now()}`;
  let told = false;
  while (!create(file, name)) {
    // Null when it was given back meanwhile.
    const holder = read(file);
    if (holder !== null && isDead(holder)) removeDead(file, holder.name);
    else if (holder !== null && !told) {
      told = true;
      onWait(holder.name.replace(/^(\d+) (\S+) .*$/, 'process $1 on $2'));
    }
    await pause(pauseMs);
  }
  return () => {
    if (read(file)?.name === name) rmSync(file, { force: true });
  };
}

/** @typedef {{name: string, ageMs: number}} Holder */

/** @param {Holder} holder */
function isDead({ name, ageMs }) {
  const [pid, host] = name.split(' ');
  if (host === undefined) return ageMs > longestStepMs;
  if (host !== os.hostname()) return ageMs > longestSetupMs;
  // A number that this process has been given since cannot be the owner's any more.
  return Number(pid) === process.pid || !isAlive(Number(pid));
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
 * Two that wait may both have seen the dead owner. Whoever may remove is settled by a second file, and what is removed is
 * looked at again under it: by then the lock may be that of somebody who took over.
 * @param {string} file @param {string} name of the dead owner
 */
function removeDead(file, name) {
  const claim = `${file}.claim`;
  if (!create(claim, '')) {
    if ((read(claim)?.ageMs ?? 0) > longestStepMs) rmSync(claim, { force: true });
    return;
  }
  try {
    if (read(file)?.name === name) rmSync(file, { force: true });
  } finally {
    rmSync(claim, { force: true });
  }
}

/**
 * False when the file is there already.
 * @param {string} file @param {string} text
 */
function create(file, text) {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Null when there is no such file.
 * @param {string} file @returns {Holder | null}
 */
function read(file) {
  try {
    return { name: readFileSync(file, 'utf8'), ageMs: Date.now() - statSync(file).mtimeMs };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && 'code' in error ? error.code : undefined);
