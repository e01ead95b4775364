import { InvalidArgumentError } from '@commander-js/extra-typings';
import { describe, expect, it } from 'vitest';
import {
  collect,
  confidence,
  duration,
  positiveInteger,
  probeList,
  threadCount,
} from '../../../../src/commands/common/parse-options.js';

/** The texts that are taken although they should be refused. */
const taken = (read: (text: string) => unknown, texts: readonly string[]): string[] =>
  texts.filter((text) => {
    try {
      read(text);
      return true;
    } catch (error) {
      return !(error instanceof InvalidArgumentError);
    }
  });

describe('option values', () => {
  it('positiveInteger', () => {
    expect([positiveInteger('1'), positiveInteger('007'), positiveInteger('999999999')]).toStrictEqual([
      1, 7, 999999999,
    ]);
    expect(
      taken(positiveInteger, ['', '0', '-1', '1.5', '1e3', '0x10', ' 1', '1 ', '٣', '9'.repeat(10), 'NaN']),
    ).toStrictEqual([]);
  });

  it('threadCount has a maximum', () => {
    expect([threadCount('1'), threadCount('1000')]).toStrictEqual([1, 1000]);
    expect(taken(threadCount, ['', '0', '-1', '1001', '100000', '1e3'])).toStrictEqual([]);
  });

  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['30', 30_000],
    ['0.5', 500],
    ['5m', 300_000],
    ['1.5h', 5_400_000],
  ])('duration %s is %i ms', (text, ms) => {
    expect(duration(text)).toBe(ms);
  });

  it('duration refuses what is no time', () => {
    expect(
      taken(duration, [
        '',
        '0',
        '0s',
        '-1s',
        '1d',
        's',
        '1 s',
        '1e3',
        '0.0001ms',
        '1..5s',
        'Infinity',
        `${'9'.repeat(10)}s`,
      ]),
    ).toStrictEqual([]);
  });

  it('confidence', () => {
    expect([confidence('0.999'), confidence('.5'), confidence('1e-3')]).toStrictEqual([0.999, 0.5, 0.001]);
    expect(taken(confidence, ['', '0', '1', '-0.5', '99.9', '99%', 'NaN', 'Infinity', 'high'])).toStrictEqual(
      [],
    );
  });

  it('probeList', () => {
    expect(probeList('all')).toStrictEqual(['all']);
    expect(probeList('flag, preemption')).toStrictEqual(['flag', 'preemption']);
  });

  it('collect', () => {
    expect(collect('b', collect('a', undefined))).toStrictEqual(['a', 'b']);
  });
});
