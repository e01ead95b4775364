/** What no probe may get wrong, whatever its question. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomes } from '../../../../../src/model/outcome.js';
import { evidenceSchema } from '../../../../../src/model/report-schema.js';
import { evidenceOf } from '../../../../../src/oracle/probe.js';
import { probes } from '../../../../../src/bugs/go72870/probes/table.js';
import { exited, signalled } from '../../../../helpers/child-record.js';
import { cpuProfile } from '../../../../helpers/cpu-profile.js';
import { usualTarget as linux } from '../../../../helpers/targets.js';
import { plainSettings, judgement, trialFacts } from '../../../../helpers/trial-facts.js';

const all = probes;
const root = path.join(import.meta.dirname, '../../../../..');
const confidence = 0.999;
const crash = (name: string): string =>
  readFileSync(path.join(root, `test/golden/crashes/${name}.log`), 'utf8');

describe('the table', () => {
  it('has each name once, one fact, and a crash that decides', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(all.filter(({ role }) => role === 'fact').map(({ name }) => name)).toStrictEqual(['flag']);
    expect(all.filter(({ decisive }) => decisive).map(({ name }) => name)).toStrictEqual(['profile-crash']);
    expect(all.filter(({ quick }) => quick).map(({ name }) => name)).toStrictEqual(['flag']);
  });

  it.each(['affected', 'fixed'] as const)('asks nothing that the program does not know: %s', (expected) => {
    const source = readFileSync(path.join(root, 'go-fixtures/nested-callbacks/main.go'), 'utf8');
    const flags = new Set([...source.matchAll(/flag\.\w+Var\(&[\w.]+, "([\w-]+)"/g)].map(([, name]) => name));
    expect(flags.size).toBeGreaterThan(5);
    for (const probe of all) {
      const args = probe.args(plainSettings, {
        offsets: { 'runtime.g.m': 48 },
        target: { ...linux, runner: { kind: 'qemu-user', command: ['qemu-x86_64'] } },
        expected,
      });
      expect(args.at(-1)).toBe(probe.name);
      expect(source).toContain(`"${probe.name}":`);
      for (const arg of args.filter((one) => one.startsWith('-'))) {
        expect(flags, probe.name).toContain(arg.slice(1).split('=')[0]);
      }
    }
  });

  it('gives a trial far more time than it takes', () => {
    for (const { limitMs, expectedMs } of all) expect(limitMs).toBeGreaterThan(5 * expectedMs);
  });

  it('reads the flag everywhere, and trusts no symptom on Windows', () => {
    for (const probe of all) {
      expect(probe.cannotTell(linux)).toBeNull();
      const onWindows = probe.cannotTell({ ...linux, goos: 'windows' });
      expect(onWindows === null).toBe(probe.name === 'flag');
    }
    const preemption = probes.find(({ name }) => name === 'preemption');
    expect(preemption?.cannotTell({ ...linux, race: true })).toMatch(/race detector/);
  });
});

describe.each(all.map((probe) => [probe.name, probe] as const))('%s', (_, probe) => {
  const told = [
    { type: 'hello', probe: probe.name, go: 'go1.23.0', cpus: 2 },
    { type: 'layout', hasFlag: true },
    { type: 'flags', step: 'enter', level: 1, isExtra: true, isExtraInC: false, ncgo: 0 },
    { type: 'flags', step: 'enter', level: 2, isExtra: true, isExtraInC: false, ncgo: 1 },
    { type: 'flags', step: 'settled', level: 1, isExtra: true, isExtraInC: false, ncgo: 0 },
    { type: 'faulting' },
    { type: 'profiling' },
    { type: 'recovered' },
    { type: 'spinning' },
    { type: 'collected', ms: 1 },
  ];
  const done = { type: 'done', probe: probe.name };
  const profiles = [cpuProfile({ spin: { cgocallback: 30 }, exposures: 20 })];

  it('counts a trial that did all it should', () => {
    expect(probe.judgeTrial(trialFacts([...told, done], {}, profiles)).outcome).toBe('clean');
  });

  it.each([
    ['said nothing', [], {}],
    ['never said that it was done', told, {}],
    ['said twice that it was done', [...told, done, done], {}],
    ['speaks another protocol', [...told, done].map((message) => ({ ...message, v: 2 })), {}],
    ['could not put its question', [...told, { type: 'cannot', reason: 'no threads' }], exited(69)],
    ['was not started', [], { end: { kind: 'not-started', reason: 'ENOENT' } }],
    ['printed too much', told, { ...signalled('SIGKILL'), endedBy: 'flood' }],
  ] as const)('learns nothing from a trial that %s', (_, said, child) => {
    expect(probe.judgeTrial(trialFacts(said, child, profiles))).toMatchObject({
      outcome: 'harness-error',
      says: null,
      detection: 0,
      note: expect.any(String),
    });
  });

  it.each([
    ['killed from outside', signalled('SIGKILL'), '', 'killed'],
    ['told to stop', signalled('SIGTERM'), '', 'killed'],
    ['ended by a Go panic of its own', exited(2), crash('panic-go1.23.0'), 'other-crash'],
    ['stopped by the runtime', exited(2), crash('deadlock-go1.23.0'), 'other-crash'],
    ['ended by the other callback bug', exited(2), crash('morestack-on-g0-go1.21.0'), 'other-crash'],
    ['ended by a reported fault in C', exited(2), crash('segv-in-c-go1.23.0'), 'other-crash'],
    ['ended by abort()', signalled('SIGABRT'), crash('assert-in-c'), 'other-crash'],
    ['ended with a usage error', exited(64), 'usage: …', 'other-crash'],
    ['ended by an unknown signal', signalled('SIGUSR2'), '', 'other-crash'],
  ] as const)('does not blame the bug for a trial that was %s', (_, child, output, outcome) => {
    for (const said of [[], told.slice(0, 1), told]) {
      expect(probe.judgeTrial(trialFacts(said, { ...child, output }))).toMatchObject({
        outcome,
        says: null,
        detection: 0,
      });
    }
  });

  const panicText = (name: string) => ({ output: crash(name) });
  it.each([
    ['a hang', { ...signalled('SIGKILL'), endedBy: 'sigkill' }],
    ['a hang that showed its stacks', { ...exited(2), endedBy: 'sigquit', output: 'SIGQUIT: quit\n' }],
    ['a silent SIGSEGV', signalled('SIGSEGV')],
    ['a SIGSEGV that an emulator passes on', exited(139)],
    ['a SIGBUS', signalled('SIGBUS')],
    ['the panic of the profile', { ...exited(2), ...panicText('profile-panic-go1.23.0') }],
    ['the same in a library', { ...signalled('SIGABRT'), ...panicText('profile-panic-go1.23.0') }],
  ] as const)('takes %s for nothing before the program has put its question', (_, child) => {
    const asking = ['faulting', 'spinning', 'profiling', 'flags'];
    const greeted = told.filter(({ type }) => type === 'hello');
    for (const said of [[], greeted]) {
      const { outcome, says, detection } = probe.judgeTrial(trialFacts(said, child));
      expect(asking).not.toContain(said.at(-1)?.type);
      expect({ says, detection }).toStrictEqual({ says: null, detection: 0 });
      expect(['harness-error', 'other-crash']).toContain(outcome);
    }
  });

  it('takes no hang for the bug after everything was said', () => {
    const facts = trialFacts([...told], { ...signalled('SIGKILL'), endedBy: 'sigkill' });
    expect(probe.judgeTrial(facts)).toMatchObject({ outcome: 'hang', says: null });
  });

  it('concludes nothing from no trials', () => {
    expect(probe.conclude([], confidence).verdict).toBe('inconclusive');
  });

  it('concludes nothing from trials that say nothing', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(...outcomes).map((outcome) => judgement({ outcome })),
          { maxLength: 20 },
        ),
        (trials) => {
          expect(probe.conclude(trials, confidence).verdict).toBe('inconclusive');
        },
      ),
    );
  });

  it('never concludes fixed when a trial showed the bug, nor affected when none did', () => {
    const trial = fc
      .tuple(
        fc.constantFrom(...outcomes),
        fc.constantFrom('affected', 'fixed', null),
        fc.constantFrom(0, 0.3, 0.99),
      )
      .map(([outcome, says, detection]) => judgement({ outcome, says, detection }));
    fc.assert(
      fc.property(fc.array(trial, { minLength: 1, maxLength: 20 }), (trials) => {
        const { verdict } = probe.conclude(trials, confidence);
        const shown = trials.some(({ says }) => says === 'affected');
        expect(verdict).not.toBe(shown ? 'fixed' : 'affected');
      }),
    );
  });

  it('makes evidence that a report can hold', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc
            .tuple(fc.constantFrom(...outcomes), fc.constantFrom('affected', 'fixed', null))
            .map(([outcome, says]) => judgement({ outcome, says, detection: 0.5 })),
          { maxLength: 12 },
        ),
        (trials) => {
          const evidence = evidenceOf(probe, trials, confidence);
          expect(evidenceSchema.parse(evidence)).toStrictEqual(evidence);
          expect(evidence.trials).toBe(trials.length);
        },
      ),
    );
  });
});
