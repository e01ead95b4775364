import { expect, test } from 'vitest';
import { parseByteSize, sizeLimit } from '../../../src/requests/byte-size.js';

test.each([
  ['5GB', 5e9],
  ['500MB', 5e8],
  ['500 mb', 5e8],
  ['1.5g', 1.5e9],
  ['4GiB', 4 * 1024 ** 3],
  ['2k', 2000],
  ['1234B', 1234],
  ['0', 0],
  ['7b', 7],
])('%s is %i bytes', (text, bytes) => expect(parseByteSize(text)).toBe(bytes));

test.each([
  '',
  '2',
  '5000000000',
  '1.5',
  'GB',
  '-5GB',
  '5XB',
  '5 G B',
  '1e9',
  '5GBB',
  '999999999999999TB',
  '0x10',
  '1,5GB',
])('%j is no size', (text) => expect(parseByteSize(text)).toBeNull());

test('a limit in the environment is read, and a wrong one is not passed over', () => {
  expect(sizeLimit({})).toBeUndefined();
  expect(sizeLimit({ CGOPROF_REPRO_MAX_SIZE: '' })).toBeUndefined();
  expect(sizeLimit({ CGOPROF_REPRO_MAX_SIZE: '2GB' })).toBe(2e9);
  expect(() => sizeLimit({ CGOPROF_REPRO_MAX_SIZE: 'much' })).toThrow(/CGOPROF_REPRO_MAX_SIZE/);
});
