import { describe, expect, it } from 'vitest';
import { chooseProbes } from '../../../../src/pipeline/examine/run-plan.js';
import { theBug } from '../../../helpers/the-bug.js';

describe('chooseProbes', () => {
  const all = theBug.probes.map(({ name }) => name);

  it('takes those that are asked by default, the quick ones, or what is named, in the order of the table', () => {
    expect(chooseProbes(theBug, {})).toStrictEqual(all);
    const shy = { probes: theBug.probes.map((probe) => ({ ...probe, byDefault: probe.name !== 'flag' })) };
    expect(chooseProbes(shy, {})).toStrictEqual(all.filter((name) => name !== 'flag'));
    expect(chooseProbes(theBug, { quick: true })).toStrictEqual(['flag']);
    expect(chooseProbes(theBug, { probes: ['all'] })).toStrictEqual(all);
    expect(chooseProbes(theBug, { probes: ['preemption', 'flag'] })).toStrictEqual(['flag', 'preemption']);
  });

  it.each(['', 'Flag', 'flags', '__proto__', 'flag;preemption'])('refuses %j', (name) => {
    expect(() => chooseProbes(theBug, { probes: ['flag', name] })).toThrow(/there is no probe/);
  });

  it('refuses both ways to choose at once', () => {
    expect(() => chooseProbes(theBug, { quick: true, probes: ['flag'] })).toThrow(/different things/);
  });
});
