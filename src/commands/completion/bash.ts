import { allCommands, type CompletedCommand } from './describe-command.js';

/** Walks the words to find the command, then offers its subcommands, words and options, or an option's choices. */
export function bashScript(program: string, root: CompletedCommand): string {
  const commands = allCommands(root);
  const name = program.replaceAll('-', '_');
  return `# ${program} completion for bash
_${name}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} path='' word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case "$path/$word" in
${commands
  .filter(({ path }) => path.length > 0)
  .map(({ path }) => `      '/${path.join('/')}') path='/${path.join('/')}' ;;`)
  .join('\n')}
    esac
  done
  case "$path $prev" in
${commands.flatMap(optionCases).join('\n')}
  esac
  local words=''
  case "$path" in
${commands.map(wordCase).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  [[ \${#COMPREPLY[@]} -eq 0 && $cur != -* ]] && COMPREPLY=($(compgen -f -- "$cur"))
}
complete -o filenames -F _${name} ${program}
`;
}

const pathOf = ({ path }: CompletedCommand): string => path.map((name) => `/${name}`).join('');

function optionCases(command: CompletedCommand): string[] {
  const taking = command.options.filter(({ takesValue }) => takesValue);
  const chosen = taking
    .filter(({ choices }) => choices.length > 0)
    .map(
      ({ names, choices }) =>
        `    ${patterns(command, names)}) COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$cur")); return ;;`,
    );
  const open = taking.filter(({ choices }) => choices.length === 0).flatMap(({ names }) => names);
  return open.length === 0
    ? chosen
    : [...chosen, `    ${patterns(command, open)}) COMPREPLY=($(compgen -f -- "$cur")); return ;;`];
}

const patterns = (command: CompletedCommand, names: readonly string[]): string =>
  names.map((name) => `'${pathOf(command)} ${name}'`).join(' | ');

function wordCase(command: CompletedCommand): string {
  const words = [
    ...command.subcommands.map(({ path }) => path.at(-1) ?? ''),
    ...command.words,
    ...command.options.flatMap(({ names }) => names),
  ];
  return `    '${pathOf(command)}') words='${words.join(' ')}' ;;`;
}
