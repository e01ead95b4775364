/** The parts of the command tree that a shell needs. */
import type { CommandUnknownOpts } from '@commander-js/extra-typings';

export interface CompletedOption {
  /** `-o`, `--output`, as typed. */
  readonly names: readonly string[];
  readonly description: string;
  readonly takesValue: boolean;
  /** The only values that it takes; empty if they are not a closed list. */
  readonly choices: readonly string[];
}

export interface CompletedCommand {
  /** Names from the root on, without the root's own: `['toolchain', 'list']`. */
  readonly path: readonly string[];
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** Choices of the first argument. */
  readonly words: readonly string[];
  readonly subcommands: readonly CompletedCommand[];
}

/**
 * Describes a command with its options, those it inherits and those of its default subcommand, because they can be
 * typed there too.
 */
export function describeCommand(
  command: CommandUnknownOpts,
  path: readonly string[] = [],
  inherited: readonly CompletedOption[] = [],
): CompletedCommand {
  const own = command.options.filter(({ hidden }) => !hidden).map(describeOption);
  const options = [...own, ...inherited];
  const forSubcommands = options.filter(({ names }) => !names.includes('--version'));
  const subcommands = command.commands.map((child) =>
    describeCommand(child, [...path, child.name()], forSubcommands),
  );
  const whenNoneIsNamed = subcommands.find(({ path: names }) => defaults.has(names.join(' ')));
  return {
    path,
    description: command.description(),
    options: uniqueByNames([...options, ...(whenNoneIsNamed?.options ?? []), help]),
    words: command.registeredArguments[0]?.argChoices ?? [],
    subcommands,
  };
}

/** Commander does not tell which subcommand is the default one. */
const defaults: ReadonlySet<string> = new Set(['run', 'report show']);

const describeOption = (option: CommandUnknownOpts['options'][number]): CompletedOption => ({
  names: [option.short, option.long].filter((name) => name !== undefined),
  description: option.description,
  takesValue: option.required || option.optional,
  choices: option.argChoices ?? [],
});

const help: CompletedOption = {
  names: ['-h', '--help'],
  description: 'display help for command',
  takesValue: false,
  choices: [],
};

function uniqueByNames(options: readonly CompletedOption[]): CompletedOption[] {
  return [...new Map(options.map((option) => [option.names.at(-1), option])).values()];
}

/** The command itself and all below it. */
export function allCommands(command: CompletedCommand): CompletedCommand[] {
  return [command, ...command.subcommands.flatMap(allCommands)];
}
