/** What a file comes to when all that it holds was opened. */
import type { Budget } from '../../../archive/budget.js';
import type { DataKind } from '../../../archive/content/content.js';
import type { BinaryJudgement } from '../../../oracle/binary/judge-binary.js';
import type { RuntimeQuestion } from '../../../oracle/binary/runtime-question.js';

/**
 * What becomes of the innermost files. `names` are those of the members on the way, outermost first, as they stand in
 * the archives; none for the file itself.
 */
export type Leaf = { readonly names: readonly string[] } & (
  | { readonly kind: 'compiled'; readonly judgements: readonly BinaryJudgement[] }
  /** Holds no native code; its text where that was wanted. */
  | { readonly kind: 'data'; readonly data: DataKind; readonly text: string | null }
  /** Not understood, and may hold native code. */
  | { readonly kind: 'suspect'; readonly what: string; readonly hint: string }
  | { readonly kind: 'link'; readonly target: string; readonly hard: boolean }
  /** `reason` completes "It could not be looked into: ". */
  | { readonly kind: 'unreadable'; readonly reason: string }
);

export type Leaves = AsyncGenerator<Leaf, void, undefined>;

export interface Reading {
  /** What compiled files are asked. */
  readonly question: RuntimeQuestion;
  readonly budget: Budget;
  /** The name of the file itself. */
  readonly fileName: string;
  /** Whether the text of a file of this name is to be kept, if it is one. The name is as it stands in its archive. */
  readonly wantsText: (name: string) => boolean;
}
