/** Makes a cell of the judgement of the machine-code oracle on one runtime. */
import type { Bug } from '../../../bugs/bug.js';
import { findingKindOf } from '../../../model/finding.js';
import type { Cell, Exposure } from '../../../model/report.js';
import { reportedBuildModes, type ReportedBuildMode } from '../../../model/target.js';
import { asVerdict, type Verdict } from '../../../model/verdict.js';
import type { BinaryJudgement } from '../../../oracle/binary/judge-binary.js';
import { predictRelease } from '../../../release/predictions.js';
import { howToFix } from '../../../release/upgrade.js';
import type { Asked } from '../cells/gate-cell.js';

/** The verdict of a judgement. The bug cannot show where there is no Go, or no cgo in it. */
const verdictOf = (said: BinaryJudgement['verdict']): Verdict =>
  said === 'no-cgo' || said === 'not-go' ? 'not-applicable' : asVerdict(said);

export function cellOfBinary(judgement: BinaryJudgement, asked: Asked, bug: Bug): Cell {
  const { goVersion, detail, member } = judgement;
  const verdict = verdictOf(judgement.verdict);
  const release = releaseOf(goVersion);
  const fix = verdict === 'affected' ? rebuildAdvice(release, bug) : undefined;
  const finding = findingKindOf(verdict, 'binary');
  return {
    ...asked,
    subject: member === null ? asked.subject : `${asked.subject}!${member}`,
    go: goVersion,
    goos: judgement.goos ?? 'unknown',
    goarch: judgement.goarch ?? 'unknown',
    libc: 'unknown',
    cc: 'unknown',
    buildmode: buildModeOf(judgement),
    runner: null,
    toolchain: null,
    // The table is about releases: it says nothing about a program without cgo.
    predicted:
      release === null || judgement.verdict === 'no-cgo' ? 'unknown' : predictRelease(bug, release).verdict,
    verdict,
    reason: [detail, ...(verdict === 'affected' ? bug.binary.exposure(judgement) : [])].join(' '),
    evidence: [{ oracle: 'binary', verdict, detail: [builtBy(judgement), detail].join(' ') }],
    trials: [],
    ...reported(judgement),
    ...(finding === undefined ? {} : { finding }),
    ...(fix === undefined ? {} : { fix }),
  };
}

/**
 * The release of a version; null for builds of vendors and with experiments, which say so behind the number. The number
 * tells nothing then.
 */
const releaseOf = (goVersion: string | null): string | null =>
  goVersion !== null && /^go\d+\.\d+(?:\.\d+|(?:rc|beta)\d+)?$/.test(goVersion) ? goVersion : null;

function rebuildAdvice(release: string | null, bug: Bug): string {
  const advice = release === null ? undefined : howToFix(bug, release, 'rebuild with');
  return advice ?? 'rebuild with a release that has the fix';
}

function buildModeOf({ settings }: BinaryJudgement): ReportedBuildMode {
  const said = settings['-buildmode'];
  return reportedBuildModes.find((mode) => mode === said) ?? 'unknown';
}

function builtBy({ goVersion, settings, modulePath }: BinaryJudgement): string {
  if (goVersion === null) return 'Without build information.';
  const facts = ['CGO_ENABLED', '-race', 'GOAMD64', 'GOARM64'].flatMap((name) =>
    settings[name] === undefined ? [] : [`${name}=${settings[name]}`],
  );
  const of = modulePath === null ? '' : ` of ${modulePath}`;
  return `Built${of} with ${[goVersion, ...facts].join(', ')}.`;
}

/** The exposure in the form of a report, whose lists are the reader's to change; nothing if no name told anything. */
function reported({ exposure }: BinaryJudgement): { readonly exposure?: Exposure } {
  const { exportedFunctions, calledFunctions, madeAtRunTime, calledAtRunTime, cpuProfiling } = exposure;
  const lists = {
    madeAtRunTime: [...madeAtRunTime],
    calledAtRunTime: [...calledAtRunTime],
    cpuProfiling: [...cpuProfiling],
  };
  const isKnown = exportedFunctions.count + calledFunctions.count + Object.values(lists).flat().length > 0;
  if (!isKnown) return {};
  return {
    exposure: {
      exportedFunctions: { count: exportedFunctions.count, names: [...exportedFunctions.names] },
      calledFunctions: { count: calledFunctions.count, names: [...calledFunctions.names] },
      ...lists,
    },
  };
}
