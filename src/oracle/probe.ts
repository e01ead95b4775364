import type { ChildRecord } from '../model/child.js';
import { countOutcomes, type Outcome } from '../model/outcome.js';
import type { Program, ProgramSettings } from '../model/program.js';
import type { Evidence } from '../model/report.js';
import type { Target } from '../model/target.js';
import type { Verdict } from '../model/verdict.js';
import { combinedDetection } from '../stats/power.js';
import { intervalFor } from '../stats/proportion.js';
import { endWords } from './end-words.js';
import { cannotMessage, doneMessage, messagesOf, type Message } from './protocol.js';
import type { Signature } from './signatures/signature.js';

/** One question put to a program: how to ask it, how the answers look, where it cannot tell, and its cost. */
export interface Probe {
  /** Stable; used in reports and in `--probes`. */
  readonly name: string;
  /**
   * The weight of its answer. `fact`: it reads the property that makes a runtime affected or fixed; a bug has one such
   * probe. `symptom`: it watches the bug's effect on a program.
   */
  readonly role: 'fact' | 'symptom';
  /**
   * Shows the very crash for which the bug is known: together with the fact it decides that a toolchain is affected.
   */
  readonly decisive: boolean;
  /** Ids of the signatures with which the bug dies when this is asked. */
  readonly symptoms: readonly string[];
  /** Asked by `--quick`. */
  readonly quick: boolean;
  readonly asks: string;
  readonly whenAffected: string;
  readonly whenFixed: string;
  /** Says why this probe says nothing on this target; null if it does. */
  readonly cannotTell: (target: Target) => string | null;
  readonly args: (settings: ProgramSettings, known: KnownBefore) => readonly string[];
  /**
   * Name of an earlier probe whose trials hold this observation too, if the toolchain is not expected to be affected.
   */
  readonly alsoSeenBy?: string;
  /** The time of one trial on a fixed toolchain, milliseconds, natively. */
  readonly expectedMs: number;
  /**
   * `dies`: each trial shows the bug or does not, so rates mean something. `reports`: the observation is read, and the
   * process ends well either way.
   */
  readonly showsBy: 'dies' | 'reports';
  /** Trials that a fixed toolchain usually takes at the default confidence. */
  readonly expectedTrials: number;
  /** True if one trial may miss the bug, so that more of them say more. */
  readonly takesChances: boolean;
  /** After this time a trial is a hang. */
  readonly limitMs: number;
  /** False if it is only asked by name. */
  readonly byDefault: boolean;
  readonly judgeTrial: (facts: TrialFacts) => TrialJudgement;
  readonly conclude: (trials: readonly TrialJudgement[], confidence: number) => Conclusion;
}

/** What is known when a trial begins. */
export interface KnownBefore extends Pick<Program, 'offsets' | 'target'> {
  /** What the fact says so far. */
  readonly expected: Verdict;
}

/** Everything that a trial left behind. */
export interface TrialFacts {
  readonly child: ChildRecord;
  /** The cause of the child's bad end; null if it ended well or in a way that no signature knows. */
  readonly signature: Signature | null;
  readonly messages: readonly Message[];
  /** CPU profiles that the program wrote, as stored in files. */
  readonly profiles: readonly Uint8Array[];
}

export interface TrialJudgement {
  readonly outcome: Outcome;
  /** Id of the signature that matched, or null. */
  readonly signature: string | null;
  /** The answer of this trial by itself; null for none. */
  readonly says: Verdict | null;
  /** For a clean trial: the probability that an affected toolchain would have shown the bug in it. */
  readonly detection: number;
  /** The observation in words, if it is more than the outcome. */
  readonly note?: string;
  /** The observation itself, for pictures. */
  readonly seen?: Pick<Evidence, 'readings' | 'stacks'>;
}

export interface Conclusion {
  readonly verdict: Verdict;
  readonly detail: string;
  /** Combined over the clean trials; null if nothing depends on chance. */
  readonly detection: number | null;
}

export const canTellEverywhere = (): null => null;

/** The symptoms that a probe provokes. */
export interface Symptom {
  readonly signatures: readonly string[];
  readonly hang: boolean;
  /**
   * False: the program had not yet put its question when it ended. A death or a hang from before that is of the program,
   * its environment or its runner, and no symptom.
   */
  readonly wasAsked: boolean;
}

