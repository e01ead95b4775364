/** Makes the runners of targets ready, each once, and measures how long programs take to start under them. */
import path from 'node:path';
import { removeTree } from '../../host/files/files.js';
import type { ChildRecord } from '../../model/child.js';
import type { Program } from '../../model/program.js';
import { endWords } from '../../oracle/end-words.js';
import { runProgram } from '../../program/run-program.js';
import { openWine, type Wine } from '../../program/wine.js';
import { statusUnderWine } from '../../text/exit-code.js';
import { sanitiseLine } from '../../text/sanitise.js';
import type { Session } from '../session.js';
import { winePrefixes, wineSource } from './wine-places.js';

/** How programs start under a runner. */
export interface Start {
  readonly ms: number;
  /** Variables that the runner itself needs. */
  readonly variables: Readonly<Record<string, string>>;
}

export type ReadyRunner =
  | ({ readonly kind: 'ready' } & Start)
  /** Programs do not start: whatever a probe saw would be about that. */
  | { readonly kind: 'fails'; readonly reason: string };

export interface ReadyRunners {
  readonly readyFor: (program: Program) => Promise<ReadyRunner>;
  readonly close: () => Promise<void>;
}

/** Without a runner, programs start at once. */
export const atOnce: Start = { ms: 0, variables: {} };

type Context = Pick<Session, 'env' | 'paths' | 'signal'>;

/** What starts in a few seconds on a loaded machine, and has not in so many, hangs. */
const startLimitMs = 30_000;

export function readyRunners(workFolder: string, context: Context): ReadyRunners {
  const known = new Map<string, Promise<ReadyRunner>>();
  const opened: Wine[] = [];
  let folders = 0;

  const makeReady = async (program: Program): Promise<ReadyRunner> => {
    const { runner, cc } = program.target;
    let variables: Start['variables'] = {};
    folders += 1;
    const folder = path.join(workFolder, `start-${folders}`);
    if (runner?.kind === 'wine') {
      const wine = await openWine({
        command: runner.command,
        cc,
        source: wineSource,
        prefixes: winePrefixes(context.paths.root),
        folder: path.join(workFolder, `wine-${folders}`),
        environment: context.env,
        signal: context.signal,
      });
      if (!wine.ok) return { kind: 'fails', reason: wine.error };
      opened.push(wine.value);
      variables = wine.value.variables;
    }
    return measureStart(program, variables, folder, context);
  };

  return {
    readyFor: async (program) => {
      const { runner, conditions, goarch, load, race } = program.target;
      if (startsSurely(program)) return { kind: 'ready', ...atOnce };
      const key = JSON.stringify([runner, conditions, goarch, load, race]);
      const ready = known.get(key) ?? makeReady(program);
      known.set(key, ready);
      const found = await ready;
      // That one program does not start says nothing about the next.
      if (found.kind === 'fails') known.delete(key);
      return found;
    },
    close: async () => {
      await Promise.all(opened.map(({ close }) => close()));
    },
  };
}

/**
 * True for what was linked for this very machine. Windows looks for DLLs only at the start, a library may be refused then,
 * and what a process inherits may keep it from starting.
 */
function startsSurely({ target: { runner, goos, load, conditions } }: Program): boolean {
  const { limits, variables, randomAddresses } = conditions;
  const isUsual = randomAddresses && Object.keys({ ...limits, ...variables }).length === 0;
  return runner === null && goos !== 'windows' && load !== 'dlopen' && isUsual;
}

/** The better of two: the first one may have to start what serves them all. */
async function measureStart(
  program: Program,
  variables: Start['variables'],
  folder: string,
  { env, signal }: Context,
): Promise<ReadyRunner> {
  const children: ChildRecord[] = [];
  try {
    for (const name of ['first', 'second']) {
      const asked = {
        args: ['-h'],
        environment: env,
        variables,
        folder: path.join(folder, name),
        limitMs: startLimitMs,
        signal,
      };
      const child = await runProgram(program, asked);
      children.push(child);
      signal.throwIfAborted();
      if (child.endedBy !== 'itself') break;
    }
  } finally {
    await removeTree(folder);
  }
  const well = children.filter(({ end }) => end.kind === 'exited' && end.code === 0);
  if (well.length > 0)
    return { kind: 'ready', ms: Math.min(...well.map(({ durationMs }) => durationMs)), variables };
  const last = children.at(-1);
  return {
    kind: 'fails',
    reason: last === undefined ? 'it was not tried' : endingWords(last, program.target),
  };
}

function endingWords({ end, endedBy, output }: ChildRecord, { runner }: Program['target']): string {
  const said = sanitiseLine(output.trim().split('\n')[0] ?? '').slice(0, 200);
  const seen =
    runner?.kind === 'wine' && end.kind === 'exited' ? { ...end, code: statusUnderWine(end.code) } : end;
  const how = endedBy === 'itself' ? endWords(seen) : 'it did not end';
  return said === '' ? how : `${how}: ${said}`;
}
