import { theBug } from '../../bugs/table.js';
import { Command, Option } from '@commander-js/extra-typings';
import { readTool } from '../../host/tool.js';
import { formats } from '../../report/formats/format.js';
import { sanitiseText } from '../../text/sanitise.js';
import { standardError, standardOutput } from './terminal.js';
import { byteSize, collect } from './parse-options.js';

const examples = `
Examples:
  cgoprof-repro --go 1.23.0              show the bug on Go 1.23.0
  cgoprof-repro --go 1.23.0,1.23.8       compare two releases
  cgoprof-repro --go local --quick       ask the Go that builds here, in half a second
  cgoprof-repro --go /usr/local/go -o report.json
  cgoprof-repro run --help               all options of a run

Exit codes:
  0 nothing affected   1 the tool or its environment failed   2 usage
  3 affected           4 inconclusive                         130 interrupted
`;

/** Complaints repeat what was typed. */
const output = {
  writeOut: (text: string) => standardOutput().write(sanitiseText(text)),
  writeErr: (text: string) => standardError().write(sanitiseText(text)),
};

/** The root command with the options that every command knows. */
export function createRoot() {
  return new Command('cgoprof-repro')
    .description(`Reproduce ${theBug.name} (${theBug.about}) on real Go toolchains, and guard against it.`)
    .version(readTool().version)
    .addOption(
      new Option('--format <format>', 'format on standard output').choices(formats).default('text' as const),
    )
    .option('-o, --output <file>', 'also write FILE, or format=FILE; repeatable', collect)
    .option('--events <file>', 'write events as JSON lines to FILE; - is standard error')
    .option('--offline', 'fetch nothing')
    .option('--cache-dir <dir>', 'where toolchains and programs are kept')
    .option(
      '--max-cache-size <size>',
      'remove installed toolchains and builds beyond this, such as 5GB',
      byteSize,
    )
    .option('-v, --verbose', 'with the evidence and the trials')
    .option('-q, --quiet', 'print only the result and warnings')
    .option('--no-color', 'no colours')
    .addHelpText('after', examples)
    .configureOutput(output)
    .showHelpAfterError('Run `cgoprof-repro --help` for the options.')
    .exitOverride();
}

export type Root = ReturnType<typeof createRoot>;
export type CommonOptions = ReturnType<Root['opts']>;
