/** The limits of unpacking. One budget covers everything in one subject, so that nesting buys nothing. */
export interface Budget {
  /** Counts bytes that came out of a decompressor. Throws `UnreadableArchive` when the budget is used up. */
  readonly spendBytes: (count: number) => void;
  /** Counts one member. Throws `UnreadableArchive` likewise. */
  readonly spendMember: () => void;
  /** Ends the work; spending throws its reason. */
  readonly signal: AbortSignal;
}

/**
 * An archive, or a member of one, that cannot be read to its end: damaged, encrypted, packed in an unknown way, or too
 * large. It is expected and always becomes an answer; `message` completes "It could not be looked into: ".
 */
export class UnreadableArchive extends Error {
  override readonly name = 'UnreadableArchive';
  /** True if the rest of the subject should not be tried either. */
  readonly final: boolean;

  constructor(message: string, { final = false } = {}) {
    super(message);
    this.final = final;
  }
}

/** Images of tens of gigabytes exist; unpacking this much takes a minute. */
const maxUnpackedBytes = 16 * 2 ** 30;
const maxMembers = 1_000_000;

export interface BudgetOptions {
  readonly bytes?: number;
  readonly members?: number;
  /** Spending throws its reason once it has fired: unpacking is the long work that must end then. */
  readonly signal: AbortSignal;
}

export function createBudget({
  bytes = maxUnpackedBytes,
  members = maxMembers,
  signal,
}: BudgetOptions): Budget {
  let bytesLeft = bytes;
  let membersLeft = members;
  return {
    spendBytes: (count) => {
      signal.throwIfAborted();
      bytesLeft -= count;
      if (bytesLeft < 0)
        throw new UnreadableArchive('it unpacks to more than this tool will read', { final: true });
    },
    spendMember: () => {
      signal.throwIfAborted();
      membersLeft -= 1;
      if (membersLeft < 0) throw new UnreadableArchive('it has too many members', { final: true });
    },
    signal,
  };
}

/** Deflate packs zeros about 1000 to 1, programs 2 to 4 to 1. Small files may have any ratio. */
const maxRatio = 250;
const ratioFreeBytes = 128 * 2 ** 20;

export function checkRatio(packedBytes: number, unpackedBytes: number): void {
  if (unpackedBytes <= ratioFreeBytes || unpackedBytes <= packedBytes * maxRatio) return;
  throw new UnreadableArchive(`it unpacks to more than ${maxRatio} times its size`, { final: true });
}
