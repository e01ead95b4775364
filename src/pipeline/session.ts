import type { Bug } from '../bugs/bug.js';
import type { ToolchainContext } from '../toolchain/context.js';

/** What every use case works with: the machine as toolchains see it, the bug in question, and what stops the work. */
export interface Session extends ToolchainContext {
  readonly bug: Bug;
  readonly signal: AbortSignal;
}
