/** The parts of the command tree that a shell needs. */
import type { Argument, CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { groupBy } from '../../model/group-by.js';
import { allOptions } from '../common/help/layout.js';
import type { Values, ValuesByName } from './values.js';

export interface CompletedOption {
  /** `-o`, `--output`, as typed. */
  readonly names: readonly string[];
  readonly description: string;
  /** Null if it takes none. */
  readonly value: { readonly values: Values; readonly optional: boolean } | null;
}

export interface CompletedCommand {
  /** Names from the root on, without the root's own: `['toolchain', 'list']`. */
  readonly path: readonly string[];
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** The values of its arguments; null if it has none. */
  readonly argument: Values | null;
  readonly subcommands: readonly CompletedCommand[];
}

/**
 * Describes a command with its options, those it inherits and those of its default subcommand, because they can be
 * typed there too.
 */
export function describeCommand(
  command: CommandUnknownOpts,
  known: ValuesByName,
  path: readonly string[] = [],
): CompletedCommand {
  const helper = command.createHelp();
  const children = helper.visibleCommands(command);
  const names = children.map((child) => child.name());
  const subcommands = children.map((child) => {
    const described = describeCommand(child, known, [...path, child.name()]);
    return isHelp(child) ? { ...described, argument: { kind: 'words', words: names } as const } : described;
  });
  const usual = subcommands.find((child) => defaults.has(child.path.join(' ')));
  const own = allOptions(command, helper).map((option) => describeOption(option, known, path));
  return {
    path,
    description: helper.subcommandDescription(command),
    options: uniqueByName([...own, ...(usual?.options ?? [])]),
    argument: argumentOf(command, known, path) ?? usual?.argument ?? null,
    subcommands,
  };
}

/** The command that Commander adds; its argument is a command beside it. */
const isHelp = (command: CommandUnknownOpts): boolean => command.name() === 'help';

/** Commander does not tell which subcommand is the default one. */
const defaults: ReadonlySet<string> = new Set(['run', 'report show']);

function describeOption(option: Option, known: ValuesByName, path: readonly string[]): CompletedOption {
  const { short, long = '', description, argChoices, flags, required, optional } = option;
  const placeholder = /[<[](.+)[>\]]/.exec(flags)?.[1] ?? '';
  const names = [`${path.join(' ')} ${long}`, long, `<${placeholder}>`];
  return {
    names: [short, long].filter((name) => name !== undefined),
    description,
    value: required || optional ? { values: valuesOf(argChoices, names, known), optional } : null,
  };
}

/** All arguments of a command are of one kind. */
function argumentOf(
  command: CommandUnknownOpts,
  known: ValuesByName,
  path: readonly string[],
): Values | null {
  const argument: Argument | undefined = command.registeredArguments[0];
  if (argument === undefined) return null;
  const name = `<${argument.name()}>`;
  return valuesOf(argument.argChoices, [`${path.join(' ')} ${name}`, name], known);
}

function valuesOf(
  choices: readonly string[] | undefined,
  names: readonly string[],
  known: ValuesByName,
): Values {
  if (choices !== undefined) return { kind: 'words', words: choices };
  const name = names.find((candidate) => known.has(candidate)) ?? '';
  return known.get(name) ?? { kind: 'free' };
}

function uniqueByName(options: readonly CompletedOption[]): CompletedOption[] {
  return [...new Map(options.map((option) => [option.names.at(-1), option])).values()];
}

/** The command itself and all below it. */
export function allCommands(command: CompletedCommand): CompletedCommand[] {
  return [command, ...command.subcommands.flatMap(allCommands)];
}

/** The way a script remembers which command was typed: `/toolchain/list`, and nothing for the root. */
export const pathOf = ({ path }: CompletedCommand): string => path.map((name) => `/${name}`).join('');

/** An option that is the same in all these commands. */
export interface SharedOption {
  readonly option: CompletedOption;
  readonly paths: readonly string[];
  /** No command has another option of these names. */
  readonly unambiguous: boolean;
}

/** Each option once, with the commands that take it. */
export function sharedOptions(root: CompletedCommand): SharedOption[] {
  const uses = allCommands(root).flatMap((command) =>
    command.options.map((option) => ({ option, path: pathOf(command) })),
  );
  const alike = [...groupBy(uses, ({ option }) => JSON.stringify(option)).values()];
  const values = groupBy(alike, ([{ option }]) => option.names.join());
  return alike.map((group) => {
    const [{ option }] = group;
    const others = values.get(option.names.join()) ?? [];
    const distinct = new Set(others.map(([other]) => JSON.stringify(other.option.value)));
    return { option, paths: group.map(({ path }) => path), unambiguous: distinct.size === 1 };
  });
}
