/** No form in which projects state a Go that is affected is passed, and no fixed one that is followed is told. */
import { expect, test } from 'vitest';
import { answerOf } from '../../helpers/answer-of.js';
import { forms, formsOfArguments } from '../../helpers/forms-of-pins.js';

test.each([...forms, ...formsOfArguments])('%s: %s', (_name, want, files) => {
  const answer = answerOf({ 'go.mod': 'module example.com/m\n\ngo 1.24.2\n', ...files });
  if (want === 'passed') expect(answer).toBe('passed');
  else expect(answer).not.toBe('passed');
});
