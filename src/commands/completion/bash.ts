import { unreachable } from '../../model/unreachable.js';
import {
  allCommands,
  pathOf,
  sharedOptions,
  type CompletedCommand,
  type SharedOption,
} from './describe-command.js';
import type { Values } from './values.js';

/**
 * Walks the words to find the command and the option whose value is typed, and offers its values; or else options after
 * a `-`, and subcommands and arguments before one. For bash 3.2 on: macOS has no newer one.
 */
export function bashScript(names: readonly [string, ...string[]], root: CompletedCommand): string {
  const [program] = names;
  const name = `_${program.replaceAll('-', '_')}`;
  const commands = allCommands(root);
  const taking = sharedOptions(root).filter(({ option }) => option.value !== null);
  const mayTake = taking.filter(({ option }) => option.value?.optional === true);
  return `# ${program} completion for bash

# Offers words for what was typed: ${name}_words WORD...
${name}_words() {
  COMPREPLY+=($(compgen -P "$kept" -W "$*" -- "$typed"))
}

# The same for the last item of a list with commas.
${name}_list() {
  [[ $typed == *,* ]] && kept+=\${typed%,*}, typed=\${typed##*,}
  ${name}_words "$@"
}

# Readline knows how to quote the names of files.
${name}_files() {
  compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$typed"))
}

# Files beside words, which readline does not add by itself.
${name}_files_too() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY+=($(compgen -f -- "$typed"))
}

${name}_folders() {
  compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "$typed"))
}

${name}_is_path() {
  [[ $typed == [/.~]* ]]
}

# Whether the option takes a value, in the command: ${name}_takes COMMAND OPTION
${name}_takes() {
  case "$1 $2" in
${indented(
  4,
  taking.map((shared) => `${patternsOf(shared)}) return 0 ;;`),
)}
  esac
  return 1
}

# Whether it may also stand without one.
${name}_may_take() {
  case "$1 $2" in
${indented(
  4,
  mayTake.map((shared) => `${patternsOf(shared)}) return 0 ;;`),
)}
  esac
  return 1
}

${name}_values() {
  case "$1 $2" in
${indented(
  4,
  taking.map((shared) => `${patternsOf(shared)}) ${offer(name, shared.option.value?.values)} ;;`),
)}
  esac
}

${name}_options() {
  case $1 in
${indented(
  4,
  commands.map((command) => `'${pathOf(command)}') ${name}_words ${optionNames(command)} ;;`),
)}
  esac
}

${name}_arguments() {
  case $1 in
${indented(
  4,
  commands.map((command) => `'${pathOf(command)}') ${argumentsOf(name, command)} ;;`),
)}
  esac
}

# The command below COMMAND of that name: ${name}_is_command COMMAND NAME
${name}_is_command() {
  case "$1/$2" in
    ${commands
      .slice(1)
      .map((command) => `'${pathOf(command)}'`)
      .join(' | ')}) return 0 ;;
  esac
  return 1
}

${name}() {
  local IFS=$' \\t\\n' words=() word i last path='' option='' kept='' typed
  COMPREPLY=()
  # Bash takes --format=json apart at the characters of COMP_WORDBREAKS.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    last=$((\${#words[@]} - 1))
    if ((last >= 0)) && [[ $word == =* || \${words[last]} == *= ]]; then
      words[last]+=$word
    else
      words+=("$word")
    fi
  done
  last=$((\${#words[@]} - 1))
  typed=\${words[last]}
  for ((i = 0; i < last; i++)); do
    word=\${words[i]}
    if [[ $option ]]; then
      option=''
    elif [[ $word == -* ]]; then
      ${name}_takes "$path" "$word" && option=$word
    elif ${name}_is_command "$path" "$word"; then
      path+=/$word
    fi
  done
  if [[ $option && $typed == -* ]] && ${name}_may_take "$path" "$option"; then
    option=''
  fi
  if [[ ! $option && $typed == --*=* ]]; then
    option=\${typed%%=*}
    [[ $COMP_WORDBREAKS == *=* ]] || kept=$option=
    typed=\${typed#*=}
  fi
  if [[ $option ]]; then
    ${name}_values "$path" "$option"
  elif [[ $typed == -?* || $typed == - ]]; then
    ${name}_options "$path"
  else
    ${name}_arguments "$path"
  fi
}
complete -F ${name} ${names.join(' ')}
`;
}

/** Matches `COMMAND OPTION`. */
function patternsOf({ option, paths, unambiguous }: SharedOption): string {
  const places = unambiguous ? [`*' `] : paths.map((path) => `'${path} `);
  return places.flatMap((place) => option.names.map((name) => `${place}${name}'`)).join(' | ');
}

function argumentsOf(name: string, { subcommands, argument }: CompletedCommand): string {
  const below = subcommands.map(({ path }) => path.at(-1) ?? '');
  const filesToo = below.length > 0 && argument?.kind === 'files';
  const parts = [
    ...(below.length === 0 ? [] : [`${name}_words ${below.join(' ')}`]),
    ...(argument === null ? [] : [filesToo ? `${name}_files_too` : offer(name, argument)]),
  ];
  return parts.length === 0 ? ':' : parts.join('; ');
}

const optionNames = ({ options }: CompletedCommand): string =>
  options.flatMap(({ names }) => names).join(' ');

/** A command that fills COMPREPLY. */
function offer(name: string, values: Values = { kind: 'free' }): string {
  switch (values.kind) {
    case 'words': {
      const words = `${name}_${values.list === true ? 'list' : 'words'} ${values.words.join(' ')}`;
      return values.orPath === true ? `if ${name}_is_path; then ${name}_files; else ${words}; fi` : words;
    }
    case 'files':
      return values.prefixes === undefined
        ? `${name}_files`
        : `compopt -o nospace 2>/dev/null; ${name}_words ${values.prefixes.join(' ')}; ${name}_files`;
    case 'folders':
      return `${name}_folders`;
    case 'free':
      return ':';
    default:
      return unreachable(values);
  }
}

const indented = (columns: number, lines: readonly string[]): string =>
  lines.map((line) => ' '.repeat(columns) + line).join('\n');
