import { describe, expect, it } from 'vitest';
import { exitCodeWords, isWindowsStatus, statusUnderWine } from '../../../src/text/exit-code.js';

describe('exitCodeWords', () => {
  it.each([
    [0, 'exit code 0'],
    [139, 'exit code 139'],
    [3221225477, 'access violation (0xC0000005)'],
    [3221225786, 'ended by Ctrl-C, or with its console (0xC000013A)'],
    [0xc0000001, 'exit code 0xC0000001'],
    // DBG_TERMINATE_PROCESS is no error.
    [0x40010004, 'exit code 1073807364'],
  ])('%i: %s', (code, words) => {
    expect(exitCodeWords(code)).toBe(words);
  });

  it('says what helps against a missing DLL, also under wine', () => {
    expect(exitCodeWords(3221225781)).toMatch(
      /^a DLL is missing \(0xC0000135\); libwinpthread.* link with -static/,
    );
    expect(exitCodeWords(statusUnderWine(53))).toMatch(/^a DLL is missing/);
    expect(exitCodeWords(statusUnderWine(2))).toBe('exit code 2');
  });

  it('takes no code beyond 32 bits for a status', () => {
    expect(isWindowsStatus(2 ** 32)).toBe(false);
    expect(isWindowsStatus(0xffffffff)).toBe(true);
  });
});
