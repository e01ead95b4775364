import { expect, test } from 'vitest';
import { applyEdits } from '../../../../src/pins/edit/apply-edits.js';
import { PinBudget } from '../../../../src/pins/values/budget.js';
import { noOtherFiles } from '../../../../src/pins/values/source-file.js';
import { readGoMod } from '../../../../src/pins/readers/go-mod.js';
import { judgePins } from '../../../../src/pins/judge/judge-pins.js';
import { knownReleases } from '../../../helpers/known-releases.js';

const judge = (text: string) =>
  judgePins(readGoMod({ path: 'go.mod', text, budget: new PinBudget() }, noOtherFiles), knownReleases)[0];

test.each([
  // The greater of the two lines decides, whichever it is.
  ['go 1.22.0\n', 'affected', 'go1.22.0'],
  ['go 1.22\n', 'affected', 'go1.22.0'],
  ['go 1.22.0\ntoolchain go1.23.8\n', 'fixed', 'go1.23.8'],
  ['go 1.23.8\ntoolchain go1.22.0\n', 'fixed', 'go1.23.8'],
  ['toolchain go1.24.0\n', 'affected', 'go1.24.0'],
  ['go 1.24rc1\n', 'affected', 'go1.24rc1'],
  ['go 1.24.0 // indirect\n', 'affected', 'go1.24.0'],
  ['\tgo\t1.25.0 \r\n', 'fixed', 'go1.25.0'],
  // Too old to make any Go switch.
  ['go 1.20\n', 'inconclusive', 'go1.20'],
  ['go 1.18\n', 'inconclusive', 'go1.18'],
  ['go 1.23.0\ntoolchain default\n', 'inconclusive', 'go1.23.0'],
  ['go 1.99.0\n', 'inconclusive', 'go1.99.0'],
])('%j is %s', (text, verdict, release) => {
  expect(judge(text)?.resolution).toMatchObject({ verdict, floating: true });
  expect(judge(text)?.resolution.releases[0]).toBe(release);
});

test.each(['go one\n', 'go 1.23.0 1.24.0\n', 'toolchain go1.23.0-custom\n', 'toolchain local\n', 'go \n'])(
  '%j is not understood',
  (text) => {
    expect(judge(text)?.pin.requirement.kind).toBe('not-understood');
    expect(judge(text)?.resolution.verdict).toBe('inconclusive');
  },
);

test.each([
  '',
  'module example.com/go\n',
  '// go 1.22.0\n',
  'require (\n\tgolang.org/x/go v1.0.0\n)\n',
  'google 1.22\n',
])('%j pins nothing', (text) => expect(judge(text)).toBeUndefined());

test.each([
  [
    'module m\n\ngo 1.22.0 // why\n\nrequire x v1\n',
    'module m\n\ngo 1.22.0 // why\n\ntoolchain go1.23.8\n\nrequire x v1\n',
  ],
  ['go 1.24.0\r\n', 'go 1.24.0\r\n\r\ntoolchain go1.24.2\r\n'],
  ['go 1.24.0', 'go 1.24.0\n\ntoolchain go1.24.2'],
  ['go 1.22.0\n\ntoolchain go1.23.1 // c\n', 'go 1.22.0\n\ntoolchain go1.23.8 // c\n'],
  ['go 1.23.5\n\ntoolchain go1.22.1\n', 'go 1.23.5\n\ntoolchain go1.23.8\n'],
])('%j becomes %j', (text, expected) => {
  const edit = judge(text)?.edit;
  expect(edit?.certain).toBe(true);
  const fixed = applyEdits(text, edit === null || edit === undefined ? [] : [edit]);
  expect(fixed).toEqual({ ok: true, value: expected });
  expect(judge(expected)?.resolution.verdict).toBe('fixed');
});

test('a toolchain line is not forced on a module that Go 1.20 can build', () => {
  expect(judge('go 1.20\n')?.edit?.certain).toBe(false);
});

test('says which affected releases a fixed minimum still permits', () => {
  expect(judge('go 1.23.8\n')?.resolution.detail).toContain('go1.24.0–go1.24.1');
});
