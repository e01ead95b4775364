import { requestRun } from '../../requests/run.js';
import type { CommandContext } from '../common/command-context.js';
import { reportWith } from '../common/report-with.js';
import type { RunOptions } from './options.js';

export async function runAction(options: RunOptions, context: CommandContext): Promise<void> {
  await reportWith(options, context, await requestRun(options));
}
