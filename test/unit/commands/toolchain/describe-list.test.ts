import { describe, expect, it } from 'vitest';
import { describeList, type JudgedToolchain } from '../../../../src/commands/toolchain/describe-list.js';
import { drawDocument } from '../../../../src/report/page/draw-blocks.js';

const now = Date.UTC(2026, 10, 29, 12);

const toolchain = (versionText: string, more: Partial<JudgedToolchain> = {}): JudgedToolchain => ({
  versionText,
  origin: 'download',
  goroot: `~/.cache/cgoprof-repro/toolchains/${versionText}.linux-amd64`,
  sizeBytes: 252e6,
  lastUsedMs: now - 3 * 86_400_000,
  inUse: false,
  problem: null,
  verdict: 'affected',
  detail: '',
  ...more,
});

const screen = (toolchains: readonly JudgedToolchain[], isLong = false, width = 80): string[] =>
  drawDocument(
    describeList(
      { toolchains, installedBytes: 5e9, buildsBytes: 350e6, folder: '~/.cache/cgoprof-repro' },
      now,
      isLong,
    ),
    { width, colour: 0, verbose: isLong },
  )
    .trimEnd()
    .split('\n');

const affected = ['1.21.0', '1.21.13', '1.22.1', '1.22.12', '1.23.0', '1.23.7'].map((name) =>
  toolchain(`go${name}`),
);
const fixed = toolchain('go1.23.8', { verdict: 'fixed', origin: 'module-cache', lastUsedMs: null });

describe('the list of toolchains', () => {
  it('has one line each and no folder at 80 columns, and the answer last', () => {
    expect(screen([...affected, fixed])).toStrictEqual([
      'Version    Verdict   Source          Size  Last used',
      '─────────  ────────  ────────────  ──────  ──────────',
      ...['go1.21.0', 'go1.21.13', 'go1.22.1', 'go1.22.12', 'go1.23.0', 'go1.23.7'].map(
        (name) => `${name.padEnd(11)}affected  download      252 MB  3 days ago`,
      ),
      'go1.23.8   fixed     module-cache  252 MB',
      '',
      '6 installed by this tool: 5.0 GB; builds: 350 MB; in ~/.cache/cgoprof-repro',
      '',
      'To ask them by running: cgoprof-repro --go installed --quick',
      '',
      '6 of 7 toolchains AFFECTED by their sources: go1.21.0, go1.21.13, go1.22.1,',
      'go1.22.12 and 2 more',
    ]);
  });

  it('says the folders where they are asked for', () => {
    expect(screen([fixed], true, 120)[2]).toMatch(/~\/\.cache\/cgoprof-repro\/toolchains\/go1\.23\.8/);
  });

  it('counts the same release once among the names, and twice among the toolchains', () => {
    const twice = [toolchain('go1.23.0'), toolchain('go1.23.0', { origin: 'module-cache' })];
    expect(screen(twice).at(-1)).toBe('2 of 2 toolchains AFFECTED by their sources: go1.23.0');
  });

  it('says that none is affected, and how many are unknown', () => {
    expect(screen([fixed]).at(-1)).toBe('none of 1 toolchains is affected by its source');
    const unknown = toolchain('', { verdict: 'inconclusive', sizeBytes: null, problem: 'go does not start' });
    const lines = screen([fixed, unknown]);
    expect(lines.at(-1)).toBe('none of 2 toolchains is affected by its source; 1 could not be decided');
    expect(lines.join('\n')).toContain(
      '~/.cache/cgoprof-repro/toolchains/.linux-amd64: problem: go does not start',
    );
  });

  it('says what to type where there is none', () => {
    expect(screen([]).at(-1)).toBe('Fetch one: cgoprof-repro toolchain install stable');
  });
});
