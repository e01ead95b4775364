/**
 * Measures how much processor time and memory `gate` takes for the pins of repositories. With another checkout it takes
 * turns with that, so that a drifting machine moves both; processor time moves less than wall time when others work.
 *
 *   npm run bench:pins [-- [--rounds N] [--only PART-OF-A-NAME] [OTHER-CHECKOUT]]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { copyAsInstalled } from './as-installed.js';
import { repositoryShapes, writeRepository } from './data/repository-trees.js';
import { median } from './sample.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, only: { type: 'string', default: '' } },
});

const tellUse = `data:text/javascript,process.on("exit",()=>{const u=process.resourceUsage();process.stderr.write(\`used \${u.userCPUTime+u.systemCPUTime} \${u.maxRSS}\\n\`)})`;

/** @typedef {{cpu: number, wall: number, megabytes: number, answer: string}} Sample */

/** @param {string} cli @param {readonly string[]} args @returns {Sample} */
function run(cli, args) {
  const startedAt = performance.now();
  const { stderr, stdout, status } = spawnSync(process.execPath, ['--import', tellUse, cli, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const [, cpu, memory] = /^used (\d+) (\d+)$/m.exec(stderr) ?? [];
  return {
    cpu: Number(cpu) / 1e6,
    wall: (performance.now() - startedAt) / 1e3,
    megabytes: Number(memory) / 1024,
    answer: `${status}\n${stdout}`,
  };
}

/** @param {string} name @param {readonly Sample[]} samples @param {number} files */
function row(name, samples, files) {
  const middle = (/** @type {(sample: Sample) => number} */ of) => median(samples.map(of));
  const cpu = middle((sample) => sample.cpu);
  const cells = [
    name.padEnd(34),
    `CPU ${cpu.toFixed(2)} s`.padEnd(12),
    `${((cpu / files) * 1000).toFixed(2)} s/thousand`.padEnd(16),
    `wall ${middle((sample) => sample.wall).toFixed(2)} s`.padEnd(13),
    `peak ${Math.max(...samples.map((sample) => sample.megabytes)).toFixed(0)} MB`,
  ];
  console.log(cells.join(' '));
}

const scratch = mkdtempSync(path.join(os.tmpdir(), 'bench-pins-'));
const [other] = positionals;
try {
  const here = copyAsInstalled(path.join(scratch, 'installed'));
  if (other !== undefined) execFileSync(process.execPath, [path.join(other, 'scripts/setup.js')]);
  const there = other === undefined ? null : copyAsInstalled(path.join(scratch, 'other'), other);
  console.log(
    `${os.cpus()[0]?.model ?? 'unknown CPU'}, ${os.availableParallelism()} CPUs, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(2)}`,
  );
  for (const shape of repositoryShapes.filter(({ name }) => name.includes(values.only))) {
    const folder = path.join(scratch, 'repository');
    const files = writeRepository(folder, shape);
    /** @type {Record<'here' | 'there' | 'help', Sample[]>} */
    const samples = { here: [], there: [], help: [] };
    for (let round = 0; round < Number(values.rounds); round += 1) {
      samples.help.push(run(here, ['--help']));
      if (there !== null) samples.there.push(run(there, ['gate', '-q', folder]));
      samples.here.push(run(here, ['gate', '-q', folder]));
    }
    console.log(`\n${shape.name}: ${files} files; goal: 1 s/thousand, 150 MB`);
    row('--help, for comparison', samples.help, files);
    if (there !== null) row('gate FOLDER, the other checkout', samples.there, files);
    row('gate FOLDER', samples.here, files);
    if (there !== null && samples.here[0]?.answer !== samples.there[0]?.answer)
      console.log('the answers differ');
    rmSync(folder, { recursive: true, force: true });
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
