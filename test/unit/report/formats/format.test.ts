import { expect, test } from 'vitest';
import { ReproError } from '../../../../src/model/errors.js';
import { parseDestination, parseFormat } from '../../../../src/report/formats/format.js';

test.each([
  ['report.json', 'json', 'report.json'],
  ['a.md', 'markdown', 'a.md'],
  ['out/r.HTML', 'html', 'out/r.HTML'],
  ['junit.xml', 'junit', 'junit.xml'],
  ['a.sarif', 'sarif', 'a.sarif'],
  ['a.sarif.json', 'sarif', 'a.sarif.json'],
  ['report', 'text', 'report'],
  ['-', 'text', '-'],
  ['json=-', 'json', '-'],
  ['gitlab=code.json', 'gitlab', 'code.json'],
  ['sarif=a=b', 'sarif', 'a=b'],
  ['./dir=1/r.json', 'json', './dir=1/r.json'],
  ['Dir=1/r.json', 'json', 'Dir=1/r.json'],
])('-o %s is %s to %s', (text, format, file) => {
  expect(parseDestination(text, 'text')).toEqual({ format, file });
});

test.each(['', 'json='])('-o "%s" lacks the file', (text) => {
  expect(() => parseDestination(text, 'text')).toThrow(ReproError);
});

test('-o with a format that does not exist is a mistake, and no file of that name', () => {
  expect(() => parseDestination('gitlb=quality.json', 'text')).toThrow(
    expect.objectContaining({ code: 'usage', message: 'there is no report format "gitlb"', hint: expect.stringContaining('Did you mean gitlab?') }),
  );
});

test('-o with an extension that means nothing is answered, unless --format says what is wanted', () => {
  expect(() => parseDestination('my report.foo', 'text')).toThrow(
    expect.objectContaining({ code: 'usage', hint: expect.stringContaining("-o text='my report.foo'") }),
  );
  expect(parseDestination('report.foo', 'json').format).toBe('json');
  expect(parseDestination('/tmp/tmp.aB3dE5gH7j', 'text').format).toBe('text');
});

test('an unknown format is a usage error that names the known', () => {
  expect(() => parseFormat('pdf')).toThrow(
    expect.objectContaining({ code: 'usage', hint: expect.stringContaining('sarif') }),
  );
  expect(() => parseFormat('constructor')).toThrow(ReproError);
});
