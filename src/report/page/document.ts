/**
 * The common form of text, Markdown and HTML: a report as a list of blocks. The describers make blocks out of reports
 * and know no format; the formats draw blocks and know no report. Strings in blocks are raw: each format sanitises and
 * escapes every string it draws, so none can be forgotten.
 */
import type { Verdict } from '../../model/verdict.js';

/** The emphasis of a text; a format may colour it, but the words carry the meaning. */
export type Tone = Verdict | 'loud' | 'strong' | 'dim' | 'plain';

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

export interface TableCell {
  readonly text: string;
  readonly tone: Tone;
}

export interface Table {
  readonly columns: readonly Column[];
  /** Each row has one cell a column. */
  readonly rows: readonly (readonly TableCell[])[];
}

/** One labelled line. */
export interface Fact {
  readonly label: string;
  readonly text: string;
  readonly tone?: Tone;
}

/** One finding on a line of its own. */
export interface Entry {
  /** `file:line:column` or a name: never broken, so that a terminal makes it a link. */
  readonly place: string;
  /** The verdict, or the word in place of it. */
  readonly word: string;
  readonly tone: Tone;
  readonly text: string;
}

export type Block =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly tone: Tone }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'table'; readonly table: Table }
  /** Output of a program, kept line by line. */
  | {
      readonly kind: 'log';
      readonly title: string;
      readonly text: string;
      /** True: a few lines are enough here, since a longer form of the report has the others. */
      readonly isExcerpt?: boolean;
    }
  | { readonly kind: 'entries'; readonly entries: readonly Entry[] }
  /** Everything about one cell. */
  | {
      readonly kind: 'cell';
      readonly verdict: Verdict;
      readonly headline: string;
      readonly body: readonly Block[];
    };
