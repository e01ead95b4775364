/** Cells of a matrix that no report has, with the reason. What is missing must not look as if it had not been asked for. */
import { groupBy } from '../model/group-by.js';
import type { Cell, ReportedTarget, ShardRecord } from '../model/report.js';
import type { StaticVerdict } from '../model/verdict.js';
import { canonicalName } from './merge-cells.js';

/** Says what is expected of a release (`go1.23.8`). */
export type Predict = (release: string) => StaticVerdict;

export interface Missing {
  readonly cells: Cell[];
  /** The parts that came, of every matrix that lacks a cell: a later merge with the others needs them. */
  readonly shards: ShardRecord[];
}

/** Compares all parts that came with the plans in them. */
export function findMissing(
  shards: readonly ShardRecord[],
  cells: readonly Cell[],
  predict: Predict,
): Missing {
  const found = foundByTarget(cells);
  const matrices = [...groupBy(shards, planKey).values()].map((parts) => ({
    parts,
    cells: missingOf(parts, found, predict),
  }));
  const lacking = matrices.filter((matrix) => matrix.cells.length > 0);
  return {
    cells: lacking.flatMap((matrix) => matrix.cells),
    shards: lacking.flatMap(({ parts }) => [...new Map(parts.map((part) => [part.index, part])).values()]),
  };
}

/**
 * A target without its C library. The plan has the expected one, a cell the one that was found in the program, and
 * machines of one matrix may expect different ones.
 */
const looseKey = ({ goos, goarch, cc, buildmode, race, runner, variant }: ReportedTarget): string =>
  JSON.stringify([goos, goarch, cc, buildmode, race === true, runner, variant]);

/** Parts with the same key are of one matrix. */
const planKey = ({ total, releases, targets, parts }: ShardRecord): string =>
  JSON.stringify([total, releases, targets.map(looseKey), parts]);

/** The C libraries that the cells of one loose target have. */
interface Found {
  readonly ofRelease: ReadonlyMap<string, ReadonlySet<string>>;
  readonly ofAll: ReadonlySet<string>;
}

function foundByTarget(cells: readonly Cell[]): ReadonlyMap<string, Found> {
  return new Map([...groupBy(cells, looseKey)].map(([key, alike]) => [key, foundIn(alike)]));
}

function foundIn(cells: readonly Cell[]): Found {
  const releases = groupBy(cells, ({ subject }) => canonicalName(subject));
  return {
    ofRelease: new Map([...releases].map(([release, ofRelease]) => [release, libcsOf(ofRelease)])),
    ofAll: libcsOf(cells),
  };
}

const libcsOf = (cells: readonly Cell[]): ReadonlySet<string> => new Set(cells.map(({ libc }) => libc));

interface PlannedTarget {
  readonly target: ReportedTarget;
  readonly key: string;
}

function missingOf(
  parts: readonly [ShardRecord, ...ShardRecord[]],
  found: ReadonlyMap<string, Found>,
  predict: Predict,
): Cell[] {
  const [plan] = parts;
  const came = new Set(parts.map(({ index }) => index));
  const targets = plan.targets.map((target): PlannedTarget => ({ target, key: looseKey(target) }));
  // The rows are those of the file: a damaged plan makes no more cells than it has numbers.
  return plan.parts.flatMap((row, at) => {
    const release = plan.releases[at];
    if (release === undefined) return [];
    const absent = absentTargets(targets.slice(0, row.length), canonicalName(release), found);
    return row.flatMap((part, column) => {
      const planned = targets[column];
      const target = planned === undefined ? undefined : absent.get(planned);
      if (target === undefined) return [];
      return emptyCell(release, target, reasonOf(part, plan.total, came), predict(canonicalName(release)));
    });
  });
}

/** The targets that have no cell of a release, each in the words in which its cell would have had it. */
function absentTargets(
  targets: readonly PlannedTarget[],
  release: string,
  found: ReadonlyMap<string, Found>,
): ReadonlyMap<PlannedTarget, ReportedTarget> {
  return new Map(
    [...groupBy(targets, ({ key }) => key)].flatMap(([key, alike]) => {
      const cells = found.get(key);
      const open = uncovered(alike, cells?.ofRelease.get(release) ?? new Set());
      return open.map((planned) => [
        planned,
        alike.length === 1 ? withLibcOf(planned.target, cells?.ofAll ?? new Set()) : planned.target,
      ]);
    }),
  );
}

/**
 * The targets that no cell stands for, of those that differ in nothing but their C library. A cell stands for the target
 * with its library, if there is one; else for the first that has no cell.
 */
function uncovered(alike: readonly PlannedTarget[], libcs: ReadonlySet<string>): readonly PlannedTarget[] {
  const open = alike.filter(({ target }) => !libcs.has(target.libc));
  const others = [...libcs].filter((libc) => !alike.some(({ target }) => target.libc === libc));
  return open.slice(others.length);
}

/** With the C library that the target has with other releases, so that the cell stands in their row. */
function withLibcOf(target: ReportedTarget, libcs: ReadonlySet<string>): ReportedTarget {
  const [only, ...more] = libcs;
  return only !== undefined && more.length === 0 ? { ...target, libc: only } : target;
}

const reasonOf = (part: number, total: number, came: ReadonlySet<number>): string =>
  came.has(part) ? `part ${part} of ${total} came without it` : `part ${part} of ${total} never came`;

function emptyCell(release: string, target: ReportedTarget, reason: string, predicted: StaticVerdict): Cell {
  return {
    subject: release,
    go: release,
    ...target,
    toolchain: null,
    predicted,
    verdict: 'inconclusive',
    reason,
    evidence: [],
    trials: [],
    skipped: { reason, missing: true },
  };
}
