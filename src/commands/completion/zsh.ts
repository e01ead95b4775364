import { unreachable } from '../../model/unreachable.js';
import { allCommands, type CompletedCommand, type CompletedOption } from './describe-command.js';
import type { Values } from './values.js';

/** One function for each command. `_arguments` leaves options behind a subcommand to its function (zshcompsys(1), -A). */
export function zshScript(names: readonly [string, ...string[]], root: CompletedCommand): string {
  const [program] = names;
  const functions = allCommands(root).map((command) => commandFunction(program, command));
  const main = functionName(program, root);
  return `#compdef ${names.join(' ')}
# ${program} completion for zsh

# Offers words for the last item of a list with commas.
${main}_list() {
  compset -P '*,'
  local expl
  _wanted values expl value compadd -V values -- "$@"
}

# Offers these words, or files for the beginning of a path.
${main}_list_or_path() {
  if [[ $PREFIX == [/.~]* ]]; then _files; else ${main}_list "$@"; fi
}

# Offers files, with one of these words before or without: json=report.json
${main}_prefixed_file() {
  if compset -P '*='; then
    _files
  else
    local expl
    _wanted formats expl format compadd -S '' -- "$@"
    _files
  fi
}

${functions.join('\n\n')}

if [ "$funcstack[1]" = "_${program}" ]; then
  ${main} "$@"
else
  compdef ${main} ${names.join(' ')}
fi
`;
}

function commandFunction(program: string, command: CompletedCommand): string {
  const { options, subcommands, argument } = command;
  const main = `_${program.replaceAll('-', '_')}`;
  const name = functionName(program, command);
  const specs = options.flatMap((option) => optionSpecs(main, option));
  if (subcommands.length === 0) {
    const rest = argument === null ? [] : [quote(`*:${offer(main, 'argument', argument)}`)];
    return `${name}() {\n  _arguments ${[...specs, ...rest].join(' \\\n    ')}\n}`;
  }
  const described = subcommands.map(({ path, description }) =>
    quote(`${path.at(-1) ?? ''}:${description.replaceAll(':', '\\:')}`),
  );
  const cases = subcommands.map(
    (child) => `        ${child.path.at(-1) ?? ''}) ${functionName(program, child)} ;;`,
  );
  const orArgument = argument?.kind === 'files' ? '\n      _files' : '';
  return `${name}() {
  local context state line
  typeset -A opt_args
  _arguments -C -A '-*' ${[...specs, "'1:command:->command'", "'*::argument:->argument'"].join(' \\\n    ')}
  case $state in
    command)
      local -a commands=(${described.join(' ')})
      _describe command commands${orArgument}
      ;;
    argument)
      case $line[1] in
${cases.join('\n')}
${argument?.kind === 'files' ? '        *) _files ;;\n' : ''}      esac
      ;;
  esac
}`;
}

const functionName = (program: string, { path }: CompletedCommand): string =>
  `_${[program, ...path].join('_').replaceAll('-', '_')}`;

function optionSpecs(main: string, { names, description, value }: CompletedOption): string[] {
  const text = description.replaceAll(/[[\]\\:]/g, '\\$&');
  const values = value === null ? '' : `:${value.optional ? ':' : ''}${offer(main, 'value', value.values)}`;
  return names.map((name) => quote(`*${name}${separatorOf(name, value)}[${text}]${values}`));
}

/** The value may also follow `=` after a long name, and nothing after a short one. */
const separatorOf = (name: string, value: CompletedOption['value']): string =>
  value === null ? '' : name.startsWith('--') ? '=' : '+';

/** A message and an action (zshcompsys(1), `_arguments`). */
function offer(main: string, message: string, values: Values): string {
  switch (values.kind) {
    case 'words': {
      const words = values.words.join(' ');
      if (values.orPath === true) return `${message}: ${main}_list_or_path ${words}`;
      return values.list === true ? `${message}: ${main}_list ${words}` : `${message}:(${words})`;
    }
    case 'files':
      return values.prefixes === undefined
        ? `${message}:_files`
        : `${message}: ${main}_prefixed_file ${values.prefixes.join(' ')}`;
    case 'folders':
      return `${message}:_files -/`;
    case 'free':
      return `${message}: `;
    default:
      return unreachable(values);
  }
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
