import type { CommandContext } from '../common/command-context.js';
import { tasks } from '../common/help/groups.js';
import { withManual, type Manual } from '../common/help/manual.js';
import type { Root } from '../common/root.js';

const manual: Manual = {
  examples: [
    ['cgoprof-repro doctor'],
    ['cgoprof-repro doctor --offline', 'Skip the network'],
    ['cgoprof-repro doctor --deep', 'Count the files of the cache'],
    ['cgoprof-repro doctor --targets', 'Which of --target work here'],
    ['cgoprof-repro doctor --format json'],
  ],
  exitCodes: [
    ['0', 'No problem; warnings do not count'],
    ['1', 'Something is missing; each line says what to type'],
  ],
};

export function addDoctorCommand(root: Root, context: CommandContext): void {
  const command = root
    .command('doctor')
    .helpGroup(tasks.lookUp)
    .description(
      'Check that this machine has what runs need, and say what to type where something is missing',
    )
    .option('--deep', 'Count the files of the cache, whose sizes are otherwise kept')
    .option('--targets', 'Say which targets can be asked here, and what to install for the others')
    .action(async (_options, self) => {
      const { doctorAction } = await import('./doctor-action.js');
      await doctorAction(self.optsWithGlobals(), context);
    });
  withManual(command, manual);
}
