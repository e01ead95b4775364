import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { buildInterface } from '../../src/cli/interface.js';

/** The root with all commands, none of which is run. */
export const wholeInterface = (): Promise<CommandUnknownOpts> =>
  buildInterface({
    signal: new AbortController().signal,
    setExitCode: () => undefined,
    tellFailure: () => Promise.resolve(),
  });

/** The root and all commands below it, each with its words: `toolchain list`. */
export function everyCommand(
  root: CommandUnknownOpts,
  above = '',
): { name: string; command: CommandUnknownOpts }[] {
  return root.commands.reduce<{ name: string; command: CommandUnknownOpts }[]>(
    (all, child) => [...all, ...everyCommand(child, `${above} ${child.name()}`.trim())],
    [{ name: above, command: root }],
  );
}
