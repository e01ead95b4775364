/**
 * Measures what docs/performance.md says, as pairs in turn: ours against the other way of doing it. Writes the figures to
 * scripts/data/performance.json and the tables into that page. Wants the machine for itself; fetches what is missing.
 *
 *   npm run bench [-- [--only PART-OF-A-NAME] [--against CHECKOUT] [--long]]
 *
 * `--against` takes an older checkout for the loop that a matrix is compared with, `--long` measures larger sizes too.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { copyAsInstalled } from './as-installed.js';
import { describeMachine, inTurn, measure, middle, node, peak, ratio } from './measure.js';

/** @typedef {import('./measure.js').Command} Command */
/** @typedef {{title: string, columns: string[], rows: string[][], note: string}} Table */

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    against: { type: 'string' },
    long: { type: 'boolean', default: false },
  },
});
const scratch = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
const cli = copyAsInstalled(path.join(scratch, 'installed'));
const other =
  values.against === undefined ? cli : copyAsInstalled(path.join(scratch, 'other'), values.against);
const cpus = os.availableParallelism();
const [affected, fixed] = ['1.23.0', '1.23.8'];
/** In this order for the growth of a matrix. */
const releases = [
  '1.23.0',
  '1.23.8',
  '1.24.1',
  '1.24.2',
  '1.21.0',
  '1.22.12',
  '1.23.7',
  '1.26.0',
  '1.22.1',
  '1.24.0',
  '1.24.4',
  '1.25.0',
  '1.25.12',
  '1.21.13',
  '1.23.12',
  '1.24.13',
];

/** @param {number} seconds */
const shown = (seconds) => (seconds < 0.1 ? `${(seconds * 1000).toFixed(0)} ms` : `${seconds.toFixed(2)} s`);
/** @param {number} value */
const times = (value) => `${value.toFixed(2)} ×`;

/**
 * @param {string} name @param {import('./measure.js').Sample[]} ours @param {string} otherName
 * @param {import('./measure.js').Sample[]} theirs @param {'wall' | 'cpu'} [figure]
 */
const pair = (name, ours, otherName, theirs, figure = 'wall') => [
  name,
  shown(middle(ours, figure)),
  otherName,
  shown(middle(theirs, figure)),
  times(ratio(ours, theirs, figure)),
  shown(middle(ours, 'cpu')),
  Number.isNaN(peak(ours)) ? '' : `${peak(ours).toFixed(0)} MB`,
];
/** @param {'wall' | 'cpu'} [figure] */
const pairColumns = (figure = 'wall') => [
  'ours',
  figure,
  'the other way',
  figure,
  'ratio',
  'our CPU',
  'our peak',
];

/** @param {string} release */
function gorootOf(release) {
  const { stdout } = spawnSync(process.execPath, [cli, 'toolchain', 'install', release, '--format', 'json'], {
    encoding: 'utf8',
  });
  const { goroot } = JSON.parse(stdout).installations[0];
  return goroot.replace(/^~/, os.homedir());
}

/** @param {string} release @returns {Command} */
const upstreamTest = (release) => {
  const goroot = gorootOf(release);
  return {
    command: path.join(goroot, 'bin', 'go'),
    args: ['test', 'runtime', '-run', 'TestCgoCallbackPprof$', '-count=1'],
    cwd: path.join(goroot, 'src', 'runtime'),
    env: { GOTOOLCHAIN: 'local', GOFLAGS: '' },
  };
};

/** @returns {Table} */
function starting() {
  const samples = inTurn(15, {
    bare: node('data:text/javascript,0', []),
    help: node(cli, ['--help']),
    list: node(cli, ['toolchain', 'list']),
    doctor: node(cli, ['doctor']),
  });
  const above = middle(samples('help'), 'wall') - middle(samples('bare'), 'wall');
  return {
    title: 'Starting',
    columns: pairColumns(),
    rows: [
      pair('`--help`', samples('help'), 'bare node', samples('bare')),
      pair('`toolchain list`', samples('list'), 'bare node', samples('bare')),
      pair('`doctor`', samples('doctor'), 'bare node', samples('bare')),
    ],
    note: `\`--help\` takes ${shown(above)} above a bare node; the goal is 60 ms.`,
  };
}

