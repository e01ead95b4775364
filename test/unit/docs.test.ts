/** The documents against the code: what they name exists, and what a table lists is all there is. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { optionSchemas } from '../../src/api/check-options.js';
import { buildInterface } from '../../src/cli/interface.js';
import { outcomes } from '../../src/model/outcome.js';
import { exitCodes } from '../../src/model/verdict.js';
import { errorTopics } from '../../src/commands/explain/errors.js';
import { signaturesWith } from '../../src/oracle/signatures/recognise.js';
import { formats } from '../../src/report/formats/format.js';
import { theBug } from '../helpers/the-bug.js';

const root = path.resolve(import.meta.dirname, '../..');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(path.join(root, 'docs')).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'));
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');

const program = await buildInterface({
  signal: new AbortController().signal,
  setExitCode: () => undefined,
  tellFailure: () => Promise.resolve(),
});

/** The part of a document below a heading, up to the next one of its level. */
function section(name: string, heading: string): string {
  const [, below] = read(name).split(`\n## ${heading}\n`);
  if (below === undefined) throw new Error(`${name} has no section "${heading}"`);
  return below.split('\n## ')[0] ?? '';
}

/** The first cells of a table's rows, without backquotes; the head and the line below it left out. */
function firstColumn(text: string): string[] {
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) => (row.split('|')[1] ?? '').trim().replaceAll('`', ''));
}