/** Judges how a trial ended, if it did not end well. Null: it ended well and said so. */
export function judgeBadEnding(
  { child, messages, signature }: TrialFacts,
  symptom: Symptom,
): TrialJudgement | null {
  if (child.end.kind === 'not-started')
    return nothing('harness-error', `could not be started: ${child.end.reason}`);
  if (child.endedBy === 'flood') return nothing('harness-error', 'it printed more than this tool keeps');
  const cannot = messagesOf(messages, cannotMessage)[0];
  if (cannot !== undefined) return nothing('harness-error', cannot.reason);
  if (signature === null) {
    const endedWell = child.end.kind === 'exited' && child.end.code === 0;
    if (endedWell && messagesOf(messages, doneMessage).length === 1) return null;
    if (endedWell) return nothing('harness-error', 'the program ended without saying that it was done');
    return nothing('other-crash', endWords(child.end));
  }
  const { id } = signature;
  const isOfQuestion = symptom.signatures.includes(id) || (signature.ending === 'hang' && symptom.hang);
  if (!symptom.wasAsked && (isOfQuestion || signature.ending === 'hang'))
    return { ...nothing('harness-error', beforeQuestion[signature.ending]), signature: id };
  switch (signature.ending) {
    case 'hang':
      return { outcome: 'hang', signature: id, says: symptom.hang ? 'affected' : null, detection: 0 };
    case 'killed':
      return { outcome: 'killed', signature: id, says: null, detection: 0 };
    case 'crash':
      return symptom.signatures.includes(id)
        ? { outcome: 'crash', signature: id, says: 'affected', detection: 0 }
        : { outcome: 'other-crash', signature: id, says: null, detection: 0 };
  }
}

const beforeQuestion = {
  crash: 'it died before its question was put',
  hang: 'it hung before its question was put',
  killed: 'it was killed before its question was put',
} as const satisfies Record<Signature['ending'], string>;

/** A trial that says nothing about the bug, and why. */
export function nothing(outcome: Outcome, note: string): TrialJudgement {
  return { outcome, signature: null, says: null, detection: 0, note };
}

/** For probes whose every trial either shows the symptom or does not. */
export function concludeBySymptom(
  trials: readonly TrialJudgement[],
  confidence: number,
  words: { readonly affected: string; readonly fixed: string },
): Conclusion {
  const shown = trials.filter(({ says }) => says === 'affected').length;
  if (shown > 0) {
    return {
      verdict: 'affected',
      detail: `${words.affected} in ${shown} of ${trials.length}`,
      detection: null,
    };
  }
  const clean = trials.filter(({ outcome }) => outcome === 'clean');
  const detection = combinedDetection(clean.map((trial) => trial.detection));
  if (clean.length > 0 && detection >= confidence) {
    return { verdict: 'fixed', detail: `${words.fixed} in ${clean.length} of ${trials.length}`, detection };
  }
  return { verdict: 'inconclusive', detail: whyUndecided(trials), detection };
}

/** For probes that read a fact: all of its readings that say anything have to agree. */
export function concludeByReading(trials: readonly TrialJudgement[]): Conclusion {
  const telling = trials.filter(({ says }) => says !== null);
  const last = telling.at(-1) ?? trials.at(-1);
  if (telling.some(({ says }) => says !== last?.says))
    return { verdict: 'inconclusive', detail: 'trials disagree', detection: null };
  const seen = last?.note ?? (last?.says === null ? null : last?.signature);
  return {
    verdict: last?.says ?? 'inconclusive',
    detail: seen ?? (last === undefined ? 'not read' : `not read: ${last.outcome}`),
    detection: null,
  };
}

function whyUndecided(trials: readonly TrialJudgement[]): string {
  if (trials.length === 0) return 'no trial was made';
  const counts = countOutcomes(trials);
  const parts = Object.entries(counts).flatMap(([outcome, count]) =>
    count > 0 ? [`${count} ${outcome}`] : [],
  );
  const note = trials.find((trial) => trial.note !== undefined)?.note;
  return `not enough seen: ${parts.join(', ')}${note === undefined ? '' : ` (${note})`}`;
}

/** The report's evidence for one probe. */
export function evidenceOf(probe: Probe, trials: readonly TrialJudgement[], confidence: number): Evidence {
  const { verdict, detail, detection } = probe.conclude(trials, confidence);
  const evidence: Evidence = {
    probe: probe.name,
    verdict,
    detail,
    trials: trials.length,
    outcomes: countOutcomes(trials),
    ...trials.findLast(({ says, seen }) => says === verdict && seen !== undefined)?.seen,
  };
  return probe.showsBy === 'reports' ? evidence : { ...evidence, ...rateOf(trials), detection };
}

function rateOf(trials: readonly TrialJudgement[]): Pick<Evidence, 'rate' | 'interval'> {
  const telling = trials.filter(({ says, outcome }) => says !== null || outcome === 'clean');
  const shown = telling.filter(({ says }) => says === 'affected').length;
  if (telling.length === 0) return { rate: null, interval: null };
  return { rate: shown / telling.length, interval: intervalFor(shown, telling.length) };
}
