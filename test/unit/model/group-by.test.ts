import { expect, it } from 'vitest';
import { groupBy } from '../../../src/model/group-by.js';

it('keeps groups and their items in the order in which they come', () => {
  const groups = groupBy(['b1', 'a1', 'b2', '__proto__'], (item) => item.charAt(0));
  expect([...groups]).toStrictEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1']],
    ['_', ['__proto__']],
  ]);
  expect(groupBy([], String).size).toBe(0);
});
