/**
 * Merges the reports of shards and operating systems. Nothing that a report says is lost, and no contradiction is
 * hidden.
 */
import { ReproError } from '../model/errors.js';
import type { HostRecord, Report, ShardRecord } from '../model/report.js';
import { mergeCells } from './merge-cells.js';
import { findMissing, type Predict } from './missing-cells.js';
import { exitCodes } from '../model/verdict.js';
import { bisectVerdict, exitCodeFor, gravestExitCode, overallVerdict } from './overall.js';

const howToMerge =
  'Name reports about one bug: cgoprof-repro report merge one.json other.json -o merged.json';

export interface Merged {
  readonly report: Report;
  /** Cells that several reports had and agreed on. */
  readonly duplicates: readonly string[];
  /** Cells and lines on which reports contradict each other; any makes the whole inconclusive. */
  readonly contradictions: readonly string[];
}

/**
 * The order of the reports does not affect the verdict. `startedAt` is the earliest, `finishedAt` the latest. Cells of a
 * matrix that no part of it has are cells with the reason; `predict` says what is expected of their releases.
 * @throws ReproError `usage` for no report, `bad-file` for reports about different bugs
 */
export function mergeReports(reports: readonly Report[], predict: Predict = () => 'unknown'): Merged {
  const [first] = reports;
  if (first === undefined) throw new ReproError('usage', 'there is no report to merge', { hint: howToMerge });
  const stranger = reports.find(({ bug }) => bug !== first.bug);
  if (stranger !== undefined) {
    throw new ReproError(
      'bad-file',
      `the reports are about different bugs: ${first.bug} and ${stranger.bug}`,
      { hint: howToMerge },
    );
  }
  const came = reports.flatMap((report) => report.cells).filter(({ skipped }) => skipped?.missing !== true);
  const missing = findMissing(reports.flatMap(shardsOf), came, predict);
  const { cells, duplicates, contradictions } = mergeCells([...came, ...missing.cells]);
  const lines = mergeLines(reports.flatMap((report) => report.lines ?? []));
  const clashes = [...contradictions, ...lines.contradictions];
  const kind = reports.every((report) => report.kind === first.kind) ? first.kind : 'matrix';
  const found = kind === 'bisect' ? bisectVerdict(lines.merged, cells) : overallVerdict(cells);
  const merged = {
    kind,
    interrupted: reports.some(({ interrupted }) => interrupted),
    verdict: clashes.length > 0 ? ('inconclusive' as const) : found,
  };
  const { lines: _lines, shard: _shard, shards: _shards, command, ...rest } = first;
  return {
    report: {
      ...rest,
      ...(isCommandOfAll(command, reports) ? { command } : {}),
      ...merged,
      hosts: distinctHosts(reports),
      startedAt: outermost(reports, 'startedAt', (a, b) => a < b),
      finishedAt: outermost(reports, 'finishedAt', (a, b) => a > b),
      ...(missing.shards.length === 0 ? {} : { shards: missing.shards }),
      cells,
      ...(lines.merged.length === 0 ? {} : { lines: lines.merged }),
      exitCode: kind === 'gate' ? gateExitCode(reports, clashes.length > 0) : exitCodeFor(merged),
    },
    duplicates,
    contradictions: clashes,
  };
}

const shardsOf = ({ shard, shards = [] }: Report): readonly ShardRecord[] =>
  shard === undefined ? shards : [shard, ...shards];

/** Of several commands, none made the whole. */
const isCommandOfAll = (command: Report['command'], reports: readonly Report[]): boolean =>
  command !== undefined &&
  reports.every((report) => JSON.stringify(report.command) === JSON.stringify(command));

/**
 * A gate’s policy, and not the verdict alone, decided. The reports do not contain the policy, but they contain its exit
 * code.
 */
function gateExitCode(reports: readonly Report[], clashing: boolean): number {
  const given = reports.map(({ exitCode }) => exitCode);
  return gravestExitCode(clashing ? [...given, exitCodes.inconclusive] : given);
}

type Line = NonNullable<Report['lines']>[number];

/** Different answers for one line are all kept, since a merge cannot know which of them is right. */
function mergeLines(lines: readonly Line[]): { merged: Line[]; contradictions: string[] } {
  const distinct = new Map(
    lines.map((line) => [JSON.stringify([line.line, line.target, line.ranges]), line]),
  );
  const merged = [...distinct.values()].toSorted((a, b) => lineNumber(a) - lineNumber(b));
  const names = merged.map(({ line, target }) => (target === undefined ? line : `${line} on ${target}`));
  const lastOf = new Map(names.map((name, index) => [name, index]));
  const clashing = new Set(names.filter((name, index) => lastOf.get(name) !== index));
  return { merged, contradictions: [...clashing].map((name) => `line ${name}`) };
}

/** Sorts 1.9 before 1.21; a text that is not a line comes first. */
function lineNumber({ line }: Line): number {
  const match = /^(\d{1,3})\.(\d{1,3})$/.exec(line);
  return match === null ? -1 : Number(match[1]) * 1000 + Number(match[2]);
}

function distinctHosts(reports: readonly Report[]): HostRecord[] {
  const hosts = reports.flatMap((report) => report.hosts ?? [report.host]);
  return [...new Map(hosts.map((host) => [hostKey(host), host])).values()];
}

const hostKey = ({ os, arch, kernel, cpus, libc }: HostRecord): string =>
  JSON.stringify([os, arch, kernel, cpus, libc]);

/** Compared as times, because reports may write the same moment with and without milliseconds. */
function outermost(
  reports: readonly Report[],
  end: 'startedAt' | 'finishedAt',
  wins: (a: number, b: number) => boolean,
): string {
  const times = reports.map((report) => report[end]);
  return times.reduce((best, time) => (wins(Date.parse(time), Date.parse(best)) ? time : best));
}
