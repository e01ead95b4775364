import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../src/archive/budget.js';
import { streamOfSource } from '../../../src/archive/byte-stream.js';
import { formatOf } from '../../../src/archive/format.js';
import { rpmMembers } from '../../../src/archive/rpm.js';
import { bytesInMemory } from '../../../src/model/byte-source.js';
import { makeRpm } from '../../helpers/make-archives.js';
import { described } from '../../helpers/members.js';

const { signal } = new AbortController();
const membersOf = (bytes: Uint8Array): Promise<readonly string[]> =>
  described(rpmMembers(streamOfSource(bytesInMemory(bytes)), createBudget({ signal })));

describe('rpmMembers', () => {
  const rpm = makeRpm(Buffer.from('packed files'));

  it('finds what is packed behind the headers', async () => {
    expect(formatOf(rpm)).toStrictEqual({ kind: 'rpm' });
    expect(await membersOf(rpm)).toStrictEqual(['RPM payload=packed files']);
  });

  it('refuses what is damaged or cut short', async () => {
    await expect(membersOf(Buffer.from(rpm).fill(0, 96, 100))).rejects.toThrow('headers is damaged');
    await expect(membersOf(rpm.subarray(0, 120))).rejects.toThrow('cut short');
  });
});
