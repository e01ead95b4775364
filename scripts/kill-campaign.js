/**
 * Kills the command at random moments, again and again, and looks at what follows: the next run must give the right
 * answer, nothing that was started may live on, and nothing may be left in the cache or in the folder for temporary files.
 *
 *   node scripts/kill-campaign.js [--kills 100] [--seed 1] [--kinds setup,install,build,trial,matrix,prune]
 *
 * Everything happens in a folder of its own, and two releases are downloaded, one of them again and again. Linux only.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bin = path.join(root, 'bin', 'cgoprof-repro.js');
/** Affected, and fixed by its next. */
const [affected, fixed] = ['1.23.7', '1.23.8'];
/** Until then, what was killed must have taken everything with it. */
const settleMs = 5_000;
/** Whoever needs longer hangs. */
const runLimitMs = 10 * 60_000;

const { values: options } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    kinds: { type: 'string', default: 'setup,install,build,trial,matrix,prune' },
  },
});

const folder = mkdtempSync(path.join(os.tmpdir(), 'kill-campaign-'));
/** @param {string} name */
const place = (name) => path.join(folder, name);
const cache = place('cache');
const pristine = place('pristine');
const temporary = place('tmp');
const clone = place('clone');
for (const made of [cache, temporary]) mkdirSync(made);

/** @type {Record<string, string>} */
const env = {
  ...Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  ),
  CGOPROF_REPRO_CACHE: cache,
  TMPDIR: temporary,
  // What is found on the machine would be used in place, and nothing installed.
  GOMODCACHE: path.join(folder, 'none'),
};

/**
 * What is killed, what makes it necessary again, and how the next run is known to be right. `share` of all kills.
 * @typedef {{share: number, prepare: () => void, args: string[], next: string[], exit: number, says: RegExp[], bin?: string}} Kind
 * @type {Record<string, Kind>}
 */
const kinds = {
  setup: {
    share: 0.08,
    prepare: () => remove(...['.setup', 'dist', 'node_modules'].map((name) => path.join(clone, name))),
    args: ['--version'],
    next: ['--version'],
    exit: 0,
    says: [/^\d+\.\d+\.\d+\n$/],
    bin: path.join(clone, 'bin', 'cgoprof-repro.js'),
  },
  install: {
    share: 0.16,
    prepare: () => remove(...inCache('toolchains'), ...inCache('builds')),
    args: ['toolchain', 'install', affected],
    next: ['toolchain', 'install', affected],
    exit: 0,
    says: [/go1\.23\.7 +(?:installed|present)/, /verified/],
  },
  build: {
    share: 0.2,
    prepare: () => remove(...programs()),
    args: ['--go', affected, '--quick'],
    next: ['--go', affected, '--quick'],
    exit: 3,
    says: [/AFFECTED: go1\.23\.7/],
  },
  trial: {
    share: 0.24,
    prepare: () => undefined,
    args: ['--go', fixed, '--probes', 'profile-crash,preemption', '--duration', '8s'],
    next: ['--go', affected, '--quick'],
    exit: 3,
    says: [/AFFECTED: go1\.23\.7/],
  },
  matrix: {
    share: 0.2,
    prepare: () => remove(...programs()),
    args: ['matrix', '--go', `${affected},${fixed}`, '--confidence', '0.9'],
    next: ['matrix', '--go', `${affected},${fixed}`, '--confidence', '0.9'],
    exit: 3,
    says: [/go1\.23\.7.*affected/s, /go1\.23\.8.*fixed/s],
  },
  prune: {
    share: 0.12,
    prepare: () => undefined,
    args: ['toolchain', 'prune', '--max-size', '1MB'],
    next: ['toolchain', 'prune', '--max-size', '1MB'],
    exit: 0,
    says: [/./],
  },
};

/** @param {string} name */
const inCache = (name) => [path.join(cache, name)];

const programs = () => {
  const builds = path.join(cache, 'builds');
  return existsSync(builds) ? readdirSync(builds).map((name) => path.join(builds, name, 'programs')) : [];
};

/** @param {string[]} places */
function remove(...places) {
  for (const place of places) rmSync(place, { recursive: true, force: true });
}

/** Numbers from 0 to 1 (mulberry32), the same for the same seed. @param {number} seed */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param {Kind} kind @param {string[]} args */
function run(kind, args) {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [kind.bin ?? bin, ...args], {
    env,
    encoding: 'utf8',
    timeout: runLimitMs,
    killSignal: 'SIGKILL',
  });
  return { status, stdout, stderr, ms: performance.now() - startedAt };
}

/** Whether it was still running. @param {Kind} kind @param {number} afterMs */
async function killAfter(kind, afterMs) {
  const child = spawn(process.execPath, [kind.bin ?? bin, ...kind.args], { env, stdio: 'ignore' });
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => child.once('exit', () => resolve()));
  await Promise.race([pause(afterMs), ended]);
  const wasRunning = child.kill('SIGKILL');
  await ended;
  return wasRunning;
}

/** Processes that work in the folder of the campaign, by what was typed or by their environment. */
function alive() {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return [];
    const typed = readOr(`/proc/${pid}/cmdline`);
    const environment = readOr(`/proc/${pid}/environ`);
    const isOurs = `${typed}\0${environment}`.includes(folder);
    return isOurs ? [`${pid} ${typed.replaceAll('\0', ' ')}`] : [];
  });
}

