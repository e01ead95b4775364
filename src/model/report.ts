/**
 * The saved report: one form for all commands. These keys are a contract (docs/report.md), and what `import
 * 'cgoprof-repro'` gives to programs. They are written out, so that they can be read without the schema library;
 * `report-schema.ts` checks them in what is read.
 */
import type { ReportLine } from './bisect.js';
import type { FindingKind } from './finding.js';
import type { Outcome } from './outcome.js';
import type { schemaVersion } from './schema-version.js';
import type { ReportedBuildMode } from './target.js';
import type { StaticVerdict, Verdict } from './verdict.js';

/** Ways to decide that need no trial. */
export const oracleNames = ['source', 'binary'] as const;
export type OracleName = (typeof oracleNames)[number];

/** A two-sided interval for a proportion, with the method that made it. */
export interface Interval {
  low: number;
  high: number;
  level: number;
  method: 'wilson' | 'clopper-pearson';
}

/** What a probe read at one step of the nested calls. */
export interface Reading {
  /** Depth of the Go frame in which it was read; 1 is the outermost. */
  level: number;
  /** `enter`: at the beginning of the frame. `settled`: after the nested call made from it has returned. */
  step: 'enter' | 'settled';
  /** The fields of the runtime that were read, by name. */
  values: { name: string; value: boolean | number }[];
  /** True if no runtime without the bug has these values here. */
  wrong: boolean;
}

/** Equal stacks of a CPU profile. */
export interface Stack {
  /** Names of functions, the outermost first. */
  frames: string[];
  samples: number;
}

/** The observation of one oracle or probe. */
export interface Evidence {
  oracle?: OracleName | undefined;
  probe?: string | undefined;
  verdict: Verdict;
  /** One sentence: the observation. */
  detail: string;
  trials?: number | undefined;
  outcomes?: Record<Outcome, number> | undefined;
  /** Share of counted trials that showed the bug. */
  rate?: number | null | undefined;
  interval?: Interval | null | undefined;
  /** For clean runs: the probability that an affected toolchain would have shown the bug. */
  detection?: number | null | undefined;
  /** In the order of time, for a probe that reads the fact itself. */
  readings?: Reading[] | undefined;
  /** The most frequent stacks, for a probe that reads profiles. */
  stacks?: Stack[] | undefined;
  /** For a release’s source: true if the checksum database vouches for the very files. */
  verified?: boolean | undefined;
}

/** One child process. */
export interface Trial {
  /** Name of the question that was asked; each bug has its own. */
  probe: string;
  outcome: Outcome;
  /** Id of the signature that matched, or null. */
  signature: string | null;
  exitCode: number | null;
  signal: string | null;
  durationMs: number;
  /** The decisive lines of the child's output, escapes stripped. */
  log: string;
}

/** The Go installation that was asked. */
export interface ReportedToolchain {
  /** The place where it was found: `download`, `path`, `goroot`, `sdk`, `mise`, … */
  source: string;
  goroot: string;
  /** The content of its VERSION file. */
  version: string;
  /** True if the checksum database vouches for the very files. */
  verified: boolean;
  /** For `local`: the version of the go on PATH, if `go build` uses a different one here. */
  onPath?: string | undefined;
}

/** A place in a file. */
export interface Location {
  file: string;
  line?: number | undefined;
  column?: number | undefined;
  endColumn?: number | undefined;
}

/** Names come from the file: the first ones, made safe. */
export interface NameList {
  count: number;
  names: string[];
}

/** The ways in which a compiled file could meet the bug, as far as names in it show. */
export interface Exposure {
  /** Go functions that C can call by name. */
  exportedFunctions: NameList;
  /** C functions that Go calls through cgo. */
  calledFunctions: NameList;
  /** Functions that make Go functions callable from C at run time: `purego.NewCallback`. */
  madeAtRunTime: string[];
  /** Functions that call C functions that are found at run time: `purego.RegisterFunc`. */
  calledAtRunTime: string[];
  /** Linked packages that can turn CPU profiling on: `runtime/pprof`. */
  cpuProfiling: string[];
}

/** The policy's acceptance of a finding. */
export interface Acceptance {
  reason: string;
  expires: string;
  holds: boolean;
}

