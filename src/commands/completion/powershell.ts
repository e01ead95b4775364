import {
  allCommands,
  pathOf,
  sharedOptions,
  type CompletedCommand,
  type SharedOption,
} from './describe-command.js';
import type { Values } from './values.js';

/** The way of bash.ts, with tables in place of cases. No shell of ours has tried it (docs/shell.md). */
export function powershellScript(names: readonly [string, ...string[]], root: CompletedCommand): string {
  const commands = allCommands(root);
  const taking = sharedOptions(root).filter(({ option }) => option.value !== null);
  return `# ${names[0]} completion for PowerShell
Register-ArgumentCompleter -Native -CommandName ${names.map(quote).join(', ')} -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)

  $arguments = @{
${commands.map((command) => `    ${quote(pathOf(command))} = ${array(argumentWords(command))}`).join('\n')}
  }
  $options = @{
${commands
  .map(
    (command) => `    ${quote(pathOf(command))} = ${array(command.options.flatMap(({ names: all }) => all))}`,
  )
  .join('\n')}
  }
  # The values of options, by command and option; '*' is any command.
  $values = @{
${[...new Set(taking.flatMap(valueEntries))].join('\n')}
  }

  $path = ''
  $option = ''
  $words = @($commandAst.CommandElements |
      Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
      Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text })
  foreach ($word in $words) {
    if ($option) { $option = ''; continue }
    if ($word.StartsWith('-')) {
      if ($values.ContainsKey("$path $word") -or $values.ContainsKey("* $word")) { $option = $word }
    } elseif ($arguments.ContainsKey("$path/$word")) {
      $path = "$path/$word"
    }
  }

  $typed = $wordToComplete
  $kept = ''
  if (-not $option -and $typed -match '^(--[^=]+)=(.*)$') {
    $option = $Matches[1]
    $typed = $Matches[2]
    $kept = "$option="
  }
  if ($option) {
    $offered = if ($values.ContainsKey("$path $option")) { $values["$path $option"] } else { $values["* $option"] }
    if ($typed -match '^(.*,)([^,]*)$') {
      $kept += $Matches[1]
      $typed = $Matches[2]
    }
  } elseif ($typed.StartsWith('-')) {
    $offered = $options[$path]
  } else {
    $offered = $arguments[$path]
  }
  # Without an answer PowerShell offers files.
  $offered | Where-Object { $_ -and $_.StartsWith($typed) } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new("$kept$_", $_, 'ParameterValue', $_)
  }
}
`;
}

function valueEntries({ option, paths, unambiguous }: SharedOption): string[] {
  const words = wordsOf(option.value?.values ?? null);
  return (unambiguous ? ['*'] : paths).flatMap((path) =>
    option.names.map((name) => `    ${quote(`${path} ${name}`)} = ${array(words)}`),
  );
}

const argumentWords = ({ subcommands, argument }: CompletedCommand): string[] => [
  ...subcommands.map(({ path }) => path.at(-1) ?? ''),
  ...wordsOf(argument),
];

/** Files and folders are offered by PowerShell itself. */
function wordsOf(values: Values | null): readonly string[] {
  if (values?.kind === 'words') return values.words;
  return values?.kind === 'files' ? (values.prefixes ?? []) : [];
}

const array = (words: readonly string[]): string => `@(${words.map(quote).join(', ')})`;
const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
