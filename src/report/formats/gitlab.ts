/** GitLab's code quality JSON: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
import { createHash } from 'node:crypto';
import { annotationsOf, type Annotation, type Severity } from './annotations.js';
import type { Report } from '../../model/report.js';
import { sanitiseLine } from '../../text/sanitise.js';
import { clearLines, passedOverWords } from '../page/words.js';
import { stringifySafely } from './stringify.js';

export const renderGitlab = (report: Report): string =>
  stringifySafely([
    ...annotationsOf(report).map(issueOf),
    ...clear(report),
    // The format has nothing but issues.
    ...passedOverWords(report).map((words) => aboutAll(words, 'passed-over', report)),
  ]);

/** One issue for all of them, because no action is needed. */
function clear(report: Report): object[] {
  const lines = clearLines(report);
  return lines.length === 0 ? [] : [aboutAll(lines.join('\n'), 'needs-nothing', report)];
}

const aboutAll = (text: string, check: string, { bug }: Report): object => ({
  description: sanitiseLine(inOneLine(text)),
  check_name: check,
  fingerprint: createHash('sha256')
    .update(`${check.replace('-', ' ')}\0${bug}`)
    .digest('hex'),
  severity: severities.note,
  location: { path: '.', lines: { begin: 1 } },
});

function issueOf({ cell, rule, severity, message, path, fingerprint }: Annotation): object {
  return {
    description: sanitiseLine(inOneLine(message)),
    check_name: rule,
    fingerprint,
    severity: severities[severity],
    location: {
      path: path.replace(/^(?:\.\/)+/, ''),
      lines: { begin: cell.location?.line ?? 1 },
    },
  };
}

/** Lines that are not sentences are set off by semicolons. */
const inOneLine = (message: string): string =>
  message.replaceAll(/(?<![.:;!?])\n/g, '; ').replaceAll('\n', ' ');

const severities = { error: 'critical', warning: 'minor', note: 'info' } as const satisfies Record<
  Severity,
  string
>;
