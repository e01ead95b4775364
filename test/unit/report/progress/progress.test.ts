import { describe, expect, test } from 'vitest';
import type { Event } from '../../../../src/model/event.js';
import { createProgress } from '../../../../src/report/progress/progress.js';
import { createFakeClock, createFakeTerminal } from '../../../helpers/display.js';
import { goldenCell } from '../../../helpers/golden-report.js';

const probeStarted: Event = {
  type: 'probe-started',
  subject: '1.23.0',
  probe: 'profile-crash',
  expectedMs: 4000,
};

const startLive = async (columns = 80, rows = 24) => {
  const terminal = createFakeTerminal(columns, rows);
  const time = createFakeClock();
  const progress = await createProgress('live', { writer: terminal, clock: time.clock, colour: 0 });
  return { terminal, ...time, ...progress };
};

const startPlain = async (style: 'plain' | 'verbose' = 'plain') => {
  const time = createFakeClock();
  const written: string[] = [];
  const writer = { write: (text: string) => written.push(text) };
  const progress = await createProgress(style, { writer, clock: time.clock, colour: 0 });
  return { text: () => written.join(''), ...time, ...progress };
};

describe('live', () => {
  test('shows what goes on, for how long, and about how long it will', async () => {
    const { sink, terminal, advance } = await startLive();
    sink(probeStarted);
    advance(1000);
    expect(terminal.lines()).toEqual([
      '1.0 s, about 3 s left',
      '  1.23.0  profile-crash (1.0 s, about 3 s left)',
    ]);
  });

  test('promises nothing once the expected time is over', async () => {
    const { sink, terminal, advance } = await startLive();
    sink(probeStarted);
    advance(9000);
    expect(terminal.lines()[1]).toBe('  1.23.0  profile-crash (9.0 s)');
  });

  test('a matrix: what is done, several things at once, the rest by the pace so far', async () => {
    const { sink, terminal, advance } = await startLive();
    sink({ type: 'cell-started', subject: '1.23.0', index: 0, total: 3 });
    sink({ type: 'install-started', release: 'go1.23.1' });
    sink({ type: 'install-progress', release: 'go1.23.1', bytes: 31e6, totalBytes: 70e6 });
    advance(8000);
    sink({ type: 'cell-finished', cell: goldenCell('run-affected'), index: 0, total: 3 });
    sink({ type: 'build-started', subject: '1.23.1', target: 'linux/amd64' });
    advance(100);
    expect(terminal.lines()).toEqual([
      '1 of 3 done: 1 affected · 8.1 s, about 17 s left',
      '  go1.23.0  affected',
      '  go1.23.1  installing 31 of 70 MB (8.1 s)',
      '  1.23.1    building (0.1 s)',
    ]);
  });

  test('a bisect says how far it is', async () => {
    const { sink, terminal, advance } = await startLive();
    sink({ type: 'bisect-step', line: '1.23', release: 'go1.23.6', left: 4, steps: 2 });
    advance(100);
    expect(terminal.lines()).toEqual(['1.23: 4 left, about 2 steps, asking go1.23.6 · 0.1 s']);
  });

  test('warnings stay above and are not erased', async () => {
    const { sink, terminal, advance, close } = await startLive();
    sink(probeStarted);
    advance(200);
    sink({ type: 'warning', message: 'the \x1b[2Jnetwork is slow' });
    advance(200);
    expect(terminal.lines()[0]).toBe('warning: the network is slow');
    expect(terminal.lines()).toHaveLength(3);
    close();
    expect(terminal.lines()).toEqual(['warning: the network is slow']);
  });

  test('leaves nothing behind, stops its timer, and may be closed twice', async () => {
    const { sink, terminal, advance, close, running } = await startLive();
    sink(probeStarted);
    advance(500);
    close();
    close();
    sink(probeStarted);
    expect(terminal.lines()).toEqual([]);
    expect(running()).toBe(0);
  });

  test('a window that gets narrower or wider does not leave pieces of old lines', async () => {
    const { sink, terminal, advance, close } = await startLive(70);
    sink(probeStarted);
    sink({ ...probeStarted, subject: '/a/very/long/path/to/a/toolchain/somewhere/else' });
    advance(500);
    terminal.resize(30);
    advance(100);
    expect(terminal.lines()).toHaveLength(3);
    terminal.resize(90);
    advance(100);
    expect(terminal.lines()).toHaveLength(3);
    close();
    expect(terminal.lines()).toEqual([]);
  });

  test('never grows beyond the window', async () => {
    const { sink, terminal, advance } = await startLive(80, 6);
    for (let patch = 0; patch < 20; patch++) sink({ type: 'install-started', release: `go1.22.${patch}` });
    advance(100);
    expect(terminal.lines().length).toBeLessThan(6);
    expect(terminal.lines().at(-1)).toBe('  … 17 more');
  });

  test('many events do not mean many draws', async () => {
    const { sink, terminal } = await startLive();
    for (let bytes = 0; bytes < 1000; bytes++)
      sink({ type: 'install-progress', release: 'go1.23.0', bytes: bytes * 1e6, totalBytes: null });
    expect(terminal.writes).toBeLessThan(5);
  });
});

