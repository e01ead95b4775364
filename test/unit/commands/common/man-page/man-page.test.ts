import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { manPage } from '../../../../../src/commands/common/man-page/man-page.js';
import { argument, text } from '../../../../../src/commands/common/man-page/mdoc.js';
import { everyCommand, wholeInterface } from '../../../../helpers/interface.js';

const file = 'man/cgoprof-repro.1';
const root = await wholeInterface();
const page = manPage(root);
const hasMandoc = spawnSync('mandoc', ['/dev/null']).error === undefined;

test('the page in the tree is made of the commands as they are; npm run man makes it anew', () => {
  expect(readFileSync(file, 'utf8')).toBe(page);
});

test.skipIf(!hasMandoc)('mandoc has nothing to say about it', () => {
  const { stdout, stderr, status } = spawnSync('mandoc', ['-Tlint', '-Wall'], {
    input: page,
    encoding: 'utf8',
  });
  expect([stdout, stderr, status]).toStrictEqual(['', '', 0]);
});

test.skipIf(!hasMandoc)('as it is read, it names every command and every option', () => {
  const { stdout } = spawnSync('mandoc', ['-Tutf8', '-Owidth=78'], { input: page, encoding: 'utf8' });
  // Bold and underlined letters are overstruck.
  const read = stdout.replaceAll(/.\u0008/g, '');
  // `version` is hidden: the page has --version.
  for (const { name, command } of everyCommand(root).filter((one) => one.name !== 'version')) {
    expect(read).toMatch(new RegExp(`^ *${name.split(' ').at(-1) ?? ''}\\b`, 'm'));
    for (const { long } of command.options) expect(read).toContain(long);
  }
  const sections = [
    'NAME',
    'SYNOPSIS',
    'DESCRIPTION',
    'COMMANDS',
    'OPTIONS',
    'ENVIRONMENT',
    'FILES',
    'EXIT STATUS',
    'EXAMPLES',
    'SEE ALSO',
  ];
  expect(read.match(/^[A-Z][A-Z ]+$/gm)).toStrictEqual(sections);
});

describe('text', () => {
  it('is never taken for a request', () => {
    expect(text(".so is a file. 'Quoted' too.")).toStrictEqual(['\\&.so is a file.', "\\&'Quoted' too."]);
    const words = Array.from({ length: 15 }, () => 'word').join(' ');
    expect(text(`${words} .mod`)).toStrictEqual([words, '\\&.mod']);
  });

  it('keeps backslashes and hyphens', () => {
    expect(text('C:\\x --go')).toStrictEqual(['C:\\ex \\-\\-go']);
  });

  it('is quoted as an argument where it has spaces, and is never a macro', () => {
    expect(argument('a file')).toBe('"a file"');
    expect(argument('Ar')).toBe('\\&Ar');
  });
});
