/** GitLab's code quality JSON: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
import { findingsOf, type Finding } from './findings.js';
import type { Reporter } from './reporter.js';
import { sanitiseLine } from '../model/sanitise.js';
import { stringifySafely } from './stringify.js';

export const gitlabReporter: Reporter = {
  fileExtension: 'json',
  mediaType: 'application/json',
  render: (report) => stringifySafely(findingsOf(report).map(issueOf)),
};

function issueOf({ accepted, cell, rule, verdict, message, path, fingerprint }: Finding): object {
  return {
    description: sanitiseLine(inOneLine(message)),
    check_name: rule,
    fingerprint,
    severity: severityOf(accepted || cell.skipped !== undefined, verdict),
    location: {
      path: path.replace(/^(?:\.\/)+/, ''),
      lines: { begin: cell.location?.line ?? 1 },
    },
  };
}

/** Lines that are no sentences are set off by semicolons. */
const inOneLine = (message: string): string =>
  message.replaceAll(/(?<![.:;!?])\n/g, '; ').replaceAll('\n', ' ');

function severityOf(harmless: boolean, verdict: Finding['verdict']): 'info' | 'minor' | 'critical' {
  if (harmless) return 'info';
  return verdict === 'affected' ? 'critical' : 'minor';
}
