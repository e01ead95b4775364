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

const startPlain = async () => {
  const time = createFakeClock();
  const written: string[] = [];
  const writer = { write: (text: string) => written.push(text) };
  const progress = await createProgress('plain', { writer, clock: time.clock, colour: 0 });
  return { text: () => written.join(''), ...time, ...progress };
};

describe('live', () => {
  test('shows what goes on, for how long, and about how long it will', async () => {
    const { sink, terminal, advance } = await startLive();
    sink(probeStarted);
    advance(1000);
    expect(terminal.lines()).toEqual(['1.0 s', '  1.23.0  profile-crash (1.0 s, about 3 s left)']);
  });

  test('an estimate that is used up is not counted on', async () => {
    const { sink, terminal, advance } = await startLive();
    sink(probeStarted);
    advance(4500);
    expect(terminal.lines()[1]).toBe('  1.23.0  profile-crash (4.5 s, about 1 s left)');
    advance(4500);
    expect(terminal.lines()[1]).toBe('  1.23.0  profile-crash (9.0 s, longer than expected)');
  });

  test('the first build of a release says why it takes long', async () => {
    const { sink, terminal, advance } = await startLive();
    const building = { type: 'build-started', subject: '1.23.0', target: 'linux/amd64' } as const;
    sink({ ...building, first: { expectedMs: 20_000 } });
    sink({ ...building, subject: '1.23.1', first: { expectedMs: null } });
    sink({ ...building, subject: '1.23.2' });
    advance(5000);
    expect(terminal.lines().slice(1)).toEqual([
      '  1.23.0  building (5.0 s, about 15 s left); compiles the standard library once',
      '  1.23.1  building (5.0 s); compiles the standard library once, about a minute',
      '  1.23.2  building (5.0 s)',
    ]);
  });

  test('a toolchain that is there waits for its turn', async () => {
    const { sink, terminal, advance } = await startLive();
    const found = { type: 'toolchain-found', subject: 'go1.23.0', origin: 'download', goroot: '/x' } as const;
    const part = (...events: readonly Event[]): string | undefined => {
      events.forEach(sink);
      advance(1000);
      return terminal.lines()[1];
    };
    expect(part({ type: 'cell-started', subject: 'go1.23.0', index: 0, total: 2 })).toBe(
      '  go1.23.0  getting its toolchain (1.0 s)',
    );
    expect(part(found)).toBe('  go1.23.0  waiting (1.0 s)');
    const building = { type: 'build-started', subject: 'go1.23.0', target: 'linux/amd64' } as const;
    expect(part(building, found)).toBe('  go1.23.0  building (1.0 s)');
  });

  test('of a path, its end is shown', async () => {
    const { sink, terminal, advance } = await startLive();
    const subject = '~/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.23.0.linux-amd64';
    sink({ type: 'cell-started', subject, index: 0, total: 1 });
    advance(1000);
    expect(terminal.lines()[1]).toBe('  …n@v0.0.1-go1.23.0.linux-amd64  getting its toolchain (1.0 s)');
  });

  test('an installation: bytes of how many, then what comes after them', async () => {
    const { sink, terminal, advance } = await startLive();
    const release = 'go1.23.0';
    const part = (): string | undefined => {
      advance(1000);
      return terminal.lines()[1];
    };
    sink({ type: 'install-started', release });
    expect(part()).toBe('  go1.23.0  installing (1.0 s)');
    sink({ type: 'install-progress', release, bytes: 31e6, totalBytes: null });
    expect(part()).toBe('  go1.23.0  downloading 31 MB (1.0 s)');
    sink({ type: 'install-progress', release, bytes: 41e6, totalBytes: 74e6 });
    expect(part()).toBe('  go1.23.0  downloading 41 of 74 MB (2.0 s)');
    sink({ type: 'install-stage', release, stage: 'unpacking' });
    expect(part()).toBe('  go1.23.0  unpacking (1.0 s)');
  });

  test('work that is told by a count, with what it is at as far as there is room', async () => {
    const { sink, terminal, advance } = await startLive(60);
    const header = (event: Event): string | undefined => {
      sink(event);
      advance(100);
      return terminal.lines()[0];
    };
    const at = 'a/very/long/path/to/a/file/somewhere/else.so';
    expect(header({ type: 'work-progress', work: 'gate', done: 0, total: null, at })).toBe(
      'gate: 0 files · 0.1 s · a/very/long/path/to/a/file/somewhe…',
    );
    advance(8900);
    expect(header({ type: 'work-progress', work: 'gate', done: 1204, total: 2408 })).toBe(
      'gate: 1204 of 2408 files · 9.1 s · about 9 s left',
    );
  });

  test('a matrix: what is done, several things at once, the rest by the pace so far', async () => {
    const { sink, terminal, advance } = await startLive();
    sink({ type: 'cell-started', subject: '1.23.0', index: 0, total: 3 });
    sink({ type: 'install-started', release: 'go1.23.1' });
    sink({ type: 'install-progress', release: 'go1.23.1', bytes: 31e6, totalBytes: 70e6 });
    advance(8000);
    sink({ type: 'cell-finished', cell: goldenCell('run-affected'), index: 0, total: 4 });
    sink({ type: 'cell-finished', cell: goldenCell('run-fixed'), index: 1, total: 4 });
    sink({ type: 'build-started', subject: '1.23.1', target: 'linux/amd64' });
    advance(100);
    expect(terminal.lines()).toEqual([
      '2 of 4 done · 8.1 s · about 8 s left · 1 affected, 1 fixed',
      '  go1.23.0  affected',
      '  go1.23.8  fixed',
      '  go1.23.1  downloading 31 of 70 MB (8.1 s)',
      '  1.23.1    building (0.1 s)',
    ]);
  });

  describe('a bisect', () => {
    const step = { type: 'bisect-step', line: '1.23', release: 'go1.23.6', left: 4 } as const;

    test('says how far the whole is, and of each part how long that takes', async () => {
      const { sink, terminal, advance } = await startLive();
      sink({ ...step, done: 0, steps: 7 });
      sink({
        type: 'build-started',
        subject: 'go1.23.6',
        target: 'linux/amd64',
        first: { expectedMs: 9000 },
      });
      advance(12_000);
      expect(terminal.lines()).toEqual([
        'bisect: 0 of about 7 runs · 12 s',
        '  go1.23.6  building (12 s, longer than expected); compiles the standard libra…',
      ]);
      sink({ type: 'cell-finished', cell: goldenCell('run-affected'), index: 2, total: 7 });
      sink({ ...step, done: 3, steps: 4 });
      advance(2000);
      expect(terminal.lines()[0]).toBe('bisect: 3 of about 7 runs · 14 s · about 14 s left · 1 affected');
    });

    test.each([
      [80, 'bisect: 30 of about 57 runs · 1 min 00 s · about 54 s left · 1 affected'],
      [60, 'bisect: 30 of about 57 runs · 1 min 00 s · about 54 s left'],
      [50, 'bisect: 30 of about 57 runs · 1 min 00 s'],
      [40, 'bisect: 30 of about 57 runs'],
      [20, 'bisect: 30 of abou…'],
    ])('at %i columns its line is not broken, and loses the least needed first', async (columns, line) => {
      const { sink, terminal, advance } = await startLive(columns);
      sink({ ...step, done: 0, steps: 57 });
      advance(60_000);
      sink({ type: 'cell-finished', cell: goldenCell('run-affected'), index: 29, total: 57 });
      advance(100);
      expect(terminal.lines()[0]).toBe(line);
    });
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

  test('hidden before the process is stopped, it goes on below what others have written since', async () => {
    const { sink, terminal, advance, hide, close } = await startLive();
    sink(probeStarted);
    advance(500);
    hide();
    expect(terminal.lines()).toEqual([]);
    terminal.write('$ fg\n');
    advance(500);
    expect(terminal.lines()).toHaveLength(3);
    close();
    expect(terminal.lines()).toEqual(['$ fg']);
  });

  test('a pseudo-terminal without a size counts as one of 80 columns and 24 rows', async () => {
    const { sink, terminal, advance } = await startLive(80);
    Object.assign(terminal, { columns: 0, rows: 0 });
    sink({ ...probeStarted, subject: '/a/very/long/path/to/a/toolchain/somewhere/else' });
    advance(1000);
    expect(terminal.lines()[1]).toBe(
      '  …to/a/toolchain/somewhere/else  profile-crash (1.0 s, about 3 s left)',
    );
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

describe('plain', () => {
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
      { type: 'build-started', subject: '1.23', target: 'linux/amd64', first: { expectedMs: 12_000 } },
      { type: 'build-finished', subject: '1.23', cached: false, durationMs: 11_000 },
      { type: 'build-started', subject: '1.23.0', target: 'linux/amd64', first: { expectedMs: null } },
      { type: 'build-started', subject: '1.23.1', target: 'linux/amd64' },
      { type: 'build-finished', subject: '1.23.1', cached: true, durationMs: 3 },
      probeStarted,
      {
        type: 'evidence',
        subject: '1.23.0',
        evidence: { oracle: 'source', verdict: 'affected', detail: '' },
      },
      { type: 'warning', message: 'slow\nnetwork' },
    ];
    for (const event of events) sink(event);
    expect(text()).toBe(`\
1.23 is go1.23.12, the newest of its line
go1.23.12: installing
go1.23.12: installed in 5.1 s
1.23: building; compiles the standard library once, about 12 s
1.23: built in 11 s
1.23.0: building; compiles the standard library once, about a minute
1.23.0: source says affected
warning: slow network
`);
  });

  test('of many cells, the answers: their evidence is in the report', async () => {
    const { sink, text } = await startPlain();
    sink({ type: 'bisect-step', line: '1.23', release: 'go1.23.0', left: 4, steps: 8, done: 2 });
    sink({
      type: 'evidence',
      subject: 'go1.23.0',
      evidence: { oracle: 'source', verdict: 'affected', detail: '' },
    });
    sink({ type: 'cell-finished', cell: goldenCell('run-affected'), index: 2, total: 8 });
    expect(text()).toBe('[3/8] go1.23.0: affected\n');
  });

  test('a sign of life only after a silence, about each part and then about the whole', async () => {
    const { sink, text, advance, close, running } = await startPlain();
    sink({ type: 'bisect-step', line: '1.23', release: 'go1.23.0', left: 4, steps: 8, done: 0 });
    sink({ type: 'install-started', release: 'go1.23.0' });
    sink({ type: 'install-progress', release: 'go1.23.0', bytes: 1e6, totalBytes: null });
    const begun = 'go1.23.0: installing\n';
    advance(29_000);
    expect(text()).toBe(begun);
    sink({ type: 'install-progress', release: 'go1.23.0', bytes: 12e6, totalBytes: 70e6 });
    advance(36_000);
    expect(text()).toBe(`${begun}\
go1.23.0: downloading 12 of 70 MB (30 s)
bisect: 0 of about 8 runs, 30 s
go1.23.0: downloading 12 of 70 MB (1 min 00 s)
bisect: 0 of about 8 runs, 1 min 00 s
`);
    close();
    expect(running()).toBe(0);
  });

  test('a sign of life names a few of many parts', async () => {
    const { sink, text, advance } = await startPlain();
    for (const patch of [0, 1, 2, 3, 4])
      sink({ type: 'build-started', subject: `1.22.${patch}`, target: 'linux/amd64' });
    advance(30_000);
    expect(text()).toBe(
      '1.22.0: building (30 s); 1.22.1: building (30 s); 1.22.2: building (30 s); 2 more\n',
    );
  });

  test('no escape in any line, whatever an event says', async () => {
    const { sink, text, advance } = await startPlain();
    sink({ type: 'work-progress', work: 'gate', done: 1, total: null, at: 'a\x1b[2J\rb' });
    advance(30_000);
    expect(text()).toBe('gate: 1 file, 30 s, a␍b\n');
  });

  test('an estimate of no time is never given', async () => {
    const { sink, text, advance } = await startPlain();
    sink(probeStarted);
    advance(60_000);
    expect(text()).toBe(
      '1.23.0: profile-crash (30 s, longer than expected)\n1.23.0: profile-crash (1 min 00 s, longer than expected)\n',
    );
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
