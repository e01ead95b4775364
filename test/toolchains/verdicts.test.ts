import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { cliReport } from '../helpers/cli.js';

/** Both sides of every boundary, with real toolchains: fetched when they are not on the machine. */
const boundaries = [
  { go: '1.20.14', verdict: 'not-applicable', exitCode: 0 },
  { go: '1.21.0', verdict: 'affected', exitCode: 3 },
  { go: '1.22.12', verdict: 'affected', exitCode: 3 },
  { go: '1.23.7', verdict: 'affected', exitCode: 3 },
  { go: '1.23.8', verdict: 'fixed', exitCode: 0 },
  { go: '1.24.1', verdict: 'affected', exitCode: 3 },
  { go: '1.24.2', verdict: 'fixed', exitCode: 0 },
] as const;

describe('verdicts of real releases', () => {
  it.each(boundaries)('go$go is $verdict', async ({ go, verdict, exitCode }) => {
    const { report, cell, exitCode: seen } = await cliReport(['--go', go]);
    expect(cell.go).toBe(`go${go}`);
    expect(cell.verdict, cell.reason).toBe(verdict);
    expect(cell.predicted).toBe(verdict);
    expect(seen).toBe(exitCode);
    expect(report.exitCode).toBe(exitCode);
  });

  it('shows the panic itself on an affected release', async () => {
    const { cell } = await cliReport(['--go', '1.23.0']);
    const crash = cell.trials.find(({ probe }) => probe === 'profile-crash');
    expect(crash).toMatchObject({ outcome: 'crash', signature: 'profile-panic-slice-bounds', exitCode: 2 });
    expect(crash?.log).toContain('panic: runtime error: slice bounds out of range');
    expect(cell.fix).toContain('go1.23.8');
  });

  it('keeps what an issue asks for: the command, the readings, and what the build was given', async () => {
    // Nothing of the user's own settings gets to a build, so none may be reported.
    const mine = {
      GOFLAGS: '-tags=mine',
      GOEXPERIMENT: 'loopvar',
      GOPROXY: 'https://u:secret@proxy.example',
    };
    const { report, cell } = await cliReport(['--go', '1.23.0', '--quick', '--offline'], mine);
    expect(report.command).toStrictEqual(['--go', '1.23.0', '--quick', '--offline', '--format', 'json']);
    const settings = Object.fromEntries((cell.goEnv ?? []).map(({ name, value }) => [name, value]));
    expect(settings).toMatchObject({
      GOOS: cell.goos,
      GOARCH: cell.goarch,
      CC: cell.cc,
      CGO_ENABLED: '1',
      GOFLAGS: '',
    });
    expect(JSON.stringify(report)).not.toMatch(/mine|loopvar|secret|proxy\.example/);
    const readings = cell.evidence.flatMap((evidence) => evidence.readings ?? []);
    expect(readings.map(({ wrong }) => wrong)).toStrictEqual([false, false, false, true]);
  });

  it('knows the same crash in the words of Go 1.24', async () => {
    const { cell } = await cliReport(['--go', '1.24.1', '--probes', 'flag,profile-crash']);
    expect(cell.trials.map(({ signature }) => signature)).toContain('profile-panic-short-stack');
  });

  it('is told by the probes of profiles with the race detector, too', async () => {
    const { cell } = await cliReport([
      '--go',
      '1.23.8',
      '--race',
      '--probes',
      'flag,profile-crash,attribution',
    ]);
    expect(cell.evidence.map(({ verdict }) => verdict)).toStrictEqual(['fixed', 'fixed', 'fixed', 'fixed']);
    // A race of the program itself would end it with the detector's exit code.
    expect(cell.trials.map(({ outcome }) => outcome)).toStrictEqual(['clean', 'clean']);
  });

  it('asks every probe when told to, and they agree', async () => {
    const { cell } = await cliReport([
      '--go',
      '1.23.7',
      '--probes',
      'flag,fault-recovery,profile-crash,preemption,attribution',
    ]);
    expect(cell.evidence.map(({ probe, oracle, verdict }) => [probe ?? oracle, verdict])).toEqual([
      ['source', 'affected'],
      ['flag', 'affected'],
      ['fault-recovery', 'affected'],
      ['profile-crash', 'affected'],
      ['preemption', 'affected'],
      ['attribution', 'affected'],
    ]);
    expect(cell.trials.find(({ probe }) => probe === 'preemption')?.outcome).toBe('hang');
  });

  const musl = spawnSync('musl-gcc', ['--version']);
  it.runIf(musl.status === 0).each(['musl-gcc', 'musl-gcc -static'])(
    'names the C library of the program, and not that of the machine: %s',
    async (cc) => {
      const { cell, exitCode } = await cliReport(['--go', '1.23.0', '--quick', '--cc', cc]);
      expect(cell).toMatchObject({ libc: 'musl', cc, verdict: 'affected' });
      expect(exitCode).toBe(3);
    },
  );

  it('knows no C library where nothing was built and no compiler tells', async () => {
    const { cell } = await cliReport(['--go', '1.23.0', '--quick', '--cc', 'no-such-compiler']);
    expect(cell).toMatchObject({ libc: 'unknown', verdict: 'inconclusive' });
  });

  it("judges the machine's own go", async () => {
    const { cell, exitCode } = await cliReport(['--go', 'local']);
    expect(cell.verdict, cell.reason).toBe(cell.predicted === 'unknown' ? cell.verdict : cell.predicted);
    expect([0, 3]).toContain(exitCode);
  });

  it('does not call a control fixed', async () => {
    const { cell, exitCode } = await cliReport(['--go', '1.23.0', '--depth', '1']);
    expect(cell.verdict).toBe('inconclusive');
    expect(exitCode).toBe(4);
    expect(cell.reason).toContain('cannot show the bug');
    expect(cell.trials.every(({ outcome }) => outcome !== 'crash' && outcome !== 'hang')).toBe(true);
    expect(
      cell.evidence.filter(({ probe }) => probe !== undefined).map(({ verdict }) => verdict),
    ).not.toContain('fixed');
  });

  it('does not call deeper nesting, new threads or one thread anything else', async () => {
    for (const args of [['--depth', '4'], ['--new-threads'], ['--threads', '1']]) {
      const { cell } = await cliReport(['--go', '1.23.0', ...args]);
      expect(cell.verdict, `${args.join(' ')}: ${cell.reason}`).toBe('affected');
    }
  });

  it('answers the quick question from source and flag alone', async () => {
    const { cell, exitCode } = await cliReport(['--go', '1.23.8', '--quick']);
    expect(cell.evidence.map(({ probe, oracle }) => probe ?? oracle)).toEqual(['source', 'flag']);
    expect(cell.verdict).toBe('fixed');
    expect(exitCode).toBe(0);
  });
});
