/**
 * Measures the two numbers that the profile-crash probe stands on, over lengths of the profile window: how often one
 * window crashes an affected toolchain, and how many exposures one window gives on a fixed one. From both follows how
 * probable it is that one exposure is fatal, which src/bugs/go72870/probes/profile-crash.ts takes a cautious share of.
 *
 *   npm run tune -- [--affected 1.23.0] [--fixed 1.23.8] [--runs 60] [--windows 60,160] [--spin 160] [--load N]
 *
 * Windows and what is spun after each in milliseconds of CPU time, N busy loops beside.
 *
 *   npm run tune -- --power 300 [--affected 1.23.0] [--load N]
 *
 * The power of the probes that answer in one window, as they ask a toolchain whose flag is right: how many of so many
 * trials an affected toolchain would have failed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { load } from './load.js';

/** @type {typeof import('../src/program/build-program.ts')} */
const { buildProgram } = await load('program/build-program');
/** @type {typeof import('../src/program/build-store.ts')} */
const { buildsOf, leaseBuilds } = await load('program/build-store');
/** @type {typeof import('../src/pipeline/load-fixture.ts')} */
const { loadFixture } = await load('pipeline/load-fixture');
/** @type {typeof import('../src/target/choose-target.ts')} */
const { chooseTarget } = await load('target/choose-target');
/** @type {typeof import('../src/host/clock.ts')} */
const { systemClock } = await load('host/clock');
/** @type {typeof import('../src/host/environment.ts')} */
const { currentEnvironment } = await load('host/environment');
/** @type {typeof import('../src/host/files/paths.ts')} */
const { cachePaths } = await load('host/files/paths');
/** @type {typeof import('../src/host/system.ts')} */
const { hostPlatform } = await load('host/system');
const { target } = chooseTarget({}, { ...hostPlatform(), libc: 'unknown' });
/** @type {typeof import('../src/bugs/go72870/bug.ts')} */
const { go72870 } = await load('bugs/go72870/bug');
/** @type {typeof import('../src/bugs/go72870/profile-facts.ts')} */
const { readProfile } = await load('bugs/go72870/profile-facts');
/** @type {typeof import('../src/bugs/go72870/probes/profile-crash.ts')} */
const { profileCrash } = await load('bugs/go72870/probes/profile-crash');
/** @type {typeof import('../src/bugs/go72870/probes/attribution.ts')} */
const { judgeSpin } = await load('bugs/go72870/probes/attribution');
/** @type {typeof import('../src/model/program.ts')} */
const { defaultProgramSettings } = await load('model/program');
/** @type {typeof import('../src/stats/proportion.ts')} */
const { clopperPearson } = await load('stats/proportion');
/** @type {typeof import('../src/toolchain/locate.ts')} */
const { locateToolchain } = await load('toolchain/locate');

const { values } = parseArgs({
  options: {
    affected: { type: 'string', default: '1.23.0' },
    fixed: { type: 'string', default: '1.23.8' },
    runs: { type: 'string', default: '60' },
    windows: { type: 'string', default: '30,60,90' },
    spin: { type: 'string', default: '0' },
    load: { type: 'string', default: '0' },
    power: { type: 'string' },
  },
});
const runs = Number(values.runs);
const env = currentEnvironment();
const paths = cachePaths(undefined, env);

/** @param {string} release */
async function programFor(release) {
  const context = {
    env,
    home: os.homedir(),
    paths,
    platform: hostPlatform(),
    clock: systemClock,
    onEvent: () => {},
    offline: false,
    hashFiles: false,
  };
  const toolchain = await locateToolchain({ kind: 'release', release: `go${release}` }, context);
  const built = await buildProgram({
    toolchain,
    target,
    sources: await loadFixture(go72870.fixture),
    decisive: go72870.source.files,
    fields: go72870.fields,
    builds: await leaseBuilds(buildsOf(toolchain), context),
    environment: env,
    clock: systemClock,
    isFirst: false,
  });
  if (!built.ok) throw new Error(built.error.summary);
  return built.value.file;
}

