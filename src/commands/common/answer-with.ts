import type { Session } from '../../pipeline/session.js';
import { openReply, type Reply } from './reply.js';
import type { CommonOptions } from './root.js';
import { openWorkspace } from './session.js';

/** For commands whose answer is no report: outputs are opened first, and printed to when the progress display has ended. */
export async function answerWith(
  options: CommonOptions,
  signal: AbortSignal,
  work: (context: Session) => Promise<Reply>,
): Promise<void> {
  const answer = await openReply(options);
  const workspace = await openWorkspace(options, signal);
  let reply: Reply;
  try {
    reply = await work(workspace.context);
  } finally {
    await workspace.close();
  }
  await answer(reply);
}
