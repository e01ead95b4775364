/** The words that stand before a program, so that it runs as its target says. */
import type { Conditions, Target } from '../model/target.js';

/** `{}` in a command of one's own is the program's file; without it, the file comes last. */
export function runnerWords({ runner }: Pick<Target, 'runner'>, file: string): string[] {
  if (runner === null) return [file];
  const { command } = runner;
  return command.includes('{}') ? command.map((word) => (word === '{}' ? file : word)) : [...command, file];
}

/** The commands of Linux that set what a process inherits: setarch(8) and prlimit(1). */
export function conditionWords({ limits, randomAddresses }: Conditions): string[] {
  const set = Object.entries(limits).map(([name, value]) => `--${name}=${value}:${value}`);
  return [
    ...(randomAddresses ? [] : ['setarch', '--addr-no-randomize']),
    ...(set.length === 0 ? [] : ['prlimit', ...set]),
  ];
}
