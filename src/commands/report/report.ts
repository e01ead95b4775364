import type { CommandContext } from '../common/command-context.js';
import type { Root } from '../common/root.js';

const examples = `
Examples:
  cgoprof-repro report report.json --format html > report.html
  cgoprof-repro report merge linux.json macos.json -o merged.json
  cgoprof-repro report compare yesterday.json today.json

The exit code is that of the report. compare exits with 0, or with 3 when something became affected.
`;

export function addReportCommand(root: Root, context: CommandContext): void {
  const report = root
    .command('report')
    .description('show, merge and compare saved reports')
    .addHelpText('after', examples);
  report
    .command('show', { isDefault: true })
    .description('render saved reports in any format (the default)')
    .argument('<files...>', 'JSON reports')
    .action(async (files, _options, command) => {
      const { showAction } = await import('./show-action.js');
      await showAction(files, command.optsWithGlobals(), context);
    });
  report
    .command('merge')
    .description('make one report of several, such as those of shards and operating systems')
    .argument('<files...>', 'JSON reports')
    .action(async (files, _options, command) => {
      const { mergeAction } = await import('./merge-action.js');
      await mergeAction(files, command.optsWithGlobals(), context);
    });
  report
    .command('compare')
    .description('say which verdicts changed')
    .argument('<before>', 'JSON report')
    .argument('<after>', 'JSON report')
    .action(async (before, after, _options, command) => {
      const { compareAction } = await import('./compare-action.js');
      await compareAction({ before, after }, command.optsWithGlobals(), context);
    });
}