/** @param {string} release @param {string[]} more */
const run = (release, ...more) => node(cli, ['-q', '--go', release, ...more]);

/** @returns {Table} */
function verdicts() {
  const upstream = upstreamTest(fixed);
  // What is built and cached on both sides stays so.
  for (const command of [upstream, run(affected), run(fixed)]) measure(command);
  const samples = inTurn(12, {
    upstream,
    affected: run(affected),
    fixed: run(fixed),
    quick: run(affected, '--quick'),
  });
  return {
    title: 'Verdicts, with everything built',
    columns: pairColumns(),
    rows: [
      pair(`go${affected}: affected`, samples('affected'), 'upstream’s test', samples('upstream')),
      pair(`go${fixed}: fixed`, samples('fixed'), 'upstream’s test', samples('upstream')),
      pair(`go${affected} \`--quick\``, samples('quick'), 'upstream’s test', samples('upstream')),
    ],
    note: `Upstream’s test is \`go test runtime -run 'TestCgoCallbackPprof$' -count=1\` of go${fixed}, which answers one of the five questions. The goal for *fixed* is a third of it.`,
  };
}

/** The least that such a program can be: what its build takes is the floor for ours. */
const tenLines = `package main

// void f(void) {}
import "C"
import ("os"; "runtime/pprof")

func main() {
	pprof.StartCPUProfile(os.Stdout)
	C.f()
	pprof.StopCPUProfile()
}
`;

/** @returns {Table} */
function coldBuild() {
  const folders = { ours: path.join(scratch, 'ours'), small: path.join(scratch, 'small') };
  for (const from of ['go-fixtures', 'c-fixtures'])
    cpSync(path.join(root, from, 'nested-callbacks'), folders.ours, { recursive: true });
  rmSync(path.join(folders.ours, 'editor.go'));
  mkdirSync(folders.small);
  writeFileSync(path.join(folders.small, 'main.go'), tenLines);
  writeFileSync(path.join(folders.small, 'go.mod'), 'module small\n\ngo 1.20\n');
  const go = path.join(gorootOf(affected), 'bin', 'go');
  const cache = path.join(scratch, 'gocache');
  /** @param {string} cwd @param {string[]} more @returns {Command} */
  const build = (cwd, ...more) => ({
    command: go,
    args: ['build', '-trimpath', '-buildvcs=false', ...more, '-o', path.join(scratch, 'built'), '.'],
    cwd,
    env: { GOCACHE: cache, GOTOOLCHAIN: 'local', GOFLAGS: '', GOPROXY: 'off', CGO_ENABLED: '1' },
  });
  const samples = inTurn(
    5,
    { ours: build(folders.ours, '-ldflags=-compressdwarf=false'), small: build(folders.small) },
    () => rmSync(cache, { recursive: true, force: true }),
  );
  return {
    title: 'A cold build',
    columns: pairColumns('cpu'),
    rows: [pair(`our program, go${affected}`, samples('ours'), 'ten lines', samples('small'), 'cpu')],
    note: 'Ten lines: cgo and runtime/pprof, and nothing else. The goal is 1.05 ×; compiling the runtime is a third of both.',
  };
}