/** A target in the words of a report. */
export interface ReportedTarget {
  goos: string;
  goarch: string;
  libc: string;
  cc: string;
  buildmode: ReportedBuildMode;
  /** Built with the race detector; absent: without. */
  race?: boolean | undefined;
  runner: string | null;
  /** Further parts of the target, as `--target` takes them: `load=linked,GOARM=7`; absent: the usual ones. */
  variant?: string | undefined;
}

/** One answer: a toolchain on a target, a pin, or a compiled file. */
export interface Cell extends ReportedTarget {
  /** The subject as the user wrote it: a SPEC, a path, a pin. */
  subject: string;
  go: string | null;
  toolchain: ReportedToolchain | null;
  /** Settings of the go command with which the program was built; the user's own have no effect on it. */
  goEnv?: { name: string; value: string }[] | undefined;
  predicted: StaticVerdict;
  verdict: Verdict;
  /** The reason for the verdict: the rule that applied, in a sentence. */
  reason: string;
  /** In a merged report: true if the reports contradict each other here; `reason` says what each of them said. */
  contradiction?: boolean | undefined;
  evidence: Evidence[];
  trials: Trial[];
  skipped?:
    | {
        reason: string;
        /** In a merged report of parts: no part that came has this cell. A later merge asks again. */
        missing?: boolean | undefined;
      }
    | undefined;
  exposure?: Exposure | undefined;
  /** The kind of this finding, for `gate`; `cgoprof-repro explain KIND` says more. */
  finding?: FindingKind | undefined;
  /** The policy's acceptance of this finding; it does not fail the gate while `holds` is true. */
  acceptance?: Acceptance | undefined;
  /** The policy fails for this cell, no matter what its verdict is. */
  fails?: boolean | undefined;
  /**
   * The reason why it is reported but does not decide: neither the verdict of the whole nor the exit code. If absent,
   * it does decide.
   */
  aside?: string | undefined;
  /** The place of a finding, for `gate`. */
  location?: Location | undefined;
  /** Lines of the same file that use the text at `location`. */
  usedOn?: number[] | undefined;
  /** The place that decides, if `location` only names another file: the edit is to be made there. */
  definedAt?: Location | undefined;
  /** How to fix it: `upgrade to go1.23.8`. */
  fix?: string | undefined;
  /**
   * The edit that does it, if it is certain: the text at `location`, from `column` to `endColumn`, becomes `newText`.
   */
  edit?:
    | {
        newText: string;
        /** The whole line at `location` before the edit, if it is short and safe to show. */
        text?: string | undefined;
      }
    | undefined;
  /** True if `gate --fix` makes the edit, here or at the place that decides. */
  repairable?: boolean | undefined;
}

/** Files that hold no native code, by their kind. */
export interface PassedOver {
  /** `text`, `image`, …; `unknown` for data of no known kind, in which nothing looks like a program. */
  kind: string;
  count: number;
  /** Some of them, if the kind does not say enough. */
  examples: string[];
}

/** A machine that took part. */
export interface HostRecord {
  os: string;
  arch: string;
  kernel: string;
  cpus: number;
  libc: string;
}

/** One part of a matrix, with the plan of the whole: what is missing can be told without the other parts. */
export interface ShardRecord {
  /** The first is 1. */
  index: number;
  total: number;
  /** Of the whole matrix, as are the targets. */
  releases: string[];
  /** As they were planned. The C library of a cell is that of the program, and may be another. */
  targets: ReportedTarget[];
  /** For each release, in their order, and for each target in theirs: the part that was to ask it. */
  parts: number[][];
}

/** The answer of a command. */
export interface Report {
  schemaVersion: typeof schemaVersion;
  kind: 'run' | 'matrix' | 'bisect' | 'gate' | 'scan';
  bug: string;
  tool: { name: string; version: string };
  /** The words that were typed after the tool's name. */
  command?: string[] | undefined;
  host: HostRecord;
  /** In a merged report: all hosts that took part; `host` is the first of them. */
  hosts?: HostRecord[] | undefined;
  startedAt: string;
  finishedAt: string;
  interrupted: boolean;
  /** For a part of a matrix. */
  shard?: ShardRecord | undefined;
  /** In a merged report that lacks cells of a matrix: the parts of it that came. */
  shards?: ShardRecord[] | undefined;
  cells: Cell[];
  lines?: ReportLine[] | undefined;
  /** For `gate`: files that were examined and not judged. */
  passedOver?: PassedOver[] | undefined;
  verdict: Verdict;
  exitCode: number;
}
