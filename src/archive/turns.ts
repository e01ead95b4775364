/** Lets signals and other work have their turn during long loops over data in memory. */
import { giveTurn } from '../host/turn.js';
import type { Budget } from './budget.js';

/** So much is read and searched in some tens of milliseconds. */
const bytesPerTurn = 4 * 2 ** 20;

export class Turns {
  readonly #signal: AbortSignal;
  #bytes = 0;

  constructor({ signal }: Budget) {
    this.#signal = signal;
  }

  /**
   * Counts work, and yields to other work when it was enough. Throws the reason of the budget's signal once it has
   * fired.
   */
  async take(bytes: number): Promise<void> {
    this.#bytes += bytes;
    if (this.#bytes < bytesPerTurn) return;
    this.#bytes = 0;
    await giveTurn(this.#signal);
  }
}
