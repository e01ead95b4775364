import { allCommands, type CompletedCommand, type CompletedOption } from './describe-command.js';

/** One `complete` line for each thing, with a condition on the words before (fish's own helper functions). */
export function fishScript(program: string, root: CompletedCommand): string {
  const lines = allCommands(root).flatMap((command) => {
    const when = condition(command);
    return [
      ...command.subcommands.map(
        ({ path, description }) => `${when} -a ${quote(path.at(-1) ?? '')} -d ${quote(description)}`,
      ),
      ...command.words.map((word) => `${when} -a ${quote(word)}`),
      ...command.options.map((option) => `${when} ${optionWords(option)}`),
    ].map((line) => `complete -c ${program} ${line}`);
  });
  return `# ${program} completion for fish\n${lines.join('\n')}\n`;
}

function condition({ path, subcommands }: CompletedCommand): string {
  const below = subcommands.map((child) => child.path.at(-1)).join(' ');
  const seen = path.map((name) => `__fish_seen_subcommand_from ${name}`);
  const notBelow = below === '' ? [] : [`not __fish_seen_subcommand_from ${below}`];
  const tests = [...seen, ...notBelow];
  return tests.length === 0 ? '' : `-n ${quote(tests.join('; and '))}`;
}

function optionWords({ names, description, takesValue, choices }: CompletedOption): string {
  const spelled = names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const value = choices.length > 0 ? [`-x -a ${quote(choices.join(' '))}`] : takesValue ? ['-r'] : [];
  return [...spelled, ...value, `-d ${quote(description)}`].join(' ');
}

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
