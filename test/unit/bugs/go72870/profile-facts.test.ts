/** Profiles of real runs of the fixture: attribution on go1.23.0 and go1.24.2, one window of profile-crash on go1.24.2. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProfile } from '../../../../src/bugs/go72870/profile-facts.js';

const read = (name: string): Buffer =>
  readFileSync(path.join(import.meta.dirname, '../../../fixtures/profiles', `${name}.pb.gz`));
const affected = read('attribution-go1.23.0');
const fixed = read('attribution-go1.24.2');
const window = read('profile-crash-go1.24.2');

describe('readProfile', () => {
  it('sees the outer frame under _ExternalCode on an affected release', () => {
    const facts = readProfile(affected);
    expect(facts?.spin.externalCode).toBeGreaterThanOrEqual(15);
    expect(facts?.spin).toMatchObject({ cgocallback: 0, other: 0 });
  });

  it('sees the outer frame under the callback on a fixed release', () => {
    const facts = readProfile(fixed);
    expect(facts?.spin.cgocallback).toBeGreaterThanOrEqual(15);
    expect(facts?.spin).toMatchObject({ externalCode: 0, other: 0 });
  });

  it('keeps the stacks of the spinning function, the outermost function first', () => {
    const [poisoned] = readProfile(affected)?.spinStacks ?? [];
    expect(poisoned?.frames).toEqual(['runtime._ExternalCode', 'main.attributionSpin']);
    const [right] = readProfile(fixed)?.spinStacks ?? [];
    expect(right?.frames[0]).toMatch(/^runtime\./);
    expect(right?.frames.at(-1)).toBe('main.attributionSpin');
    expect(right?.samples).toBeGreaterThan(1);
  });

  it('counts the samples that would have been fatal on an affected release', () => {
    const facts = readProfile(window);
    expect(facts?.exposures).toBeGreaterThan(0);
    expect(facts?.exposures).toBeLessThan(facts?.samples ?? 0);
    expect(facts?.spin).toStrictEqual({ externalCode: 0, cgocallback: 0, other: 0 });
  });

  it('counts none where nothing lands on a return address', () => {
    expect(readProfile(affected)?.exposures).toBe(0);
    expect(readProfile(fixed)?.exposures).toBe(0);
  });

  it('gives an empty profile nothing', () => {
    expect(readProfile(gzipSync(Buffer.alloc(0)))).toStrictEqual({
      samples: 0,
      spin: { externalCode: 0, cgocallback: 0, other: 0 },
      exposures: 0,
      spinStacks: [],
    });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('no profile')],
    ['a profile that is not compressed', gunzipSync(fixed)],
    ['half a profile', fixed.subarray(0, fixed.length / 2)],
    ['a gzip bomb', gzipSync(Buffer.alloc(33 << 20))],
  ])('does not read %s', (_, bytes) => {
    expect(readProfile(bytes)).toBeNull();
  });

  it('never throws, and never counts what is not there', () => {
    const plain = gunzipSync(window);
    const damage = fc.array(fc.tuple(fc.nat(plain.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = Buffer.from(plain);
        for (const [at, value] of changes) bytes[at] = value;
        const facts = readProfile(gzipSync(bytes, { level: 0 }));
        expect(facts?.exposures ?? 0).not.toBeNaN();
      }),
    );
  });
});
