import { expect, test } from 'vitest';
import { failureExitCode } from '../../../src/cli/failure-exit-code.js';
import { commandNamedIn } from '../../../src/cli/interface.js';

test.each([
  [2, 'bisect-step', 128],
  [1, 'bisect-step', 128],
  [0, 'bisect-step', 0],
  [2, 'gate', 2],
  [1, undefined, 1],
])('a failure with %i of %s exits with %i', (code, command, expected) => {
  expect(failureExitCode(code, command)).toBe(expected);
});

test.each([
  [['bisect-step', '--format', 'xml'], 'bisect-step'],
  [['--offline', 'bisect-step'], 'bisect-step'],
  [['gate', 'bisect-step'], 'gate'],
  [['--quick'], undefined],
])('%j names %s', (args, command) => {
  expect(commandNamedIn(args)).toBe(command);
});
