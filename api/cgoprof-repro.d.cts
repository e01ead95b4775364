/** The policy's acceptance of a finding. */
export declare interface Acceptance {
    reason: string;
    expires: string;
    holds: boolean;
}

/** A stretch of a release line that has the bug, as OSV says it. */
export declare interface AffectedRange {
    /** The first affected release; if `introducedIn` is there, the oldest that may be it; null if not known. */
    introduced: string | null;
    /** The first release seen to be free of the bug again; null if none is known. */
    fixed: string | null;
    /** With `fixed: null`: the newest release that was run and had the bug, if newer ones were not run. */
    notFixedUpTo?: string | undefined;
    /** All releases that may be the first affected one, if the runs could not single it out. */
    introducedIn?: string[] | undefined;
    /** All releases that may be the first fixed one, if the runs could not single it out. */
    fixedIn?: string[] | undefined;
    /** The days on which the two came out, if known: `2025-04-01`. */
    introducedOn?: string | undefined;
    fixedOn?: string | undefined;
    /**
     * True if both sides of every boundary of this range that was looked for were run again and gave the same answer.
     */
    confirmed?: boolean | undefined;
}

/** Finds the releases that brought the bug and the fix, line by line, by running them. */
export declare function bisect(options?: BisectOptions & CallOptions): Promise<Report>;