const withoutBlocks = (text: string): string => text.replaceAll(/^```[^]*?^```$/gm, '');
const codeSpans = (text: string): string[] =>
  [...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');

/** As GitHub makes them: lower case, punctuation dropped, blanks to hyphens. */
const anchors = (text: string): string[] =>
  [...withoutBlocks(text).matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

test('there are documents', () => expect(documents.length).toBeGreaterThanOrEqual(8));

describe.each(documents)('%s', (name) => {
  test('links lead somewhere', () => {
    const links = [...withoutBlocks(read(name)).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
    const broken = links.filter((link) => {
      if (link.startsWith('https://')) return false;
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? name : path.join(path.dirname(name), file);
      if (!existsSync(path.join(root, target))) return true;
      return anchor !== undefined && !anchors(read(target)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test('files that it names exist', () => {
    const files = codeSpans(read(name)).filter((span) =>
      /^(?:src|test|docs|bin|scripts|schema|api|go-fixtures|c-fixtures|\.\/bin|\.ci)\/[\w./-]*$/.test(span),
    );
    // Upper case stands for a name to be filled in: src/commands/NAME.ts.
    const missing = files.filter((file) => !/[A-Z]{3}/.test(file) && !existsSync(path.join(root, file)));
    expect(missing).toEqual([]);
  });

  test('options that it names exist', () => {
    const known = new Set(commandsBelow(program).flatMap((command) => command.options.map((o) => o.long)));
    const unknown = ownWords(read(name)).filter((option) => option !== '--help' && !known.has(option));
    expect(unknown).toEqual([]);
  });

  test('commands that it shows exist', () => {
    const names = new Set(program.commands.map((command) => command.name()));
    const shown = [...read(name).matchAll(/(?:^|`|\$ |&& )cgoprof-repro ([a-z][a-z-]*)/gm)];
    expect(shown.map((match) => match[1] ?? '').filter((command) => !names.has(command))).toEqual([]);
  });
});

interface WithOptions {
  readonly options: readonly { readonly long?: string | undefined }[];
  readonly commands: readonly WithOptions[];
}

function commandsBelow(command: WithOptions): WithOptions[] {
  return [command, ...command.commands.flatMap(commandsBelow)];
}

/** Options of this tool: in a span that begins with one, or in a command line of this tool. Others belong to other tools. */
function ownWords(text: string): string[] {
  const lines = text
    .split('\n')
    .filter((line) => /cgoprof-repro(?:\.js)? /.test(line) && !/^[|#]|^\$? ?docker /.test(line));
  const ours = [...codeSpans(text).filter((span) => /^(?:--|cgoprof-repro |eject )/.test(span)), ...lines];
  return ours.flatMap((piece) => piece.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? []);
}

describe('tables are whole', () => {
  test('commands in the README', () => {
    expect(firstColumn(section('README.md', 'Commands')).toSorted()).toEqual(
      program
        .createHelp()
        .visibleCommands(program)
        .map((command) => command.name())
        .filter((name) => name !== 'help')
        .toSorted(),
    );
  });

  test('exit codes in the README', () => {
    expect(firstColumn(section('README.md', 'Exit codes')).map(Number)).toEqual(Object.values(exitCodes));
  });

  test('exit codes in docs/report.md', () => {
    const text = section('docs/report.md', 'Exit codes');
    for (const code of Object.values(exitCodes)) expect(text).toContain(`\`${code}\``);
  });

  test('probes, outcomes, signatures, formats, errors', () => {
    const probesTable = read('docs/probes.md').split('\n## ')[0] ?? '';
    expect(firstColumn(probesTable).toSorted()).toEqual(theBug.probes.map(({ name }) => name).toSorted());
    expect(firstColumn(section('docs/verdicts.md', 'Outcomes'))).toEqual([...outcomes]);
    expect(firstColumn(section('docs/verdicts.md', 'Signatures'))).toEqual(
      signaturesWith(theBug.signatures).map(({ id }) => id),
    );
    expect(firstColumn(read('docs/report.md').split('\n## ')[0] ?? '')).toEqual([...formats]);
    expect(firstColumn(read('docs/troubleshooting.md').split('\n## ')[0] ?? '')).toEqual(
      errorTopics.map(({ name }) => name),
    );
  });
});

describe('docs/api.md has every option', () => {
  const tables = section('docs/api.md', 'Options')
    .split('\n\n')
    .filter((block) => block.startsWith('|'));
  const ofEvery = firstColumn(tables[0] ?? '');

  test.each(Object.entries(optionSchemas))('of %s', (name, { shape }) => {
    const own = tables.find((table) => table.startsWith(`| \`${name}\``)) ?? '';
    expect([...ofEvery, ...firstColumn(own)].toSorted()).toEqual(Object.keys(shape).toSorted());
  });
});

test('the README stays short', () => expect(read('README.md').split('\n').length).toBeLessThanOrEqual(200));

test('all events are documented with their keys, and nothing else is', () => {
  const source = readFileSync(path.join(root, 'src/model/event.ts'), 'utf8');
  const [, table = ''] = /^interface Events \{$([^]*?)^\}$/m.exec(source) ?? [];
  const declared = [...table.matchAll(/^ {2}'?([a-z-]+)'?: (\{.*)$/gm)].map(
    ([, type = '', shape = '']): [string, string[]] => [
      type,
      [...keysOf(shape), ...(shape.endsWith('& Place;') ? ['index', 'total'] : [])],
    ],
  );
  const rows = section('docs/progress.md', 'For programs').matchAll(/^\| `([a-z-]+)` +\| ([^|]*)\|/gm);
  const documented = [...rows].map(([, type = '', keys = '']) => [type, codeSpans(keys)]);
  expect(declared.length).toBeGreaterThan(15);
  expect(documented).toEqual(declared);
  // And so are those of real commands.
  const known = new Map(
    declared.map(([type, keys]) => [type, new Set(['type', 'time', ...withoutMarks(keys)])]),
  );
  for (const name of readdirSync(path.join(root, 'test/fixtures/events'))) {
    const [, ...lines] = read(`test/fixtures/events/${name}`).trimEnd().split('\n');
    for (const line of lines) {
      const event: { readonly type: string } = JSON.parse(line);
      expect(Object.keys(event).filter((key) => known.get(event.type)?.has(key) !== true)).toEqual([]);
    }
  }
});

const withoutMarks = (keys: readonly string[]): string[] => keys.map((key) => key.replace('?', ''));

/** The keys of a type as it is written, without those of types within it. */
function keysOf(shape: string): string[] {
  const outer = shape.slice(1).replaceAll(/\{[^{}]*\}(?=;| )/g, 'object');
  return [...outer.matchAll(/(\w+\??): /g)].map(([, key = '']) => key);
}
