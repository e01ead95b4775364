import { expect, it } from 'vitest';
import { shortenHome, shortenHomeIn } from '../../../src/text/shorten-home.js';

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

it.each([
  ['--cache-dir=/home/ann/cache', '--cache-dir=~/cache'],
  ['json=/home/ann/r.json', 'json=~/r.json'],
  ['/home/ann', '~'],
  ['/home/anna/x', '/home/anna/x'],
  ['ccache /home/ann/bin/gcc -I/home/ann', 'ccache ~/bin/gcc -I~'],
  ['1.23.0,/home/ann/go', '1.23.0,~/go'],
])('in the word %s', (word, shown) => expect(shortenHomeIn(word, '/home/ann')).toBe(shown));
