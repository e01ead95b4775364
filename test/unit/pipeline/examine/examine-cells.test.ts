import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  examineCells,
  type Feed,
  type Landing,
  type Widths,
} from '../../../../src/pipeline/examine/examine-cells.js';
import { releaseSubject, type Question } from '../../../../src/pipeline/examine/question.js';
import { askedOnHost, fakeSteps, nowhere, refused, type Doing } from '../../../helpers/fake-cells.js';

const run: Widths = { builds: 1, trials: 1, busy: 1 };
const bisect: Widths = { builds: 1, trials: 1, busy: 2 };

/** Steps whose work the test ends by hand: `end('a build')`, `fail('a build', error)`. */
class Workshop {
  readonly #ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  readonly steps = fakeSteps(async (doing: Doing, subject: string) => {
    const work = `${subject} ${doing}`;
    await new Promise<void>((resolve, reject) => this.#ends.set(work, { resolve, reject })).finally(() =>
      this.#ends.delete(work),
    );
  });

  get running(): string[] {
    return [...this.#ends.keys()].toSorted();
  }

  async end(...works: string[]): Promise<void> {
    for (const work of works) {
      this.#running(work).resolve();
      await idle();
    }
  }

  async fail(work: string, error: Error): Promise<void> {
    this.#running(work).reject(error);
    await idle();
  }

  #running(work: string) {
    const end = this.#ends.get(work);
    if (end === undefined) throw new Error(`${work} is not running, but ${this.running.join(', ')}`);
    return end;
  }
}

/** Lets everything happen that can without the test's doing. */
const idle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const question = (name: string): Question => ({ ...askedOnHost, name, subject: releaseSubject(name) });

function feedOf(names: readonly string[], rest: Partial<Feed<Question>> = {}): Feed<Question> {
  const questions = names.map(question).values();
  return { next: () => questions.next().value ?? null, ...rest };
}

/** Runs to the end in the background and keeps what comes out. */
function collect(landings: AsyncIterable<Landing<Question>>) {
  const out: string[] = [];
  const cells: Landing<Question>[] = [];
  const ended = (async () => {
    for await (const landing of landings) {
      out.push(`${landing.asked.subject.text} ${landing.kind}`);
      cells.push(landing);
    }
  })();
  return { out, cells, ended };
}

function start(names: readonly string[], widths: Widths, rest: Partial<Feed<Question>> = {}) {
  const shop = new Workshop();
  const interrupt = new AbortController();
  const { context, events } = nowhere(interrupt.signal);
  const collected = collect(examineCells(feedOf(names, rest), widths, context, shop.steps));
  return { shop, interrupt, events, ...collected };
}

