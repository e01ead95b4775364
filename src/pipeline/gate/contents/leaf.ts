/** The result for a file when everything in it was opened. */
import type { Budget } from '../../../archive/budget.js';
import type { DataKind } from '../../../archive/content/content.js';
import type { BinaryJudgement } from '../../../oracle/binary/judge-binary.js';
import type { RuntimeQuestion } from '../../../oracle/binary/runtime-question.js';

/**
 * The result for an innermost file. `names` are those of the members on the way, outermost first, as they stand in the
 * archives; none for the file itself.
 */
export type Leaf = { readonly names: readonly string[] } & (
  | { readonly kind: 'compiled'; readonly judgements: readonly BinaryJudgement[] }
  /** Holds no native code; has its text if that was wanted. */
  | { readonly kind: 'data'; readonly data: DataKind; readonly text: string | null }
  /** Was not understood, and may hold native code. */
  | { readonly kind: 'suspect'; readonly what: string; readonly hint: string }
  | { readonly kind: 'link'; readonly target: string; readonly hard: boolean }
  /** `reason` completes "It could not be looked into: ". */
  | { readonly kind: 'unreadable'; readonly reason: string }
);

export type Leaves = AsyncGenerator<Leaf, void, undefined>;

export interface Reading {
  /** The question that is asked of compiled files. */
  readonly question: RuntimeQuestion;
  readonly budget: Budget;
  /** The name of the file itself. */
  readonly fileName: string;
  /** True if the text of a file of this name is kept, in case it is a text. The name is as it stands in its archive. */
  readonly wantsText: (name: string) => boolean;
}
