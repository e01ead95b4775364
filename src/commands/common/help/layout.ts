/** The layout of every `--help`, in place of Commander's: it knows groups, shared options, and the width. */
import type { CommandUnknownOpts, Help, Option } from '@commander-js/extra-typings';
import { groupBy } from '../../../model/group-by.js';
import { wrap } from '../../../report/page/width.js';
import { drawExamples, drawRows, textColumn } from './draw.js';
import { sharedGroups } from './groups.js';
import { manualOf, type Row } from './manual.js';

interface RowSection {
  readonly title: string;
  readonly rows: readonly Row[];
}

export function formatHelp(command: CommandUnknownOpts, helper: Help): string {
  const width = helper.helpWidth ?? 80;
  const manual = manualOf(command);
  const things = [...argumentLists(command, helper), ...commandLists(command, helper)];
  const options = [...borrowedOptions(command, helper), ...optionLists(command, helper)];
  const columns = [things, options].map((lists) => textColumn(termsOf(lists), width));
  // One look for the whole help.
  const [ofThings = null, ofOptions = null] = columns.includes(null) ? [] : columns;
  const blocks = [
    usageOf(command, width),
    wrap(`${command.description()}.`, width),
    ...(manual?.paragraphs ?? []).map((text) => wrap(text, width)),
    ...things.map((list) => drawList(list, ofThings, width)),
    ...options.map((list) => drawList(list, ofOptions, width)),
    ...(manual === undefined ? [] : [['Examples:', ...drawExamples(manual.examples, width)]]),
    ...(manual?.exitCodes === undefined ? [] : [drawExitCodes(manual.exitCodes, width)]),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const termsOf = (lists: readonly RowSection[]): string[] =>
  lists.flatMap(({ rows }) => rows.map(([term]) => term));

const drawList = ({ title, rows }: RowSection, column: number | null, width: number): string[] => [
  `${title}:`,
  ...drawRows(rows, column, width),
];

function drawExitCodes(rows: readonly Row[], width: number): string[] {
  const list = { title: 'Exit codes', rows };
  return drawList(list, textColumn(termsOf([list]), width), width);
}

/** A usage may have several lines, each for one way to call the command. */
function usageOf(command: CommandUnknownOpts, width: number): string[] {
  const name = fullName(command);
  const margin = ' '.repeat('Usage: '.length);
  const ways = command
    .usage()
    .split('\n')
    .flatMap((way) =>
      wrap(`${name} ${way}`.trimEnd(), width - margin.length - 2).map((line, index) =>
        index === 0 ? line : `  ${line}`,
      ),
    );
  return ways.map((line, index) => (index === 0 ? `Usage: ${line}` : margin + line));
}

function fullName(command: CommandUnknownOpts): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

function argumentLists(command: CommandUnknownOpts, helper: Help): RowSection[] {
  const rows = helper
    .visibleArguments(command)
    .map((argument): Row => [`<${argument.name()}>`, describe(argument, argument.defaultValue)]);
  const terms = manualOf(command)?.terms;
  return [
    ...(rows.length === 0 ? [] : [{ title: 'Arguments', rows }]),
    ...(terms === undefined ? [] : [terms]),
  ];
}

const commandLists = (command: CommandUnknownOpts, helper: Help): RowSection[] =>
  [...groupBy(helper.visibleCommands(command), (child) => child.helpGroup() || 'Commands')].map(
    ([title, children]) => ({
      title,
      rows: children.map((child) => [
        helper.subcommandTerm(child).replace(' [options]', ''),
        helper.subcommandDescription(child),
      ]),
    }),
  );

function borrowedOptions(command: CommandUnknownOpts, helper: Help): RowSection[] {
  const borrowed = manualOf(command)?.borrowed;
  const lender = command.commands.find((child) => child.name() === borrowed?.command);
  if (borrowed === undefined || lender === undefined) return [];
  const lent = lender.options.filter(({ long }) => borrowed.options.includes(long ?? ''));
  return [{ title: borrowed.title, rows: optionRows(lent, helper) }];
}

/** The command's own options first, then those that every command knows. */
function optionLists(command: CommandUnknownOpts, helper: Help): RowSection[] {
  const groups = groupBy(allOptions(command, helper), (option) => option.helpGroupHeading ?? 'Options');
  const shared: readonly string[] = Object.values(sharedGroups);
  return [...groups]
    .toSorted(([a], [b]) => shared.indexOf(a) - shared.indexOf(b))
    .map(([title, options]) => ({ title, rows: optionRows(options, helper) }));
}

const isHelp = (option: Option): boolean => option.long === '--help';

/** Own and inherited ones, with `--help` as the last. A command has no version of its own. */
export function allOptions(command: CommandUnknownOpts, helper: Help): Option[] {
  const own = helper.visibleOptions(command);
  const inherited = helper.visibleGlobalOptions(command).filter(({ long }) => long !== '--version');
  return [...own.filter((option) => !isHelp(option)), ...inherited, ...own.filter(isHelp)];
}

/** Long names stand below one another, whether there is a short one before them or not. */
function optionRows(options: readonly Option[], helper: Help): Row[] {
  const margin = options.some(({ short }) => short !== undefined) ? ' '.repeat('-o, '.length) : '';
  return options.map((option) => [
    `${option.short === undefined ? margin : ''}${helper.optionTerm(option)}`,
    describeOption(option),
  ]);
}

/** A switch is off unless it is given, which nobody needs to be told. */
export const describeOption = (option: Option): string =>
  describe(option, option.required || option.optional ? option.defaultValue : undefined);

interface Described {
  readonly description: string;
  readonly argChoices?: readonly string[];
  readonly defaultValueDescription?: string;
}

/** The description with the values to choose from, and the one that is taken otherwise. */
function describe(
  { description, argChoices = [], defaultValueDescription }: Described,
  defaultValue: unknown,
): string {
  const notes = [
    ...(argChoices.length === 0
      ? []
      : [`${argChoices.length === 1 ? 'only' : 'one of'}: ${argChoices.join(', ')}`]),
    ...(defaultValue === undefined ? [] : [`default: ${defaultValueDescription ?? plain(defaultValue)}`]),
  ];
  return notes.length === 0 ? description : `${description} (${notes.join('; ')})`;
}

const plain = (value: unknown): string => JSON.stringify(value).replaceAll(/["[\]]/g, '');
