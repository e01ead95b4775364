/**
 * What commander finds wrong in a command line, said as every other failure of this tool: a ReproError with the nearest right
 * thing. Commander has one method for each complaint, which ends in its own words; these take their places.
 */
import { InvalidArgumentError, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { ReproError } from '../model/errors.js';
import { chooseFrom, nearestNames } from '../text/nearest.js';
import { quotedWord } from '../text/quoted-word.js';

type Option = CommandUnknownOpts['options'][number];

/** Does it for a command and all below it. */
export function complainInOurWords(command: CommandUnknownOpts): void {
  Object.assign(command, {
    unknownOption: (flag: string) => fail(unknownOption(flag, command)),
    unknownCommand: () => fail(unknownCommand(command.args[0] ?? '', command)),
    missingArgument: (name: string) => fail(missingArgument(name, command)),
    optionMissingArgument: (option: Option) => fail(missingValue(option, command)),
    _excessArguments: (words: readonly string[]) => fail(tooManyWords(words, command)),
    _dispatchHelpCommand: () => helpOf(command.args.slice(1), command),
  });
  for (const option of command.options) readInOurWords(option, option.long ?? option.flags, command);
  for (const argument of command.registeredArguments) readInOurWords(argument, argument.name(), command);
  command.commands.forEach(complainInOurWords);
}

function fail(error: ReproError): never {
  throw error;
}

/** `cgoprof-repro toolchain list`. */
const nameOf = (command: CommandUnknownOpts): string =>
  command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;

/** The same for a message, which begins with the name of the program. */
const shortNameOf = (command: CommandUnknownOpts): string =>
  command.parent === null ? 'the program' : nameOf(command).replace(/^\S+ /, '');

/** A mistake in the command line. The last line of its hint says where the options of the command are listed. */
function mistake(message: string, hint: string | null, command: CommandUnknownOpts): ReproError {
  const help = `Run \`${nameOf(command)} --help\` for the options.`;
  return new ReproError('usage', message, { hint: hint === null ? help : `${hint}\n${help}` });
}

const ownNames = (command: CommandUnknownOpts): string[] =>
  command.options.flatMap(({ long }) => long?.slice(2) ?? []);

/** Long names without their dashes, of a command and those above it. */
const namesUpFrom = (command: CommandUnknownOpts): string[] =>
  command.parent === null
    ? ['help', ...ownNames(command)]
    : [...ownNames(command), ...namesUpFrom(command.parent)];

/** Long names without their dashes, of a command and all below it. */
export const namesDownFrom = (command: CommandUnknownOpts): string[] => [
  'help',
  ...ownNames(command),
  ...command.commands.flatMap(namesDownFrom),
];

function unknownOption(flag: string, command: CommandUnknownOpts): ReproError {
  const typed = flag.split('=', 1)[0] ?? flag;
  const name = typed.replace(/^-+/, '');
  const names = namesUpFrom(command);
  // Commander knows no option of that spelling: it has a value, and the option takes none.
  if (names.includes(name)) return mistake(`${typed} takes no value`, `Write it alone: ${typed}`, command);
  const mistyped = mistypedCommand(command);
  if (mistyped !== null) return mistyped;
  const [nearest] = nearestNames(name, names, 1);
  const hint =
    releaseArguments(typed, command) ?? (nearest === undefined ? null : `Did you mean --${nearest}?`);
  return mistake(`${shortNameOf(command)} has no option ${quotedWord(typed)}`, hint, command);
}

/** The complaint about a first word that is near to a command, and that the default command got with that one's options. */
function mistypedCommand({ parent }: CommandUnknownOpts): ReproError | null {
  if (parent === null || parent.parent !== null) return null;
  const [word = ''] = parent.args;
  const names = parent.commands.map((one) => one.name());
  const [nearest] = names.includes(word) ? [] : nearestNames(word, names, 1);
  if (nearest === undefined) return null;
  return new ReproError('usage', `there is no command ${quotedWord(word)}`, {
    hint: `Did you mean \`${nameOf(parent)} ${nearest}\`?`,
  });
}

/** `scan --go 1.23.x`, as other commands take it. */
function releaseArguments(typed: string, command: CommandUnknownOpts): string | null {
  const takesSpecs = command.registeredArguments.some((one) => /^specs?$/.test(one.name()));
  return typed === '--go' && takesSpecs ? `It takes releases as arguments: ${nameOf(command)} 1.23.x` : null;
}

function unknownCommand(word: string, command: CommandUnknownOpts): ReproError {
  const names = command
    .createHelp()
    .visibleCommands(command)
    .map((child) => child.name());
  const typed = (name: string): string => `\`${nameOf(command)} ${name}\``;
  return new ReproError('usage', `${shortNameOf(command)} has no command ${quotedWord(word)}`, {
    hint: chooseFrom(word, names, typed),
  });
}

function missingArgument(name: string, command: CommandUnknownOpts): ReproError {
  const argument = command.registeredArguments.find((one) => one.name() === name);
  const what = argument === undefined || argument.description === '' ? '' : `: ${argument.description}`;
  const usage = `Write it as: ${nameOf(command)} ${command.usage()}`;
  return mistake(`${shortNameOf(command)} needs ${name.toUpperCase()}${what}`, usage, command);
}

function missingValue(option: Option, command: CommandUnknownOpts): ReproError {
  const name = option.long ?? option.flags;
  return mistake(`${name} needs a value: ${option.description}`, `Write it as: ${option.flags}`, command);
}

function tooManyWords(words: readonly string[], command: CommandUnknownOpts): ReproError {
  const taken = command.registeredArguments.length;
  const extra = words[taken] ?? '';
  const message = `${shortNameOf(command)} does not know what to do with ${quotedWord(extra)}`;
  return mistake(message, `Write it as: ${nameOf(command)} ${command.usage()}`, command);
}

/** The command that `help toolchain list` names. */
function commandOf([word, ...rest]: readonly string[], above: CommandUnknownOpts): CommandUnknownOpts {
  if (word === undefined) return above;
  const found = above.commands.find((command) => command.name() === word);
  return found === undefined ? fail(unknownCommand(word, above)) : commandOf(rest, found);
}

/** Topics of `explain` that people look for in the help. */
const helpTopics: ReadonlySet<string> = new Set(['exit-codes', 'environment']);

function helpOf(words: readonly string[], above: CommandUnknownOpts): void {
  const [topic = ''] = words;
  if (above.parent === null && helpTopics.has(topic)) {
    throw new ReproError('usage', `${quotedWord(topic)} is a topic and no command`, {
      hint: `Read it: ${nameOf(above)} explain ${topic}`,
    });
  }
  commandOf(words, above).help();
}

interface Reader {
  parseArg?: <T>(value: string, previous: T) => T;
  readonly argChoices?: readonly string[];
}

/** The reading of a value may throw commander's own error, which does not say of which option. */
function readInOurWords(reader: Reader, name: string, command: CommandUnknownOpts): void {
  const read = reader.parseArg;
  if (read === undefined) return;
  reader.parseArg = <T>(value: string, previous: T): T => {
    try {
      return read(value, previous);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      const hint =
        reader.argChoices === undefined
          ? error.message
          : chooseFrom(value, reader.argChoices, (choice) => `${name} ${choice}`);
      throw mistake(`${name} cannot be ${quotedWord(value)}`, hint, command);
    }
  };
}
