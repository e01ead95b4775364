/**
 * A process that ends what this one leaves behind when it is killed and can do nothing more: compilers, downloads, trials.
 * It reads a pipe that only this process holds, is told there which groups there are, and acts when the pipe ends. A shell
 * and no Node: it starts in two milliseconds, and waits in 2 MB.
 */
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { runMark } from './descendants.js';

/**
 * Ctrl-C in a terminal reaches it too and must not end it. `$1` is the mark of this run, in the environment of all that
 * was started; a few rounds, for those that start others meanwhile.
 */
const script = `
trap '' HUP INT QUIT TERM
groups=' '
while read -r change pid; do
  case $change in
    +) groups="$groups$pid " ;;
    -) groups="\${groups%% $pid *} \${groups#* $pid }" ;;
  esac
done
for pid in $groups; do kill -s KILL -- "-$pid"; done
for round in 1 2 3; do
  found=$(grep -lsF -- "$1" /proc/[0-9]*/environ)
  [ -n "$found" ] || exit 0
  for file in $found; do
    pid=\${file#/proc/}
    kill -s KILL "\${pid%/environ}"
  done
done
`;

let pipe: NodeJS.WritableStream | null | undefined;

/** Called before the first child is started. Where there is no shell, children are on their own. */
export function startWatchdog(): void {
  if (pipe !== undefined) return;
  pipe = null;
  if (process.platform === 'win32') return;
  const watchdog = spawn('/bin/sh', ['-c', script, 'cgoprof-repro-watchdog', runMark], {
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
    // A session of its own: what ends the group of this process must not end it.
    detached: true,
  });
  watchdog.on('error', () => undefined);
  watchdog.stdin.on('error', () => undefined);
  // This process ends when its work does.
  watchdog.unref();
  if (watchdog.stdin instanceof Socket) watchdog.stdin.unref();
  pipe = watchdog.stdin;
}

/** `+`: the group of this number has been started; `-`: it has ended. */
export function tellWatchdog(change: '+' | '-', group: number): void {
  pipe?.write(`${change} ${group}\n`);
}
