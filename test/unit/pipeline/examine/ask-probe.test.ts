/** Programs of a few lines of shell that speak the protocol. */
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Event } from '../../../../src/model/event.js';
import type { Program } from '../../../../src/model/program.js';
import type { Verdict } from '../../../../src/model/verdict.js';
import { faultRecovery } from '../../../../src/bugs/go72870/probes/fault-recovery.js';
import { profileCrash } from '../../../../src/bugs/go72870/probes/profile-crash.js';
import type { Probe } from '../../../../src/oracle/probe.js';
import { plainSettings } from '../../../helpers/trial-facts.js';
import { askProbe, type ProbeAnswer } from '../../../../src/pipeline/examine/ask-probe.js';
import { atOnce } from '../../../../src/pipeline/targets/ready-runners.js';
import { releaseSubject } from '../../../../src/pipeline/examine/question.js';
import { nowhere } from '../../../helpers/fake-cells.js';
import { usualTarget } from '../../../helpers/targets.js';

let folder = '';
let events: Event[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ask-probe-'));
  events = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const say = (type: string, fields = ''): string => `echo '{"v":1,"type":"${type}"${fields}}' >&3\n`;
const profile = (file: string): string => say('profile', `,"index":0,"file":"${file}"`);
const done = say('done', ',"probe":"x"');

interface Question {
  readonly probe?: Probe;
  readonly expected?: Verdict;
  readonly runs?: number;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

async function ask(script: string, question: Question = {}): Promise<ProbeAnswer> {
  const { probe = faultRecovery, expected = 'inconclusive' } = question;
  const file = path.join(folder, 'program');
  writeFileSync(file, `#!/bin/sh\nulimit -c 0\nhere=${folder}\n${script}`);
  chmodSync(file, 0o755);
  const target = usualTarget;
  const program: Program = {
    file,
    target,
    goVersion: 'go1.23.0',
    buildSettings: {},
    offsets: {},
    cached: false,
  };
  const plan = {
    probes: [probe.name],
    exhaustive: true,
    settings: plainSettings,
    confidence: 0.999,
    runs: question.runs ?? null,
    durationMs: null,
    untilCrash: false,
    timeoutMs: question.timeoutMs ?? null,
  };
  const context = {
    ...nowhere(question.signal).context,
    env: { PATH: process.env['PATH'] ?? '' },
    onEvent: (event: Event) => events.push(event),
    workFolder: path.join(folder, 'work'),
  };
  const subject = releaseSubject('go1.23.0');
  return askProbe(
    {
      question: { subject, target, name: subject.text, obstacle: null, plan },
      program,
      start: atOnce,
      probe,
      expected,
    },
    context,
  );
}

describe.skipIf(process.platform === 'win32')('askProbe', { timeout: 30_000 }, () => {
  it('asks until it is sure, tells each step, and leaves nothing of clean trials', async () => {
    const { evidence, trials } = await ask(say('recovered') + done);
    expect(evidence).toMatchObject({ probe: 'fault-recovery', verdict: 'fixed', trials: 2, rate: 0 });
    expect(trials.map(({ outcome, exitCode }) => [outcome, exitCode])).toStrictEqual([
      ['clean', 0],
      ['clean', 0],
    ]);
    expect(events.map(({ type }) => type)).toStrictEqual(['probe-started', 'trial', 'trial', 'evidence']);
    expect(readdirSync(path.join(folder, 'work'))).toStrictEqual([]);
  });

  it('is sure after one crash, and keeps its log', async () => {
    const { evidence, trials } = await ask(`${say('faulting')}kill -SEGV $$`);
    expect(evidence).toMatchObject({ verdict: 'affected', trials: 1, rate: 1 });
    expect(trials).toMatchObject([
      { outcome: 'crash', signature: 'silent-segv', signal: 'SIGSEGV', exitCode: null },
    ]);
    expect(readdirSync(path.join(folder, 'work'))).toStrictEqual(['fault-recovery-0001']);
  });

  it('looks twice at a hang that nothing else speaks for', async () => {
    const slowOnce = `if [ ! -e "$here/slow" ]; then touch "$here/slow"; exec sleep 1000; fi\n`;
    const { evidence, trials } = await ask(say('faulting') + slowOnce + say('recovered') + done, {
      timeoutMs: 2000,
      expected: 'fixed',
    });
    expect(trials.map(({ outcome }) => outcome)).toStrictEqual(['hang', 'clean', 'clean']);
    expect(evidence).toMatchObject({ verdict: 'fixed', trials: 3 });
  });

  it('believes a hang at once where the flag is wrong', async () => {
    const { evidence, trials } = await ask(`${say('faulting')}exec sleep 1000`, {
      timeoutMs: 100,
      expected: 'affected',
    });
    expect(trials).toMatchObject([{ outcome: 'hang', signature: 'hang', signal: 'SIGQUIT' }]);
    expect(evidence.verdict).toBe('affected');
  });

  it('gives up on a program that cannot be asked', async () => {
    const { evidence } = await ask(`${say('cannot', ',"reason":"no threads"')}exit 69`);
    expect(evidence).toMatchObject({ verdict: 'inconclusive', trials: 5 });
    expect(evidence.detail).toBe('not enough seen: 5 harness-error (no threads)');
  });

  it('makes as many trials as it is told', async () => {
    const { evidence } = await ask(done, { probe: profileCrash, runs: 7 });
    expect(evidence).toMatchObject({ verdict: 'inconclusive', trials: 7, outcomes: { 'too-short': 7 } });
  });

  it('reads no profile that is not a plain file of its own folder', async () => {
    const { evidence } = await ask(
      `mkfifo pipe\n${profile('pipe')}${profile('../../program')}${profile('')}${profile('gone')}${done}`,
      {
        probe: profileCrash,
        runs: 1,
      },
    );
    expect(evidence).toMatchObject({ verdict: 'inconclusive', outcomes: { 'too-short': 1 } });
  });

  it('hides terminal escapes that a crash printed', async () => {
    const { trials } = await ask(`printf 'panic: \\033[31mred\\n'; exit 2`);
    expect(trials[0]).toMatchObject({ outcome: 'other-crash', signature: 'go-panic', log: 'panic: red' });
  });

  it('makes no half trial of an interrupted one', async () => {
    const reason = new Error('interrupted');
    await expect(ask('exec sleep 1000', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(events.map(({ type }) => type)).toStrictEqual(['probe-started']);
  });
});
