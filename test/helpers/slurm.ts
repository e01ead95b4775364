/**
 * A Slurm of its own: munge, one controller and several nodes, all on this machine, with ports and folders of their own,
 * so that nothing of the system's is touched.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, userInfo } from 'node:os';
import path from 'node:path';
import { execa, execaSync } from 'execa';
import { until } from './until.js';

/** The commands that Debian's slurm-wlm and munge bring. */
const commands = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scontrol', 'scancel', 'sinfo'];

/** The first command that is not here; null if Slurm can be started. */
export const missingOfSlurm = (): string | null =>
  commands.find((name) => execaSync('sh', ['-c', `command -v ${name}`], { reject: false, env }).failed) ??
  null;

/** Daemons are in folders that not every shell searches. */
const env = { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };

export interface Slurm {
  /** What sends a command to this Slurm, and nowhere else. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs one of Slurm's commands and returns what it prints. */
  readonly ask: (command: string, ...args: string[]) => Promise<string>;
  /** Ends all jobs and all that was started. */
  readonly stop: () => Promise<void>;
}

/** @param folder empty, and with a path that no process of others has among its words */
export async function startSlurm(folder: string, nodes: readonly string[]): Promise<Slurm> {
  const at = (...parts: string[]): string => path.join(folder, ...parts);
  for (const name of ['munge', 'state', 'run', ...nodes.map((node) => `spool-${node}`)]) mkdirSync(at(name));
  writeFileSync(at('munge', 'key'), randomBytes(1024), { mode: 0o400 });
  const [port, ...nodePorts] = await freePorts(1 + nodes.length);
  const ports = nodePorts.map((nodePort, index) => ({ node: nodes[index] ?? '', port: nodePort }));
  writeFileSync(at('slurm.conf'), configuration(folder, port ?? 0, ports));

  const own = { ...env, SLURM_CONF: at('slurm.conf') };
  const ask = async (command: string, ...args: string[]): Promise<string> =>
    (await execa(command, args, { env: own })).stdout;
  const start = (name: string, command: string, args: readonly string[]) => {
    const log = { file: at('run', `${name}.out`) };
    const daemon = execa(command, args, { env: own, reject: false, stdout: log, stderr: log });
    return { daemon, name };
  };
  const daemons = [start('munged', 'munged', mungeOptions(at))];
  const stop = async (): Promise<void> => {
    // The jobs first: they are not children of the daemons, and stay when these are gone.
    await execa('scancel', ['--user', userInfo().username], { env: own, reject: false, timeout: 10_000 });
    await until(
      'the jobs to end',
      () => ask('squeue', '--noheader').then((list) => list === ''),
      10_000,
    ).catch(() => undefined);
    for (const { daemon } of daemons.toReversed()) {
      daemon.kill('SIGTERM', new Error('no longer needed'));
      const patience = setTimeout(() => daemon.kill('SIGKILL'), 5_000);
      await daemon;
      clearTimeout(patience);
    }
    for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL');
  };
  try {
    await until('the socket of munge', () => readdirSync(at('munge')).includes('socket'));
    daemons.push(start('slurmctld', 'slurmctld', ['-D']));
    for (const node of nodes) daemons.push(start(node, 'slurmd', ['-D', '-N', node]));
    const areIdle = async () => {
      const states = (await ask('sinfo', '--noheader', '-N', '-o', '%t').catch(() => '')).split('\n');
      return states.length === nodes.length && states.every((state) => state === 'idle');
    };
    await until('all nodes to be idle', areIdle);
  } catch (error) {
    const said = daemons.map(({ name }) => `${name}:\n${readFileSync(at('run', `${name}.out`), 'utf8')}`);
    await stop();
    throw new Error(`Slurm does not start\n${said.join('\n')}`, { cause: error });
  }
  return { env: own, ask, stop };
}

const mungeOptions = (at: (...parts: string[]) => string): string[] => [
  '--foreground',
  // It would refuse folders that others than root can write to, as that for temporary files.
  '--force',
  `--key-file=${at('munge', 'key')}`,
  `--socket=${at('munge', 'socket')}`,
  `--pid-file=${at('munge', 'pid')}`,
  `--seed-file=${at('munge', 'seed')}`,
];

/** Two cores a node, whatever the machine has: so a task of two fills one. */
function configuration(
  folder: string,
  port: number,
  nodes: readonly { readonly node: string; readonly port: number }[],
): string {
  const host = hostname().split('.', 1)[0] ?? '';
  const user = userInfo().username;
  return `ClusterName=scratch
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${port}
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/munge
# A task that is queued again waits for so many seconds, two minutes if nothing is said.
AuthInfo=socket=${folder}/munge/socket,cred_expire=10
CredType=cred/munge
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool-%n
SlurmctldPidFile=${folder}/run/slurmctld.pid
SlurmdPidFile=${folder}/run/%n.pid
SlurmctldLogFile=${folder}/run/slurmctld.log
SlurmdLogFile=${folder}/run/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
ReturnToService=2
${nodes.map((one) => `NodeName=${one.node} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${one.port} CPUs=2`).join('\n')}
PartitionName=all Nodes=${nodes.map(({ node }) => node).join(',')} Default=YES MaxTime=INFINITE State=UP
`;
}

/** Ports that nothing listens on, found by listening on them all at once. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            resolve(typeof address === 'object' && address !== null ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Processes that have the folder in their command line or environment. */
function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) =>
      ['cmdline', 'environ'].some((file) => readQuietly(`/proc/${name}/${file}`).includes(folder)),
    )
    .map(Number);
}

function readQuietly(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
