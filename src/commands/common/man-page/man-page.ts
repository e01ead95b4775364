/** The man page, made of the same commands, options and texts as `--help`. */
import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { theBug } from '../../../bugs/table.js';
import { groupBy } from '../../../model/group-by.js';
import { embeddedCatalogue } from '../../../release/catalogue.js';
import { variablesThatCount } from '../../explain/environment.js';
import { exitCodeTexts } from '../../explain/results.js';
import { sharedGroups } from '../help/groups.js';
import { describeOption } from '../help/layout.js';
import { manualOf, type Example } from '../help/manual.js';
import { argument, escaped, list, literal, paragraphs, section, subsection, text } from './mdoc.js';

/** `root` has all commands. */
export function manPage(root: CommandUnknownOpts): string {
  const helper = root.createHelp();
  const commands = helper.visibleCommands(root);
  const description = `${root.description()}.`;
  const lines = [
    '.\\" Made by `npm run man`. Do not edit.',
    `.Dd ${dateOfPage()}`,
    `.Dt ${root.name().toUpperCase()} 1`,
    '.Os',
    ...section('NAME', [`.Nm ${root.name()}`, `.Nd ${escaped(firstSmall(root.description()))}`]),
    ...section('SYNOPSIS', [
      '.Nm',
      '.Op Cm run',
      '.Op Fl \\-go Ar spec',
      '.Op Ar options',
      '.Nm',
      '.Ar command',
      '.Op Ar options',
    ]),
    ...section(
      'DESCRIPTION',
      paragraphs([
        text(description),
        text(
          'Results go to standard output, progress and messages to standard error. Without a command it does what run does.',
        ),
      ]),
    ),
    ...section(
      'COMMANDS',
      [...groupBy(commands, (command) => command.helpGroup())].flatMap(([task, ofTask]) =>
        subsection(task, list(ofTask.map((command) => commandItem(command)))),
      ),
    ),
    ...section('OPTIONS', [
      ...text('All commands take these.'),
      ...Object.values(sharedGroups).flatMap((group) =>
        subsection(
          group,
          optionList(
            helper.visibleOptions(root).filter(({ helpGroupHeading }) => helpGroupHeading === group),
          ),
        ),
      ),
    ]),
    ...section('ENVIRONMENT', [
      ...text('An option wins over the variable of the same meaning.'),
      ...list(
        variablesThatCount.map(({ names, text: meaning }) => ({
          term: names.map((name) => `Ev ${name}`).join(' , '),
          lines: text(meaning),
        })),
      ),
    ]),
    ...section(
      'FILES',
      list(files.map(({ path, meaning }) => ({ term: `Pa ${path}`, lines: text(meaning) }))),
    ),
    ...section('EXIT STATUS', [
      ...text('The same for every command and format, but for bisect-step, which answers git.'),
      ...list(
        Object.entries(exitCodeTexts).map(([code, meaning]) => ({
          term: code,
          lines: text(`${firstLarge(meaning)}.`),
        })),
      ),
    ]),
    ...section('EXAMPLES', examplesOf(root)),
    ...section('SEE ALSO', text(`go(1), git-bisect(1), ${theBug.name}`)),
  ];
  return `${lines.join('\n')}\n`;
}

/** A page has a date. This one changes when the page may: with the releases that the tool knows. */
function dateOfPage(): string {
  const dates = embeddedCatalogue.flatMap(({ date }) => (date === null ? [] : [date]));
  const newest = new Date(`${dates.toSorted().at(-1) ?? '2025-01-01'}T00:00:00Z`);
  return newest.toLocaleDateString('en-US', {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  });
}

const files = [
  {
    path: '~/.cache/cgoprof\\-repro',
    meaning:
      'Toolchains, programs, verdicts and the reports of the last runs, on Linux. On macOS it is in ~/Library/Caches, on Windows in %LOCALAPPDATA%.',
  },
  { path: '.cgoprof\\-repro.yml', meaning: 'The policy of gate, in the folder that is judged.' },
] as const;

function commandItem(command: CommandUnknownOpts): { term: string; lines: string[] } {
  const manual = manualOf(command);
  const children = command
    .createHelp()
    .visibleCommands(command)
    .filter((child) => child.name() !== 'help');
  const blocks = [
    text(`${command.description()}.`),
    ...(manual?.paragraphs ?? []).map((paragraph) => text(paragraph)),
  ];
  const terms = manual?.terms;
  return {
    term: `Cm ${argument(command.name())}${argumentsOf(command)}`,
    lines: [
      ...paragraphs(blocks),
      ...(terms === undefined
        ? []
        : [
            '.Pp',
            ...text(`${terms.title}:`),
            ...list(
              terms.rows.map(([term, meaning]) => ({ term: argument(term), lines: text(`${meaning}.`) })),
            ),
          ]),
      ...list(children.map((child) => commandItem(child))),
      ...optionList(command.options),
    ],
  };
}

const argumentsOf = (command: CommandUnknownOpts): string =>
  command.registeredArguments
    .map((given) => {
      const name = `Ar ${argument(given.name())}${given.variadic ? ' ...' : ''}`;
      return given.required ? ` ${name}` : ` Op ${name}`;
    })
    .join('');

const optionList = (options: readonly Option[]): string[] =>
  list(
    options
      .filter(({ hidden }) => !hidden)
      .map((option) => ({ term: optionTerm(option), lines: text(`${describeOption(option)}.`) })),
  );

function optionTerm({ short, long, flags }: Option): string {
  const names = [short, long]
    .filter((name) => name !== undefined)
    .map((name) => `Fl ${escaped(name.slice(1))}`)
    .join(' , ');
  const [, bracket, value] = /([<[])(.+)[>\]]/.exec(flags) ?? [];
  if (value === undefined) return names;
  return bracket === '<' ? `${names} Ar ${argument(value)}` : `${names} Op Ar ${argument(value)}`;
}

function examplesOf(root: CommandUnknownOpts): string[] {
  const commands = [root, ...root.commands];
  const examples = commands.flatMap((command): readonly Example[] => manualOf(command)?.examples ?? []);
  return paragraphs(
    examples.map(([line, comment]) => [
      ...(comment === undefined ? [] : text(`${comment}:`)),
      ...literal([line]),
    ]),
  );
}

const firstSmall = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);
const firstLarge = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
