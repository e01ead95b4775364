import { describe, expect, test } from 'vitest';
import {
  findTopics as find,
  nearestTopics as nearest,
  topicsOf,
} from '../../../../src/commands/explain/find-topic.js';
import { outcomes } from '../../../../src/model/outcome.js';
import { verdicts } from '../../../../src/model/verdict.js';
import { knownArchitectures } from '../../../../src/oracle/binary/arch/architectures.js';
import { signaturesWith } from '../../../../src/oracle/signatures/recognise.js';
import { theBug } from '../../../helpers/the-bug.js';

const topics = topicsOf(theBug);
const findTopics = (text: string) => find(text, topics);
const nearestTopics = (text: string) => nearest(text, topics);

describe('topics', () => {
  test('whatever a report names can be explained', () => {
    const names = [
      ...outcomes,
      ...verdicts,
      ...theBug.probes.map(({ name }) => name),
      ...signaturesWith(theBug.signatures).map(({ id }) => id),
    ];
    expect(names.filter((name) => findTopics(name).length === 0)).toEqual([]);
  });

  test('a name is one topic in each group', () => {
    const keys = topics.map(({ group, name }) => `${group} ${name}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('a topic says something beyond its title', () => {
    const silent = topics.filter(({ paragraphs, facts = [] }) => paragraphs.length + facts.length === 0);
    expect(silent).toEqual([]);
  });

  test('what only some targets can tell is asked of the probe itself', () => {
    const [preemption] = findTopics('preemption');
    const blind = preemption?.facts?.filter(({ label }) => label === 'Cannot tell').map(({ text }) => text);
    expect(blind).toEqual([expect.stringContaining('on windows'), expect.stringContaining('race detector')]);
  });

  test('the oracle of compiled files names every processor that it reads, and who asks it', () => {
    const [binary] = findTopics('binary');
    const told = JSON.stringify(binary);
    expect(knownArchitectures.filter((goarch) => !told.includes(goarch))).toEqual([]);
    expect(told).toContain('`gate`');
    for (const kind of ['c-archive', 'Core dumps', 'gccgo', 'obfuscated', 'without cgo'])
      expect(told).toContain(kind);
    expect(findTopics('exposure')).toEqual([binary]);
  });

  test('exit codes, issue numbers, other spellings and groups lead to their topics', () => {
    expect(findTopics('3').map(({ name }) => name)).toEqual(['exit-codes']);
    expect(findTopics('golang/go#72870').map(({ name }) => name)).toEqual(['bug']);
    expect(findTopics('Profile Crash').map(({ name }) => name)).toEqual(['profile-crash']);
    expect(findTopics('hang').map(({ group }) => group)).toEqual(['outcome', 'signature']);
    expect(
      findTopics('probes')
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(theBug.probes.map(({ name }) => name).toSorted());
  });

  test('what is unknown gets the nearest names', () => {
    expect(findTopics('profil-crash')).toEqual([]);
    expect(nearestTopics('profil-crash')[0]).toBe('profile-crash');
    expect(nearestTopics('morestack')[0]).toBe('morestack-on-g0');
    expect(nearestTopics('x'.repeat(100_000))).toHaveLength(4);
  });
});
