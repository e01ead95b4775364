/** The answer of a report in one sentence: the last line of the text, the first of what people paste. */
import type { ReportLine } from '../../model/bisect.js';
import type { Cell, Report } from '../../model/report.js';
import { unreachable } from '../../model/unreachable.js';
import { exitCodes, type Verdict } from '../../model/verdict.js';
import { decides } from '../../verdict/overall.js';
import { listed, standingOf } from './causes.js';
import { affectedReleases } from './brief/lines.js';
import {
  eitherOf,
  firstClause,
  lineName,
  nameOf,
  plural,
  shortName,
  speaker,
  verdictTally,
} from './words.js';

export interface Answer {
  readonly text: string;
  readonly tone: Verdict;
}

/** Names, and ways out, that fit into one sentence. */
const namesShown = 4;
const waysShown = 2;

export function answerOf(report: Report): Answer {
  const { shard } = report;
  const part = shard === undefined ? '' : `part ${shard.index} of ${shard.total}: `;
  const text = `${part}${sentence(report)}`;
  return { text: report.interrupted ? `interrupted; so far, ${text}` : text, tone: toneOf(report) };
}

/** A gate's colour says if it passed, which its policy may decide differently from the verdict. */
function toneOf({ kind, verdict, exitCode }: Report): Verdict {
  if (kind !== 'gate') return verdict;
  if (exitCode === exitCodes.ok) return 'fixed';
  return exitCode === exitCodes.affected || exitCode === exitCodes.failed ? 'affected' : 'inconclusive';
}

function sentence(report: Report): string {
  switch (report.kind) {
    case 'run':
    case 'matrix':
      return answerOfToolchains(report);
    case 'scan':
      return answerOfScan(report);
    case 'bisect':
      return answerOfBisect(report);
    case 'gate':
      return answerOfGate(report);
    default:
      return unreachable(report.kind);
  }
}

function answerOfToolchains({ cells, interrupted }: Report): string {
  const [only, ...others] = cells;
  if (only === undefined) return 'nothing was examined';
  if (others.length === 0) return `${nameOf(only)}: ${conclusionOf(only, interrupted)}`;
  const affected = cells.filter(({ verdict }) => verdict === 'affected');
  if (affected.length === 0) return tallyWords(cells);
  const names = listed(affected.map(shortName), namesShown);
  const rest = cells.filter((cell) => !affected.includes(cell));
  const remainder = rest.length === 0 ? '' : `; ${verdictTally({ cells: rest })}`;
  return `${affected.length} of ${cells.length} AFFECTED: ${names}${waysOut(affected)}${remainder}`;
}

/** `3 fixed, 1 skipped`; in capitals where that is no answer. */
function tallyWords(cells: readonly Cell[]): string {
  const open = cells.filter(({ verdict }) => verdict === 'inconclusive').length;
  return open === 0
    ? verdictTally({ cells })
    : `INCONCLUSIVE, ${open} of ${cells.length} not decided: ${verdictTally({ cells })}`;
}

function conclusionOf(cell: Cell, interrupted = false): string {
  const { verdict, fix, reason, skipped } = cell;
  switch (verdict) {
    case 'affected':
      return fix === undefined ? 'AFFECTED' : `AFFECTED, ${firstClause(fix)}`;
    case 'fixed':
      return `FIXED, ${reason}`;
    case 'not-applicable':
      return `NOT APPLICABLE, ${reason}`;
    case 'inconclusive':
      return interrupted ? interruptedWords(cell) : `INCONCLUSIVE, ${skipped?.reason ?? reason}`;
    default:
      return unreachable(verdict);
  }
}

/** An interrupt takes back nothing that was seen before it. */
function interruptedWords({ evidence, trials, reason }: Cell): string {
  const said = evidence.filter(({ verdict }) => verdict === 'affected').map(speaker);
  const crashes = trials.filter(({ outcome }) => outcome === 'crash').length;
  if (said.length === 0) return `INCONCLUSIVE, ${reason}`;
  const seen = [...said, ...(crashes === 0 ? [] : [plural(crashes, 'crash', 'crashes')])].join(', ');
  return `looks AFFECTED (${seen}), but it was ${reason}`;
}

