import type { Verdict } from './verdict.js';

/** The findings of `gate`. Each has a text of its own in finding-texts.ts. */
export const findingKinds = [
  'affected-toolchain',
  'affected-binary',
  'affected-pin',
  'undecided-toolchain',
  'undecided-binary',
  'undecided-pin',
  'undecided-mention',
  'missing-subject',
  'unread-file',
  'unread-archive',
  'not-understood',
  'nothing-found',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** The kind of finding that a verdict on a toolchain, a binary or a pin is; undefined if it is not a finding. */
export function findingKindOf(
  verdict: Verdict,
  what: 'toolchain' | 'binary' | 'pin',
): FindingKind | undefined {
  switch (verdict) {
    case 'affected':
      return `affected-${what}`;
    case 'inconclusive':
      return `undecided-${what}`;
    case 'fixed':
    case 'not-applicable':
      return undefined;
  }
}
