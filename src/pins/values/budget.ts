/**
 * How much work the reading of one file may cause, with all that it refers to. No file that people write comes near; one
 * that is made to keep a reader busy is undecided instead of read for ever, and never read in part.
 */

/**
 * `steps`: what a reader does, of about a microsecond at most. `values`: what variables, parameters and matrices come to.
 * `bytes`: the file and the others that it refers to.
 */
export type Cost = 'steps' | 'values' | 'bytes';

const limits: Readonly<Record<Cost, number>> = {
  steps: 2_000_000,
  values: 100_000,
  bytes: 16 * 1024 * 1024,
};

const reasons: Readonly<Record<Cost, string>> = {
  steps: 'to read it takes more work than any file people write',
  values: 'its variables come to more values than any file people write',
  bytes: `it and the files that it refers to are longer than ${limits.bytes} bytes`,
};

/** Ends the reading of a file whose budget is spent. */
export class BudgetSpent extends Error {
  /** Half a sentence. */
  readonly reason: string;

  constructor(cost: Cost) {
    super(reasons[cost]);
    this.reason = reasons[cost];
  }
}

/** The budget of one file. */
export class PinBudget {
  readonly #spent: Record<Cost, number> = { steps: 0, values: 0, bytes: 0 };
  readonly #texts = new Set<string>();

  /** Throws `BudgetSpent` when nothing is left. */
  spend(cost: Cost, amount = 1): void {
    this.#spent[cost] += amount;
    if (this.#spent[cost] > limits[cost]) throw new BudgetSpent(cost);
  }

  /** Charges the bytes of a text, once however often it is read. */
  open(text: string): void {
    if (this.#texts.has(text)) return;
    this.#texts.add(text);
    this.spend('bytes', text.length);
  }

  /** Charges a search through so many characters. */
  search(characters: number): void {
    this.spend('steps', 1 + (characters >> 6));
  }

  spent(cost: Cost): number {
    return this.#spent[cost];
  }
}
