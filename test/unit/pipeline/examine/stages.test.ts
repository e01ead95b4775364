import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runStages, type Settled, type Stage } from '../../../../src/pipeline/examine/stages.js';

interface Job {
  readonly name: string;
  readonly passed: readonly string[];
}

const job = (name: string): Job => ({ name, passed: [] });

/** Stages whose work the test ends by hand: `end('a build')`, `fail('a build')`. `running` names what goes on right now. */
class Workshop {
  readonly running = new Set<string>();
  readonly signals = new Map<string, AbortSignal>();
  readonly #ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();

  stage(name: string, settings: Partial<Stage<Job>> = {}): Stage<Job> {
    return {
      name,
      limit: 1,
      run: async (job, signal) => {
        const work = `${job.name} ${name}`;
        this.running.add(work);
        this.signals.set(work, signal);
        await new Promise<void>((resolve, reject) => this.#ends.set(work, { resolve, reject })).finally(() =>
          this.running.delete(work),
        );
        return { kind: 'go-on', job: { ...job, passed: [...job.passed, name] } };
      },
      ...settings,
    };
  }

  async end(work: string): Promise<void> {
    this.#ends.get(work)?.resolve();
    await idle();
  }

  async fail(work: string): Promise<void> {
    this.#ends.get(work)?.reject(new Error(`${work} failed`));
    await idle();
  }
}

/** Lets everything happen that can without the test's doing. */
const idle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Runs to the end in the background and keeps what comes out. */
function collect(settled: AsyncIterable<Settled<Job>>): {
  readonly out: string[];
  readonly ended: Promise<void>;
} {
  const out: string[] = [];
  const ended = (async () => {
    for await (const one of settled) out.push(`${one.job.name} ${one.kind}`);
  })();
  return { out, ended };
}

