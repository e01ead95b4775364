import type { CommandContext } from '../common/command-context.js';
import type { Root } from '../common/root.js';
import { addRunOptions } from './options.js';

export function addRunCommand(root: Root, context: CommandContext): void {
  addRunOptions(root).action(async (words, _options, command) => {
    const [{ runAction }, { specsAmong }] = await Promise.all([
      import('./run-action.js'),
      import('./specs-among.js'),
    ]);
    const { go, ...options } = command.optsWithGlobals();
    const names = root.commands.map((one) => one.name());
    const specs = [...(go ?? []), ...specsAmong(words, names)];
    await runAction(specs.length === 0 ? options : { ...options, go: specs }, context);
  });
}
