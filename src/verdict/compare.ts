/** Compares two reports. Pure. */
import type { Cell, Report } from '../model/report.js';
import { exitCodes, type ExitCode, type Verdict } from '../model/verdict.js';
import { mergeCells, questionName, questionOf } from './merge-cells.js';

export interface VerdictChange {
  /** `1.23.0 on linux/amd64 (glibc, gcc, exe)`. */
  readonly question: string;
  /** Its subject alone. */
  readonly subject: string;
  /** Null: the report does not have this question, or skipped it. */
  readonly before: Verdict | null;
  readonly after: Verdict | null;
}

export interface Comparison {
  readonly changes: readonly VerdictChange[];
  /** Questions that both answer alike. */
  readonly unchanged: number;
  /** The subjects that are affected in both. */
  readonly stillAffected: readonly string[];
}

export function compareReports(before: Report, after: Report): Comparison {
  const [old, now] = [answersOf(before), answersOf(after)];
  const all = new Map([...old, ...now]);
  const pairs = [...all].map(([key, cell]) => ({
    question: questionName(cell),
    subject: cell.subject,
    before: verdictOf(old.get(key)),
    after: verdictOf(now.get(key)),
  }));
  const changes = pairs.filter((pair) => pair.before !== pair.after);
  const stillAffected = pairs
    .filter(({ before, after }) => before === 'affected' && after === 'affected')
    .map(({ subject }) => subject);
  return { changes, unchanged: pairs.length - changes.length, stillAffected };
}

/** Something that is affected now and was not known to be affected before must not pass, including new questions. */
export function comparisonExitCode({ changes }: Comparison): ExitCode {
  return changes.some(({ after }) => after === 'affected') ? exitCodes.affected : exitCodes.ok;
}

/** Returns one cell a question, even if a report asked twice. */
function answersOf({ cells }: Report): Map<string, Cell> {
  return new Map(mergeCells(cells).cells.map((cell) => [questionOf(cell), cell]));
}

const verdictOf = (cell: Cell | undefined): Verdict | null =>
  cell === undefined || cell.skipped !== undefined ? null : cell.verdict;