/** @returns {Table} */
function growingMatrix() {
  const sizes = values.long ? [1, 2, 4, 8, 16] : [1, 2, 4, 8];
  for (const release of releases.slice(0, sizes.at(-1))) gorootOf(release);
  const cache = path.join(scratch, 'cache');
  const cold = () => rmSync(cache, { recursive: true, force: true });
  const rows = sizes.map((size) => {
    const chosen = releases.slice(0, size);
    const matrix = node(cli, ['matrix', '-q', '--cache-dir', cache, '--go', chosen.join(',')]);
    const loop = {
      command: 'sh',
      args: [
        '-c',
        `for go in ${chosen.join(' ')}; do '${process.execPath}' '${other}' -q --cache-dir '${cache}' --go $go || [ $? -eq 3 ] || exit 1; done`,
      ],
    };
    const samples = inTurn(1, { matrix, loop }, cold);
    const warm = measure(matrix);
    const floor = middle(samples('matrix'), 'cpu') / cpus;
    return [
      `${size}`,
      shown(middle(samples('matrix'), 'wall')),
      times(middle(samples('matrix'), 'wall') / floor),
      shown(middle(samples('loop'), 'wall')),
      times(middle(samples('loop'), 'wall') / middle(samples('matrix'), 'wall')),
      shown(warm.wall),
      `${warm.megabytes.toFixed(0)} MB`,
    ];
  });
  const whose = values.against === undefined ? '' : ` of ${path.basename(path.resolve(values.against))}`;
  return {
    title: 'A matrix that grows, with an empty build cache',
    columns: ['releases', 'cold', '÷ (CPU ÷ cores)', `a shell loop${whose}`, 'faster by', 'warm', 'our peak'],
    rows,
    note: 'CPU ÷ cores is the limit of the machine: no order of the work can be faster. The goal is 1.10 × for eight releases.',
  };
}

/** @returns {Table} */
function gatedPrograms() {
  const go = path.join(gorootOf(fixed), 'bin', 'go');
  const small = path.join(scratch, 'gated');
  mkdirSync(small);
  writeFileSync(path.join(small, 'main.go'), tenLines);
  writeFileSync(path.join(small, 'go.mod'), 'module small\n\ngo 1.20\n');
  execFileSync(go, ['build', '-o', 'program', '.'], {
    cwd: small,
    env: { ...process.env, GOTOOLCHAIN: 'local', CGO_ENABLED: '1' },
  });
  const program = path.join(small, 'program');
  const samples = inTurn(9, {
    one: node(cli, ['gate', '-q', program]),
    goOne: { command: 'go', args: ['version', '-m', program] },
  });
  const sizes = values.long ? [1_000, 10_000, 100_000] : [1_000, 10_000];
  const folders = sizes.map((size) => {
    const folder = path.join(scratch, `files-${size}`);
    fill(folder, size, program);
    const rounds = inTurn(size > 10_000 ? 1 : 3, {
      all: node(cli, ['gate', '-q', '-r', folder]),
      goAll: { command: 'go', args: ['version', '-m', folder] },
    });
    rmSync(folder, { recursive: true });
    return pair(
      `\`gate -r\`, ${size.toLocaleString('en')} files`,
      rounds('all'),
      '`go version -m`',
      rounds('goAll'),
    );
  });
  return {
    title: 'Gated files',
    columns: pairColumns(),
    rows: [pair('`gate`, one program', samples('one'), '`go version -m`', samples('goOne')), ...folders],
    note: 'One file in a hundred is a program, the others have 4 KB that are no program. `go version -m` reads the version that a program claims; `gate` follows its machine code, and reads every other file to its end.',
  };
}

/** @param {string} folder @param {number} size @param {string} program */
function fill(folder, size, program) {
  mkdirSync(folder);
  const noise = randomFillSync(Buffer.alloc(4 << 10));
  for (let index = 0; index < size; index += 1) {
    const name = path.join(folder, `file-${index}`);
    if (index % 100 === 0) copyFileSync(program, name);
    else writeFileSync(name, noise);
  }
}

