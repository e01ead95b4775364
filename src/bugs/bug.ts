/**
 * What the engine may ask of a bug. Types only: a bug is data that is handed in, so that nothing but `table.ts` knows
 * which bugs there are.
 */
import type { GoVersion } from '../model/go-version.js';
import type { FindingKind } from '../model/finding.js';
import type { ProgramSettings } from '../model/program.js';
import type { OracleName } from '../model/report.js';
import type { Topic } from '../model/topic.js';
import type { Prediction, Verdict } from '../model/verdict.js';
import type { BinaryJudgement } from '../oracle/binary/judge-binary.js';
import type { RuntimeQuestion } from '../oracle/binary/runtime-question.js';
import type { Probe } from '../oracle/probe.js';
import type { Signature } from '../oracle/signatures/signature.js';

/** What is said of a bug where nothing is asked about it: in `--help`, and of a saved report. */
export interface BugIdentity {
  /** Names its folder and its entries in caches. */
  readonly id: string;
  /** As reports write it: `owner/repository#number`. */
  readonly name: string;
  /** What it is about, as a noun phrase for `--help`. */
  readonly about: string;
  /** Paragraphs of `explain` for findings that only this bug can explain. */
  readonly findings: Readonly<Partial<Record<FindingKind, readonly string[]>>>;
}

export interface Bug extends BugIdentity {
  /** The first version that can have it. Releases before it are `not-applicable`. */
  readonly since: GoVersion;
  /** The program that carries the probes: its name below go-fixtures/ and c-fixtures/. */
  readonly fixture: string;
  /** Says why a program with these settings cannot show the bug on any toolchain; null when it can. */
  readonly cannotShow: (settings: ProgramSettings) => string | null;
  /** In the order in which they are asked: the cheap and certain first. */
  readonly probes: readonly Probe[];
  /** Ways to die that only this bug and its lookalikes have. They are tried before the general ones. */
  readonly signatures: readonly Signature[];
  readonly source: SourceOracle;
  readonly binary: BinaryOracle;
  /** What is expected of each known release, by its name (`go1.23.8`). Never evidence. */
  readonly predictions: Readonly<Record<string, ReleasePrediction>>;
  readonly words: BugWords;
  /** Pages of `explain`: the bug itself, and what looks like it. */
  readonly topics: readonly Topic[];
}

/** Judges a toolchain by the sources of its runtime, which it compiles into every program. */
export interface SourceOracle {
  /** The files that decide, relative to GOROOT, with `/`. The first one is in every toolchain. */
  readonly files: readonly string[];
  /** Raised with every change that may give another judgement of the same source; kept verdicts name it. */
  readonly version: number;
  readonly judge: (sources: SourceTexts) => SourceJudgement;
  /** SHA-256 (hex) of the source that the judgement hangs on; null when it is not found. Equal hashes, the same code. */
  readonly hash: (sources: SourceTexts) => string | null;
}

/** Texts by file, as `SourceOracle.files` names them; null for one that is missing or cannot be the real one. */
export type SourceTexts = Readonly<Record<string, string | null>>;

export interface SourceJudgement {
  readonly verdict: Prediction;
  /** One sentence for people. */
  readonly detail: string;
  /** Line in the first file of the code that decides; null when there is none. */
  readonly line: number | null;
}

/** Judges a compiled file by the machine code of its runtime. */
export interface BinaryOracle {
  readonly question: RuntimeQuestion;
  /** Sentences about how an affected program can meet the bug. */
  readonly exposure: (judgement: BinaryJudgement) => readonly string[];
}

export interface ReleasePrediction {
  readonly verdict: Prediction;
  /** Of the source that decides; null when the release was never scanned. Equal hashes, the same code. */
  readonly sourceHash: string | null;
}

/** Sentences and parts of sentences that only this bug can fill in. */
export interface BugWords {
  /** What the probe with the role `fact` reads: `the flag`, and what it says as a sentence without a full stop. */
  readonly fact: Readonly<Record<'name' | 'affected' | 'fixed' | 'absent' | 'absence', string>>;
  /** End of a sentence about a release from before the bug: `older than go1.21, whose runtime brought …`. */
  readonly older: string;
  /** Names the lookalike where these probes showed the bug and the fact says fixed; null when none is known. */
  readonly lookalike: (probes: readonly string[]) => string | null;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly oracles: Readonly<Record<OracleName, string>>;
  /** Says what exposure tells, as a sentence that begins within one. */
  readonly exposure: string;
}
