import { ReproError } from '../../model/errors.js';
import { requestGate } from '../../requests/gate.js';
import type { CommandContext } from '../common/command-context.js';
import { reportWith } from '../common/report-with.js';
import type { GateOptions } from './options.js';

export async function gateAction(
  named: readonly string[],
  options: GateOptions,
  context: CommandContext,
): Promise<void> {
  if (options.dryRun === true && (options.output !== undefined || options.format !== 'text')) {
    throw new ReproError(
      'usage',
      '--dry-run prints a diff instead of a report, so that -o and --format have nothing to write',
      { hint: 'Leave out --dry-run, or -o and --format.' },
    );
  }
  const subjects = await withListed(named, context.signal);
  const report = await reportWith(options, context, await requestGate({ ...options, subjects }));
  if (options.format !== 'github') return;
  const { writeStepSummary } = await import('../common/step-summary.js');
  await writeStepSummary(report);
}

/** The subjects, in the user's words; `-` stands for those on standard input. */
async function withListed(named: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const subject of named) {
    if (subject === '-') {
      const { readStandardInput } = await import('../common/standard-streams.js');
      // One by one: as arguments of one call, a list of a hundred thousand would not fit on the stack.
      for (const listed of subjectsInList(await readStandardInput(signal))) texts.push(listed);
    } else texts.push(subject);
  }
  return texts;
}

/** The lines of a list of subjects, or the output of `find -print0`. Throws `usage` for an empty list. */
function subjectsInList(text: string): readonly string[] {
  const separator = text.includes('\0') ? '\0' : '\n';
  const subjects = text
    .split(separator)
    .map((line) => (separator === '\n' ? line.replace(/\r$/, '') : line))
    .filter((line) => line !== '');
  if (subjects.length > 0) return subjects;
  throw new ReproError('usage', 'the list of subjects on standard input is empty', {
    hint: 'Give one subject a line, or separate them by NUL as `find -print0` does.',
  });
}
