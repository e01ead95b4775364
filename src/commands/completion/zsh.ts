import { allCommands, type CompletedCommand, type CompletedOption } from './describe-command.js';

/** One function for each command; `_arguments -C` finds where the subcommand begins (zshcompsys(1)). */
export function zshScript(program: string, root: CompletedCommand): string {
  const functions = allCommands(root).map((command) => commandFunction(program, command));
  const main = functionName(program, root);
  return `#compdef ${program}
# ${program} completion for zsh

${functions.join('\n\n')}

if [ "$funcstack[1]" = "_${program}" ]; then
  ${main} "$@"
else
  compdef ${main} ${program}
fi
`;
}

function commandFunction(program: string, command: CompletedCommand): string {
  const { options, subcommands, words } = command;
  const name = functionName(program, command);
  const specs = options.flatMap(optionSpecs);
  if (subcommands.length === 0) {
    const rest = words.length > 0 ? `'1:word:(${words.join(' ')})'` : "'*:file:_files'";
    return `${name}() {\n  _arguments ${[...specs, rest].join(' \\\n    ')}\n}`;
  }
  const described = subcommands.map(({ path, description }) =>
    quote(`${path.at(-1) ?? ''}:${description.replaceAll(':', '\\:')}`),
  );
  const cases = subcommands.map(
    (child) => `        ${child.path.at(-1) ?? ''}) ${functionName(program, child)} ;;`,
  );
  return `${name}() {
  local context state line
  typeset -A opt_args
  _arguments -C ${[...specs, "'1:command:->command'", "'*::argument:->argument'"].join(' \\\n    ')}
  case $state in
    command)
      local -a commands=(${described.join(' ')})
      _describe command commands
      ;;
    argument)
      case $line[1] in
${cases.join('\n')}
      esac
      ;;
  esac
}`;
}

const functionName = (program: string, { path }: CompletedCommand): string =>
  `_${[program, ...path].join('_').replaceAll('-', '_')}`;

function optionSpecs({ names, description, takesValue, choices }: CompletedOption): string[] {
  const text = description.replaceAll(/[[\]\\:]/g, '\\$&');
  const value = choices.length > 0 ? `:value:(${choices.join(' ')})` : takesValue ? ':value:_files' : '';
  return names.map((name) => quote(`*${name}[${text}]${value}`));
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
