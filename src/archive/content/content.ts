/** The kinds of content that a file can have that is neither compiled nor an archive. */

/** Kinds of data that hold no native code; `unknown` is data of no known kind. */
export const dataKinds = [
  'text',
  'image',
  'font',
  'sound or video',
  'document',
  'database',
  'Java class',
  'Java runtime',
  'table',
  'Go object',
  'Python bytecode',
  'message catalogue',
  'time zones',
  'array of numbers',
  'empty',
  'unknown',
] as const;
export type DataKind = (typeof dataKinds)[number];

export type Content =
  /** Nothing in it looks like something that is run, or like an archive. */
  | { readonly kind: 'data'; readonly data: DataKind }
  /** Something in it looks like that. `what` names it and its place: `an ELF header at 4096`. */
  | { readonly kind: 'suspect'; readonly what: string; readonly hint: string };