/** @param {string} file */
function readOr(file) {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

async function settle() {
  const until = performance.now() + settleMs;
  let left = alive();
  while (left.length > 0 && performance.now() < until) {
    await pause(50);
    left = alive();
  }
  return left;
}

/** What no run may leave: half-made things, locks, leases and claims in the cache, anything in the other two. */
function leftovers() {
  const ofCache = list(cache).filter((name) =>
    /-p\d+\.s\d+\.[^/]*$|\.making[^/]*$|\.lock$|\.tmp$/.test(name),
  );
  const ofSetup = list(path.join(clone, '.setup')).filter((name) => !name.endsWith('.stamp'));
  return [...ofCache, ...list(temporary).map((name) => `tmp/${name}`), ...ofSetup];
}

/** Names below a folder; the insides of a toolchain are of no interest. @param {string} place @returns {string[]} */
function list(place) {
  if (!existsSync(place)) return [];
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const isDeep = entry.isDirectory() && !/^go\d[\d.]*\.linux-|^gocache$/.test(entry.name);
    const inside = isDeep ? list(path.join(place, entry.name)) : [];
    return [entry.name, ...inside.map((name) => `${entry.name}/${name}`)];
  });
}

/** @typedef {{kind: string, atMs: number, killed: boolean, alive: string[], wrong: string | null, left: string[]}} Outcome */

/** @param {string} name @param {number} atMs @returns {Promise<Outcome>} */
async function tryOnce(name, atMs) {
  const kind = kinds[name];
  if (kind === undefined) throw new Error(`there is no ${name}`);
  if (name !== 'setup' && name !== 'install') restore();
  kind.prepare();
  const killed = await killAfter(kind, atMs);
  const living = await settle();
  const { status, stdout, stderr, ms } = run(kind, kind.next);
  const isRight = status === kind.exit && kind.says.every((pattern) => pattern.test(stdout));
  const wrong = isRight
    ? null
    : `exit code ${status} after ${Math.round(ms / 1000)} s: ${stdout.slice(-300)}${stderr.slice(-600)}`;
  return { kind: name, atMs, killed, alive: living, wrong, left: leftovers() };
}

/** The cache as it was when all was installed and built: by links, so that it takes no time. */
function restore() {
  remove(cache);
  spawnSync('cp', ['-al', pristine, cache], { stdio: 'inherit' });
}

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);

/** @param {string[]} names @returns {Promise<Map<string, number>>} how long each takes undisturbed */
async function prepare(names) {
  if (names.includes('setup')) {
    const { stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
    for (const file of stdout.split('\0').filter((name) => name !== ''))
      cpSync(path.join(root, file), path.join(clone, file));
  }
  if (names.some((name) => name !== 'setup')) {
    for (const release of [affected, fixed])
      spawnSync(process.execPath, [bin, '--go', release, '--quick'], {
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    spawnSync('cp', ['-al', cache, pristine], { stdio: 'inherit' });
  }
  const durations = new Map();
  for (const name of names) {
    const kind = kinds[name];
    if (kind === undefined) throw new Error(`there is no ${name}: ${Object.keys(kinds).join(', ')}`);
    if (name !== 'setup' && name !== 'install') restore();
    kind.prepare();
    const { status, ms, stderr } = run(kind, kind.args);
    if (status !== 0 && status !== kind.exit) throw new Error(`${name} does not work: ${stderr}`);
    durations.set(name, ms);
  }
  return durations;
}

const names = options.kinds.split(',');
const shares = names.map((name) => kinds[name]?.share ?? 0);
const allShares = shares.reduce((sum, share) => sum + share, 0);
const random = randomFrom(Number(options.seed));
/** @type {Outcome[]} */
const outcomes = [];
try {
  const durations = await prepare(names);
  for (const [at, name] of names.entries()) {
    const kills = Math.round((Number(options.kills) * (shares[at] ?? 0)) / allShares);
    for (let n = 0; n < kills;) {
      const outcome = await tryOnce(name, random() * (durations.get(name) ?? 0));
      outcomes.push(outcome);
      // It was measured on a busier machine, or without what earlier runs have left: not counted, and tried earlier.
      if (outcome.killed) n += 1;
      else durations.set(name, outcome.atMs);
      const problems = [
        ...outcome.alive,
        ...outcome.left,
        ...(outcome.wrong === null ? [] : [outcome.wrong]),
      ];
      const told = problems.length === 0 ? 'well' : problems.join('; ');
      say(
        `${name} ${n}/${kills}, ${outcome.killed ? 'killed' : 'ended before'} at ${Math.round(outcome.atMs)} ms: ${told}`,
      );
    }
  }
} finally {
  remove(folder);
}

say('\nwhat     kills  ended before  next run right  alive after 5 s  left behind');
for (const name of names) {
  const those = outcomes.filter(({ kind }) => kind === name);
  const counts = [
    those.filter(({ killed }) => killed).length,
    those.filter(({ killed }) => !killed).length,
    those.filter(({ wrong }) => wrong === null).length,
    those.filter(({ alive: living }) => living.length > 0).length,
    those.filter(({ left }) => left.length > 0).length,
  ];
  const widths = [5, 12, 14, 15, 11];
  say(`${name.padEnd(9)}${counts.map((count, i) => String(count).padEnd(widths[i] ?? 0)).join('  ')}`);
}
const isWell = outcomes.every(
  ({ alive: living, left, wrong }) => living.length + left.length === 0 && wrong === null,
);
process.exitCode = isWell ? 0 : 1;
