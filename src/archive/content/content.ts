/** What the bytes of a file that is neither compiled nor an archive are. */

/** Kinds of data that hold no native code; `unknown` is data of no kind that is known. */
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
  /** Something in it does. `what` names it and where: `an ELF header at 4096`. */
  | { readonly kind: 'suspect'; readonly what: string; readonly hint: string };
