export const topicGroups = [
  'the bug',
  'verdict',
  'outcome',
  'oracle',
  'probe',
  'signature',
  'finding',
  'target',
  'error',
  'exit codes',
  'environment',
] as const;
export type TopicGroup = (typeof topicGroups)[number];

/** Something that a report or a message names and a person may want to know more about. */
export interface Topic {
  readonly group: TopicGroup;
  /** As reports and messages write it. Two groups may share a name (`hang`). */
  readonly name: string;
  /** Other words that a person may type for it. */
  readonly aliases?: readonly string[];
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Lines that must stay as they are. */
  readonly picture?: string;
  readonly facts?: readonly { readonly label: string; readonly text: string }[];
}
