/**
 * Measures what the README claims. Needs the machine for itself; toolchains are fetched when missing.
 *
 *   npm run bench:run
 *
 * Where a claim is relative (start-up), both sides run in turn in one run, so that a drifting machine moves both.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, quantile } from './sample.js';

const bin = fileURLToPath(new URL('../bin/cgoprof-repro.js', import.meta.url));
const affected = ['1.23.0', '1.24.1'];
const fixed = ['1.23.8', '1.24.2'];

/** @param {string[]} args @param {Record<string, string>} [env] */
function timeRun(args, env = {}) {
  const startedAt = performance.now();
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  });
  return { ms: performance.now() - startedAt, status, stdout };
}

/** @param {string} name @param {number[]} sampleMs @param {string} goal */
function row(name, sampleMs, goal) {
  const cells = [
    name.padEnd(44),
    `n=${sampleMs.length}`.padEnd(6),
    `median ${seconds(median(sampleMs))}`.padEnd(16),
    `p99 ${seconds(quantile(sampleMs, 0.99))}`.padEnd(13),
    `worst ${seconds(Math.max(...sampleMs))}`.padEnd(15),
    goal,
  ];
  console.log(cells.join(' '));
}

/** @param {number} ms */
const seconds = (ms) => `${(ms / 1000).toFixed(3)} s`;

/** @param {number} count @param {() => number} measure */
const times = (count, measure) => Array.from({ length: count }, measure);

console.log(
  `${os.cpus()[0]?.model ?? 'unknown CPU'}, ${os.availableParallelism()} CPUs, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(2)}\n`,
);

for (const go of [...affected, ...fixed]) timeRun([bin, '--go', go]);

/** @type {number[]} */
const bare = [];
/** @type {number[]} */
const help = [];
for (let i = 0; i < 20; i++) {
  bare.push(timeRun(['-e', '0']).ms);
  help.push(timeRun([bin, '--help']).ms);
}
row('bare node', bare, '');
row('--help', help, `goal: ≤ 80 ms over bare node; is ${(median(help) - median(bare)).toFixed(0)} ms`);

for (const go of affected)
  row(
    `${go}: affected, decided`,
    times(10, () => timeRun([bin, '--go', go]).ms),
    'goal: ≤ 2 s',
  );
for (const go of fixed)
  row(
    `${go}: fixed, decided`,
    times(10, () => timeRun([bin, '--go', go]).ms),
    'goal: ≤ 5 s',
  );
for (const go of [...affected, ...fixed])
  row(
    `${go}: --quick`,
    times(10, () => timeRun([bin, '--go', go, '--quick']).ms),
    'goal: ≤ 0.5 s',
  );

for (const go of affected) {
  const { stdout } = timeRun([
    bin,
    '--go',
    go,
    '--probes',
    'profile-crash',
    '--runs',
    '100',
    '--format',
    'json',
  ]);
  /** @type {{cells: {trials: {outcome: string, durationMs: number}[]}[]}} */
  const report = JSON.parse(stdout);
  const trials = report.cells[0]?.trials ?? [];
  const crashes = trials.filter(({ outcome }) => outcome === 'crash').map(({ durationMs }) => durationMs);
  row(
    `${go}: first crash after the child's start`,
    crashes,
    `goal: median ≤ 0.5 s, 99 of 100 ≤ 3 s; ${crashes.length} of ${trials.length} crashed`,
  );
}

/** The least that such a program can be: what its build takes is the floor for ours. */
const smallProgram = {
  'go.mod': 'module small\n\ngo 1.21\n',
  'main.go': `package main

// int next(int x) { return x + 1; }
import "C"

import (
	"fmt"
	"os"
	"runtime/pprof"
)

func main() {
	fmt.Println(C.next(1), pprof.StartCPUProfile(os.Stderr))
}
`,
};

/** @param {string} goroot */
function timeSmallBuild(goroot) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-small-'));
  for (const [name, text] of Object.entries(smallProgram)) writeFileSync(path.join(folder, name), text);
  const env = { ...process.env, GOCACHE: path.join(folder, 'cache'), GOFLAGS: '', GOTOOLCHAIN: 'local' };
  const startedAt = performance.now();
  const go = path.join(goroot.replace(/^~/, os.homedir()), 'bin', 'go');
  const { status } = spawnSync(go, ['build', '-trimpath', '-o', 'small', '.'], { cwd: folder, env });
  const ms = performance.now() - startedAt;
  rmSync(folder, { recursive: true, force: true });
  if (status !== 0) throw new Error(`${go} does not build a small program`);
  return ms;
}

/** @param {string} go */
function timeColdRun(go) {
  const cache = mkdtempSync(path.join(os.tmpdir(), 'bench-cold-'));
  const events = path.join(cache, 'events');
  const { stdout } = timeRun([bin, '--go', go, '--quick', '--format', 'json', '--events', events], {
    CGOPROF_REPRO_CACHE: cache,
  });
  const built = readFileSync(events, 'utf8')
    .split('\n')
    .find((line) => line.includes('"build-finished"'));
  rmSync(cache, { recursive: true, force: true });
  /** @type {{cells: {toolchain: {goroot: string}}[]}} */
  const report = JSON.parse(stdout);
  return { ms: JSON.parse(built ?? '').durationMs, goroot: report.cells[0]?.toolchain.goroot ?? '' };
}

for (const go of [...affected, ...fixed]) {
  const rounds = Array.from({ length: 3 }, () => {
    const { ms, goroot } = timeColdRun(go);
    return { ours: ms, small: timeSmallBuild(goroot) };
  });
  row(
    `${go}: cold build`,
    rounds.map(({ ours }) => ours),
    'goal: ≤ 10 s on two idle cores',
  );
  row(
    `${go}: cold build of ten lines`,
    rounds.map(({ small }) => small),
    'the floor',
  );
}
