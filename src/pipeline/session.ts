import type { Bug } from '../bugs/bug.js';
import type { ToolchainContext } from '../toolchain/context.js';

/**
 * The context of every use case: the machine as toolchains see it, the bug in question, and the signal that stops the
 * work.
 */
export interface Session extends ToolchainContext {
  readonly bug: Bug;
  /** The words that were typed after the tool's name, for reports; absent if nobody typed them. */
  readonly command?: readonly string[];
  readonly signal: AbortSignal;
}
