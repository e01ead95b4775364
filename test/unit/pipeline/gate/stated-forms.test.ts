/** What states an affected Go is never passed: in every form that docs/gate.md lists, and in forms that it does not. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileGlob } from '../../../../src/text/glob.js';
import { gateFolder } from '../../../helpers/folder-gate.js';
import {
  listedForms,
  otherForms,
  stating,
  toldOpen,
  type StatedForm,
} from '../../../helpers/stated-forms.js';

describe.each<[string, readonly StatedForm[]]>([
  ['a form that is listed', listedForms],
  ['a form that is not', otherForms],
])('%s', (_, forms) => {
  test.each(forms.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    const { exitCode, cells } = await gateFolder(stating('affected', one));
    expect([3, 4]).toContain(exitCode);
    expect(toldOpen(cells)).toContain(Object.keys(stating('affected', one))[0]);
    const fixed = await gateFolder(stating('fixed', one));
    expect(fixed.exitCode).toBe(one.isAlwaysOpen === true ? 4 : 0);
  });
});

test('there are more than enough forms that no reader is made for', () => {
  expect(otherForms.length).toBeGreaterThan(80);
});

describe('what docs/gate.md lists under Pins has its form above', () => {
  const docs = readFileSync('docs/gate.md', 'utf8');
  const between = (start: string, end: string): string =>
    docs.slice(docs.indexOf(start), docs.indexOf(end, docs.indexOf(start)));
  const quoted = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word);
  const affected = listedForms.map((one) => stating('affected', one));
  const files = affected.flatMap((one) => Object.keys(one));
  const texts = affected.flatMap((one) => Object.values(one)).join('\n');

  const rows = between('| Where ', 'Other files:').split('\n').slice(2);
  const inTable = rows.flatMap((row) => quoted(row.split('|')[1] ?? ''));
  const inText = quoted(between('Other files:', 'In all of them'));
  const others = between('In all of them', 'Comment lines are skipped');

  test('the parts of the page are found', () => {
    expect([inTable.length > 20, inText.length > 35, quoted(others).length > 8]).toStrictEqual([
      true,
      true,
      true,
    ]);
  });

  test.each(inTable)('%s', (name) => {
    const isOne = compileGlob(name.endsWith('/') ? `**/${name}**` : `**/${name}`);
    const isFolder = (file: string): boolean => file.split('/').includes(name) || file.includes(`.${name}/`);
    expect(files.some((file) => isOne(file) || isFolder(file))).toBe(true);
  });

  test.each(inText)('%s', (name) => {
    const isOne = compileGlob(name.endsWith('/') ? `**/${name}**` : `**/${name}`);
    const isWritten = texts.includes(name) || files.some((file) => file.includes(name));
    expect(files.some(isOne) || isWritten).toBe(true);
  });

  test.each(quoted(others).map((word) => word.replace(/[=-](?:go )?1\..*$|-1\..*$| -go$/, '')))(
    'the command %s',
    (word) => {
      expect(texts).toContain(word);
    },
  );
});
