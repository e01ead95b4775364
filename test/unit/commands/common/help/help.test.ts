import { describe, expect, it, test } from 'vitest';
import { manualOf } from '../../../../../src/commands/common/help/manual.js';
import { helpWidth } from '../../../../../src/commands/common/help/width.js';
import { drawExamples, drawRows, textColumn } from '../../../../../src/commands/common/help/draw.js';
import { everyCommand, wholeInterface } from '../../../../helpers/interface.js';

const root = await wholeInterface();
const commands = everyCommand(root);

const helpOf = (command: (typeof commands)[number]['command'], width: number): string => {
  const helper = command.createHelp();
  helper.prepareContext({ helpWidth: width });
  return helper.formatHelp(command, helper);
};

describe.each([50, 80])('at %i columns', (width) => {
  test.each(commands)('the help of "$name" is what it was', async ({ name, command }) => {
    const file = `test/golden/help/${['cgoprof-repro', ...name.split(' ')].filter((word) => word !== '').join('-')}.${width}.txt`;
    await expect(helpOf(command, width)).toMatchFileSnapshot(`../../../../../${file}`);
  });
});

test.each([40, 50, 64, 80, 100])('no line is longer than %i columns', (width) => {
  for (const { name, command } of commands) {
    const long = helpOf(command, width)
      .split('\n')
      .filter((line) => line.length > width);
    expect({ name, long }).toStrictEqual({ name, long: [] });
  }
});

test.each(commands)('"$name" has examples, and lists the options that all commands know', ({ command }) => {
  const help = helpOf(command, 80);
  expect(manualOf(command)?.examples.length).toBeGreaterThan(0);
  expect(help).toMatch(/\nOutput:\n[^]*--output[^]*--format[^]*-v[^]*-q[^]*--no-color[^]*--events/);
  expect(help).toMatch(/\nCommon:\n[^]*--offline[^]*--cache-dir[^]*--max-cache-size[^]*--help/);
});

test('the examples are calls that the command line takes', () => {
  for (const { name, command } of commands) {
    const known = new Set([
      ...command.options.flatMap(({ short, long }) => [short, long]),
      ...root.options.flatMap(({ short, long }) => [short, long]),
      ...root.commands.flatMap((child) => (name === '' ? child.options.map(({ long }) => long) : [])),
      ...command.commands.flatMap((child) => child.options.flatMap(({ long }) => long)),
      ...(name === 'run' ? [] : ['--term-old', '--term-new']),
    ]);
    const unknown = (manualOf(command)?.examples ?? []).flatMap(([line]) =>
      [...line.matchAll(/(?<= )--?[a-z][a-z-]*/g)]
        .map(([option]) => option)
        .filter((option) => !known.has(option)),
    );
    expect({ name, unknown }).toStrictEqual({ name, unknown: [] });
  }
});

test('descriptions begin with a capital and end without a stop', () => {
  const descriptions = commands.flatMap(({ command }) => [
    command.description(),
    ...command.options.map(({ description }) => description),
    ...command.registeredArguments.map(({ description }) => description),
  ]);
  expect(descriptions.filter((text) => !/^[A-Z][^]*[^.]$/.test(text))).toStrictEqual([]);
});

test('the top help has every command below a task, and shows --go', () => {
  const help = helpOf(root, 80);
  expect(help.match(/^(?:Ask|Search|Guard|Look up|Keep):$/gm)).toHaveLength(5);
  for (const { name } of commands.filter(
    ({ command, name: own }) => command.parent === root && own !== 'version',
  ))
    expect(help).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
  expect(help).toMatch(/^ {2}--go <spec> /m);
});

describe('the width', () => {
  it.each([
    [{}, 120, 100],
    [{}, 72, 72],
    [{}, 20, 40],
    [{}, 0, 80],
    [{}, undefined, 80],
    [{ COLUMNS: '50' }, 120, 50],
    [{ COLUMNS: '0' }, 90, 90],
    [{ COLUMNS: 'wide' }, 90, 90],
    [{ COLUMNS: '' }, undefined, 80],
  ])('%j on a terminal of %s is %i', (env, terminal, width) => {
    expect(helpWidth(env, terminal)).toBe(width);
  });
});

describe('the drawing', () => {
  it('puts texts below their terms where there is no room beside them', () => {
    const rows = [['--a-long-option <value>', 'Says something about it']] as const;
    expect(textColumn(['--a-long-option <value>'], 50)).toBeNull();
    expect(drawRows(rows, null, 50)).toStrictEqual([
      '  --a-long-option <value>',
      '      Says something about it',
    ]);
    expect(drawRows(rows, 28, 44)).toStrictEqual([
      '  --a-long-option <value>   Says something',
      '                            about it',
    ]);
  });

  it('continues a command line so that a shell understands it, and keeps together what belongs together', () => {
    expect(drawExamples([["tool install '>=1.23 <1.25' --max 10GB > file"]], 34)).toStrictEqual([
      "  tool install '>=1.23 <1.25' \\",
      '      --max 10GB > file',
    ]);
    expect(drawExamples([['tool --format json --quick']], 23)).toStrictEqual([
      '  tool --format json \\',
      '      --quick',
    ]);
  });

  it('puts comments beside the lines if there is room for all of them', () => {
    const examples = [['tool a', 'One'], ['tool bcd', 'Another one'], ['tool without comment']] as const;
    expect(drawExamples(examples, 40)).toStrictEqual([
      '  tool a    One',
      '  tool bcd  Another one',
      '  tool without comment',
    ]);
    expect(drawExamples(examples, 22)).toStrictEqual([
      '  tool a',
      '      One',
      '  tool bcd',
      '      Another one',
      '  tool without comment',
    ]);
  });
});
