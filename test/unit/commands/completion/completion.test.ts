import { describe, expect, it, test } from 'vitest';
import { theBug } from '../../../../src/bugs/table.js';
import { bashScript } from '../../../../src/commands/completion/bash.js';
import {
  allCommands,
  describeCommand,
  pathOf,
} from '../../../../src/commands/completion/describe-command.js';
import { fishScript } from '../../../../src/commands/completion/fish.js';
import { powershellScript } from '../../../../src/commands/completion/powershell.js';
import { knownValues } from '../../../../src/commands/completion/values.js';
import { zshScript } from '../../../../src/commands/completion/zsh.js';
import { everyCommand, wholeInterface } from '../../../helpers/interface.js';

const root = await wholeInterface();
const known = knownValues(await theBug.load());
const described = describeCommand(root, known);
const commands = allCommands(described);

const commandAt = (path: string) => commands.find((command) => pathOf(command) === path);
const valuesOf = (path: string, option: string) =>
  commandAt(path)?.options.find(({ names }) => names.includes(option))?.value?.values;

/** Names of values in the help: `gate --fail-on`, `--fail-on`, `<verdicts>`; those with choices need no entry. */
const placeholders = everyCommand(root).flatMap(({ name, command }) => [
  ...command.options
    .filter((option) => (option.required || option.optional) && option.argChoices === undefined)
    .map(({ long = '', flags }) => [`${name} ${long}`, long, `<${/[<[](.+)[>\]]/.exec(flags)?.[1] ?? ''}>`]),
  ...command.registeredArguments
    .filter(({ argChoices }) => argChoices === undefined)
    .map((argument) => [`${name} <${argument.name()}>`, `<${argument.name()}>`]),
]);

test('it is known of every option and argument which values it takes', () => {
  expect(placeholders.filter((names) => !names.some((name) => known.has(name)))).toStrictEqual([]);
});

test('no values are kept for what does not exist', () => {
  const used = new Set(placeholders.map((names) => names.find((name) => known.has(name))));
  expect([...known.keys()].filter((name) => !used.has(name))).toStrictEqual([]);
});

test('words are harmless in every shell', () => {
  const words = [...known.values()].flatMap((values) => (values.kind === 'words' ? values.words : []));
  expect(words.length).toBeGreaterThan(100);
  expect(words.filter((word) => !/^[\w.,=/-]+$/.test(word))).toStrictEqual([]);
});

describe('a command', () => {
  it('offers its own options and those of all, and the root those of run', () => {
    const names = (path: string) => commandAt(path)?.options.flatMap((option) => option.names);
    expect(names('/toolchain/prune')).toEqual(
      expect.arrayContaining(['--max-size', '--offline', '-o', '--help']),
    );
    expect(names('/toolchain/prune')).not.toContain('--version');
    expect(names('')).toEqual(expect.arrayContaining(['--go', '--version']));
  });

  it('has the values of its own option where another command has one of the same name', () => {
    expect(valuesOf('/gate', '--fail-on')).toMatchObject({ words: expect.not.arrayContaining(['none']) });
    expect(valuesOf('/matrix', '--fail-on')).toMatchObject({
      words: expect.arrayContaining(['none', 'fixed']),
    });
    expect(valuesOf('/run', '--race')).toBeUndefined();
    expect(valuesOf('/matrix', '--race')).toMatchObject({ words: ['off', 'on', 'both'] });
  });

  it('offers no word where only a number makes sense', () => {
    expect(valuesOf('/run', '--runs')).toStrictEqual({ kind: 'free' });
  });
});

const names = ['tool', 'tool.js'] as const;

test.each([
  ['bash', bashScript, 'complete -F _tool tool tool.js'],
  ['zsh', zshScript, '#compdef tool tool.js'],
  ['fish', fishScript, 'for program in tool tool.js'],
  ['powershell', powershellScript, "-CommandName 'tool', 'tool.js'"],
])('the script for %s is for all names of the program', (_shell, script, line) => {
  expect(script(names, described)).toContain(line);
});

test('the tables of PowerShell name each key once: it takes capitals and small letters for the same', () => {
  const tables = powershellScript(names, described).split('@{').slice(1);
  expect(tables).toHaveLength(3);
  for (const table of tables) {
    const keys = [...table.matchAll(/^ {4}('.*?') = /gm)].map(([, key = '']) => key.toLowerCase());
    expect(keys.length).toBeGreaterThan(10);
    expect(new Set(keys).size).toBe(keys.length);
  }
});