/** @returns {Table} */
function growingReport() {
  const saved = path.join(scratch, 'report.json');
  spawnSync(process.execPath, [cli, '-q', '--go', fixed, '-o', `json=${saved}`]);
  const report = JSON.parse(readFileSync(saved, 'utf8'));
  const [cell] = report.cells;
  const formats = ['text', 'markdown', 'html', 'sarif', 'junit'];
  const rows = [10, 100, 1_000].map((size) => {
    const cells = Array.from({ length: size }, (_, index) => ({ ...cell, subject: `subject ${index}` }));
    const file = path.join(scratch, `report-${size}.json`);
    writeFileSync(file, JSON.stringify({ ...report, cells }));
    const commands = Object.fromEntries(
      formats.map((format) => [format, node(cli, ['report', 'show', '--format', format, file])]),
    );
    const samples = inTurn(3, commands);
    const memory = Math.max(...formats.map((format) => peak(samples(format))));
    return [
      size.toLocaleString('en'),
      ...formats.map((format) => shown(middle(samples(format), 'wall'))),
      `${memory.toFixed(0)} MB`,
    ];
  });
  return {
    title: 'A report that grows',
    columns: ['cells', ...formats, 'peak'],
    rows,
    note: 'Each cell has the evidence and trials of a fixed release.',
  };
}

/** @returns {Table} */
function firstMinute() {
  const clone = path.join(scratch, 'clone');
  const home = path.join(scratch, 'home');
  const env = {
    HOME: home,
    GOMODCACHE: path.join(home, 'mod'),
    GOCACHE: path.join(home, 'gocache'),
    CGOPROF_REPRO_CACHE: path.join(home, 'cache'),
  };
  mkdirSync(home);
  execFileSync('git', ['clone', '-q', root, clone]);
  const help = measure({ command: 'npm', args: ['start', '--', '--help'], cwd: clone });
  const size = existsSync(path.join(clone, 'node_modules')) ? 'installed' : 'nothing installed';
  const crash = measure({
    command: 'npm',
    args: ['start', '--', '-q', '--go', affected],
    cwd: clone,
    env,
    mayEndWith: [3],
  });
  return {
    title: 'The first minute, from a fresh clone',
    columns: ['typed', 'wall', 'our CPU', ''],
    rows: [
      ['`npm start -- --help`', shown(help.wall), shown(help.cpu), size],
      [
        `\`npm start -- --go ${affected}\``,
        shown(crash.wall),
        shown(crash.cpu),
        `toolchain fetched, program built, exit code ${crash.status}`,
      ],
    ],
    note: 'Without a toolchain or a build cache on the machine. The goals are 8 s and 20 s.',
  };
}

const sections = {
  starting,
  verdicts,
  'cold-build': coldBuild,
  'growing-matrix': growingMatrix,
  'gated-files': gatedPrograms,
  'growing-report': growingReport,
  'first-minute': firstMinute,
};

/** @param {Table} table */
const markdown = ({ title, columns, rows, note }) =>
  [
    `## ${title}`,
    '',
    `| ${columns.join(' | ')} |`,
    `| ${columns.map(() => '---').join(' | ')} |`,
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    note,
    '',
  ].join('\n');

const data = path.join(root, 'scripts', 'data', 'performance.json');
const page = path.join(root, 'docs', 'performance.md');
try {
  /** @type {{measured: Record<string, Table & {machine: string, load: string}>}} */
  const known = existsSync(data) ? JSON.parse(readFileSync(data, 'utf8')) : { measured: {} };
  console.log(describeMachine());
  for (const [name, section] of Object.entries(sections)) {
    if (!name.includes(values.only)) continue;
    const load = os.loadavg()[0]?.toFixed(2) ?? '';
    const table = section();
    console.log(`\n${markdown(table)}`);
    known.measured[name] = { ...table, machine: describeMachine(), load };
  }
  writeFileSync(data, `${JSON.stringify(known, null, 2)}\n`);
  const tables = Object.keys(sections).flatMap((name) => known.measured[name] ?? []);
  const text = readFileSync(page, 'utf8');
  const [before] = text.split('<!-- tables -->');
  writeFileSync(page, `${before}<!-- tables -->\n\n${tables.map(markdown).join('\n')}`);
  spawnSync('npx', ['prettier', '--write', '--log-level', 'warn', page, data], {
    cwd: root,
    stdio: 'inherit',
  });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
