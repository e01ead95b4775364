/**
 * The engine of `run`, `matrix` and `bisect`: takes questions and answers each with a cell. While one program is tried,
 * others may be built, and the toolchains of the next are fetched; the widths say how much of that goes on at once.
 *
 * Trials need not wait for a quiet machine: the profile probe counts samples, which stand for CPU time and not for
 * time, and a hang is looked at twice. Measured: 128 verdicts of 16 releases, two cells at once, with a load of 13 to
 * 18 on two cores; none was wrong, and every trial of a fixed release was clean.
 */
import { ReproError } from '../../model/errors.js';
import type { EventSink } from '../../model/event.js';
import type { Cell } from '../../model/report.js';
import { isTooOldToBuild } from '../../model/too-old.js';
import type { Subject } from '../../release/resolve-spec.js';
import { cellOfScan } from '../scan/scan-cells.js';
import { scanNow } from '../scan/open-scanner.js';
import { acquireWithinLimit } from '../store/store.js';
import { targetRecord } from '../targets/targets.js';
import { examinePrepared, type Examined } from './examine-toolchain.js';
import { buildAhead, type BuildAhead } from './build-ahead.js';
import { createLimiter, type Limiter } from './limiter.js';
import { prepareProgram } from './prepare-program.js';
import { unanswered, type Question } from './question.js';
import { fetchAhead, shareToolchains, type Hold } from './share-toolchains.js';
import { withCellFolder, type CellContext } from './work-folder.js';

/** Hands out questions one by one. A feed may wait for answers before it knows the next. */
export interface Feed<Asked extends Question> {
  /**
   * The next question; null: none for now. It is asked again after every landing. Every question is an object of its
   * own.
   */
  readonly next: () => Asked | null;
  /** Tells what will probably be asked later. It is asked after every landing, while there is room. */
  readonly ahead?: () => Outlook;
  /** True: questions under way go no further than the step they are in. */
  readonly isStopped?: () => boolean;
}

export interface Outlook {
  /** The most urgent first; its toolchain is fetched. */
  readonly questions: readonly Question[];
  /** True: so probable that the programs are worth building where a core is idle. */
  readonly worthBuilding: boolean;
}

export interface Widths {
  /** Programs built at once. */
  readonly builds: number;
  /** Programs tried at once; each may have a few children side by side. */
  readonly trials: number;
  /** Cells at once from the start of the build to the verdict; 1: nothing is built while a program is tried. */
  readonly busy: number;
}

/** The end of one question. */
export type Landing<Asked extends Question> = { readonly asked: Asked } & (
  | ({ readonly kind: 'examined' } & Examined)
  /** The toolchain cannot be obtained, today or tomorrow; that says nothing about others. */
  | { readonly kind: 'missing'; readonly error: ReproError; readonly cell: Cell }
  /** Nothing was learned about the toolchain: no network, a full disk. */
  | { readonly kind: 'failed'; readonly error: ReproError }
  /** Nothing can be asked of the target on this machine. */
  | { readonly kind: 'skipped'; readonly cell: Cell }
  /** Interrupted or stopped; the cell has the observations until then. */
  | { readonly kind: 'unfinished'; readonly cell: Cell }
);

/** The work itself, apart from its order. */
export interface Steps {
  readonly scan: typeof scanNow;
  readonly acquire: typeof acquireWithinLimit;
  readonly prepare: typeof prepareProgram;
  readonly examine: typeof examinePrepared;
}

const realSteps: Steps = {
  scan: scanNow,
  acquire: acquireWithinLimit,
  prepare: prepareProgram,
  examine: (prepared, context) => {
    const { subject, target } = prepared.question;
    const name = `${subject.text} ${JSON.stringify(target)}`;
    return withCellFolder(context, name, (own) => examinePrepared(prepared, own));
  },
};

/** The network and the unpacking of two downloads overlap well; a third only takes from the build. */
const fetchesAtOnce = 2;

class Stopped extends Error {}

/**
 * Yields each question as it lands. New ones are taken only while the consumer waits for the next landing. It ends only
 * when nothing is running any longer, also when the consumer breaks off. An error that is thrown is a bug of this tool.
 */
