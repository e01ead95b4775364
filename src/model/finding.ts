/** What `gate` can find. Each has a text of its own in finding-texts.ts. */
export const findingKinds = [
  'affected-toolchain',
  'affected-binary',
  'affected-pin',
  'undecided-toolchain',
  'undecided-binary',
  'undecided-pin',
  'unread-file',
  'unread-archive',
  'nothing-found',
] as const;
export type FindingKind = (typeof findingKinds)[number];
