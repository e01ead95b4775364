/**
 * Measures `gate` next to `go version -m` on the same files, in turn in one run, so that a drifting machine moves both.
 * Go programs are taken from the GOROOT on PATH and from the arguments; the rest is made here.
 *
 *   npm run bench:gate [-- PROGRAM…]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { copyAsInstalled } from './as-installed.js';
import { median } from './sample.js';

const rounds = 9;
const goPrograms = 100;
const otherFiles = 900;
const folderBytes = 2 * 2 ** 30;

const tellMemory =
  'data:text/javascript,process.on("exit",()=>process.stderr.write(`maxRSS ${process.resourceUsage().maxRSS}\\n`))';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'bench-gate-'));
const cli = copyAsInstalled(path.join(scratch, 'installed'));

/** @param {string} command @param {string[]} args */
function run(command, args) {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const kilobytes = Number(/^maxRSS (\d+)$/m.exec(stderr)?.[1] ?? Number.NaN);
  return { ms: performance.now() - startedAt, megabytes: kilobytes / 1024, status };
}

const tools = {
  node: () => run(process.execPath, ['--import', tellMemory, '-e', '0']),
  /** @param {string[]} subjects */
  gate: (subjects) => run(process.execPath, ['--import', tellMemory, cli, 'gate', '-q', ...subjects]),
  /** @param {string} subject */
  goVersion: (subject) => run('go', ['version', '-m', subject]),
};

/** @param {string} name @param {{ms: number, megabytes: number}[]} samples @param {string} [note] */
function row(name, samples, note = '') {
  const ms = median(samples.map((sample) => sample.ms));
  const memory = Math.max(...samples.map((sample) => sample.megabytes));
  const cells = [
    name.padEnd(40),
    `median ${ms.toFixed(0)} ms`.padEnd(16),
    `least ${Math.min(...samples.map((sample) => sample.ms)).toFixed(0)} ms`.padEnd(14),
    (Number.isNaN(memory) ? '' : `peak ${memory.toFixed(0)} MB`).padEnd(13),
    note,
  ];
  console.log(cells.join(' ').trimEnd());
  return ms;
}

/** Every Go program that came with the toolchain. */
function goProgramsOfToolchain() {
  const goroot = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
  const folders = ['bin', ...readdirSync(path.join(goroot, 'pkg/tool')).map((name) => `pkg/tool/${name}`)];
  return folders
    .map((name) => path.join(goroot, name))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)))
    .filter((file) => statSync(file).isFile());
}

/** @param {string} folder @param {string[]} programs */
function fill(folder, programs) {
  mkdirSync(path.join(folder, 'bin'), { recursive: true });
  mkdirSync(path.join(folder, 'share'));
  let bytes = 0;
  for (let index = 0; index < goPrograms; index += 1) {
    const program = programs[index % programs.length] ?? '';
    copyFileSync(program, path.join(folder, 'bin', `program-${index}`));
    bytes += statSync(program).size;
  }
  const size = Math.max(1024, Math.floor((folderBytes - bytes) / otherFiles));
  const noise = randomFillSync(Buffer.alloc(size));
  for (let index = 0; index < otherFiles; index += 1)
    writeFileSync(path.join(folder, 'share', `file-${index}`), noise);
  return bytes + size * otherFiles;
}

/** One that calls back from C, so that its machine code has to be followed: net brings cgo along. */
function buildProgramWithCgo() {
  const program = path.join(scratch, 'pprof');
  execFileSync('go', ['build', '-buildvcs=false', '-o', program, 'cmd/pprof'], {
    env: { ...process.env, CGO_ENABLED: '1', GOFLAGS: '' },
    stdio: 'inherit',
  });
  return program;
}

/** @param {string} file */
const megabytes = (file) => `${(statSync(file).size / 2 ** 20).toFixed(0)} MB (${path.basename(file)})`;

const given = process.argv.slice(2);
const programs = [...given, ...goProgramsOfToolchain()];
const bySize = programs.toSorted((a, b) => statSync(b).size - statSync(a).size);
const [single = ''] = given.length > 0 ? given : bySize;
const folder = path.join(scratch, 'files');
try {
  console.log(
    `${os.cpus()[0]?.model ?? 'unknown CPU'}, ${os.availableParallelism()} CPUs, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(2)}`,
  );
  const total = fill(folder, programs);
  const withCgo = buildProgramWithCgo();
  /** @type {Record<'node' | 'help' | 'one' | 'goOne' | 'cgo' | 'goCgo' | 'all' | 'goAll', ReturnType<typeof run>[]>} */
  const samples = { node: [], help: [], one: [], goOne: [], cgo: [], goCgo: [], all: [], goAll: [] };
  for (let round = 0; round < rounds; round += 1) {
    samples.node.push(tools.node());
    samples.help.push(run(process.execPath, ['--import', tellMemory, cli, '--help']));
    samples.one.push(tools.gate([single]));
    samples.goOne.push(tools.goVersion(single));
    samples.cgo.push(tools.gate([withCgo]));
    samples.goCgo.push(tools.goVersion(withCgo));
    samples.all.push(tools.gate(['-r', folder]));
    samples.goAll.push(tools.goVersion(folder));
  }
  console.log('\nstarting');
  const bare = row('node -e 0', samples.node);
  row('cgoprof-repro --help', samples.help);
  console.log(`\none program of ${megabytes(single)}`);
  const one = row('cgoprof-repro gate FILE', samples.one, 'goal: 60 ms over node');
  row('go version -m FILE', samples.goOne);
  console.log(`  over node: ${(one - bare).toFixed(0)} ms`);
  console.log(`\none with cgo of ${megabytes(withCgo)}`);
  const followed = row('cgoprof-repro gate FILE', samples.cgo, 'goal: 60 ms over node');
  row('go version -m FILE', samples.goCgo);
  console.log(`  over node: ${(followed - bare).toFixed(0)} ms`);
  console.log(
    `\na folder of ${goPrograms + otherFiles} files, ${goPrograms} of them Go, ${(total / 2 ** 30).toFixed(1)} GB`,
  );
  row('cgoprof-repro gate -r FOLDER', samples.all, 'goal: 5 s, 250 MB');
  row('go version -m FOLDER', samples.goAll);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