describe('running jobs through stages', () => {
  it('overlaps the stages of different jobs and yields in order of completion', async () => {
    const shop = new Workshop();
    const { out, ended } = collect(
      runStages(
        [job('a'), job('b'), job('c')],
        [shop.stage('install'), shop.stage('build'), shop.stage('try', { limit: 2 })],
      ),
    );
    await idle();
    expect([...shop.running]).toEqual(['a install']);
    await shop.end('a install');
    expect([...shop.running].toSorted()).toEqual(['a build', 'b install']);
    await shop.end('a build');
    await shop.end('b install');
    expect([...shop.running].toSorted()).toEqual(['a try', 'b build', 'c install']);
    await shop.end('b build');
    await shop.end('b try');
    expect(out).toEqual(['b done']);
    for (const work of ['a try', 'c install', 'c build', 'c try']) await shop.end(work);
    await ended;
    expect(out).toEqual(['b done', 'a done', 'c done']);
  });

  it('hands the job on as the last stage left it, and ends early what is done early', async () => {
    const shop = new Workshop();
    const skipB: Stage<Job> = {
      name: 'check',
      limit: 2,
      run: (job) =>
        Promise.resolve(
          job.name === 'b' ? { kind: 'done', job } : { kind: 'go-on', job: { ...job, passed: ['check'] } },
        ),
    };
    const settled = runStages([job('a'), job('b')], [skipB, shop.stage('build')]);
    expect(await settled.next()).toEqual({ done: false, value: { kind: 'done', job: job('b') } });
    const next = settled.next();
    await idle();
    await shop.end('a build');
    expect(await next).toEqual({
      done: false,
      value: { kind: 'done', job: { name: 'a', passed: ['check', 'build'] } },
    });
  });

  it('fetches no further ahead than it may', async () => {
    const shop = new Workshop();
    const jobs = ['a', 'b', 'c', 'd'].map(job);
    const { ended } = collect(
      runStages(jobs, [shop.stage('install', { limit: 2, ahead: 2 }), shop.stage('build')]),
    );
    await idle();
    await shop.end('a install');
    await shop.end('b install');
    // b waits for its build, c is being fetched: two. d has to wait.
    expect([...shop.running].toSorted()).toEqual(['a build', 'c install']);
    await shop.end('a build');
    expect([...shop.running].toSorted()).toEqual(['b build', 'c install', 'd install']);
    for (const work of ['b build', 'c install', 'c build', 'd install', 'd build']) await shop.end(work);
    await ended;
  });

  it('goes on after a failure, and says in which stage it was', async () => {
    const shop = new Workshop();
    const settled = runStages([job('a'), job('b')], [shop.stage('build')]);
    const first = settled.next();
    await idle();
    await shop.fail('a build');
    expect((await first).value).toMatchObject({
      kind: 'failed',
      stage: 'build',
      error: { message: 'a build failed' },
    });
    const second = settled.next();
    await idle();
    await shop.end('b build');
    expect((await second).value).toMatchObject({ kind: 'done' });
  });

  it('stops everything after the first failure when asked to', async () => {
    const shop = new Workshop();
    const jobs = ['a', 'b', 'c'].map(job);
    const { out, ended } = collect(
      runStages(jobs, [shop.stage('build', { limit: 2 }), shop.stage('try')], {
        stopAfter: ({ kind }) => kind === 'failed',
      }),
    );
    await idle();
    await shop.fail('a build');
    expect(shop.signals.get('b build')?.aborted).toBe(true);
    await shop.fail('b build');
    await ended;
    expect(out).toEqual(['a failed', 'b abandoned', 'c abandoned']);
  });

  it('waits for what runs when it is interrupted, keeps what was finished, and starts nothing more', async () => {
    const shop = new Workshop();
    const interrupt = new AbortController();
    const { out, ended } = collect(
      runStages(['a', 'b', 'c'].map(job), [shop.stage('install'), shop.stage('build')], {
        signal: interrupt.signal,
      }),
    );
    await idle();
    await shop.end('a install');
    interrupt.abort();
    await shop.end('a build');
    expect(out).toEqual(['a done']);
    await shop.end('b install');
    await ended;
    expect(out).toEqual(['a done', 'c abandoned', 'b abandoned']);
    expect(shop.running.size).toBe(0);
  });

  it('starts nothing when it was interrupted before', async () => {
    const shop = new Workshop();
    const { out, ended } = collect(
      runStages([job('a')], [shop.stage('build')], { signal: AbortSignal.abort() }),
    );
    await ended;
    expect(out).toEqual(['a abandoned']);
    expect(shop.signals.size).toBe(0);
  });

  it('leaves nothing running when the consumer breaks off', async () => {
    const shop = new Workshop();
    const settled = runStages(['a', 'b'].map(job), [shop.stage('build', { limit: 2 })]);
    const first = settled.next();
    await idle();
    await shop.end('a build');
    await first;
    let ended = false;
    const closing = settled.return().then(() => (ended = true));
    await idle();
    expect(ended).toBe(false);
    expect(shop.signals.get('b build')?.aborted).toBe(true);
    await shop.fail('b build');
    await closing;
    expect(ended).toBe(true);
  });

  it('settles every job once and keeps all limits, whatever ends when', async () => {
    const widths = fc.record({
      limit: fc.integer({ min: 1, max: 3 }),
      ahead: fc.integer({ min: 1, max: 3 }),
    });
    const settings = fc.record({
      jobs: fc.integer({ min: 0, max: 8 }),
      first: widths,
      rest: fc.array(widths, { maxLength: 3 }),
      picks: fc.infiniteStream(fc.nat(20)),
      failures: fc.infiniteStream(fc.integer({ min: 0, max: 6 })),
    });
    await fc.assert(
      fc.asyncProperty(settings, async ({ jobs, first, rest, picks, failures }) => {
        const stages = [first, ...rest];
        const shop = new Workshop();
        const make = (widths: typeof first, at: number): Stage<Job> => shop.stage(`s${at}`, widths);
        const { out, ended } = collect(
          runStages(
            Array.from({ length: jobs }, (_, at) => job(`j${at}`)),
            [make(first, 0), ...rest.map((widths, at) => make(widths, at + 1))],
          ),
        );
        await idle();
        while (shop.running.size > 0) {
          const running = [...shop.running];
          const inStage = (at: number): number => running.filter((work) => work.endsWith(` s${at}`)).length;
          expect(stages.every(({ limit, ahead }, at) => inStage(at) <= Math.min(limit, ahead))).toBe(true);
          const work = running[Number(picks.next().value) % running.length] ?? '';
          await (failures.next().value === 0 ? shop.fail(work) : shop.end(work));
        }
        await ended;
        expect(out.map((line) => line.split(' ')[0]).toSorted()).toEqual(
          Array.from({ length: jobs }, (_, at) => `j${at}`),
        );
        expect(out.some((line) => line.endsWith('abandoned'))).toBe(false);
      }),
    );
  });
});
