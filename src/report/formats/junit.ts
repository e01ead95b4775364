/** JUnit XML in the dialect of Jenkins' junit-10.xsd, which GitLab, Azure and Buildkite read as well. */
import { countOutcomes } from '../../model/outcome.js';
import type { Cell, Report } from '../../model/report.js';
import { unreachable } from '../../model/unreachable.js';
import { decisiveTrial, trialsThatCount, trialTitle } from '../page/describe-cell.js';
import { elapsed } from '../page/describe-report.js';
import { escapeMarkup } from '../page/escape.js';
import { sanitiseLine } from '../../text/sanitise.js';
import {
  acceptanceWords,
  asideWords,
  groupedCounts,
  nameOf,
  passedOverWords,
  place,
  predictionWords,
  speaker,
  target,
  usageWords,
} from '../page/words.js';

interface TestCase {
  readonly name: string;
  readonly className: string;
  readonly durationMs: number;
  readonly result: 'passed' | 'failure' | 'error' | 'skipped';
  /** The kind of failure or error. */
  readonly type: string;
  readonly message: string;
  readonly output: string;
}

export function renderJunit(report: Report): string {
  const cases = [...report.cells.map(caseOf), ...(report.interrupted ? [interruption] : [])];
  const count = (result: TestCase['result']): number => cases.filter((one) => one.result === result).length;
  const totals = {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    time: seconds(elapsed(report)),
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    open('testsuites', { name: report.tool.name, ...totals }),
    `  ${open('testsuite', {
      name: `${report.bug} ${report.kind}`,
      ...totals,
      skipped: count('skipped'),
      // The schema has no time zone; it is UTC.
      timestamp: report.startedAt.slice(0, 19),
    })}`,
    '    <properties>',
    ...properties(report).map(([name, value]) => `      ${open('property', { name, value }, '/>')}`),
    '    </properties>',
    ...cases.flatMap(drawCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function properties(report: Report): [string, string][] {
  const { verdict, exitCode, tool, host } = report;
  return [
    ...passedOverWords(report).map((words): [string, string] => ['passedOver', words]),
    ['verdict', verdict],
    ['exitCode', String(exitCode)],
    ['tool', `${tool.name} ${tool.version}`],
    ['host', `${host.os}/${host.arch} ${host.kernel}`],
  ];
}

function caseOf(cell: Cell): TestCase {
  return {
    name: `${nameOf(cell)} (${target(cell)})`,
    className: place(cell) ?? `${cell.goos}.${cell.goarch}`,
    durationMs: cell.trials.reduce((sum, trial) => sum + trial.durationMs, 0),
    result: resultOf(cell),
    type: cell.verdict,
    message: messageOf(cell),
    output: outputOf(cell),
  };
}

function messageOf({ acceptance, aside, reason, skipped }: Cell): string {
  const why = skipped?.reason ?? reason;
  if (aside !== undefined) return `${why} ${asideWords(aside)}`;
  if (acceptance === undefined) return why;
  return acceptance.holds ? acceptanceWords(acceptance) : `${why} (${acceptanceWords(acceptance)})`;
}

function resultOf(cell: Cell): TestCase['result'] {
  if (cell.acceptance?.holds === true || cell.aside !== undefined) return 'skipped';
  if (cell.fails === true) return 'failure';
  if (cell.finding === 'missing-subject') return 'error';
  if (cell.skipped !== undefined) return 'skipped';
  switch (cell.verdict) {
    case 'affected':
      return 'failure';
    case 'inconclusive':
      return 'error';
    case 'fixed':
    case 'not-applicable':
      return 'passed';
    default:
      return unreachable(cell.verdict);
  }
}

const interruption: TestCase = {
  name: 'run to its end',
  className: 'cgoprof-repro',
  durationMs: 0,
  result: 'error',
  type: 'inconclusive',
  message: 'interrupted: this report is partial',
  output: '',
};

function outputOf(cell: Cell): string {
  const trial = decisiveTrial(cell.trials);
  const trials = trialsThatCount(cell.trials, cell.evidence);
  return [
    `verdict: ${cell.verdict}: ${cell.reason}`,
    ...(cell.predicted === 'unknown' ? [] : [`predicted: ${predictionWords(cell)}`]),
    ...cell.evidence.map((item) => `${speaker(item)}: ${item.verdict}: ${item.detail}`),
    ...(trials.length === 0 ? [] : [`trials: ${groupedCounts(countOutcomes(trials))}`]),
    ...usageWords(cell),
    ...(cell.fix === undefined ? [] : [`fix: ${cell.fix}`]),
    ...(trial === undefined ? [] : ['', `${trialTitle(trial)}:`, trial.log.trimEnd()]),
  ].join('\n');
}

function drawCase({ name, className, durationMs, result, type, message, output }: TestCase): string[] {
  const head = { name, classname: className, time: seconds(durationMs) };
  const outcome = {
    passed: [],
    failure: [open('failure', { message, type }, '/>')],
    error: [open('error', { message, type }, '/>')],
    skipped: [open('skipped', { message }, '/>')],
  } satisfies Record<TestCase['result'], string[]>;
  return [
    `    ${open('testcase', head)}`,
    ...outcome[result].map((line) => `      ${line}`),
    ...(output === '' ? [] : [`      <system-out>${escapeMarkup(output)}</system-out>`]),
    '    </testcase>',
  ];
}

function open(name: string, attributes: Readonly<Record<string, string | number>>, end = '>'): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeMarkup(sanitiseLine(String(value)))}"`,
  );
  return `<${name}${written.join('')}${end}`;
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);
