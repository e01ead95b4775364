import { expect, test } from 'vitest';
import { outcomes } from '../../../../../../src/model/outcome.js';
import type { Trial } from '../../../../../../src/model/report.js';
import {
  drawTrialStrips,
  trialWords,
} from '../../../../../../src/report/formats/html/pictures/trial-strips.js';

const trial = (outcome: Trial['outcome'], probe = 'p'): Trial => ({
  probe,
  outcome,
  signature: outcome === 'crash' ? 'a-signature' : null,
  exitCode: outcome === 'crash' ? 2 : null,
  signal: null,
  durationMs: 510,
  log: '',
});

test('each outcome has a mark, as sign and in words', () => {
  const drawn = String(
    drawTrialStrips(
      outcomes.map((outcome) => trial(outcome)),
      [],
    ),
  );
  expect(drawn.match(/role="img"/g)).toHaveLength(outcomes.length);
  for (const [group, sign] of [
    ['crash', '✗'],
    ['clean', '✓'],
    ['hang', '∞'],
    ['other', '\\?'],
  ])
    expect(drawn).toMatch(new RegExp(`class="mark ${group}"[^>]*>${sign}<`));
  for (const outcome of outcomes) expect(drawn).toContain(`: ${outcome}, `);
  expect(trialWords('p', trial('crash'), 3)).toBe(
    'p, trial 3: crash, signature a-signature, exit code 2, 0.5 s',
  );
});

test('a strip a probe, in the order of time; many are counted', () => {
  const many = [trial('crash', 'q'), ...Array.from({ length: 250 }, () => trial('clean'))];
  const drawn = String(drawTrialStrips(many, [{ probe: 'q', verdict: 'affected', detail: '' }]));
  expect(drawn.indexOf('<dt>q</dt>')).toBeLessThan(drawn.indexOf('<dt>p</dt>'));
  expect(drawn.match(/role="img"/g)).toHaveLength(201);
  expect(drawn).toContain('and 50 more');
  expect(drawn).toContain('One mark a process: 250 trials and 1 reading');
  expect(drawTrialStrips([], [])).toBeNull();
});

test('a process that only reads has the mark of what it said, and is no trial', () => {
  const drawn = String(
    drawTrialStrips(
      [
        trial('clean', 'flag'),
        trial('clean', 'other'),
        trial('killed', 'other'),
        trial('crash'),
        trial('crash'),
      ],
      [
        { probe: 'flag', verdict: 'affected', detail: '' },
        { probe: 'other', verdict: 'fixed', detail: '' },
        { probe: 'p', verdict: 'affected', detail: '', rate: 1 },
      ],
    ),
  );
  expect(drawn).toContain('One mark a process: 2 trials and 3 readings');
  expect(drawn).toMatch(/class="mark affected"[^>]*title="flag, reading 1: affected, 0.5 s">✗</);
  expect(drawn).toMatch(/class="mark fixed"[^>]*>✓</);
  expect(drawn).toMatch(/class="mark other"[^>]*title="other, reading 2: undecided, 0.5 s">\?</);
  expect(drawn).toContain('1 reading: affected<');
  expect(drawn).toContain('2 readings: 1 fixed, 1 undecided<');
  expect(drawn).toContain('2 crash<');
  expect(drawn).not.toContain('mark clean');
});
