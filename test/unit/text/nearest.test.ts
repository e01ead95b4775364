import { expect, test } from 'vitest';
import { chooseFrom, nearestNames } from '../../../src/text/nearest.js';

const names = ['flag', 'preemption', 'profile-crash'];

test.each([
  ['flga', ['flag']],
  ['FLAG', ['flag']],
  ['profil-crsh', ['profile-crash']],
  ['nothing-like-it', []],
  ['', []],
  ['x'.repeat(5000), []],
])('%s is near to %j', (text, expected) => {
  expect(nearestNames(text, names)).toEqual(expected);
});

test('all choices are told, and the nearest first', () => {
  expect(chooseFrom('flga', names)).toBe('Did you mean flag? Choose from: flag, preemption, profile-crash.');
  expect(chooseFrom('zzz', names)).toBe('Choose from: flag, preemption, profile-crash.');
});
