/**
 * What the matrix gains by doing several things at once: the same releases, each time from empty caches, first as one
 * matrix, then one after another (install, then build and run). Fetches every release twice and wants the machine for
 * itself.
 *
 *   npm run bench:matrix [-- SPEC]      default: '1.23.5 - 1.23.10, 1.24.0 - 1.24.4'
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../bin/cgoprof-repro.js', import.meta.url));
const spec = process.argv[2] ?? '1.23.5 - 1.23.10, 1.24.0 - 1.24.4';
const goal = 12;

/**
 * With a home of its own, so that no toolchain of the machine is used in place of a fetched one.
 * @template T
 * @param {(run: (args: string[]) => string) => T} work
 */
function onEmptyMachine(work) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'bench-matrix-'));
  const env = {
    ...process.env,
    HOME: home,
    GOMODCACHE: path.join(home, 'mod'),
    CGOPROF_REPRO_CACHE: path.join(home, 'cache'),
  };
  /** @param {string[]} args */
  const run = (args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, '-q', ...args], {
      encoding: 'utf8',
      env,
      maxBuffer: 1 << 28,
    });
    if (status !== 0 && status !== 3) throw new Error(`${args.join(' ')} exits with ${status}\n${stderr}`);
    return stdout;
  };
  try {
    const startedAt = performance.now();
    return { answer: work(run), seconds: (performance.now() - startedAt) / 1000 };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** @typedef {{cells: {go: string, verdict: string}[]}} Report */
/** @param {string} text */
const table = (text) => {
  /** @type {Report} */
  const report = JSON.parse(text);
  return report.cells.map(({ go, verdict }) => `${go} ${verdict}`);
};

console.log(
  `${os.availableParallelism()} CPUs, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(2)}`,
);
const matrix = onEmptyMachine((run) => table(run(['matrix', '--go', spec, '--format', 'json'])));
const releases = matrix.answer.map((row) => row.split(' ')[0] ?? '');
const inTurn = onEmptyMachine((run) =>
  releases.flatMap((release) => {
    run(['toolchain', 'install', release]);
    return table(run(['run', '--go', release, '--format', 'json']));
  }),
);

/** @param {string} name @param {{seconds: number}} measured */
const row = (name, { seconds }) =>
  console.log(
    `${name.padEnd(20)} ${seconds.toFixed(1).padStart(7)} s  ${(seconds / releases.length).toFixed(1).padStart(5)} s a release`,
  );
row('one after another', inTurn);
row('matrix', matrix);
console.log(`goal: at most ${goal} s a release; the load afterwards is ${os.loadavg()[0]?.toFixed(2)}`);
if (matrix.answer.join() !== inTurn.answer.join()) {
  console.log(`the verdicts differ:\n${matrix.answer.join('\n')}\n${inTurn.answer.join('\n')}`);
  process.exitCode = 1;
}
