/**
 * Makes a clone ready to run: installs the locked dependencies and compiles, each only when it is missing or stale.
 * Plain JavaScript over Node's own modules, because it runs before anything is installed. Quiet unless something fails.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const state = path.join(root, '.setup');
const lockFile = path.join(state, 'lock');
const staleLockMs = 10 * 60_000;

/**
 * The steps, in order: what each depends on, what it makes, and how.
 * @typedef {{name: string, inputs: () => string, makes: string, command: string, args: string[]}} Step
 * @type {Step[]}
 */
const steps = [
  {
    name: 'installing dependencies',
    inputs: () => contentOf(['package-lock.json']),
    makes: 'node_modules',
    command: process.platform === 'win32' ? 'npm.cmd' : 'npm',
    args: ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
  },
  {
    name: 'compiling',
    inputs: () => contentOf(['tsconfig.json', 'package-lock.json']) + timesOf('src'),
    makes: path.join('dist', 'cli.js'),
    command: process.execPath,
    args: [path.join('scripts', 'build.js')],
  },
];

/** Brings the clone up to date. Exits with 1 when a step fails: there is nothing to run then. */
export function setUp() {
  if (steps.every(isDone)) return;
  withLock(() => {
    for (const step of steps) if (!isDone(step)) run(step);
  });
}

/** @param {Step} step */
function isDone(step) {
  return existsSync(path.join(root, step.makes)) && readOr(stampOf(step), '') === step.inputs();
}

/** @param {Step} step */
function run(step) {
  process.stderr.write(`cgoprof-repro: ${step.name} (first run, or something changed) …\n`);
  const before = step.inputs();
  const { status, stdout, stderr, error } = spawnSync(step.command, step.args, {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) {
    process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error === undefined ? '' : `${error.message}\n`}`);
    process.stderr.write(
      `cgoprof-repro: ${step.name} failed; try \`${path.basename(step.command)} ${step.args.join(' ')}\`\n`,
    );
    rmSync(lockFile, { force: true });
    process.exit(1);
  }
  writeFileSync(stampOf(step), before);
}

/** @param {Step} step */
const stampOf = (step) => path.join(state, `${step.name.split(' ')[0]}.stamp`);

/** @param {string[]} files */
function contentOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readOr(path.join(root, file), ''));
  return hash.digest('hex');
}

/**
 * Sizes and times of the sources: reading them all would cost more than the rest of a warm start.
 * @param {string} folder
 */
function timesOf(folder) {
  const hash = createHash('sha256');
  for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const { size, mtimeMs } = statSync(file);
    hash.update(`${path.relative(root, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** @param {string} file @param {string} fallback */
function readOr(file, fallback) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return fallback;
  }
}

/**
 * Two first runs at once must not install into one folder together.
 * @param {() => void} work
 */
function withLock(work) {
  mkdirSync(state, { recursive: true });
  while (!tryLock()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  try {
    work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function tryLock() {
  try {
    closeSync(openSync(lockFile, 'wx'));
    return true;
  } catch {
    const age = existsSync(lockFile) ? Date.now() - statSync(lockFile).mtimeMs : 0;
    if (age > staleLockMs) rmSync(lockFile, { force: true });
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setUp();
