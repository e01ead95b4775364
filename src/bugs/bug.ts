/**
 * The questions that the engine may ask of a bug. Types only: a bug is data that is handed in, so that nothing but
 * `table.ts` knows which bugs exist.
 */
import type { GoVersion } from '../model/go-version.js';
import type { FindingKind } from '../model/finding.js';
import type { ProgramSettings } from '../model/program.js';
import type { OracleName, Stack } from '../model/report.js';
import type { Target } from '../model/target.js';
import type { Topic } from '../model/topic.js';
import type { StaticVerdict, Verdict } from '../model/verdict.js';
import type { BinaryJudgement } from '../oracle/binary/judge-binary.js';
import type { RuntimeQuestion } from '../oracle/binary/runtime-question.js';
import type { Probe } from '../oracle/probe.js';
import type { Signature } from '../oracle/signatures/signature.js';

/** The facts about a bug that need no oracle: for `--help`, and for a saved report. */
export interface BugIdentity {
  /** Names its folder and its entries in caches. */
  readonly id: string;
  /** As reports write it: `owner/repository#number`. */
  readonly name: string;
  /** Its subject, as a noun phrase for `--help`. */
  readonly about: string;
  /** Paragraphs of `explain` for findings that only this bug can explain. */
  readonly findings: Readonly<Partial<Record<FindingKind, readonly string[]>>>;
  /** A program of one Go file that shows it by itself, for issues: its name below go-fixtures/; null if there is none. */
  readonly single: string | null;
  /** Answers to the questions of Go's issue form, as sentences. */
  readonly issue: Readonly<Record<'did' | 'expected', string>>;
}

export interface Bug extends BugIdentity {
  /** The first version that can have it. Releases before it are `not-applicable`. */
  readonly since: GoVersion;
  /** The program that carries the probes: its name below go-fixtures/ and c-fixtures/. */
  readonly fixture: string;
  /** The fields of the runtime's structs whose offsets that program is handed (`runtime.g.m`): they differ by release. */
  readonly fields: readonly string[];
  /** Flags that its program has to be given on a target, whatever it is asked: for people who run it themselves. */
  readonly targetFlags: (target: Target) => readonly string[];
  /** Says why a program with these settings cannot show the bug on any toolchain; null if it can. */
  readonly cannotShow: (settings: ProgramSettings) => string | null;
  /**
   * Says why the fact has no effect on a target, so that no other probe can tell, as a clause; null if it has one. The
   * program is affected there all the same: the verdict is about the toolchain.
   */
  readonly withoutEffect: (target: Target) => string | null;
  /** In the order in which they are asked: cheap and certain ones first. */
  readonly probes: readonly Probe[];
  /** Ways to die that only this bug and its lookalikes have. They are tried before the general ones. */
  readonly signatures: readonly Signature[];
  readonly source: SourceOracle;
  readonly binary: BinaryOracle;
  /** The verdict that is expected of each known release, by its name (`go1.23.8`). Never evidence. */
  readonly predictions: Readonly<Record<string, ReleasePrediction>>;
  readonly words: BugWords;
  /** Pages of `explain`: the bug itself, and its lookalikes. */
  readonly topics: readonly Topic[];
  /** Where the public discusses it and its changes: https only. */
  readonly links: readonly BugLink[];
  /** Profiles of earlier runs, one of each verdict at most: they stand in, labelled, for a side that a report lacks. */
  readonly recordedProfiles: readonly RecordedProfile[];
}

export interface BugLink {
  readonly label: string;
  readonly url: string;
}

export interface RecordedProfile {
  readonly release: string;
  readonly verdict: Verdict;
  readonly probe: string;
  readonly stacks: readonly Stack[];
}

/** Judges a toolchain by the sources of its runtime, which it compiles into every program. */
export interface SourceOracle {
  /** The decisive files, relative to GOROOT, with `/`. The first one is in every toolchain. */
  readonly files: readonly [string, ...string[]];
  /** Raised with every change that may give another judgement of the same source; kept verdicts name it. */
  readonly version: number;
  readonly judge: (sources: SourceTexts) => SourceJudgement;
  /** SHA-256 (hex) of the decisive source; null if it is not found. Equal hashes mean the same code. */
  readonly hash: (sources: SourceTexts) => string | null;
}

/** Texts by file, as `SourceOracle.files` names them; null for one that is missing or cannot be the real one. */
export type SourceTexts = Readonly<Record<string, string | null>>;

export interface SourceJudgement {
  readonly verdict: StaticVerdict;
  /** One sentence for people. */
  readonly detail: string;
  /** Line of the decisive code in the first file; null if there is none. */
  readonly line: number | null;
}

/** Judges a compiled file by the machine code of its runtime. */
export interface BinaryOracle {
  readonly question: RuntimeQuestion;
  /** Sentences about how an affected program can meet the bug. */
  readonly exposure: (judgement: BinaryJudgement) => readonly string[];
}

export interface ReleasePrediction {
  readonly verdict: StaticVerdict;
  /** The hash of the decisive source; null if the release was never scanned. Equal hashes mean the same code. */
  readonly sourceHash: string | null;
}

/** Sentences and parts of sentences that only this bug can fill in. */
export interface BugWords {
  /**
   * Names what the probe with the role `fact` reads (`the flag`), and states its answers as sentences without a full
   * stop.
   */
  readonly fact: Readonly<Record<'name' | 'affected' | 'fixed' | 'absent' | 'absence', string>>;
  /** End of a sentence about a release from before the bug: `older than go1.21, whose runtime brought …`. */
  readonly older: string;
  /** Names the lookalike if these probes showed the bug and the fact says fixed; null if none is known. */
  readonly lookalike: (probes: readonly string[]) => string | null;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly oracles: Readonly<Record<OracleName, string>>;
  /** Says what exposure shows, as a sentence that begins within another one. */
  readonly exposure: string;
}