/** `; upgrade to go1.23.8`, `; upgrade to go1.23.8, or upgrade to go1.24.2 and 2 more`. */
function waysOut(cells: readonly Cell[]): string {
  const ways = [...new Set(cells.flatMap(({ fix }) => (fix === undefined ? [] : [firstClause(fix)])))];
  if (ways.length === 0) return '';
  const more = ways.length - waysShown;
  return `; ${ways.slice(0, waysShown).join(', or ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function answerOfScan({ cells }: Report): string {
  const [only, ...others] = cells;
  if (only === undefined) return 'no release was read';
  if (others.length === 0) return `${nameOf(only)}: ${conclusionOf(only)}`;
  const affected = cells.filter(({ verdict }) => verdict === 'affected');
  if (affected.length === 0) return tallyWords(cells);
  const open = cells.filter(({ verdict }) => verdict === 'inconclusive').length;
  const unknown = open === 0 ? '' : `; ${open} not known`;
  return `${affected.length} of ${cells.length} AFFECTED: ${affectedReleases(cells)}${unknown}`;
}

function answerOfBisect({ lines = [], verdict }: Report): string {
  const [only, ...others] = lines;
  if (only === undefined) return 'no line was searched';
  if (others.length === 0) {
    const doubt = verdict === 'inconclusive' && only.status !== 'cannot-tell' ? 'INCONCLUSIVE, so far ' : '';
    return `${lineName(only)}: ${doubt}${boundaryWords(only)}`;
  }
  const open = lines.filter(isOpen);
  const affected = lines.filter((line) => !open.includes(line) && line.ranges.length > 0);
  const parts = [
    ...(affected.length === 0
      ? []
      : [`${affected.length} of ${lines.length} lines AFFECTED: ${affected.map(wayOutOf).join(', ')}`]),
    ...(open.length === 0 ? [] : [`not decided: ${open.map(lineName).join(', ')}`]),
  ];
  return parts.length === 0 ? `none of ${lines.length} lines is affected` : parts.join('; ');
}

const isOpen = ({ status, finished }: ReportLine): boolean => status === 'cannot-tell' || finished === false;

/** `AFFECTED from go1.23.0, fixed in go1.23.8`. */
function boundaryWords(line: ReportLine): string {
  if (line.status === 'cannot-tell') return 'INCONCLUSIVE, the boundaries cannot be told';
  const unfinished = line.finished === false ? '; the search is not finished' : '';
  if (line.ranges.length === 0)
    return `${line.status === 'not-applicable' ? 'NOT APPLICABLE' : 'not affected'}${unfinished}`;
  const words = line.ranges.map((range) => {
    const from = eitherOf(range.introduced, range.introducedIn);
    return `${from === null ? '' : `from ${from}, `}${fixWords(range, line)}`;
  });
  return `AFFECTED ${words.join('; ')}${unfinished}`;
}

/** `1.23 (fixed in go1.23.8)`. */
const wayOutOf = (line: ReportLine): string =>
  `${lineName(line)} (${line.ranges.map((range) => fixWords(range, line)).join('; ')})`;

function fixWords({ fixed, fixedIn, notFixedUpTo }: ReportLine['ranges'][number], line: ReportLine): string {
  const release = eitherOf(fixed, fixedIn);
  if (release !== null) return `fixed in ${release}`;
  if (notFixedUpTo !== undefined) return `not fixed in ${notFixedUpTo}`;
  return isOpen(line) ? 'its fix is not found yet' : 'never fixed';
}

/** `88 accepted by the policy, 1 fixed`: an accepted finding is not called by its verdict, which would not pass. */
function passedWords(cells: readonly Cell[]): string {
  const accepted = cells.filter((cell) => standingOf(cell) === 'accepted');
  const others = cells.filter((cell) => !accepted.includes(cell));
  return [
    ...(accepted.length === 0 ? [] : [`${accepted.length} accepted by the policy`]),
    ...(others.length === 0 ? [] : [verdictTally({ cells: others })]),
  ].join(', ');
}

function answerOfGate({ cells, exitCode }: Report): string {
  const deciding = cells.filter(decides);
  const failing = deciding.filter((cell) => standingOf(cell) === 'fails');
  const open = deciding.filter((cell) => standingOf(cell) === 'undecided');
  const repairable = failing.filter((cell) => cell.repairable === true).length;
  const counted = plural(deciding.length, 'finding');
  const missing = deciding.some(({ finding }) => finding === 'missing-subject');
  switch (exitCode) {
    case exitCodes.ok:
      return `gate: passed, ${deciding.length === 0 ? 'nothing to judge was found' : passedWords(cells)}`;
    case exitCodes.inconclusive:
      return deciding.length === 0
        ? 'gate: UNDECIDED, nothing was judged'
        : `gate: UNDECIDED, ${open.length} of ${counted} could not be judged`;
    case exitCodes.interrupted:
    case exitCodes.terminated:
    case exitCodes.hungUp:
      return `gate: UNDECIDED, it was not finished; ${failing.length} of ${counted} so far ${failing.length === 1 ? 'fails' : 'fail'}`;
    default:
      return [
        `gate: FAILED, ${failing.length} of ${counted} ${failing.length === 1 ? 'fails' : 'fail'}`,
        ...(missing ? ['something that was named is not there'] : []),
        ...(open.length === 0 ? [] : [`${open.length} undecided`]),
        ...(repairable === 0 ? [] : [`${repairable} can be fixed with --fix`]),
      ].join('; ');
  }
}
