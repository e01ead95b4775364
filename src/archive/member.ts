import type { ByteStream } from './byte-stream.js';

/** One file in an archive. Names are unchanged, not safe to print, and never used as paths on this machine. */
export type Member =
  | { readonly kind: 'file'; readonly name: string; readonly content: ByteStream }
  /** Another name for `target`, which comes earlier in the same archive if the link is hard. */
  | { readonly kind: 'link'; readonly name: string; readonly target: string; readonly hard: boolean }
  /** `reason` completes "It could not be looked into: ". */
  | { readonly kind: 'unreadable'; readonly name: string; readonly reason: string };

/** Each member's content must be used before the next one is requested. */
export type Members = AsyncGenerator<Member, void, undefined>;
