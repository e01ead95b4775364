/**
 * GitHub workflow commands: annotations beside code, and one plain line with the verdict.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions; the escaping is that of
 * actions/toolkit. The step's summary is another file: write `markdown` to `$GITHUB_STEP_SUMMARY`.
 */
import type { Report } from '../../model/report.js';
import { annotationsOf, endColumnOf, type Annotation, type Severity } from './annotations.js';
import { sanitiseLine } from '../../text/sanitise.js';
import { answerOf } from '../page/answer.js';
import { causesOf, listed, namesOf, placesOf, type Cause } from '../page/causes.js';
import { clearReason, passedOverWords, plural, target } from '../page/words.js';

export const renderGithub = (report: Report): string =>
  [
    ...annotationsOf(report).map(commandOf),
    ...interruption(report),
    ...clearCauses(report).map(sanitiseLine),
    answerLine(report),
    ...passedOverWords(report).map(sanitiseLine),
    '',
  ].join('\n');

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const satisfies Record<
  Severity,
  string
>;

function commandOf(annotation: Annotation): string {
  const { severity, title, message } = annotation;
  const properties = Object.entries({ ...placeOf(annotation), title })
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${escapeProperty(String(value))}`]))
    .join(',');
  return `::${commands[severity]} ${properties}::${escapeData(message)}`;
}

/** A file is named only if it is known: an annotation on a wrong line is worse than one on none. */
function placeOf({ path, cell: { location } }: Annotation) {
  if (location === undefined) return {};
  return { file: path, line: location.line, col: location.column, endColumn: endColumnOf(location) };
}

function interruption({ interrupted }: Report): string[] {
  return interrupted ? ['::warning title=interrupted::this report is partial: the run was interrupted'] : [];
}

const clearShown = 100;

/** One line for each cause that needs no action, since no annotation could give the reason. The first ones. */
function clearCauses({ cells, kind }: Report): string[] {
  if (kind !== 'gate') return [];
  const causes = causesOf(cells.filter((cell) => clearReason(cell) !== null));
  const more = causes.length - clearShown;
  return [
    ...causes.slice(0, clearShown).map(clearLine),
    ...(more > 0 ? [`and ${more} more that need no action`] : []),
  ];
}

function clearLine(cause: Cause): string {
  const { cells, deciding, first } = cause;
  const places = placesOf(cells).length;
  const where = places > 1 ? `, ${plural(places, 'place')}` : '';
  const reasons = deciding.map(({ reason }) => reason);
  return `${namesOf(cause, 4)} (${target(first)}${where}): ${first.verdict}: ${listed(reasons, 3, ' ')}`;
}

/** The last line of the text, behind the bug. */
const answerLine = (report: Report): string =>
  `${sanitiseLine(report.bug)}: ${sanitiseLine(answerOf(report).text)}`;

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
