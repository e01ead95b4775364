import type { Session } from '../session.js';

/** One line of the output of `doctor`. */
export interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'problem';
  /** The finding itself. */
  readonly detail: string;
  /** The command to type or the change to make; null when there is nothing to do. */
  readonly hint: string | null;
}

/** One look at the machine. Throws ReproError for a finding whose message and hint say all. */
export interface Check {
  readonly name: string;
  readonly look: (context: Examination) => Promise<readonly Detail[]>;
}

/** The session, and how thoroughly to look. */
export interface Examination extends Session {
  /** True if the files of the cache are counted; otherwise the sizes that are kept are added up. */
  readonly countSizes: boolean;
}

/** A finding of a check, whose name it has unless it names a part of it. */
export type Detail = Omit<Finding, 'check'> & Partial<Pick<Finding, 'check'>>;
export const fine = (detail: string): Detail => ({ status: 'ok', detail, hint: null });
export const warning = (detail: string, hint: string | null): Detail => ({ status: 'warning', detail, hint });
export const problem = (detail: string, hint: string): Detail => ({ status: 'problem', detail, hint });
