import { expect, test } from 'vitest';
import { isTooOldToBuild } from '../../../src/model/too-old.js';

test.each([
  ['go1.19.13', true],
  ['go1.9', true],
  ['go1.20rc1', false],
  ['go1.20', false],
  ['go1.27.1', false],
  [null, false],
  ['devel', false],
])('%s: %j', (release, expected) => expect(isTooOldToBuild(release)).toBe(expected));
