import { setImmediate } from 'node:timers/promises';

/** Lets signals and other work have their turn in a long loop. Throws the signal's reason once it has fired. */
export async function giveTurn(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}
