/**
 * A process that ends the compilers, downloads and trials of this one if this one is killed and cannot do so itself. It
 * reads a pipe that only this process holds, learns from it which groups exist, and acts when the pipe ends. It is a
 * shell and not Node, because a shell starts in two milliseconds and waits in 2 MB.
 */
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { runMark } from './descendants.js';

/**
 * Ctrl-C in a terminal reaches it too and must not end it. `$1` is the mark of this run, in the environment of all
 * started processes. It takes a few rounds, for those that start others meanwhile.
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

/** Called before the first child is started. If there is no shell, children are not watched. */
export function startWatchdog(): void {
  if (pipe !== undefined) return;
  pipe = null;
  if (process.platform === 'win32') return;
  const watchdog = spawn('/bin/sh', ['-c', script, 'cgoprof-repro-watchdog', runMark], {
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
    // It has a session of its own, because a signal that ends the group of this process must not end it.
    detached: true,
  });
  watchdog.on('error', () => undefined);
  watchdog.stdin.on('error', () => undefined);
  // It does not keep this process alive.
  watchdog.unref();
  if (watchdog.stdin instanceof Socket) watchdog.stdin.unref();
  pipe = watchdog.stdin;
}

/** `+`: the group of this number has been started; `-`: it has ended. */
export function tellWatchdog(change: '+' | '-', group: number): void {
  pipe?.write(`${change} ${group}\n`);
}
