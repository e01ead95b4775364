/** How long a command takes: wall time, CPU time of it and all that it has started, and its own peak memory. */
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import { median } from './sample.js';

/**
 * `cpu` and `wall` in seconds; `megabytes` is NaN for what is not a Node program.
 * @typedef {{wall: number, cpu: number, megabytes: number, status: number | null, stdout: string}} Sample
 * @typedef {{command: string, args: readonly string[], cwd?: string, env?: Record<string, string>, mayEndWith?: readonly number[]}} Command
 */

/** Tells the peak memory of a Node program when it ends. */
const tellMemory =
  'data:text/javascript,process.on("exit",()=>process.stderr.write(`\\nmaxRSS ${process.resourceUsage().maxRSS}\\n`))';

/**
 * A command that runs a script with this Node.
 * @param {string} script @param {readonly string[]} args @param {Record<string, string>} [env]
 * @returns {Command}
 */
export const node = (script, args, env = {}) => ({
  command: process.execPath,
  args: ['--import', tellMemory, script, ...args],
  env,
  // Affected, or undecided: answers.
  mayEndWith: [0, 3, 4],
});

/**
 * Runs it once. Throws if it fails: the time of a failure is no answer. The shell's `time` counts children too, which Node does not.
 * @param {Command} measured
 * @returns {Sample}
 */
export function measure({ command, args, cwd, env, mayEndWith = [0] }) {
  const { stderr, stdout, status } = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="took %R %U %S"; time "$@"', 'time', command, ...args],
    { encoding: 'utf8', maxBuffer: 1 << 28, cwd, env: { ...process.env, LC_ALL: 'C', ...env } },
  );
  if (status === null || !mayEndWith.includes(status))
    throw new Error(`${[command, ...args].join(' ')} ends with ${status}\n${stderr}`);
  const [, wall, user, system] = /^took ([\d.]+) ([\d.]+) ([\d.]+)$/m.exec(stderr) ?? [];
  return {
    wall: Number(wall),
    cpu: Number(user) + Number(system),
    megabytes: Number(/^maxRSS (\d+)$/m.exec(stderr)?.[1] ?? Number.NaN) / 1024,
    status,
    stdout,
  };
}

/**
 * Runs several commands in turn, so that a machine whose speed drifts moves all of them alike, and returns the samples by
 * name. `prepare` comes before each and is not measured.
 * @param {number} rounds
 * @param {Record<string, Command>} commands
 * @param {() => void} [prepare]
 * @returns {(name: string) => Sample[]}
 */
export function inTurn(rounds, commands, prepare = () => {}) {
  /** @type {Map<string, Sample[]>} */
  const samples = new Map();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, command] of Object.entries(commands)) {
      prepare();
      samples.set(name, [...(samples.get(name) ?? []), measure(command)]);
    }
  }
  return (name) => samples.get(name) ?? [];
}

/** @param {readonly Sample[]} samples @param {'wall' | 'cpu'} figure */
export const middle = (samples, figure) => median(samples.map((sample) => sample[figure]));

/**
 * The middle of the ratios of pairs that ran one after the other.
 * @param {readonly Sample[]} ours @param {readonly Sample[]} theirs @param {'wall' | 'cpu'} figure
 */
export const ratio = (ours, theirs, figure) =>
  median(ours.map((sample, index) => sample[figure] / (theirs[index]?.[figure] ?? Number.NaN)));

/** @param {readonly Sample[]} samples */
export const peak = (samples) => Math.max(...samples.map(({ megabytes }) => megabytes));

export const describeMachine = () =>
  `${os.cpus()[0]?.model ?? 'unknown CPU'}, ${os.availableParallelism()} CPUs, Node ${process.version}`;
