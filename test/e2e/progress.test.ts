/** The progress of the real command, on real terminals: in tmux, in pseudo-terminals without a size, and in pipes. */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bin, cli, testCache } from '../helpers/cli.js';

/** Long enough to be seen: an affected Go would end it, but the tests are built with a fixed one. */
const longRun = ['run', '--go', 'local', '--probes', 'profile-crash', '--duration', '6s'];
const hasTmux = spawnSync('tmux', ['-V']).status === 0;

/** As a person has it: no CI, and colours. */
const env = {
  ...process.env,
  TERM: 'xterm-256color',
  CI: '',
  NO_COLOR: '',
  FORCE_COLOR: undefined,
  CGOPROF_REPRO_CACHE: testCache,
};

// Building is another matter.
beforeAll(() => cli(['run', '--go', 'local', '--quick']));

describe.runIf(hasTmux)('in tmux', () => {
  let server = '';
  const tmux = (...args: string[]): string =>
    execFileSync('tmux', ['-L', server, '-f', '/dev/null', ...args], { encoding: 'utf8', env });
  const screen = (): string => tmux('capture-pane', '-p');
  const everything = (): string => tmux('capture-pane', '-p', '-S', '-');
  const type = (line: string): string => tmux('send-keys', line, 'Enter');
  const until = async (seen: RegExp): Promise<string> => {
    for (;;) {
      const now = screen();
      if (seen.test(now)) return now;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  beforeEach(async () => {
    server = `cgoprof-repro-${randomUUID()}`;
    const shell = ['env', 'PS1=ready$ ', 'bash', '--norc', '--noprofile'];
    tmux('new-session', '-d', '-x', '80', '-y', '24', ...shell);
    await until(/ready\$/);
  });
  afterEach(() => void tmux('kill-server'));

  const command = [process.execPath, bin, ...longRun].join(' ');
  /** The live lines: the time of the whole, and the probe with its own. */
  const part = /profile-crash \(\d+(?:\.\d)? s/;
  const parts = (text: string): number => text.split('\n').filter((line) => part.test(line)).length;
  const headers = (text: string): number =>
    text.split('\n').filter((line) => /^(?:\d+ min )?\d+(?:\.\d)? s$/.test(line)).length;

  test('a window that is made smaller shows no broken lines, and no line of it is kept', async () => {
    type(`clear; ${command}; echo "ended with $?"`);
    const wide = await until(part);
    expect([parts(wide), headers(wide)]).toEqual([1, 1]);
    tmux('resize-window', '-x', '50', '-y', '20');
    const narrow = await until(/profile-crash \((?:[3-9]|\d\d)/);
    expect([parts(narrow), headers(narrow)]).toEqual([1, 1]);
    await until(/ended with \d/);
    const all = everything();
    expect([parts(all), headers(all)]).toEqual([0, 0]);
    expect(all).toContain('FIXED');
    expect(all).not.toMatch(/[␀-␟]/u);
  });

  test('stopped by Ctrl-Z it leaves the screen to the shell, and goes on below it', async () => {
    type(command);
    await until(part);
    tmux('send-keys', 'C-z');
    const stopped = await until(/Stopped/);
    expect([parts(stopped), headers(stopped)]).toEqual([0, 0]);
    tmux('resize-window', '-x', '50', '-y', '20');
    type('fg; echo "ended with $?"');
    const resumed = await until(part);
    expect([parts(resumed), headers(resumed)]).toEqual([1, 1]);
    expect(resumed).toContain('Stopped');
    await until(/ended with \d/);
    const all = everything();
    expect([parts(all), headers(all)]).toEqual([0, 0]);
    expect(all).toContain('Stopped');
  });
});

/** The output of the command in a pseudo-terminal. */
function inTerminal(
  args: readonly string[],
  { size = '', more = {} }: { size?: string; more?: object } = {},
) {
  const { stdout } = spawnSync(
    'script',
    ['-qec', `${size}${process.execPath} ${bin} ${args.join(' ')}`, '/dev/null'],
    {
      encoding: 'utf8',
      env: { ...env, ...more },
    },
  );
  return stdout;
}

describe.runIf(process.platform === 'linux')('in a pseudo-terminal', () => {
  test('without a size, it counts as one of 80 columns', () => {
    const shown = inTerminal(['doctor', '--offline'], { size: 'stty cols 0 rows 0; ' });
    expect(shown).toMatch(/\x1b\[1A\x1b\[2K/);
    const widths = shown
      .replaceAll(/\x1b\[[\d;]*[A-Za-z]|\r/g, '')
      .split('\n')
      .map(({ length }) => length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(80);
    expect(Math.max(...widths)).toBeGreaterThan(60);
  });

  test.each([
    ['--plain', ['--plain'], {}],
    ['NO_COLOR', [], { NO_COLOR: '1' }],
    ['TERM=dumb', [], { TERM: 'dumb' }],
  ])('%s: lines of text, and no escape', (_, options, more) => {
    const shown = inTerminal(['run', '--go', 'local', '--quick', ...options], { more });
    expect(shown).toMatch(/^local: source says \w+\r$/m);
    expect(shown).not.toMatch(/\x1b/);
  });

  test('CI=true: lines of text, which may have colours', () => {
    const shown = inTerminal(['run', '--go', 'local', '--quick'], { more: { CI: 'true' } });
    expect(shown).toMatch(/local: source says \w+\r$/m);
    expect(shown).not.toMatch(/\x1b\[[^m]*[A-LN-Za-ln-z]/);
  });
});

test('in a pipe: lines of text, and no escape', async () => {
  const { stderr } = await cli(['run', '--go', 'local', '--quick']);
  expect(stderr).toMatch(/^local: source says \w+$/m);
  expect(stderr).not.toMatch(/[\x1b\r]/);
});
