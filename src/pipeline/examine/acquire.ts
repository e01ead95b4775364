import type { Session } from '../session.js';
import { acquireToolchain, type AcquiredToolchain, type ToolchainRequest } from '../../toolchain/locate.js';
import { enforceLimit } from '../store/store.js';

/** Acquires a toolchain. If a limit is set, others have made room for it. Throws ReproError. */
export async function acquireWithinLimit(
  request: ToolchainRequest,
  context: Session,
): Promise<AcquiredToolchain> {
  const acquired = await acquireToolchain(request, context);
  await enforceLimit(context);
  return acquired;
}
