import { tasks } from '../common/help/groups.js';
import { withManual, type Manual } from '../common/help/manual.js';
import type { Root } from '../common/root.js';

const manual: Manual = {
  paragraphs: ['The folder is a Go module of its own with a README; nothing in it needs this tool.'],
  examples: [
    ['cgoprof-repro eject repro && cd repro && go build'],
    ['cgoprof-repro eject repro --force', 'Write over an earlier copy'],
  ],
};

export function addEjectCommand(root: Root): void {
  const command = root
    .command('eject')
    .helpGroup(tasks.keep)
    .description('Write the program that runs use as a module of its own, ready for a bug report')
    .argument('<dir>', 'A new or empty folder')
    .option('--force', 'Write into a folder that is not empty')
    .action(async (folder, _options, self) => {
      const { ejectAction } = await import('./eject-action.js');
      await ejectAction(folder, self.optsWithGlobals());
    });
  withManual(command, manual);
}
