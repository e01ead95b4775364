import { describe, expect, test } from 'vitest';
import { askedTargets, offeredTargets } from '../../../src/target/asked-targets.js';

const machine = { goos: 'linux', goarch: 'amd64', libc: 'glibc' };
const ask = (named: string[], lists: string[] = [], short: Parameters<typeof askedTargets>[2] = [{}]) =>
  askedTargets(named, lists, short, machine);

describe('askedTargets', () => {
  test('is this machine without any', () => {
    expect(ask([])).toStrictEqual([{ parts: {}, name: 'linux/amd64', byName: true }]);
  });

  test('takes targets one by one, and lists of them; each once', () => {
    const parts = ask(['linux/arm64'], ['linux/s390x,race; linux/386', "cc='a b;c' linux/arm64"]).map(
      (one) => one.parts,
    );
    expect(parts).toStrictEqual([
      { goos: 'linux', goarch: 'arm64' },
      { goos: 'linux', goarch: 's390x', race: true },
      { goos: 'linux', goarch: '386' },
      { cc: 'a b;c' },
    ]);
  });

  test.each(['', ' ', ';'])('does not take an empty list for this machine: %j', (list) => {
    expect(() => ask([], [list])).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(() => ask([list])).toThrow(expect.objectContaining({ code: 'usage' }));
  });

  test('knows what all-availabel was to be', () => {
    expect(() => ask([], ['all-availabel'])).toThrow(
      expect.objectContaining({ hint: 'Did you mean all-available?' }),
    );
  });

  test('joins each with each of the short forms', () => {
    const parts = ask(['linux/arm64', 'race'], [], [{ cc: 'gcc' }, { cc: 'clang' }]).map((one) => one.parts);
    expect(parts).toStrictEqual([
      { goos: 'linux', goarch: 'arm64', cc: 'gcc' },
      { goos: 'linux', goarch: 'arm64', cc: 'clang' },
      { race: true, cc: 'gcc' },
      { race: true, cc: 'clang' },
    ]);
  });

  test('all-available stands for all that are offered, which need not work here', () => {
    const all = ask([], ['all-available']);
    expect(all.length).toBe(offeredTargets(machine).length);
    expect(all.every(({ byName }) => !byName)).toBe(true);
    expect(offeredTargets(machine)).toEqual(
      expect.arrayContaining([
        'linux/amd64',
        'linux/amd64,buildmode=c-shared,thread=main',
        'linux/amd64,libc=musl,static',
        'linux/s390x',
        'windows/amd64',
      ]),
    );
  });
});
