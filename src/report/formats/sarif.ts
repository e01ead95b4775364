/** SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html) for code scanning. */
import { explanationOf } from '../../bugs/explanation.js';
import { bugNamed } from '../../bugs/table.js';
import { findingTexts, type FindingText } from '../../model/finding-texts.js';
import type { Report } from '../../model/report.js';
import { exitCodes } from '../../model/verdict.js';
import {
  bugUrl,
  annotationRules,
  annotationsOf,
  endColumnOf,
  type Annotation,
  type AnnotationRule,
} from './annotations.js';
import { sanitiseLine } from '../../text/sanitise.js';
import { stringifySafely } from './stringify.js';
import { acceptanceWords, clearLines, passedOverWords } from '../page/words.js';
import { findingKinds } from '../../model/finding.js';

export const renderSarif = (report: Report): string => stringifySafely(sarifLog(report));

function sarifLog(report: Report): object {
  const annotations = annotationsOf(report);
  const notes = [...clearLines(report), ...passedOverWords(report)].map((note) => ({
    level: 'note',
    message: { text: sanitiseLine(note) },
  }));
  const rules = annotationRules.filter((rule) => annotations.some((annotation) => annotation.rule === rule));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: sanitiseLine(report.tool.name),
            version: sanitiseLine(report.tool.version),
            rules: rules.map((rule) => ruleOf(rule, report)),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: !report.interrupted && report.exitCode !== exitCodes.failed,
            exitCode: report.exitCode,
            startTimeUtc: report.startedAt,
            endTimeUtc: report.finishedAt,
            toolExecutionNotifications: unlessEmpty(notes),
          },
        ],
        results: annotations.map((annotation) => resultOf(annotation, rules)),
      },
    ],
  };
}

/** JSON leaves out a key whose value is undefined. */
const unlessEmpty = (list: readonly object[]) => (list.length === 0 ? undefined : list);

function ruleOf(rule: AnnotationRule, { bug }: Report): object {
  const url = bugUrl(bug);
  const { title } = ruleTexts[rule];
  const kind = findingKinds.find((known) => known === rule);
  const explanation = kind === undefined ? ruleTexts[rule].explanation : explanationOf(kind, bugNamed(bug));
  const summary = sanitiseLine(`${bug}: ${title}`);
  const help = [...explanation, ...(url === undefined ? [] : [url])].join('\n\n');
  return {
    id: rule,
    name: ruleName(rule),
    shortDescription: { text: summary },
    fullDescription: { text: `${summary}.` },
    help: { text: help, markdown: help },
    helpUri: url,
    defaultConfiguration: { level: rule.startsWith('affected') ? 'error' : 'warning' },
    properties: { tags: ['go', 'cgo', 'profiling'] },
  };
}

/** `AffectedPin`, or `VerdictAffected` if there is no kind: a name must differ from the identifier. */
function ruleName(rule: AnnotationRule): string {
  const words = rule in findingTexts ? rule : `verdict-${rule}`;
  return words.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const ruleTexts: Readonly<Record<AnnotationRule, FindingText>> = {
  affected: {
    title: 'a Go toolchain that has the bug',
    explanation: [
      'Build with a release that has the fix, or with a vendor’s toolchain that backports it. The version number alone does not tell: each release line was fixed, or not, at its own point.',
    ],
  },
  inconclusive: {
    title: 'a Go toolchain of which it could not be decided whether it has the bug',
    explanation: [
      'The evidence was missing or contradicted itself; the message says how. Ask again with more trials, or let the toolchain be run instead of only read.',
    ],
  },
  'not-applicable': {
    title: 'a subject to which the bug does not apply, and which the policy does not accept',
    explanation: [
      'It holds no Go code, none that can have the bug, or Go older than the bug. The policy has it in `fail-on`.',
    ],
  },
  fixed: {
    title: 'a subject without the bug, which the policy does not accept',
    explanation: ['The policy fails for it nevertheless.'],
  },
  ...findingTexts,
};

function resultOf(annotation: Annotation, rules: readonly AnnotationRule[]): object {
  const { rule, severity } = annotation;
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: severity,
    message: { text: annotation.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(annotation.path) },
          region: regionOf(annotation),
        },
        logicalLocations: [{ fullyQualifiedName: annotation.name, kind: 'module' }],
      },
    ],
    partialFingerprints: { 'cgoprofRepro/v1': annotation.fingerprint },
    fixes: unlessEmpty(fixesOf(annotation)),
    suppressions: annotation.accepted ? [suppressionOf(annotation)] : undefined,
  };
}

/** SARIF 3.35: accepted outside of the source, by a person who gave a reason. */
function suppressionOf({ cell: { acceptance } }: Annotation): object {
  return {
    kind: 'external',
    status: 'accepted',
    justification: acceptance === undefined ? '' : sanitiseLine(acceptanceWords(acceptance)),
  };
}

function regionOf({ cell: { location } }: Annotation): object {
  if (location === undefined) return { startLine: 1 };
  const { line = 1, column } = location;
  return { startLine: line, startColumn: column, endColumn: endColumnOf(location) };
}

function fixesOf(annotation: Annotation): object[] {
  const { location, fix, edit } = annotation.cell;
  if (edit === undefined || location?.line === undefined) return [];
  if (location.column === undefined || endColumnOf(location) === undefined) return [];
  return [
    {
      description: { text: sanitiseLine(fix ?? `replace by ${edit.newText}`) },
      artifactChanges: [
        {
          artifactLocation: { uri: uriOf(annotation.path) },
          replacements: [{ deletedRegion: regionOf(annotation), insertedContent: { text: edit.newText } }],
        },
      ],
    },
  ];
}

/** A relative URI reference for a path of the repository, `file:///…` for an absolute one (RFC 3986, RFC 8089). */
export function uriOf(path: string): string {
  const slashed = path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  const encoded = slashed.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(slashed)) return `file:///${encoded.replace('%3A', ':')}`;
  // `//host/share` is a Windows network path; its host is the URI's.
  if (slashed.startsWith('//')) return `file:${encoded}`;
  return slashed.startsWith('/') ? `file://${encoded}` : encoded;
}
