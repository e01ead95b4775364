import { theBug } from '../../bugs/table.js';
import { tasks } from '../common/help/groups.js';
import { withManual, type Manual } from '../common/help/manual.js';
import type { Root } from '../common/root.js';

const manual: Manual = {
  examples: [
    ['cgoprof-repro explain', 'The list of topics'],
    ['cgoprof-repro explain bug', `What ${theBug.name} is, in one picture`],
    ['cgoprof-repro explain profile-crash', 'What a probe asks and what its answers mean'],
    ['cgoprof-repro explain exit-codes'],
    ['cgoprof-repro explain environment', 'The environment variables that count'],
  ],
};

export function addExplainCommand(root: Root): void {
  const command = root
    .command('explain')
    .helpGroup(tasks.lookUp)
    .description('Say what the bug, a probe, a signature, an outcome, a verdict or an error is')
    .argument('[topic]', 'A name from a report or an error; without it: the list of topics')
    .action(async (topic, _options, self) => {
      const { explainAction } = await import('./explain-action.js');
      await explainAction(topic, self.optsWithGlobals());
    });
  withManual(command, manual);
}
