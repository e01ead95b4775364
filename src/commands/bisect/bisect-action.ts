import { requestBisect } from '../../requests/bisect.js';
import type { CommandContext } from '../common/command-context.js';
import { reportWith } from '../common/report-with.js';
import type { BisectOptions } from './options.js';

export async function bisectAction(options: BisectOptions, context: CommandContext): Promise<void> {
  await reportWith(options, context, requestBisect(options));
}
