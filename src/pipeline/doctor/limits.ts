/** Finds the things that keep probes from working as they should: tracers, filters, blocked signals, small limits. */
import { isFile, readSmallFile } from '../../host/files/files.js';
import { cpuCount } from '../../host/capacity.js';
import { fine, warning, type Check, type Detail } from './check.js';
import { hasSignal, parseLimits, parseStatus } from './process-status.js';

export const tracerCheck: Check = {
  name: 'Tracing',
  look: onLinux((status) => {
    const tracer = status.get('TracerPid') ?? '0';
    if (tracer === '0') return fine('no tracer is attached');
    return warning(
      `process ${tracer} traces this one (strace, gdb, a sandbox): signals come late and stacks may differ`,
      'Run without it.',
    );
  }),
};

const seccompModes: Readonly<Record<string, string>> = { '0': 'off', '1': 'strict', '2': 'filter' };

export const confinementCheck: Check = {
  name: 'Confinement',
  look: onLinux(async (status) => {
    const seccomp = seccompModes[status.get('Seccomp') ?? '0'] ?? 'unknown';
    const privileges = status.get('NoNewPrivs') === '1' ? 'no new privileges' : 'privileges as usual';
    return fine(`seccomp ${seccomp}, ${privileges}, ${await containerHint()}`);
  }),
};

async function containerHint(): Promise<string> {
  if (await isFile('/.dockerenv')) return 'in a Docker container';
  if (await isFile('/run/.containerenv')) return 'in a Podman container';
  const groups = (await readSmallFile('/proc/self/cgroup', 64 << 10)) ?? '';
  return /docker|kubepods|containerd|lxc/.test(groups) ? 'in a container' : 'no sign of a container';
}

/** The numbers of the signals on Linux, except on mips and alpha (signal(7)). */
const neededSignals = [
  { name: 'SIGPROF', number: 27, why: 'the profiler samples with it' },
  { name: 'SIGURG', number: 23, why: 'Go preempts with it' },
  { name: 'SIGQUIT', number: 3, why: 'hung programs show their stacks with it' },
] as const;

export const signalCheck: Check = {
  name: 'Signals',
  look: onLinux((status) => {
    const disturbed = neededSignals.flatMap(({ name, number, why }) => {
      if (hasSignal(status.get('SigBlk'), number)) return [`${name} is blocked (${why})`];
      return hasSignal(status.get('SigIgn'), number) ? [`${name} is ignored (${why})`] : [];
    });
    if (disturbed.length === 0) return fine('SIGPROF, SIGURG and SIGQUIT are neither blocked nor ignored');
    return warning(
      disturbed.join('; '),
      'Start from a plain shell, not under nohup or a job runner that does this.',
    );
  }),
};

const fewProcesses = 200;
/** Go reserves address space generously; below this its programs do not start on 64-bit systems. */
const littleAddressSpace = 2e9;

export const limitCheck: Check = {
  name: 'Limits',
  look: onLinux(async () => {
    const limits = parseLimits((await readSmallFile('/proc/self/limits', 64 << 10)) ?? '');
    const processes = limits.get('Max processes') ?? null;
    const space = limits.get('Max address space') ?? null;
    if (processes !== null && processes < fewProcesses)
      return warning(`only ${processes} processes allowed`, 'ulimit -u unlimited');
    if (space !== null && space < littleAddressSpace)
      return warning(`only ${Math.round(space / 1e6)} MB of address space allowed`, 'ulimit -v unlimited');
    const core = limits.get('Max core file size') === 0 ? 'off' : 'on, but switched off for trials';
    return fine(
      `processes ${processes ?? 'unlimited'}, address space ${space ?? 'unlimited'}, core dumps ${core}`,
    );
  }),
};

export const cpuCheck: Check = {
  name: 'CPUs',
  look: () => {
    const count = cpuCount();
    return Promise.resolve([count > 1 ? fine(`${count}`) : warning('only one: probes take longer', null)]);
  },
};

/** Looks only on Linux. Elsewhere there is no /proc to ask. */
function onLinux(look: (status: ReadonlyMap<string, string>) => Detail | Promise<Detail>): Check['look'] {
  return async () => {
    const text = await readSmallFile('/proc/self/status', 64 << 10);
    return [text === null ? fine('cannot be asked on this system') : await look(parseStatus(text))];
  };
}