test('verbose: where the toolchain is, each trial, and what was seen', async () => {
  const { sink, text } = await startPlain('verbose');
  const subject = '1.23.0';
  const trial = {
    probe: 'profile-crash',
    outcome: 'crash',
    signature: 'profile-panic-slice-bounds',
    exitCode: 2,
    signal: null,
    durationMs: 412,
    log: '',
  } as const;
  sink({ type: 'toolchain-found', subject, origin: 'download', goroot: '/cache/go1.23.0' });
  sink({ type: 'trial', subject, trial });
  sink({
    type: 'evidence',
    subject,
    evidence: { probe: 'profile-crash', verdict: 'affected', detail: 'it panicked' },
  });
  sink({ type: 'note', message: 'as in plain' });
  expect(text().split('\n')).toEqual([
    '1.23.0: using /cache/go1.23.0 (download)',
    '1.23.0: profile-crash: crash, profile-panic-slice-bounds after 0.4 s',
    '1.23.0: profile-crash says affected: it panicked',
    'as in plain',
    '',
  ]);
});

describe('plain', () => {
  test('a probe that is over at once is named with no time', async () => {
    const { sink, text } = await startPlain();
    sink(probeStarted);
    sink({ type: 'probe-started', subject: '1.23.0', probe: 'fault-recovery', expectedMs: 30 });
    expect(text()).toBe('1.23.0: profile-crash, up to 4.0 s\n1.23.0: fault-recovery\n');
  });

  test('one line for each thing that takes long and for each answer', async () => {
    const { sink, text } = await startPlain();
    const events: Event[] = [
      {
        type: 'spec-resolved',
        spec: '1.23',
        releases: ['go1.23.12'],
        note: '1.23 is go1.23.12, the newest of its line',
      },
      { type: 'install-started', release: 'go1.23.12' },
      { type: 'install-progress', release: 'go1.23.12', bytes: 1, totalBytes: null },
      { type: 'install-finished', release: 'go1.23.12', durationMs: 5100 },
      { type: 'build-started', subject: '1.23', target: 'linux/amd64' },
      { type: 'build-finished', subject: '1.23', cached: true, durationMs: 3 },
      probeStarted,
      {
        type: 'evidence',
        subject: '1.23.0',
        evidence: { oracle: 'source', verdict: 'affected', detail: '' },
      },
      { type: 'cell-finished', cell: goldenCell('run-affected'), index: 2, total: 8 },
      { type: 'bisect-step', line: '1.23', release: 'go1.23.6', left: 4, steps: 2 },
      { type: 'warning', message: 'slow\nnetwork' },
    ];
    for (const event of events) sink(event);
    expect(text()).toBe(`\
1.23 is go1.23.12, the newest of its line
go1.23.12: installing
go1.23.12: installed in 5.1 s
1.23: building for linux/amd64
1.23: program taken from the cache
1.23.0: profile-crash, up to 4.0 s
1.23.0: source says affected
[3/8] go1.23.0: affected
line 1.23: asking go1.23.6, 4 left, about 2 more steps
warning: slow network
`);
  });

  test('a sign of life only after a silence', async () => {
    const { sink, text, advance, close, running } = await startPlain();
    sink({ type: 'install-started', release: 'go1.23.0' });
    advance(14_000);
    expect(text()).toBe('go1.23.0: installing\n');
    sink({ type: 'install-progress', release: 'go1.23.0', bytes: 12e6, totalBytes: 70e6 });
    advance(20_000);
    expect(text()).toBe(
      'go1.23.0: installing\ngo1.23.0: installing, 12 of 70 MB (15 s)\ngo1.23.0: installing, 12 of 70 MB (30 s)\n',
    );
    close();
    expect(running()).toBe(0);
  });
});

test('quiet: warnings and nothing else', async () => {
  const written: string[] = [];
  const { sink, close } = await createProgress('quiet', {
    writer: { write: (text) => written.push(text) },
    clock: createFakeClock().clock,
    colour: 0,
  });
  sink(probeStarted);
  sink({ type: 'warning', message: 'look' });
  close();
  expect(written).toEqual(['warning: look\n']);
});
