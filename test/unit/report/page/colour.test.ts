import { expect, test } from 'vitest';
import { decideAnimation, decideColour } from '../../../../src/report/page/colour.js';

test.each([
  ['a terminal', {}, true, undefined, 1],
  ['a pipe', {}, false, undefined, 0],
  ['NO_COLOR', { NO_COLOR: '1' }, true, undefined, 0],
  ['an empty NO_COLOR says nothing', { NO_COLOR: '' }, true, undefined, 1],
  ['TERM=dumb', { TERM: 'dumb' }, true, undefined, 0],
  ['FORCE_COLOR in a pipe', { FORCE_COLOR: '1' }, false, undefined, 1],
  ['FORCE_COLOR without a value', { FORCE_COLOR: '' }, false, undefined, 1],
  ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, undefined, 0],
  ['FORCE_COLOR before NO_COLOR, as Node has it', { FORCE_COLOR: '1', NO_COLOR: '1' }, false, undefined, 1],
  ['CI in a pipe', { CI: 'true' }, false, undefined, 0],
  ['--no-color before all', { FORCE_COLOR: '1' }, true, false, 0],
  ['--color before all', { NO_COLOR: '1' }, false, true, 1],
] as const)('colour: %s', (_, env, isTTY, flag, level) => {
  expect(decideColour({ env, isTTY, flag })).toBe(level);
});

test.each([
  ['a terminal', {}, true, true],
  ['a pipe', {}, false, false],
  ['a dumb terminal', { TERM: 'dumb' }, true, false],
  ['CI with a terminal', { CI: 'true' }, true, false],
  ['CI=false', { CI: 'false' }, true, true],
] as const)('live lines: %s', (_, env, isTTY, live) => {
  expect(decideAnimation({ env, isTTY })).toBe(live);
});
