/** What is wrong with a value that a schema refuses, in words that go behind the name of its key. Give it to `safeParse`. */
import type { z } from 'zod';

export const schemaWords = {
  error: (issue: z.core.$ZodRawIssue): string | undefined => {
    if (issue.input === undefined && issue.code !== 'custom')
      return `it is missing; ${expectation(issue)} is needed`;
    switch (issue.code) {
      case 'invalid_type':
      case 'invalid_value':
      case 'invalid_format':
        return `it must be ${expectation(issue)}`;
      case 'too_small':
        return `it must be at least ${String(issue.minimum)}${unit(issue.origin)}`;
      case 'too_big':
        return `it must be at most ${String(issue.maximum)}${unit(issue.origin)}`;
      case 'not_multiple_of':
        return `it must be a multiple of ${String(issue.divisor)}`;
      case 'unrecognized_keys':
        return `it has unknown keys: ${issue.keys.join(', ')}`;
      case 'invalid_union':
        return 'it is none of the things that may stand here';
      case 'invalid_key':
        return 'it has a key that is not allowed';
      case 'invalid_element':
        return 'it has an element that is not allowed';
      case 'custom':
        return undefined;
    }
  },
};

function expectation(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'invalid_type')
    return typeWords.get(issue.expected) ?? `a value of type ${issue.expected}`;
  if (issue.code === 'invalid_value')
    return issue.values.length === 1
      ? String(issue.values[0])
      : `one of ${issue.values.map(String).join(', ')}`;
  return issue.code === 'invalid_format'
    ? (formatWords.get(issue.format) ?? 'written in another way')
    : 'a value';
}

const typeWords: ReadonlyMap<string, string> = new Map([
  ['object', 'an object with keys'],
  ['record', 'an object with keys'],
  ['array', 'a list'],
  ['string', 'a text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['null', 'null'],
]);

const formatWords: ReadonlyMap<string, string> = new Map([
  ['date', 'a day such as 2026-12-31'],
  ['datetime', 'a time such as 2026-12-31T12:00:00.000Z'],
]);

const unit = (origin: string): string =>
  origin === 'string' ? ' characters long' : origin === 'array' ? ' items long' : '';
