import { theBug } from '../../bugs/table.js';
import type { Root } from '../common/root.js';

const examples = `
Examples:
  cgoprof-repro explain                  the list of topics
  cgoprof-repro explain bug              what ${theBug.name} is, in one picture
  cgoprof-repro explain profile-crash    what a probe asks and what its answers mean
  cgoprof-repro explain exit-codes
`;

export function addExplainCommand(root: Root): void {
  root
    .command('explain')
    .description('say what the bug, a probe, a signature, an outcome, a verdict or an error is')
    .argument('[topic]', 'a name from a report or an error; without it: the list of topics')
    .addHelpText('after', examples)
    .action(async (topic, _options, command) => {
      const { explainAction } = await import('./explain-action.js');
      await explainAction(topic, command.optsWithGlobals());
    });
}
