import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Verdict } from '../../../../src/model/verdict.js';
import {
  canTellEverywhere,
  concludeByReading,
  judgeBadEnding,
  type Probe,
  type TrialJudgement,
} from '../../../../src/oracle/probe.js';
import { messagesOf, messageType } from '../../../../src/oracle/protocol.js';
import { askProbes } from '../../../../src/pipeline/examine/ask-probes.js';
import { atOnce } from '../../../../src/pipeline/targets/ready-runners.js';
import { releaseSubject } from '../../../../src/pipeline/examine/question.js';
import { askedOnHost, nowhere } from '../../../helpers/fake-cells.js';
import { usualTarget } from '../../../helpers/targets.js';
import { isProcessAlive } from '../../../../src/host/process/process-groups.js';
import { theBug } from '../../../helpers/the-bug.js';
import { flag } from '../../../../src/bugs/go72870/probes/flag.js';

const saidMessage = messageType('said', () => ({}));

/** A probe that says what the toolchain is if the program has said something. */
const probe = (name: string, says: Verdict, more: Partial<Probe> = {}): Probe => ({
  ...flag,
  role: 'symptom',
  decisive: false,
  name,
  args: (_, { expected }) => [`-expected=${expected}`, name],
  cannotTell: canTellEverywhere,
  judgeTrial: (facts): TrialJudgement => {
    const bad = judgeBadEnding(facts, { signatures: [], hang: false, wasAsked: true });
    if (bad !== null) return bad;
    const told = messagesOf(facts.messages, saidMessage).length > 0 || name !== 'second';
    return {
      outcome: told ? 'clean' : 'too-short',
      signature: null,
      says: told ? says : null,
      detection: 1,
    };
  },
  conclude: concludeByReading,
  ...more,
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ask-probes-'));
  writeFileSync(path.join(folder, 'asked'), '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Asks a program that notes what it is asked; `script` is what it does in between. */
async function ask(probes: readonly Probe[], script = '') {
  const file = path.join(folder, 'program');
  writeFileSync(
    file,
    `#!/bin/sh
for last; do :; done
echo "$last $5" >> ${folder}/asked
${script}
echo '{"v":1,"type":"done","probe":"any"}' >&3
`,
  );
  chmodSync(file, 0o755);
  const target = usualTarget;
  const { context, events } = nowhere();
  const answers = await askProbes(
    {
      question: {
        subject: releaseSubject('go1.23.0'),
        target,
        name: 'go1.23.0',
        obstacle: null,
        plan: { ...askedOnHost.plan, probes: probes.map(({ name }) => name) },
      },
      program: { file, target, goVersion: 'go1.23.0', buildSettings: {}, offsets: {}, cached: false },
      start: atOnce,
    },
    {
      ...context,
      bug: { ...theBug, probes },
      env: { PATH: process.env['PATH'] ?? '' },
      workFolder: path.join(folder, 'work'),
    },
  );
  return {
    answers,
    evidence: answers.map(({ evidence }) => [evidence.probe, evidence.verdict]),
    trials: answers.flatMap(({ trials }) => trials.map((trial) => trial.probe)),
    asked: readFileSync(path.join(folder, 'asked'), 'utf8').trim().split('\n'),
    events,
  };
}

const fact = (says: Verdict) => probe('fact', says, { role: 'fact' });
const say = `echo '{"v":1,"type":"said"}' >&3`;

describe.skipIf(process.platform === 'win32')('askProbes', { timeout: 60_000 }, () => {
  it('asks one after another while the toolchain may be affected, until that is decided', async () => {
    const crash = probe('crash', 'affected', { decisive: true });
    const { evidence, asked } = await ask([fact('affected'), crash, probe('third', 'affected')]);
    expect(evidence).toStrictEqual([
      ['fact', 'affected'],
      ['crash', 'affected'],
    ]);
    expect(asked).toStrictEqual(['fact -expected=inconclusive', 'crash -expected=affected']);
  });

  it('asks the rest side by side once the fact says fixed, and answers in their order', async () => {
    const probes = [fact('fixed'), probe('slow', 'fixed'), probe('quick', 'fixed')];
    // The slow one ends only when the quick one was asked.
    const { evidence } = await ask(
      probes,
      `if [ "$last" = slow ]; then until grep -q quick ${folder}/asked; do sleep 0.02; done; fi`,
    );
    expect(evidence).toStrictEqual([
      ['fact', 'fixed'],
      ['slow', 'fixed'],
      ['quick', 'fixed'],
    ]);
  });

  it('does not ask what the trials of another probe show', async () => {
    const probes = [
      fact('fixed'),
      probe('first', 'fixed'),
      probe('second', 'fixed', { alsoSeenBy: 'first' }),
    ];
    const { answers, evidence, trials, events } = await ask(probes, say);
    expect(evidence.at(-1)).toStrictEqual(['second', 'fixed']);
    expect(trials).toStrictEqual(['fact', 'first']);
    expect(answers.at(-1)?.evidence).toMatchObject({
      trials: 0,
      detail: expect.stringMatching(/, in the trials of first$/),
    });
    expect(events.filter(({ type }) => type === 'probe-started')).toHaveLength(2);
  });

  it.each([
    ['they do not show it', ''],
    ['they ended badly', `${say}\n[ "$last" != first ] || exit 1`],
  ])('asks it nevertheless if %s', async (_, script) => {
    const probes = [
      fact('fixed'),
      probe('first', 'fixed'),
      probe('second', 'fixed', { alsoSeenBy: 'first' }),
    ];
    const { asked } = await ask(probes, script);
    expect(asked).toContain('second -expected=fixed');
  });

  it('stops and waits for all of them when one cannot go on', async () => {
    const broken = probe('broken', 'fixed', {
      judgeTrial: () => {
        throw new Error('a mistake');
      },
    });
    const endless = probe('endless', 'fixed');
    const script = `if [ "$last" = endless ]; then echo $$ > ${folder}/pid; exec sleep 1000; fi
until [ -e ${folder}/pid ] || [ "$last" = fact ]; do sleep 0.02; done`;
    await expect(ask([fact('fixed'), broken, endless], script)).rejects.toThrow('a mistake');
    expect(isProcessAlive(Number(readFileSync(path.join(folder, 'pid'), 'utf8')))).toBe(false);
  });

  it('says of those that cannot tell here that they cannot, also when the others have decided', async () => {
    const crash = probe('crash', 'affected', { decisive: true });
    const blind = probe('blind', 'affected', { cannotTell: () => 'it is dark' });
    const { answers } = await ask([fact('affected'), crash, probe('third', 'affected'), blind]);
    expect(answers.map(({ evidence }) => evidence.detail).at(-1)).toBe('cannot tell here: it is dark');
    expect(answers).toHaveLength(3);
  });
});