const [affected, fixed] = [await programFor(values.affected), await programFor(values.fixed)];
// They end with this process, also when it is killed.
const busyLoop =
  'const parent = process.ppid; for (let i = 0; ; i++) if (i % 1e8 === 0 && process.ppid !== parent) process.exit()';
const loops = Array.from({ length: Number(values.load) }, () =>
  spawn(process.execPath, ['-e', busyLoop], { stdio: 'ignore' }),
);
process.on('exit', () => loops.forEach((loop) => loop.kill('SIGKILL')));

if (values.power !== undefined) {
  showPower(Number(values.power));
  process.exit(0);
}
console.log(
  `${values.affected} and ${values.fixed}, ${runs} windows a row, ${loops.length} busy loops, ${os.availableParallelism()} CPUs`,
);
console.log('threads  window   crashed         ≥ (95 %)  exposures/window  fatal share ≥');
for (const threads of [1, 2]) {
  for (const windowMs of values.windows.split(',')) {
    const flags = [`-threads=${threads}`, `-window=${windowMs}ms`, `-spin=${values.spin}ms`];
    let crashed = 0;
    for (let i = 0; i < runs; i++) {
      if (spawnSync(affected, [...flags, '-windows=1', 'profile-crash'], { stdio: 'ignore' }).status === 2)
        crashed += 1;
    }
    const exposures = exposuresPerWindow(flags);
    // The lower end of an interval of 90 % is the limit that 95 % of all samples keep.
    const atLeast = clopperPearson(crashed, runs, 0.9).low;
    // 1 - (1 - share)^exposures = P(crash)
    const share = 1 - (1 - atLeast) ** (1 / exposures);
    const cells = [
      `${threads}`.padEnd(8),
      `${windowMs} ms`.padEnd(8),
      `${crashed} of ${runs}`.padEnd(15),
      atLeast.toFixed(3).padEnd(9),
      exposures.toFixed(1).padEnd(17),
      share.toFixed(2),
    ];
    console.log(cells.join(' '));
  }
}

/** @param {number} trials */
function showPower(trials) {
  const args = profileCrash.args(defaultProgramSettings, { offsets: {}, target, expected: 'fixed' });
  const told = Array.from({ length: trials }, () => spawnSync(affected, args, { stdio: 'ignore' }).status);
  const crashed = told.filter((status) => status === 2).length;
  const { low } = clopperPearson(crashed, trials, 0.9);
  console.log(
    `${values.affected}, ${loops.length} busy loops: profile-crash dies in ${crashed} of ${trials} trials, ≥ ${low.toFixed(4)} (95 %)`,
  );
  // An affected toolchain dies before it could show both. Without a hot spot it does not, and the rest is the same.
  const spinOnly = args.map((arg) => (arg.startsWith('-window=') ? '-window=0ms' : arg));
  const says = Array.from({ length: trials }, () => attributionOf(spinOnly));
  /** @param {string | null} answer */
  const count = (answer) => says.filter((said) => said === answer).length;
  console.log(
    `${values.affected}, ${loops.length} busy loops: attribution says affected in ${count('affected')}, nothing (and is asked by itself) in ${count(null)}, fixed in ${count('fixed')} of ${trials} trials`,
  );
}

/** @param {string[]} args */
function attributionOf(args) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tune-'));
  spawnSync(affected, ['-profile-dir', folder, ...args], { stdio: 'ignore' });
  const facts = readdirSync(folder).flatMap(
    (name) => readProfile(readFileSync(path.join(folder, name))) ?? [],
  );
  rmSync(folder, { recursive: true });
  return judgeSpin(facts).says;
}

/** @param {string[]} flags */
function exposuresPerWindow(flags) {
  const windows = 20;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tune-'));
  spawnSync(fixed, [...flags, `-windows=${windows}`, '-profile-dir', folder, 'profile-crash'], {
    stdio: 'ignore',
  });
  const counts = readdirSync(folder).map(
    (name) => readProfile(readFileSync(path.join(folder, name)))?.exposures ?? 0,
  );
  rmSync(folder, { recursive: true });
  return counts.reduce((sum, count) => sum + count, 0) / windows;
}
process.exit(0);