export declare interface BisectOptions extends TargetOptions {
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

export declare type BuildMode = (typeof buildModes)[number];

declare const buildModes: readonly ['exe', 'pie', 'c-shared', 'c-archive'];

/** What every function takes beside the options of its question. */
export declare interface CallOptions extends SessionOptions {
    /** Stops the work. The answer is then a report with `interrupted: true`, or a `ReproError` with code `interrupted`. */
    readonly signal?: AbortSignal | undefined;
    /** Is told what happens. One that throws is not called again. */
    readonly onEvent?: EventSink | undefined;
}

/** One answer: a toolchain on a target, a pin, or a compiled file. */
export declare interface Cell extends ReportedTarget {
    /** The subject as the user wrote it: a SPEC, a path, a pin. */
    subject: string;
    go: string | null;
    toolchain: ReportedToolchain | null;
    /** Settings of the go command with which the program was built; the user's own have no effect on it. */
    goEnv?: {
        name: string;
        value: string;
    }[] | undefined;
    predicted: StaticVerdict;
    verdict: Verdict;
    /** The reason for the verdict: the rule that applied, in a sentence. */
    reason: string;
    /** In a merged report: true if the reports contradict each other here; `reason` says what each of them said. */
    contradiction?: boolean | undefined;
    evidence: Evidence[];
    trials: Trial[];
    skipped?: {
        reason: string;
        /** In a merged report of parts: no part that came has this cell. A later merge asks again. */
        missing?: boolean | undefined;
    } | undefined;
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
    edit?: {
        newText: string;
        /** The whole line at `location` before the edit, if it is short and safe to show. */
        text?: string | undefined;
    } | undefined;
    /** True if `gate --fix` makes the edit, here or at the place that decides. */
    repairable?: boolean | undefined;
}

/**
 * The one error class for failures a person must act on. Anything else that is thrown is a bug of this tool.
 * `code` is stable and can be looked up with `cgoprof-repro explain CODE`.
 */
export declare type ErrorCode = 'usage' | 'bad-spec' | 'unknown-release' | 'release-refused' | 'offline' | 'network' | 'no-go' | 'no-c-compiler' | 'bad-toolchain' | 'build-failed' | 'cache-unwritable' | 'disk-full' | 'bad-file' | 'interrupted' | 'environment';

/** One of them, with its name as `type`. */
export declare type Event = {
    [Type in keyof Events]: {
        readonly type: Type;
    } & Readonly<Events[Type]>;
}[keyof Events];

/**
 * Everything worth telling while work goes on. One stream, many sinks: the terminal's progress, JSON lines (`--events`),
 * the saved report. A stream stays meaningful with every `…-progress` event removed.
 */
declare interface Events {
    /** A SPEC was read; `note` says so if it was not one exact release. */
    'spec-resolved': {
        spec: string;
        releases: readonly string[];
        note?: string;
    };
    'toolchain-found': {
        subject: string;
        origin: string;
        goroot: string;
    };
    'install-started': {
        release: string;
    };
    /** Bytes of the download on disk so far; `totalBytes` is null while unknown. */
    'install-progress': {
        release: string;
        bytes: number;
        totalBytes: number | null;
    };
    /** What comes after the download, or instead of it. */
    'install-stage': {
        release: string;
        stage: InstallStage;
    };
    'install-finished': {
        release: string;
        durationMs: number;
    };
    /** Is being removed. */
    'prune-progress': {
        name: string;
        bytes: number;
    } & Place;
    /** `place` if the user asked for it; without it, the item went to stay within the size that was set. */
    pruned: {
        kind: 'toolchain' | 'builds';
        name: string;
        bytes: number;
        place?: Place;
    };
    /** `first` if the standard library has to be compiled as well; `expectedMs` is null if none was measured here. */
    'build-started': {
        subject: string;
        target: string;
        first?: {
            expectedMs: number | null;
        };
    };
    'build-finished': {
        subject: string;
        cached: boolean;
        durationMs: number;
    };
    evidence: {
        subject: string;
        evidence: Evidence;
    };
    /** `expectedMs` is how long the probe may take on a fixed toolchain, an upper estimate. */
    'probe-started': {
        subject: string;
        probe: string;
        expectedMs: number;
    };
    trial: {
        subject: string;
        trial: Trial;
    };
    'cell-started': {
        subject: string;
        index: number;
        total: number;
    };
    /** `name` as in the events before it, if that is not the subject of the cell. */
    'cell-finished': {
        cell: Cell;
        name?: string;
        index: number;
        total: number;
    };
    /** `left` releases are in question; `done` runs have answered, and about `steps` are needed until the end. */
    'bisect-step': {
        line: string;
        release: string;
        left: number;
        steps: number;
        done: number;
    };
    /**
     * Work that is told by a count. `total` is null while unknown; the last event of a work has `done` equal to `total`.
     * `at` names what it is at.
     */
    'work-progress': {
        work: Work;
        done: number;
        total: number | null;
        at?: string;
    };
    /** Something worth knowing that is not a reason to worry. */
    note: {
        message: string;
    };
    /** A file of the user's was edited, as asked. */
    'file-changed': {
        file: string;
        edits: number;
    };
    warning: {
        message: string;
    };
}

/** A sink must not throw; it is free to handle an event in any way. */
export declare type EventSink = (event: Event) => void;

/** The observation of one oracle or probe. */
export declare interface Evidence {
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

/** The ways in which a compiled file could meet the bug, as far as names in it show. */
export declare interface Exposure {
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

export declare type FindingKind = (typeof findingKinds)[number];

/** The findings of `gate`. Each has a text of its own in finding-texts.ts. */
declare const findingKinds: readonly ['affected-toolchain', 'affected-binary', 'affected-pin', 'undecided-toolchain', 'undecided-binary', 'undecided-pin', 'undecided-mention', 'missing-subject', 'unread-file', 'unread-archive', 'not-understood', 'nothing-found'];

/** Judges toolchains, version pins and shipped files, by a policy. */
export declare function gate(options?: GateOptions & CallOptions): Promise<Report>;

export declare interface GateOptions {
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

/** A machine that took part. */
export declare interface HostRecord {
    os: string;
    arch: string;
    kernel: string;
    cpus: number;
    libc: string;
}

/** A download is unpacked; a copy in the module cache is copied. Then either is looked at. */
declare type InstallStage = 'unpacking' | 'copying' | 'checking';

/** A two-sided interval for a proportion, with the method that made it. */
export declare interface Interval {
    low: number;
    high: number;
    level: number;
    method: 'wilson' | 'clopper-pearson';
}

/** A place in a file. */
export declare interface Location {
    file: string;
    line?: number | undefined;
    column?: number | undefined;
    endColumn?: number | undefined;
}

/** Asks many releases on many targets, several at once. */
export declare function matrix(options?: MatrixOptions & CallOptions): Promise<Report>;

export declare interface MatrixOptions extends ReleaseOptions, TargetChoiceOptions {
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

/** Names come from the file: the first ones, made safe. */
export declare interface NameList {
    count: number;
    names: string[];
}

export declare type OracleName = (typeof oracleNames)[number];

/** Ways to decide that need no trial. */
declare const oracleNames: readonly ['source', 'binary'];

export declare type Outcome = (typeof outcomes)[number];

/**
 * The outcome of a trial. It is a closed union: reports, statistics and exit codes switch over it exhaustively. Only
 * `crash` and `hang` may speak for the bug, and only if the probe says so; only `clean` may speak against it.
 */
declare const outcomes: readonly [
/** Ended the way a fixed runtime ends, after doing enough to count. */
'clean', 
/** Died with a signature that its probe provokes. */
'crash', 
/** Made no progress and had to be ended by the tool. */
'hang', 
/** Died, but with another signature. */
'other-crash', 
/** Ended by a signal that neither the tool nor the program sent (out of memory, an operator). */
'killed', 
/** Ended well, but saw too little (too few profile samples) to count as clean. */
'too-short', 
/** The tool could not start the child or could not read its messages. */
'harness-error'];

/** Files that hold no native code, by their kind. */
export declare interface PassedOver {
    /** `text`, `image`, …; `unknown` for data of no known kind, in which nothing looks like a program. */
    kind: string;
    count: number;
    /** Some of them, if the kind does not say enough. */
    examples: string[];
}

/** One of several; `index` counts from 0. */
declare interface Place {
    readonly index: number;
    readonly total: number;
}

/** What a probe read at one step of the nested calls. */
export declare interface Reading {
    /** Depth of the Go frame in which it was read; 1 is the outermost. */
    level: number;
    /** `enter`: at the beginning of the frame. `settled`: after the nested call made from it has returned. */
    step: 'enter' | 'settled';
    /** The fields of the runtime that were read, by name. */
    values: {
        name: string;
        value: boolean | number;
    }[];
    /** True if no runtime without the bug has these values here. */
    wrong: boolean;
}

/** The choice of releases. */
export declare interface ReleaseOptions {
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

/** The answer of a command. */
export declare interface Report {
    schemaVersion: typeof schemaVersion;
    kind: 'run' | 'matrix' | 'bisect' | 'gate' | 'scan';
    bug: string;
    tool: {
        name: string;
        version: string;
    };
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

export declare type ReportedBuildMode = (typeof reportedBuildModes)[number];

/**
 * The build modes that a report may contain: `plugin` and `shared` are only found, never built; `any` means that the
 * answer holds for all of them.
 */
declare const reportedBuildModes: readonly ["exe", "pie", "c-shared", "c-archive", "plugin", "shared", "unknown", "any"];

/** A target in the words of a report. */
export declare interface ReportedTarget {
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

/** The Go installation that was asked. */
export declare interface ReportedToolchain {
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

/** A release line in a report: its ranges, and the runs that they rest on. Its schema is in `report-schema.ts`. */
export declare interface ReportLine {
    line: string;
    /** The target on which it was searched, as it was typed, where there are several. */
    target?: string | undefined;
    ranges: AffectedRange[];
    status?: 'affected' | 'never-affected' | 'not-applicable' | 'cannot-tell' | undefined;
    /** False if the search was cut short, and continuing it may change the answer. */
    finished?: boolean | undefined;
    /** The finding in a sentence. */
    summary?: string | undefined;
    tested?: {
        release: string;
        answer: string;
        runs: number;
    }[] | undefined;
    skipped?: {
        release: string;
        reason: string;
    }[] | undefined;
    /** The release to move to, if this line is affected. */
    upgrade?: string | null | undefined;
}

export declare class ReproError extends Error {
    readonly name = "ReproError";
    readonly code: ErrorCode;
    /** The text to type or the thing to change next; printed under the message. May have several lines. */
    readonly hint: string | undefined;
    constructor(code: ErrorCode, message: string, options?: {
        hint?: string;
        cause?: unknown;
    });
}

/** Asks toolchains whether they have the bug, by running a program built with each. */
export declare function run(options?: RunOptions & CallOptions): Promise<Report>;

export declare interface RunOptions extends ReleaseOptions, TargetOptions {
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

/** Reads the sources of many releases, without installing or running them. */
export declare function scan(options?: ScanOptions & CallOptions): Promise<Report>;

export declare type ScanOptions = ReleaseOptions;

/** The version of the saved report. It has a file of its own, because the schema itself takes time to load. */
declare const schemaVersion = 1;

/** Where and how the work is done. */
export declare interface SessionOptions {
    /** Fetch nothing. */
    readonly offline?: boolean | undefined;
    /** The folder in which toolchains and programs are kept. */
    readonly cacheDir?: string | undefined;
    /** Remove installed toolchains and builds beyond so many bytes. */
    readonly maxCacheSize?: number | undefined;
}

/** One part of a matrix, with the plan of the whole: what is missing can be told without the other parts. */
export declare interface ShardRecord {
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

/** Equal stacks of a CPU profile. */
export declare interface Stack {
    /** Names of functions, the outermost first. */
    frames: string[];
    samples: number;
}

export declare type StaticVerdict = (typeof staticVerdicts)[number];

/** The verdicts of a single reading without a run: of its sources, its machine code or its release in the table. */
declare const staticVerdicts: readonly ['affected', 'fixed', 'not-applicable', 'unknown'];

/** What programs are built for. */
declare interface TargetChoiceOptions {
    /** `GOOS/GOARCH`, and parts of a target: `linux/amd64,libc=musl`; this machine if both are left out. */
    readonly target?: readonly string[] | undefined;
    /** Lists of targets, with spaces or semicolons between them; `all-available` stands for all that work here. */
    readonly targets?: readonly string[] | undefined;
}

/** How programs are built. */
export declare interface TargetOptions extends TargetChoiceOptions {
    /** Build with the race detector. */
    readonly race?: boolean | undefined;
    /** How to link; `exe` if it is left out. */
    readonly buildmode?: BuildMode | undefined;
    /** C compiler, with arguments if needed; `$CC` or gcc if it is left out. */
    readonly cc?: string | undefined;
}

/** One child process. */
export declare interface Trial {
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

export declare type Verdict = (typeof verdicts)[number];

/** The conclusion from the evidence, for one toolchain on one target. */
declare const verdicts: readonly ['affected', 'fixed', 'not-applicable', 'inconclusive'];

/**
 * Counts files of a gate, releases of a scan or of an installation, checks of a doctor, reports of a merge, and
 * toolchains whose size is counted or whose files are verified.
 */
declare type Work = 'gate' | 'scan' | 'install' | 'doctor' | 'merge' | 'sizes' | 'verify';

export { }
