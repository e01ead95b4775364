import { expect, it } from 'vitest';
import { shortenHome } from '../../../src/text/shorten-home.js';

it.each([
  ['/home/u/x', '/home/u', '~/x'],
  ['/home/u', '/home/u', '~'],
  ['/home/user2/x', '/home/u', '/home/user2/x'],
  ['/elsewhere/home/u/x', '/home/u', '/elsewhere/home/u/x'],
  ['/x', '/', '/x'],
  ['/x', '', '/x'],
  [String.raw`C:\Users\u\go`, String.raw`C:\Users\u`, String.raw`~\go`],
])('%s in %s is %s', (file, home, expected) => {
  expect(shortenHome(file, home)).toBe(expected);
});
