/** GitLab's code quality JSON: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
import { createHash } from 'node:crypto';
import { findingsOf, type Finding, type Severity } from './findings.js';
import type { Report } from '../model/report.js';
import type { Reporter } from './reporter.js';
import { sanitiseLine } from '../model/sanitise.js';
import { passedOverWords } from './words.js';
import { stringifySafely } from './stringify.js';

export const gitlabReporter: Reporter = {
  fileExtension: 'json',
  mediaType: 'application/json',
  render: (report) => stringifySafely([...findingsOf(report).map(issueOf), ...passedOver(report)]),
};

/** The format knows nothing but issues. */
function passedOver(report: Report): object[] {
  const words = passedOverWords(report);
  if (words === null) return [];
  return [
    {
      description: sanitiseLine(words),
      check_name: 'passed-over',
      fingerprint: createHash('sha256').update(`passed over\0${report.bug}`).digest('hex'),
      severity: severities.note,
      location: { path: '.', lines: { begin: 1 } },
    },
  ];
}

function issueOf({ cell, rule, severity, message, path, fingerprint }: Finding): object {
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

/** Lines that are no sentences are set off by semicolons. */
const inOneLine = (message: string): string =>
  message.replaceAll(/(?<![.:;!?])\n/g, '; ').replaceAll('\n', ' ');

const severities = { error: 'critical', warning: 'minor', note: 'info' } as const satisfies Record<
  Severity,
  string
>;
