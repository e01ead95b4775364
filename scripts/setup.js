/**
 * Makes a clone ready to run: installs the locked dependencies and compiles, each only when it is missing or stale.
 * Plain JavaScript over Node's own modules, because it runs before anything is installed. Quiet unless something fails.
 */
import { spawnSync } from 'node:child_process';
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
 * The steps, in order: the files and folders that each depends on, what it makes, and how. `byContent`: a change of time
 * alone, such as a checkout makes, is no reason to do it again.
 * @typedef {{name: string, inputs: string[], byContent: boolean, makes: string, command: string, args: string[]}} Step
 * @type {Step[]}
 */
const steps = [
  {
    name: 'installing dependencies',
    inputs: ['package-lock.json'],
    byContent: true,
    makes: 'node_modules',
    command: process.platform === 'win32' ? 'npm.cmd' : 'npm',
    // The compiler is a development dependency, which NODE_ENV=production would leave out.
    args: ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
  },
  {
    name: 'compiling',
    inputs: ['tsconfig.json', 'package-lock.json', 'scripts/build.js', 'src'],
    byContent: false,
    makes: path.join('dist', 'bundle', 'cli.cjs'),
    command: process.execPath,
    args: [path.join('scripts', 'build.js')],
  },
];

/** Brings the clone up to date. Exits with 1 when a step fails: there is nothing to run then. */
export async function setUp() {
  if (steps.every(isSurelyDone)) return;
  await withLock(async () => {
    for (const step of steps) if (!(await isDone(step))) await run(step);
  });
}

/**
 * By names, sizes and times: asked at every start, so that it must cost next to nothing.
 * @param {Step} step
 */
function isSurelyDone(step) {
  return existsSync(path.join(root, step.makes)) && readStamp(step).times === timesOf(step.inputs);
}

/** @param {Step} step */
async function isDone(step) {
  if (isSurelyDone(step)) return true;
  if (!step.byContent || !existsSync(path.join(root, step.makes))) return false;
  const { content } = readStamp(step);
  if (content !== (await contentOf(step.inputs))) return false;
  writeStamp(step, { content, times: timesOf(step.inputs) });
  return true;
}

/** @param {Step} step */
async function run(step) {
  process.stderr.write(`cgoprof-repro: ${step.name} (first run, or something changed) …\n`);
  const before = {
    content: step.byContent ? await contentOf(step.inputs) : '',
    times: timesOf(step.inputs),
  };
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
    // To git bisect, 1 would be a verdict about the commit.
    process.exit(process.argv.includes('bisect-step') ? 128 : 1);
  }
  writeStamp(step, before);
}

/** @param {Step} step */
const stampOf = (step) => path.join(state, `${step.name.split(' ')[0]}.stamp`);

/**
 * First line the content's hash, the rest names, sizes and times.
 * @param {Step} step
 */
function readStamp(step) {
  const [content = '', ...times] = readOr(stampOf(step), '').split('\n');
  return { content, times: times.join('\n') };
}

/** @param {Step} step @param {{content: string, times: string}} stamp */
function writeStamp(step, { content, times }) {
  writeFileSync(stampOf(step), `${content}\n${times}`);
}

/** @param {string[]} files */
async function contentOf(files) {
  const { createHash } = await import('node:crypto');
  const hash = createHash('sha256');
  for (const file of files) hash.update(readOr(path.join(root, file), ''));
  return hash.digest('hex');
}

/**
 * A line for every file at or below the names.
 * @param {string[]} names
 * @returns {string}
 */
function timesOf(names) {
  return names
    .map((name) => {
      const full = `${root}/${name}`;
      const info = statSync(full, { throwIfNoEntry: false });
      if (info === undefined) return '';
      if (!info.isDirectory()) return `${name} ${info.size} ${info.mtimeMs}\n`;
      return timesOf(readdirSync(full).map((entry) => `${name}/${entry}`));
    })
    .join('');
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
 * @param {() => Promise<void>} work
 */
async function withLock(work) {
  mkdirSync(state, { recursive: true });
  while (!tryLock()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  try {
    await work();
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

if (process.argv[1] === fileURLToPath(import.meta.url)) await setUp();
