import type { Session } from '../../pipeline/session.js';
import type { CommandContext } from './command-context.js';
import { openReply, type Reply } from './reply.js';
import type { CommonOptions } from './root.js';
import { inSession, type SessionSettings } from './session.js';

interface Answer extends Reply {
  /** If absent: 0. */
  readonly exitCode?: number;
}

/**
 * Runs a command whose answer is not a report: opens the outputs first, and prints when the progress display has ended.
 */
export async function answerWith(
  options: CommonOptions,
  { signal, setExitCode }: CommandContext,
  settings: SessionSettings,
  work: (session: Session) => Promise<Answer>,
): Promise<void> {
  const print = await openReply(options);
  const { exitCode, ...reply } = await inSession(options, signal, settings, work);
  await print(reply);
  if (exitCode !== undefined) setExitCode(exitCode);
}