export async function* examineCells<Asked extends Question>(
  feed: Feed<Asked>,
  widths: Widths,
  context: CellContext,
  steps: Steps = realSteps,
): AsyncGenerator<Landing<Asked>, void, undefined> {
  let isOver = false;
  const isStopped = (): boolean => isOver || context.signal.aborted || feed.isStopped?.() === true;
  const lanes = openLanes(widths, isStopped);
  const hold = shareToolchains((subject) => lanes.fetch(() => steps.acquire(subject, context)));
  const fetched = fetchAhead(hold);
  const built = buildAhead(async (question, signal) => {
    const quiet = {
      ...context,
      signal: AbortSignal.any([context.signal, signal]),
      onEvent: () => undefined,
    };
    const held = hold(question.subject);
    try {
      const toolchain = await held.toolchain();
      const prepared = await lanes.build(() => steps.prepare(question, toolchain, quiet));
      await prepared.giveBack();
    } finally {
      await held.giveBack();
    }
  });
  // Each holds a toolchain until its program is built, which takes 250 MB of disk.
  const cellsAtOnce = widths.busy + fetchesAtOnce;
  const flights = new Map<Asked, Promise<Landing<Asked>>>();
  try {
    for (;;) {
      const hasRoom = (): boolean => !isStopped() && flights.size < cellsAtOnce;
      for (let asked = hasRoom() ? feed.next() : null; asked !== null; asked = hasRoom() ? feed.next() : null)
        flights.set(asked, fly(asked, { lanes, hold, built, steps }, context));
      const outlook = hasRoom() ? feed.ahead?.() : undefined;
      if (outlook !== undefined) {
        fetched.name(outlook.questions[0]?.subject ?? null);
        for (const question of outlook.worthBuilding ? outlook.questions : [])
          if (flights.size + built.underWay() < widths.builds) built.begin(question);
      }
      if (flights.size === 0) return;
      const landing = await Promise.race(flights.values());
      flights.delete(landing.asked);
      yield landing;
    }
  } finally {
    isOver = true;
    await Promise.allSettled(flights.values());
    await built.close();
    await fetched.close();
  }
}

interface Engine {
  readonly lanes: Readonly<Record<'fetch' | 'busy' | 'build' | 'try', Limiter>>;
  readonly hold: (subject: Subject) => Hold;
  readonly built: BuildAhead;
  readonly steps: Steps;
}

function openLanes({ builds, trials, busy }: Widths, isStopped: () => boolean): Engine['lanes'] {
  const lane = (width: number): Limiter => {
    const limiter = createLimiter(width);
    return (work) =>
      limiter(() => {
        if (isStopped()) throw new Stopped();
        return work();
      });
  };
  return { fetch: lane(fetchesAtOnce), busy: lane(busy), build: lane(builds), try: lane(trials) };
}

/** Examines one cell, and says how that ended. */
async function fly<Asked extends Question>(
  asked: Asked,
  engine: Engine,
  context: CellContext,
): Promise<Landing<Asked>> {
  if (asked.obstacle !== null)
    return { kind: 'skipped', asked, cell: unanswered(asked, asked.obstacle, context.bug) };
  const seen: Pick<Cell, 'evidence' | 'trials'> = { evidence: [], trials: [] };
  const onEvent: EventSink = (event) => {
    if (event.type === 'evidence') seen.evidence.push(event.evidence);
    if (event.type === 'trial') seen.trials.push(event.trial);
    context.onEvent(event);
  };
  try {
    return { kind: 'examined', asked, ...(await examine(asked, engine, { ...context, onEvent })) };
  } catch (error) {
    if (error instanceof Stopped || context.signal.aborted) {
      const cell = unanswered(asked, 'interrupted before it was decided', context.bug);
      return { kind: 'unfinished', asked, cell: { ...cell, ...seen } };
    }
    if (!(error instanceof ReproError)) throw error;
    if (!concernsRelease(error)) return { kind: 'failed', asked, error };
    const cell = unanswered(asked, reasonWithout(asked.subject.text, error), context.bug);
    return { kind: 'missing', asked, error, cell };
  }
}

async function examine(
  asked: Question,
  { lanes, hold, built, steps }: Engine,
  context: CellContext,
): Promise<Examined> {
  const { subject } = asked;
  if (subject.kind === 'release' && isTooOldToBuild(subject.release)) {
    // Its source tells everything, and a few hundred KB of it are enough.
    const [row] = await lanes.fetch(() => steps.scan([subject.release], context));
    if (row?.kind === 'judged') {
      const cell = cellOfScan(row, targetRecord(asked.target), context.bug);
      return { cell: { ...cell, subject: subject.text }, buildFailure: null };
    }
  }
  const held = hold(subject);
  try {
    const toolchain = await held.toolchain();
    const { goroot, origin, warning } = toolchain;
    context.onEvent({ type: 'toolchain-found', subject: asked.name, origin, goroot });
    if (warning !== undefined) context.onEvent({ type: 'warning', message: warning });
    await built.settled(asked);
    return await lanes.busy(async () => {
      const prepared = await lanes.build(() => steps.prepare(asked, toolchain, context));
      try {
        // Trials need only the program.
        await held.giveBack();
        return await lanes.try(() => steps.examine(prepared, context));
      } finally {
        await prepared.giveBack();
      }
    });
  } finally {
    await held.giveBack();
  }
}

/**
 * True for an error that is about this release alone and will be the same tomorrow. Any other (no network, a full disk)
 * says nothing about the release.
 */
function concernsRelease({ code }: ReproError): boolean {
  return code === 'release-refused' || code === 'offline' || code === 'bad-toolchain';
}

/** The error without the release's name, which is told beside it, and without the go command's words. */
function reasonWithout(release: string, { message }: ReproError): string {
  const [line = message] = message.split('\n', 1);
  return line.startsWith(`${release} `) ? line.slice(release.length + 1).replace(/^is /, '') : line;
}
