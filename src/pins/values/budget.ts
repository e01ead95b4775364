/**
 * The limit of work for reading one file, with everything that it refers to. No file that people write comes near; a
 * file that is made to keep a reader busy is undecided instead of being read forever, and never read in part.
 */

/**
 * `steps`: actions of a reader, of about a microsecond at most. `values`: the results of variables, parameters and
 * matrices. `bytes`: the file and the others that it refers to.
 */
export type Cost = 'steps' | 'values' | 'bytes';

const limits: Readonly<Record<Cost, number>> = {
  steps: 2_000_000,
  values: 100_000,
  bytes: 16 * 1024 * 1024,
};

const reasons: Readonly<Record<Cost, string>> = {
  steps: 'reading it takes more work than any file that people write',
  values: 'its variables have more values than in any file that people write',
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

  /** Throws `BudgetSpent` if nothing is left. */
  spend(cost: Cost, amount = 1): void {
    this.#spent[cost] += amount;
    if (this.#spent[cost] > limits[cost]) throw new BudgetSpent(cost);
  }

  /** Charges the bytes of a text, but only once. */
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