describe('examineCells', () => {
  it('fetches two ahead, and builds nothing while a program is tried where a run asks', async () => {
    const { shop, out, ended } = start(['a', 'b', 'c', 'd'], run);
    await idle();
    expect(shop.running).toEqual(['a fetch', 'b fetch']);
    await shop.end('a fetch');
    expect(shop.running).toEqual(['a build', 'b fetch', 'c fetch']);
    await shop.end('b fetch', 'c fetch', 'a build');
    // b and c are there; d waits, since each takes space on the disk.
    expect(shop.running).toEqual(['a try']);
    await shop.end('a try');
    expect(out).toEqual(['a examined']);
    expect(shop.running).toEqual(['b build', 'd fetch']);
    await shop.end('d fetch', 'b build', 'b try', 'c build', 'c try', 'd build', 'd try');
    await ended;
    expect(out).toEqual(['a examined', 'b examined', 'c examined', 'd examined']);
    expect(shop.steps.held).toEqual([]);
  });

  it('builds one while another is tried where the widths say so', async () => {
    const { shop, ended } = start(['a', 'b', 'c'], bisect);
    await idle();
    await shop.end('a fetch', 'a build', 'b fetch', 'c fetch');
    expect(shop.running).toEqual(['a try', 'b build']);
    await shop.end('b build');
    expect(shop.running).toEqual(['a try']);
    await shop.end('a try');
    expect(shop.running).toEqual(['b try', 'c build']);
    await shop.end('b try', 'c build', 'c try');
    await ended;
  });

  it('gives a toolchain back when its program is built, and the program when it was tried', async () => {
    const { shop, ended } = start(['a'], run);
    await idle();
    await shop.end('a fetch');
    expect(shop.steps.held).toEqual(['a']);
    await shop.end('a build');
    expect(shop.steps.held).toEqual(['a program']);
    await shop.end('a try');
    expect(shop.steps.held).toEqual([]);
    await ended;
  });

  it('fetches a toolchain once for all its cells, and gives it back with the last', async () => {
    const { shop, out, ended } = start(['a', 'a'], run);
    await idle();
    expect(shop.running).toEqual(['a fetch']);
    await shop.end('a fetch', 'a build');
    expect(shop.steps.held).toEqual(['a', 'a program']);
    await shop.end('a try', 'a build', 'a try');
    await ended;
    expect(out).toEqual(['a examined', 'a examined']);
    expect(shop.steps.held).toEqual([]);
  });

  it('asks the feed again after each landing, and fetches ahead only while there is room', async () => {
    const wanted = ['a'];
    const guesses = ['b', 'c'];
    const { shop, out, ended } = start([], run, {
      next: () => {
        const name = wanted.shift();
        return name === undefined ? null : question(name);
      },
      ahead: () => ({ questions: guesses.map(question), worthBuilding: false }),
    });
    await idle();
    expect(shop.running).toEqual(['a fetch', 'b fetch']);
    await shop.end('a fetch', 'b fetch', 'a build');
    wanted.push('b');
    guesses.shift();
    await shop.end('a try');
    // What was guessed is there already, and the next guess takes its place.
    expect(shop.running).toEqual(['b build', 'c fetch']);
    guesses.shift();
    await shop.end('b build', 'b try', 'c fetch');
    await ended;
    expect(out).toEqual(['a examined', 'b examined']);
    expect(shop.steps.held).toEqual([]);
  });

  it('builds what is expected where a core is idle, and a question takes what was built for it', async () => {
    const wanted = ['a'];
    let expected = ['b', 'c'];
    const { shop, out, events, ended } = start(
      [],
      { builds: 2, trials: 1, busy: 3 },
      {
        next: () => {
          const name = wanted.shift();
          return name === undefined ? null : question(name);
        },
        ahead: () => ({ questions: expected.map(question), worthBuilding: true }),
      },
    );
    await idle();
    expect(shop.running).toEqual(['a fetch', 'b fetch']);
    await shop.end('a fetch', 'b fetch');
    // A third build would take from the two.
    expect(shop.running).toEqual(['a build', 'b build']);
    expected = [];
    wanted.push('b');
    await shop.end('a build', 'a try');
    // The question waits for the build that is under way.
    expect(shop.running).toEqual(['b build']);
    await shop.end('b build');
    expect(shop.running).toEqual(['b build']);
    await shop.end('b build', 'b try');
    await ended;
    expect(out).toEqual(['a examined', 'b examined']);
    expect(events).not.toContainEqual(expect.objectContaining({ type: 'warning' }));
    expect(shop.steps.held).toEqual([]);
  });

  it('ends a build that was begun in vain, whatever came of it', async () => {
    const { shop, out, ended } = start(
      ['a'],
      { builds: 2, trials: 1, busy: 3 },
      {
        ahead: () => ({ questions: [question('b')], worthBuilding: true }),
      },
    );
    await idle();
    await shop.end('a fetch', 'b fetch', 'a build');
    await shop.end('a try');
    expect(shop.running).toEqual(['b build']);
    await shop.fail('b build', new Error('killed'));
    await ended;
    expect(out).toEqual(['a examined']);
    expect(shop.steps.held).toEqual([]);
  });

  it('tells an error about one release from one about all, and goes on after both', async () => {
    const { shop, cells, ended } = start(['go1.23.0', 'go1.23.1', 'go1.23.2'], run);
    await idle();
    await shop.fail('go1.23.0 fetch', refused('go1.23.0', 'release-refused'));
    await shop.fail('go1.23.1 fetch', refused('go1.23.1', 'network'));
    await shop.end('go1.23.2 fetch', 'go1.23.2 build', 'go1.23.2 try');
    await ended;
    expect(cells).toMatchObject([
      {
        kind: 'missing',
        error: { code: 'release-refused' },
        cell: { go: 'go1.23.0', skipped: { reason: 'not to be had' } },
      },
      { kind: 'failed', error: { code: 'network' } },
      { kind: 'examined', cell: { go: 'go1.23.2', verdict: 'fixed' } },
    ]);
    expect(shop.steps.held).toEqual([]);
  });

  it('lets no cell get further than its step once it is stopped', async () => {
    let isStopped = false;
    const { shop, out, ended } = start(['a', 'b', 'c', 'd', 'e'], bisect, { isStopped: () => isStopped });
    await idle();
    await shop.end('a fetch', 'a build', 'b fetch', 'c fetch');
    expect(shop.running).toEqual(['a try', 'b build', 'd fetch']);
    isStopped = true;
    await shop.end('b build', 'd fetch', 'a try');
    await ended;
    expect(out.toSorted()).toEqual(['a examined', 'b unfinished', 'c unfinished', 'd unfinished']);
    expect(shop.steps.held).toEqual([]);
  });

  it('keeps what was seen of an interrupted cell, and waits for what runs', async () => {
    const { shop, interrupt, events, out, cells, ended } = start(['a', 'b'], run);
    await idle();
    await shop.end('a fetch', 'b fetch');
    interrupt.abort();
    await shop.fail('a build', new Error('killed'));
    await ended;
    expect(out).toEqual(['a unfinished', 'b unfinished']);
    const reason = 'interrupted before it was decided';
    expect(cells).toMatchObject([
      { cell: { skipped: { reason }, evidence: [{ oracle: 'source', verdict: 'fixed' }], trials: [] } },
      { cell: { skipped: { reason }, evidence: [] } },
    ]);
    expect(events.map(({ type }) => type)).toEqual(['toolchain-found', 'evidence', 'toolchain-found']);
    expect(shop.steps.held).toEqual([]);
  });

  it('starts nothing when it was interrupted before', async () => {
    const { context } = nowhere(AbortSignal.abort());
    const shop = new Workshop();
    const { out, ended } = collect(examineCells(feedOf(['a']), run, context, shop.steps));
    await ended;
    expect(out).toEqual([]);
  });

  it('leaves nothing running when the consumer breaks off', async () => {
    const shop = new Workshop();
    const landings = examineCells(feedOf(['a', 'b', 'c']), bisect, nowhere().context, shop.steps);
    const first = landings.next();
    await idle();
    await shop.end('a fetch', 'b fetch', 'c fetch', 'a build', 'a try');
    await first;
    let isClosed = false;
    const closing = landings.return().then(() => (isClosed = true));
    await idle();
    expect(shop.running).toEqual(['b build']);
    expect(isClosed).toBe(false);
    await shop.end('b build');
    await closing;
    expect(shop.running).toEqual([]);
    expect(shop.steps.held).toEqual([]);
  });

  it('throws what is no expected failure, once nothing runs', async () => {
    const { shop, ended } = start(['a', 'b'], run);
    await idle();
    const thrown = ended.catch((error: unknown) => error);
    await shop.fail('a fetch', new TypeError('a bug'));
    await shop.end('b fetch');
    expect(await thrown).toBeInstanceOf(TypeError);
    expect(shop.steps.held).toEqual([]);
  });

  it('lands every question once and keeps all widths, whatever ends when', async () => {
    const settings = fc.record({
      count: fc.integer({ min: 0, max: 8 }),
      jobs: fc.integer({ min: 1, max: 3 }),
      busy: fc.integer({ min: 1, max: 4 }),
      picks: fc.infiniteStream(fc.nat(20)),
      failures: fc.infiniteStream(fc.integer({ min: 0, max: 6 })),
    });
    await fc.assert(
      fc.asyncProperty(settings, async ({ count, jobs, busy, picks, failures }) => {
        const names = Array.from({ length: count }, (_, at) => `j${at}`);
        const { shop, out, ended } = start(names, { builds: jobs, trials: jobs, busy });
        await idle();
        while (shop.running.length > 0) {
          const doing = (what: Doing): number => shop.running.filter((work) => work.endsWith(what)).length;
          expect(doing('fetch')).toBeLessThanOrEqual(2);
          expect(doing('build')).toBeLessThanOrEqual(jobs);
          expect(doing('try')).toBeLessThanOrEqual(jobs);
          expect(doing('build') + doing('try')).toBeLessThanOrEqual(busy);
          expect(shop.steps.held.filter((name) => !name.includes(' ')).length).toBeLessThanOrEqual(busy + 2);
          const work = shop.running[Number(picks.next().value) % shop.running.length] ?? '';
          await (failures.next().value === 0 ? shop.fail(work, refused(work, 'network')) : shop.end(work));
        }
        await ended;
        expect(out.map((line) => line.split(' ')[0]).toSorted()).toEqual(names);
        expect(shop.steps.held).toEqual([]);
      }),
    );
  });
});

