import { unreachable } from '../../model/unreachable.js';
import {
  allCommands,
  pathOf,
  sharedOptions,
  type CompletedCommand,
  type CompletedOption,
  type SharedOption,
} from './describe-command.js';
import type { Values } from './values.js';

/** One `complete` line for each thing, with the commands in which it counts. */
export function fishScript(names: readonly [string, ...string[]], root: CompletedCommand): string {
  const [program] = names;
  const name = `__${program.replaceAll('-', '_')}`;
  const commands = allCommands(root);
  const options = sharedOptions(root);
  const taking = options.filter(({ option }) => option.value !== null);
  const lines = [
    '-f',
    ...options.map((shared) => `${when(name, shared.paths, commands)}${optionWords(name, shared.option)}`),
    ...commands.flatMap((command) => commandLines(name, command)),
  ];
  return `# ${program} completion for fish

# Succeeds if the command that was typed is one of these: ${name}_in COMMAND...
function ${name}_in
    set -l words (commandline -opc)
    set -e words[1]
    set -l path ''
    set -l takes 0
    for word in $words
        if test $takes = 1
            set takes 0
        else if string match -q -- '-*' $word
            switch "$path $word"
                case ${taking.map(patternsOf).join(' ')}
                    set takes 1
            end
        else
            switch "$path/$word"
                case ${commands.slice(1).map(pathOf).join(' ')}
                    set path "$path/$word"
            end
        end
    end
    contains -- "$path" $argv
end

# Offers words for the last item of a list with commas.
function ${name}_list
    set -l typed (string replace -r -- '^--[^=]*=' '' (commandline -ct))
    set -l before (string match -r -- '^.*,' $typed)
    string join \\n -- "$before"$argv
end

# Offers these words, or files for the beginning of a path.
function ${name}_list_or_path
    set -l typed (string replace -r -- '^--[^=]*=' '' (commandline -ct))
    if string match -q -r -- '^[/.~]' $typed
        __fish_complete_path $typed
    else
        ${name}_list $argv
    end
end

for program in ${names.join(' ')}
${lines.map((line) => `    complete -c $program ${line}`).join('\n')}
end
`;
}

/** A condition, or nothing for what counts everywhere. */
function when(name: string, paths: readonly string[], all: readonly CompletedCommand[]): string {
  return paths.length === all.length
    ? ''
    : `-n ${quote(`${name}_in ${paths.map((path) => `'${path}'`).join(' ')}`)} `;
}

/** Matches `COMMAND OPTION`. */
const patternsOf = ({ option, paths, unambiguous }: SharedOption): string =>
  (unambiguous ? ['*'] : paths).flatMap((path) => option.names.map((name) => `'${path} ${name}'`)).join(' ');

function commandLines(name: string, command: CompletedCommand): string[] {
  const condition = when(name, [pathOf(command)], []);
  const below = command.subcommands.map(
    ({ path, description }) => `${condition}-a ${quote(path.at(-1) ?? '')} -d ${quote(description)}`,
  );
  const { argument } = command;
  return argument === null ? below : [...below, `${condition}${offer(name, argument)}`];
}

function optionWords(name: string, { names, description, value }: CompletedOption): string {
  const spelled = names.map((option) =>
    option.startsWith('--') ? `-l ${option.slice(2)}` : `-s ${option.slice(1)}`,
  );
  const values = value === null ? [] : ['-r', offer(name, value.values)];
  return [...spelled, ...values, `-d ${quote(description)}`].join(' ');
}

/** The part of a `complete` line that says what is offered. */
function offer(name: string, values: Values): string {
  switch (values.kind) {
    case 'words': {
      const words = values.words.join(' ');
      if (values.orPath === true) return `-f -a ${quote(`(${name}_list_or_path ${words})`)}`;
      return `-f -a ${quote(values.list === true ? `(${name}_list ${words})` : words)}`;
    }
    case 'files':
      return values.prefixes === undefined ? '-F' : `-F -a ${quote(values.prefixes.join(' '))}`;
    case 'folders':
      return "-f -a '(__fish_complete_directories)'";
    case 'free':
      return '-f';
    default:
      return unreachable(values);
  }
}

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
