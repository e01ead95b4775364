/**
 * The annotations that CI systems show beside code: one for each cell that is affected, undecided or fails by the policy.
 */
import { createHash } from 'node:crypto';
import { findingKinds } from '../../model/finding.js';
import type { Cell, Location, Report } from '../../model/report.js';
import { targetNames } from '../page/target-grid/names.js';
import {
  acceptanceWords,
  asideWords,
  nameOf,
  predictionFailed,
  predictionWords,
  target,
  usageWords,
  verdictWords,
} from '../page/words.js';
import { sanitiseLine, sanitiseText } from '../../text/sanitise.js';

/** Findings of `gate` have a kind of their own; results of a run are named after their verdict. */
export const annotationRules = [
  'affected',
  'inconclusive',
  'not-applicable',
  'fixed',
  ...findingKinds,
] as const;
export type AnnotationRule = (typeof annotationRules)[number];

/** `error`: somebody has to act on it; `note`: nothing fails because of it. */
export type Severity = 'error' | 'warning' | 'note';

/** All strings are sanitised. */
export interface Annotation {
  readonly rule: AnnotationRule;
  readonly severity: Severity;
  readonly title: string;
  /** The cell's name and target. */
  readonly name: string;
  /** Statements, one a line. */
  readonly message: string;
  /** The file that it is about: a file of the repository, or a made-up path for a toolchain that is in none. */
  readonly path: string;
  /** Hash over the parts that stay when lines move and versions change; unique in a report. */
  readonly fingerprint: string;
  readonly cell: Cell;
  /** The policy accepts it: it is shown, and nothing fails because of it. */
  readonly accepted: boolean;
}

export function annotationsOf(report: Report): Annotation[] {
  const seen = new Map<string, number>();
  const targetOf = targetNames(report.cells);
  return report.cells.flatMap((cell): Annotation[] => {
    const { verdict } = cell;
    if (verdict !== 'affected' && verdict !== 'inconclusive' && cell.fails !== true) return [];
    const identity = [verdict, pathOf(cell), cell.subject, target(cell)].join('\0');
    const occurrence = seen.get(identity) ?? 0;
    seen.set(identity, occurrence + 1);
    return [
      {
        rule: cell.finding ?? verdict,
        severity: severityOf(cell),
        name: sanitiseLine(`${nameOf(cell)} (${target(cell)})`),
        title: sanitiseLine(`${nameOf(cell)} ${verdictWords[verdict]}`),
        message: messageOf(report, cell, targetOf),
        path: pathOf(cell),
        fingerprint: createHash('sha256').update(`${identity}\0${occurrence}`).digest('hex'),
        cell,
        accepted: cell.acceptance?.holds === true,
      },
    ];
  });
}

/** The policy has the last word, so that no format looks passed while the exit code says failed. */
export function severityOf({ acceptance, aside, fails, finding, skipped, verdict }: Cell): Severity {
  if (aside !== undefined) return 'note';
  if (acceptance?.holds === true) return 'note';
  if (fails === true || finding === 'missing-subject') return 'error';
  if (skipped !== undefined) return 'note';
  return verdict === 'affected' ? 'error' : 'warning';
}

function messageOf({ bug }: Report, cell: Cell, targetOf: (cell: Cell) => string): string {
  const statements = [
    `${nameOf(cell)} on ${targetOf(cell)}: ${cell.verdict} (${bug})`,
    cell.skipped === undefined ? cell.reason : `Skipped: ${cell.skipped.reason}`,
    ...(predictionFailed(cell) ? [predictionWords(cell)] : []),
    ...usageWords(cell),
    ...(cell.fix === undefined ? [] : [`Fix: ${cell.fix}`]),
    ...(cell.aside === undefined ? [] : [asideWords(cell.aside)]),
    ...(cell.acceptance === undefined ? [] : [`Policy: ${acceptanceWords(cell.acceptance)}`]),
  ];
  return sanitiseText(statements.join('\n'));
}

/** Code scanning refuses a result without a place, so a toolchain that no file names gets `toolchain/go1.23.0`. */
function pathOf({ finding, go, location, subject }: Cell): string {
  const isNamed = finding === 'unread-file' || finding === 'missing-subject' || isPath(subject);
  const named = isNamed ? subject : `toolchain/${go ?? subject}`;
  return sanitiseLine(location?.file ?? named) || '.';
}

const isPath = (subject: string): boolean => /[/\\]/.test(subject);

/** The end of a place in its line; undefined for a place that ends before it starts, which is an error in SARIF. */
export const endColumnOf = ({ column = 1, endColumn = 0 }: Location): number | undefined =>
  endColumn < column ? undefined : endColumn;

/** The page that describes the bug, if its name is `owner/repository#number`. */
export function bugUrl(bug: string): string | undefined {
  const match = /^([\w.-]{1,100}\/[\w.-]{1,100})#(\d{1,9})$/.exec(bug);
  return match === null ? undefined : `https://github.com/${match[1]}/issues/${match[2]}`;
}
