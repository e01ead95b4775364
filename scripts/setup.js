/**
 * Makes a clone ready. To run, it takes the command that the clone carries ready-made (`prebuilt/`), as long as that is
 * what the sources say. For anything else, and once a source has changed, it installs the locked dependencies and
 * compiles, each only when it is missing or stale. Plain JavaScript over Node's own modules, because it runs before
 * anything is installed. Says what it does, and what to do when that fails.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuseOldNode } from '../bin/check-node.js';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const state = path.join(root, '.setup');
/** Everything that decides what is compiled. */
export const sources = ['tsconfig.json', 'package-lock.json', 'scripts/build.js', 'src'];
const prebuilt = path.join(root, 'prebuilt');
const lockFolder = path.join(state, 'locked');
/** Between SIGTERM and SIGKILL, when a step is to end. */
const graceMs = 1_000;

/** Exit codes of a shell for what these signals ended. */
const signals = /** @type {const} */ ({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 });

/**
 * On Windows npm is a batch file, which Node starts by a shell only (CVE-2024-27980); what it runs stands beside Node.
 * @type {[string, ...string[]]}
 */
const npm =
  process.platform === 'win32'
    ? [process.execPath, path.join(path.dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js')]
    : ['npm'];

/**
 * A step: the files and folders that it depends on, what it makes, and how. `byContent`: a change of time alone, such as
 * a checkout makes, is no reason to do it again.
 * @typedef {{name: string, inputs: string[], byContent: boolean, makes: string, command: string, args: string[]}} Step
 */

/** @type {Step} */
const installing = {
  name: 'installing dependencies',
  inputs: ['package-lock.json'],
  byContent: true,
  makes: 'node_modules',
  command: npm[0],
  // The compiler is a development dependency, which NODE_ENV=production would leave out.
  args: [...npm.slice(1), 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
};

/** @type {Step} */
const compiling = {
  name: 'compiling',
  inputs: sources,
  byContent: false,
  makes: path.join('dist', 'bundle', 'cli.cjs'),
  command: process.execPath,
  args: [path.join('scripts', 'build.js')],
};

const steps = [installing, compiling];

/** Why there is nothing to run: a message with what to type, and an exit code when it is not the usual one. */
class SetupFailure extends Error {
  /** @param {string} message @param {number} [exitCode] */
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Makes the command ready, and returns the file to load. Ends the process when that fails: there is nothing to run then.
 * @returns {Promise<string>}
 */
export async function setUpCommand() {
  const built = path.join(root, compiling.makes);
  return orRefuse(async () => {
    if (isSurelyDone(compiling)) return built;
    const carried = await carriedCommand();
    if (carried !== null) return carried;
    await doSteps();
    return built;
  });
}

/** Brings everything up to date that tests, checks and measurements need. Ends the process when that fails. */
const setUpAll = () => orRefuse(doSteps);

async function doSteps() {
  if (steps.every(isSurelyDone)) return;
  refuseOldNode(true);
  await withLock(async (interruption) => {
    const due = [];
    for (const step of steps) if (!(await isDone(step))) due.push(step);
    for (const [index, step] of due.entries())
      await run(step, due.length === 1 ? '' : `, step ${index + 1} of ${due.length}`, interruption);
  });
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function orRefuse(work) {
  try {
    return await work();
  } catch (error) {
    const { message, exitCode } = error instanceof SetupFailure ? error : refusal(error);
    process.stderr.write(`cgoprof-repro: ${message}\n`);
    // To git bisect, 1 would be a verdict about the commit.
    return process.exit(exitCode ?? (process.argv[2] === 'bisect-step' ? 128 : 1));
  }
}

/**
 * The command that the clone carries; null when it is not what the sources say, or not what was carried: `prebuilt/SOURCES`
 * names the hashes of both. It runs from a copy, which a pull does not change: it would take away what a process loads
 * hours later, to write its report.
 */
async function carriedCommand() {
  const [madeOf = '', content = ''] = readOr(path.join(prebuilt, 'SOURCES'), '').split('\n');
  if (!/^[0-9a-f]{64}$/.test(madeOf) || !/^[0-9a-f]{64}$/.test(content)) return null;
  const copy = path.join(state, 'prebuilt', content);
  const command = path.join(copy, 'cli.cjs');
  const stamp = path.join(state, 'prebuilt.stamp');
  const times = `${content}\n${timesOf(sources)}`;
  if (readOr(stamp, '') === times && existsSync(command)) return command;
  if (madeOf !== (await contentOf(sources))) return null;
  if (!existsSync(command) && !(await copyCarried(copy, content)))
    // A clone that may not be written: without a copy.
    return (await contentOf(carriedFiles(prebuilt), prebuilt)) === content
      ? path.join(prebuilt, 'cli.cjs')
      : null;
  try {
    writeFileSync(stamp, times);
  } catch {
    // Then the next start compares the sources again.
  }
  return command;
}

/**
 * Makes the copy beside its place, and renames it when it is whole: a pull may be under way. False when there is none.
 * @param {string} copy @param {string} content hash of the carried files
 */
async function copyCarried(copy, content) {
  const copies = path.dirname(copy);
  const beside = `${copy}.${process.pid}`;
  try {
    mkdirSync(copies, { recursive: true });
    cpSync(prebuilt, beside, { recursive: true });
    if ((await contentOf(carriedFiles(beside), beside)) !== content) return false;
    const older = readdirSync(copies).filter((name) => !name.includes('.'));
    renameSync(beside, copy);
    // The one before may still be loaded from.
    for (const name of older.slice(0, -1)) rmSync(path.join(copies, name), { recursive: true, force: true });
    return true;
  } catch {
    // Another start may have been first.
    return existsSync(path.join(copy, 'cli.cjs'));
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/**
 * The names of the files of a carried command, without the one that names their hash.
 * @param {string} folder
 */
export const carriedFiles = (folder) => readdirSync(folder).filter((name) => name !== 'SOURCES');

/**
 * What the file system refused; anything else is a bug, and thrown on.
 * @param {unknown} error
 */
function refusal(error) {
  if (!(error instanceof Error && 'syscall' in error)) throw error;
  const self = fileURLToPath(import.meta.url);
  return new SetupFailure(
    `this clone must be set up (it is new, or something changed), and cannot be: ${error.message}\n` +
      `  as a user who may write to ${root}: node ${self}`,
  );
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

/** @param {Step} step @param {string} place among the steps @param {AbortSignal} interruption */
async function run(step, place, interruption) {
  const stopTelling = tellTime(`cgoprof-repro: ${step.name}${place} (new, or changed)`);
  try {
    await make(step, interruption);
  } finally {
    stopTelling();
  }
}

/** @param {Step} step @param {AbortSignal} interruption */
async function make(step, interruption) {
  const before = {
    content: step.byContent ? await contentOf(step.inputs) : '',
    times: timesOf(step.inputs),
  };
  // Not to be taken for done when it ends halfway, whatever ends it.
  rmSync(stampOf(step), { force: true });
  const { succeeded, output } = await start(step, interruption);
  interruption.throwIfAborted();
  if (!succeeded) {
    const typed = `${path.basename(step.command)} ${step.args.join(' ')}`;
    throw new SetupFailure(
      `${step.name} failed:\n${output.trimEnd()}\n  see whether it works in ${root}: ${typed}`,
    );
  }
  writeStamp(step, before);
}

/**
 * Says what goes on and for how long: on a terminal in one line that counts the seconds, elsewhere in a line now and
 * then. Returns how to end that.
 * @param {string} what
 * @returns {() => void}
 */
function tellTime(what) {
  const { stderr } = process;
  const { CI = '', NO_COLOR = '', TERM } = process.env;
  const isLive =
    stderr.isTTY && TERM !== 'dumb' && NO_COLOR === '' && ['', '0', 'false'].includes(CI) && !isPlain();
  const startedMs = Date.now();
  const seconds = () => Math.round((Date.now() - startedMs) / 1000);
  // A line that is folded at the edge of the window cannot be written over.
  const counts = isLive && what.length + ' … 999 s'.length < (stderr.columns || 80);
  stderr.write(counts ? `${what} …` : `${what} …\n`);
  const show = () => stderr.write(counts ? `\r\x1b[2K${what} … ${seconds()} s` : `${what}: ${seconds()} s\n`);
  const timer = setInterval(show, counts ? 1_000 : 30_000);
  return () => {
    clearInterval(timer);
    if (counts) stderr.write(`\r\x1b[2K${what}: ${seconds()} s\n`);
  };
}

/** The option is read here before there is anything that could parse it. */
const isPlain = () => process.argv.includes('--plain');

/**
 * Not by `spawnSync`, which would keep signals waiting.
 * @param {Step} step @param {AbortSignal} interruption
 * @returns {Promise<{succeeded: boolean, output: string}>}
 */
async function start({ command, args }, interruption) {
  const { spawn } = await import('node:child_process');
  interruption.throwIfAborted();
  return new Promise((resolve) => {
    let output = '';
    // In a group of its own, so that all of it can be ended: npm lets Ctrl-C wait until it is done.
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: hasGroups });
    const { pid } = child;
    if (pid !== undefined) {
      const leave = watchOver(spawn, pid);
      interruption.addEventListener('abort', () => {
        signalGroup(pid, 'SIGTERM');
        setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs).unref();
      });
      child.on('exit', () => {
        signalGroup(pid, 'SIGKILL');
        leave();
        // Who has left the group may hold them for ever.
        setTimeout(() => [child.stdout, child.stderr].map((stream) => stream.destroy()), graceMs).unref();
      });
      process.on('exit', () => signalGroup(pid, 'SIGKILL'));
    }
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text));
    child.on('error', ({ message }) => resolve({ succeeded: false, output: `${output}${message}` }));
    child.on('close', (status) => resolve({ succeeded: status === 0, output }));
  });
}

const hasGroups = process.platform !== 'win32';

/** @param {number} pid @param {NodeJS.Signals} signal */
function signalGroup(pid, signal) {
  try {
    process.kill(hasGroups ? -pid : pid, signal);
  } catch {
    // Nobody is left in it.
  }
}

/**
 * A shell that ends the group when this process is killed: the pipe that it reads ends then. Returns what sends it away.
 * @param {typeof import('node:child_process').spawn} spawn @param {number} pid
 */
function watchOver(spawn, pid) {
  if (!hasGroups) return () => undefined;
  const script = 'trap "" HUP INT QUIT TERM; read -r line; kill -s KILL -- "-$1"';
  const watchdog = spawn('/bin/sh', ['-c', script, 'cgoprof-repro-watchdog', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.on('error', () => undefined);
  watchdog.stdin.on('error', () => undefined);
  return () => {
    watchdog.kill('SIGKILL');
    watchdog.stdin.destroy();
  };
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

/**
 * SHA-256 over the names and contents of all files at or below the names, whatever the line ends of this checkout are.
 * @param {string[]} names @param {string} [folder] that has them
 */
export async function contentOf(names, folder = root) {
  const { createHash } = await import('node:crypto');
  const hash = createHash('sha256');
  for (const name of names.toSorted().flatMap((each) => filesAt(each, folder))) {
    const text = readOr(path.join(folder, name), '').replaceAll('\r\n', '\n');
    hash.update(`${name} ${text.length}\n${text}`);
  }
  return hash.digest('hex');
}

/**
 * @param {string} name @param {string} folder
 * @returns {string[]}
 */
function filesAt(name, folder) {
  const info = statSync(path.join(folder, name), { throwIfNoEntry: false });
  if (info?.isDirectory() !== true) return [name];
  return readdirSync(path.join(folder, name))
    .toSorted()
    .flatMap((entry) => filesAt(`${name}/${entry}`, folder));
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
 * Two first runs at once must not install into one folder together. A signal ends the work and gives the lock back.
 * @param {(interruption: AbortSignal) => Promise<void>} work
 */
async function withLock(work) {
  mkdirSync(state, { recursive: true });
  const { takeLock } = await import('./setup-lock.js');
  const interruption = new AbortController();
  const release = await takeLock(lockFolder, {
    onWait: (owner) =>
      process.stderr.write(
        `cgoprof-repro: waiting for ${owner}, which sets up this clone (if it does not: rm -r ${lockFolder}) …\n`,
      ),
    onLost: () =>
      interruption.abort(new SetupFailure('another process has taken over the set-up of this clone')),
  });
  const listeners = Object.entries(signals).map(([signal, exitCode]) => {
    const listener = () => {
      if (interruption.signal.aborted) {
        release();
        process.exit(exitCode);
      }
      interruption.abort(new SetupFailure(`interrupted (${signal})`, exitCode));
    };
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  try {
    await work(interruption.signal);
  } finally {
    for (const remove of listeners) remove();
    release();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await setUpAll();
