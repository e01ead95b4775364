import type { CommandContext } from '../common/command-context.js';
import { tasks } from '../common/help/groups.js';
import { withManual, type Example } from '../common/help/manual.js';
import type { Root } from '../common/root.js';

const show: Example = ['cgoprof-repro report report.json --format html > report.html'];
const merge: Example = ['cgoprof-repro report merge linux.json macos.json -o merged.json'];
const compare: Example = ['cgoprof-repro report compare yesterday.json today.json'];

export function addReportCommand(root: Root, context: CommandContext): void {
  const report = root
    .command('report')
    .helpGroup(tasks.lookUp)
    .usage('<files...> [options]\n<command> [options]')
    .description('Show, merge and compare saved reports')
    .helpCommand('help [command]', 'Show the help of a command');
  withManual(report, {
    examples: [show, merge, compare],
    exitCodes: [
      ['0', 'That of the report: nothing is affected'],
      ['1', 'A report is not there, or cannot be read'],
      ['2', 'Wrong usage'],
      ['3', 'That of the report, or of compare: something has become affected'],
      ['4', 'That of the report: something could not be decided'],
    ],
  });
  withManual(
    report
      .command('show', { isDefault: true })
      .description('Render saved reports in any format (the default)')
      .argument('<files...>', 'JSON reports')
      .action(async (files, _options, command) => {
        const { showAction } = await import('./show-action.js');
        await showAction(files, command.optsWithGlobals(), context);
      }),
    { paragraphs: ['The exit code is that of the report.'], examples: [show] },
  );
  withManual(
    report
      .command('merge')
      .description('Make one report of several, such as those of shards and operating systems')
      .argument('<files...>', 'JSON reports')
      .action(async (files, _options, command) => {
        const { mergeAction } = await import('./merge-action.js');
        await mergeAction(files, command.optsWithGlobals(), context);
      }),
    { paragraphs: ['The exit code is that of the merged report.'], examples: [merge] },
  );
  withManual(
    report
      .command('compare')
      .description('Say which verdicts changed')
      .argument('<before>', 'JSON report')
      .argument('<after>', 'JSON report')
      .action(async (before, after, _options, command) => {
        const { compareAction } = await import('./compare-action.js');
        await compareAction({ before, after }, command.optsWithGlobals(), context);
      }),
    {
      examples: [compare],
      exitCodes: [
        ['0', 'Nothing became affected'],
        ['3', 'Something became affected'],
      ],
    },
  );
}
