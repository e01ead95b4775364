import type { Session } from '../session.js';

export type FindingStatus = 'ok' | 'warning' | 'problem';

/** One line of what `doctor` says. */
export interface Finding {
  readonly check: string;
  readonly status: FindingStatus;
  /** What was found. */
  readonly detail: string;
  /** What to type or change; null when there is nothing to do. */
  readonly hint: string | null;
}

/** One look at the machine. Never throws for what it finds. */
export interface Check {
  readonly name: string;
  readonly look: (context: Session) => Promise<readonly Omit<Finding, 'check'>[]>;
}

type Detail = Omit<Finding, 'check'>;
export const fine = (detail: string): Detail => ({ status: 'ok', detail, hint: null });
export const warning = (detail: string, hint: string | null): Detail => ({ status: 'warning', detail, hint });
export const problem = (detail: string, hint: string): Detail => ({ status: 'problem', detail, hint });
