import type { Session } from '../session.js';
import { acquireToolchain, type AcquiredToolchain, type ToolchainRequest } from '../../toolchain/locate.js';
import { enforceLimit } from '../store/store.js';

/** A toolchain in use, for which others have made room if a limit is set. Throws ReproError. */
export async function acquireWithinLimit(
  request: ToolchainRequest,
  context: Session,
): Promise<AcquiredToolchain> {
  const acquired = await acquireToolchain(request, context);
  await enforceLimit(context);
  return acquired;
}