describe('a release that is too old for the program', () => {
  const judged = {
    kind: 'judged',
    release: 'go1.19.1',
    verdict: 'not-applicable',
    detail: 'There is no such field.',
    line: null,
    sourceHash: null,
    bytesRead: 0,
    from: 'cache',
    verified: true,
    platform: null,
  } as const;

  async function ask(scanned: 'judged' | 'skipped') {
    const { context } = nowhere();
    const skipped = { kind: 'skipped', release: 'go1.19.1', reason: 'offline', refused: false } as const;
    const steps = {
      ...fakeSteps(() => Promise.resolve()),
      scan: () => Promise.resolve([scanned === 'judged' ? judged : skipped]),
    };
    const subject = { kind: 'release', text: '1.19.1', release: 'go1.19.1', listed: true } as const;
    const questions = [{ ...askedOnHost, name: subject.text, subject }].values();
    const feed = { next: () => questions.next().value ?? null };
    for await (const landing of examineCells(feed, run, context, steps)) return landing;
  }

  it('is judged by its source alone', async () => {
    expect(await ask('judged')).toMatchObject({
      kind: 'examined',
      cell: { subject: '1.19.1', go: 'go1.19.1', verdict: 'not-applicable', toolchain: null },
    });
  });

  it('is fetched when its source cannot be read', async () => {
    expect(await ask('skipped')).toMatchObject({ kind: 'examined', cell: { verdict: 'fixed' } });
  });
});
