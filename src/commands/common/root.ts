import { theBug } from '../../bugs/table.js';
import { Command, Option } from '@commander-js/extra-typings';
import { readTool } from '../../host/tool.js';
import { formats } from '../../report/formats/format.js';
import { sanitiseText } from '../../text/sanitise.js';
import { sharedGroups, tasks } from './help/groups.js';
import { formatHelp } from './help/layout.js';
import { withManual, type Manual } from './help/manual.js';
import { helpWidth } from './help/width.js';
import { environmentVariables, standardError, standardOutput } from './terminal.js';
import { byteSize, collect } from './parse-options.js';

const manual: Manual = {
  borrowed: {
    title: 'Options of run (all: run --help)',
    command: 'run',
    options: ['--go', '--quick', '--probes', '--runs', '--until-crash'],
  },
  examples: [
    ['cgoprof-repro --go 1.23.0', 'Show the bug on Go 1.23.0'],
    ['cgoprof-repro --go 1.23.0,1.23.8', 'Compare two releases'],
    ['cgoprof-repro --go local --quick', 'Ask the Go that builds here: half a second'],
    ['cgoprof-repro --go /usr/local/go -o report.json'],
    ['cgoprof-repro gate', 'Judge the Go that this repository pins'],
    ['cgoprof-repro explain bug', 'The bug in one picture'],
  ],
  exitCodes: [
    ['0', 'Nothing is affected'],
    ['1', 'The tool or its environment failed'],
    ['2', 'Wrong usage'],
    ['3', 'Something is affected'],
    ['4', 'Inconclusive'],
    ['130', 'Interrupted'],
  ],
};

/** Complaints repeat what was typed. */
const output = {
  writeOut: (text: string) => standardOutput().write(sanitiseText(text)),
  writeErr: (text: string) => standardError().write(sanitiseText(text)),
  getOutHelpWidth: () => helpWidth(environmentVariables(), standardOutput().columns),
  getErrHelpWidth: () => helpWidth(environmentVariables(), standardError().columns),
  // The complaints that people meet are made in src/cli/complaints.ts; no other one of commander's sounds different.
  outputError: (text: string, write: (text: string) => void) =>
    write(text.replace(/^error: /, 'cgoprof-repro: ')),
};

/** The root command with the options that every command knows. */
export function createRoot() {
  const root = new Command('cgoprof-repro')
    .usage('[--go <spec>] [options]\n<command> [options]')
    .description(`Reproduce ${theBug.name} (${theBug.about}) on real Go toolchains, and guard against it`)
    .configureHelp({ formatHelp, showGlobalOptions: true })
    .commandsGroup(tasks.lookUp)
    .helpCommand('help [command]', 'Show the help of a command')
    .optionsGroup(sharedGroups.output)
    .option('-o, --output <file>', 'Also write FILE, or format=FILE; repeatable', collect)
    .addOption(
      new Option('--format <format>', 'Format on standard output').choices(formats).default('text' as const),
    )
    .option('-v, --verbose', 'With the evidence and the trials')
    .option('-q, --quiet', 'Print only the result and warnings')
    .option('--no-color', 'No colours')
    .option('--plain', 'Progress as lines of text, for screen readers and logs; no colours')
    .option('--events <file>', 'Write events as JSON lines to FILE; - is standard error')
    .optionsGroup(sharedGroups.common)
    .option('--offline', 'Fetch nothing')
    .option('--cache-dir <dir>', 'Where toolchains and programs are kept')
    .option(
      '--max-cache-size <size>',
      'Remove installed toolchains and builds beyond this, such as 5GB',
      byteSize,
    )
    .version(readTool().version, '-V, --version', 'Print the version')
    .helpOption('-h, --help', 'Show this help')
    .configureOutput(output)
    .exitOverride();
  return withManual(root, manual);
}

export type Root = ReturnType<typeof createRoot>;
export type CommonOptions = ReturnType<Root['opts']>;
