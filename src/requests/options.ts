/**
 * The options of the use cases as plain values, named as those of the command line. Both the commands and `import
 * 'cgoprof-repro'` fill them in; a value that is left out is the one that the command line's help names.
 */
import type { BuildMode } from '../model/target.js';
import type { Verdict } from '../model/verdict.js';

/** Where and how the work is done. */
export interface SessionOptions {
  /** Fetch nothing. */
  readonly offline?: boolean | undefined;
  /** The folder in which toolchains and programs are kept. */
  readonly cacheDir?: string | undefined;
  /** Remove installed toolchains and builds beyond so many bytes. */
  readonly maxCacheSize?: number | undefined;
}

/** The choice of releases. */
export interface ReleaseOptions {
  /**
   * SPECs: a release (`1.23.0`), a line (`1.23`), a range, `all`, `supported`, … For `run` also `local` and paths, and
   * `local` if it is left out; `supported` for `matrix`, `all` for `scan`.
   */
  readonly go?: readonly string[] | undefined;
  /** Let ranges and lines select release candidates. */
  readonly includeRc?: boolean | undefined;
  /** SPECs that are left out. */
  readonly exclude?: readonly string[] | undefined;
}

/** What programs are built for. */
export interface TargetChoiceOptions {
  /** `GOOS/GOARCH`, and parts of a target: `linux/amd64,libc=musl`; this machine if both are left out. */
  readonly target?: readonly string[] | undefined;
  /** Lists of targets, with spaces or semicolons between them; `all-available` stands for all that work here. */
  readonly targets?: readonly string[] | undefined;
}

/** How programs are built. */
export interface TargetOptions extends TargetChoiceOptions {
  /** Build with the race detector. */
  readonly race?: boolean | undefined;
  /** How to link; `exe` if it is left out. */
  readonly buildmode?: BuildMode | undefined;
  /** C compiler, with arguments if needed; `$CC` or gcc if it is left out. */
  readonly cc?: string | undefined;
}

export interface RunOptions extends ReleaseOptions, TargetOptions {
  /** Only read the source and the flag. */
  readonly quick?: boolean | undefined;
  /** Ask only these, each to its end: names, or `all`. */
  readonly probes?: readonly string[] | undefined;
  /** Number of trials of a probe that depends on chance. */
  readonly runs?: number | undefined;
  /** Repeat such a probe for so many milliseconds. */
  readonly duration?: number | undefined;
  /** Repeat such a probe until it shows the bug. */
  readonly untilCrash?: boolean | undefined;
  /** How sure a clean answer must be, between 0 and 1; 0.999 if it is left out. */
  readonly confidence?: number | undefined;
  /** Call a trial a hang after so many milliseconds. */
  readonly timeout?: number | undefined;
  /** Levels of Go callbacks; 1 is a control, and 2 what is taken if it is left out. */
  readonly depth?: number | undefined;
  /** Threads that call back at the same time, at most 1000; 2 if it is left out. */
  readonly threads?: number | undefined;
  /** Who makes the threads; `go` is a control, and `c` what is taken if it is left out. */
  readonly threadOrigin?: 'c' | 'go' | undefined;
  /** Use a new thread for each round. */
  readonly newThreads?: boolean | undefined;
  /** Profiling rate; 100 if it is left out. */
  readonly profileHz?: number | undefined;
}

export interface MatrixOptions extends ReleaseOptions, TargetChoiceOptions {
  /** How to link: each release is asked with each; `exe` if it is left out. */
  readonly buildmode?: readonly BuildMode[] | undefined;
  /** C compilers: each release is asked with each. */
  readonly cc?: readonly string[] | undefined;
  /** The race detector; `off` if it is left out. */
  readonly race?: 'off' | 'on' | 'both' | undefined;
  /** Run all releases, or only those next to a change of the source; `all` if it is left out. */
  readonly confirm?: 'all' | 'boundaries' | undefined;
  /** How sure a clean answer must be, between 0 and 1; 0.999 if it is left out. */
  readonly confidence?: number | undefined;
  /** Programs to build, and to run, at once; by cores and memory if it is left out. */
  readonly jobs?: number | undefined;
  /** Only this part: `1/3` is the first of three. If it is left out, the variables of CI systems may name one. */
  readonly shard?: string | undefined;
  /** Verdicts that make the report's exit code 3; `['affected']` if it is left out. */
  readonly failOn?: readonly Verdict[] | undefined;
  /** Stop at the first verdict of `failOn`. */
  readonly failFast?: boolean | undefined;
  /** Do not stop for a failure of the tool or its environment. */
  readonly keepGoing?: boolean | undefined;
  /** Continue the matrix that was interrupted. */
  readonly resume?: boolean | undefined;
}

export interface BisectOptions extends TargetOptions {
  /** Release lines such as `1.23`; every line since 1.20 if it is left out. */
  readonly line?: readonly string[] | undefined;
  /** Search between this release … */
  readonly good?: string | undefined;
  /** … and this one. */
  readonly bad?: string | undefined;
  /** Only look for the end of the bug. */
  readonly findFix?: boolean | undefined;
  /** Do not skip runs because of the scan: examine every longer stretch. */
  readonly thorough?: boolean | undefined;
  /** Release candidates too. */
  readonly includeRc?: boolean | undefined;
  /** Continue the bisect that was interrupted. */
  readonly resume?: boolean | undefined;
}

export interface GateOptions {
  /**
   * What to judge: folders, compiled files, archives, GOROOTs, SPECs. If it is left out: the subjects of the policy, or
   * else the current folder.
   */
  readonly subjects?: readonly string[] | undefined;
  /** Judge every file in folders, not only pins and tracked files. */
  readonly recursive?: boolean | undefined;
  /** Running processes to judge (Linux). */
  readonly pid?: readonly number[] | undefined;
  /** Also run a program built with each toolchain. */
  readonly run?: boolean | undefined;
  /** Make the edits of pins that are certain, then judge. */
  readonly fix?: boolean | undefined;
  /** The policy's file; `.cgoprof-repro.yml` when there is one if it is left out. */
  readonly policy?: string | undefined;
  /** Fail for undecided findings too. */
  readonly require?: 'fixed' | undefined;
  /** Further verdicts that fail. */
  readonly failOn?: readonly ('affected' | 'inconclusive' | 'not-applicable')[] | undefined;
  /** Judge acceptances as of this day, `YYYY-MM-DD`; today if it is left out. */
  readonly asOf?: string | undefined;
}

export type ScanOptions = ReleaseOptions;
