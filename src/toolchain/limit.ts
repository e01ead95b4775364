import { ReproError } from '../model/errors.js';
import type { ToolchainContext } from './context.js';
import { planPrune } from './prune-plan.js';
import { listInstalled, removeInstalled } from './store.js';

/**
 * Removes the least recently used installs until they fit into the limit that was set, never one in use. Called when a
 * toolchain was taken into use, so that a matrix of a hundred releases runs in bounded space.
 */
export async function enforceLimit(context: ToolchainContext): Promise<void> {
  const maxBytes = context.maxInstalledBytes;
  if (maxBytes === undefined) return;
  try {
    for (const { name, release, sizeBytes } of planPrune(await listInstalled(context), { maxBytes })) {
      if ((await removeInstalled(name, context)) !== 'removed') continue;
      context.onEvent({ type: 'toolchain-removed', release, bytes: sizeBytes });
    }
  } catch (error) {
    // The toolchain that was asked for is there all the same.
    if (!(error instanceof ReproError) || error.code === 'interrupted') throw error;
    context.onEvent({ type: 'warning', message: `cannot keep to the size limit: ${error.message}` });
  }
}
