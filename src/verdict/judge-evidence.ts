/**
 * Evidence in, verdict out. No oracle is silently preferred: agreement gives the verdict, a contradiction is
 * `inconclusive` unless a rule here explains it. The rules go by the roles of probes, independent of the bug: the fact
 * leads, the source has to agree, symptoms confirm. The release table plays no part. Each rule has a test of its own.
 */
import type { Bug, BugWords } from '../bugs/bug.js';
import type { Evidence } from '../model/report.js';
import type { Verdict } from '../model/verdict.js';

export interface Judgement {
  readonly verdict: Verdict;
  /** The rule that applied, as a sentence for people. */
  readonly reason: string;
}

export interface JudgeContext {
  readonly bug: Pick<Bug, 'probes' | 'words'>;
  /** The reason why this program cannot show the bug on any toolchain; null if it can. */
  readonly programCannotShow: string | null;
  /** The reason why the fact has no effect on this target, as a clause; null if it has one. */
  readonly withoutEffect: string | null;
}

/** Judges one toolchain on one target by all that was found out about it. */
export function judgeEvidence(evidence: readonly Evidence[], context: JudgeContext): Judgement {
  const said = sayings(evidence, context);
  if (context.programCannotShow !== null) return cannotShow(said, context.programCannotShow);
  switch (said.fact) {
    case 'inconclusive':
      return withoutFact(said);
    case 'affected':
      return factAffected(said);
    case 'fixed':
      return factFixed(said);
    case 'not-applicable':
      return factNotApplicable(said);
  }
}

/** The answer of each kind of oracle; `inconclusive` if it was not asked or could not tell. */
interface Sayings {
  readonly source: Verdict;
  readonly fact: Verdict;
  /** Probes that watch behaviour, by their answers. */
  readonly showed: readonly Evidence[];
  readonly clean: readonly Evidence[];
  readonly undecided: readonly Evidence[];
  readonly words: BugWords;
  readonly withoutEffect: string | null;
}

const factProbeOf = ({ probes }: Pick<Bug, 'probes'>): string | undefined =>
  probes.find(({ role }) => role === 'fact')?.name;

/** The answer of the probe that reads the fact; `inconclusive` if it was not asked or could not tell. */
export function factIn(evidence: readonly Evidence[], bug: Pick<Bug, 'probes'>): Verdict {
  const fact = factProbeOf(bug);
  return evidence.find(({ probe }) => probe !== undefined && probe === fact)?.verdict ?? 'inconclusive';
}

function sayings(evidence: readonly Evidence[], { bug, withoutEffect }: JudgeContext): Sayings {
  const factProbe = factProbeOf(bug);
  const behaviour = evidence.filter(({ probe }) => probe !== undefined && probe !== factProbe);
  return {
    source: evidence.find(({ oracle }) => oracle === 'source')?.verdict ?? 'inconclusive',
    fact: factIn(evidence, bug),
    showed: behaviour.filter(({ verdict }) => verdict === 'affected'),
    clean: behaviour.filter(({ verdict }) => verdict === 'fixed'),
    undecided: behaviour.filter(({ verdict }) => verdict === 'inconclusive'),
    words: bug.words,
    withoutEffect,
  };
}

function cannotShow({ source, showed }: Sayings, why: string): Judgement {
  const seen =
    showed.length > 0
      ? `and yet ${names(showed)} showed it`
      : 'so a clean run says nothing about the toolchain';
  return inconclusive(
    `this program cannot show the bug: ${why}, ${seen}; the source alone reads as ${source}`,
  );
}

function factAffected(said: Sayings): Judgement {
  const { source, showed, clean } = said;
  const { fact } = said.words;
  if (clean.length > 0) {
    return inconclusive(`${fact.affected}, but ${names(clean)} behaved as on a fixed toolchain`);
  }
  if (source === 'fixed' || source === 'not-applicable') {
    // An -overlay, a -toolexec or a stale build: the running code is affected, no matter what the file says.
    return showed.length > 0
      ? affected(
          `${fact.name} and ${names(showed)} show the bug; the source reads as ${source}, so the binary was not built from this source`,
        )
      : inconclusive(
          `${fact.name} shows the bug, but the source reads as ${source}, and no other probe was decisive`,
        );
  }
  if (showed.length > 0) return affected(`${fact.affected}, and ${names(showed)} confirmed it`);
  const behaviour = withoutBehaviour(said);
  return source === 'affected'
    ? affected(`${fact.affected}, and the source says why; ${behaviour}`)
    : affected(`${fact.affected}; ${behaviour}`);
}

/** Why nothing but the fact says something. */
function withoutBehaviour({ undecided, withoutEffect }: Sayings): string {
  if (withoutEffect !== null) return withoutEffect;
  return undecided.length > 0 ? `${names(undecided)} stayed undecided` : 'no other probe was asked';
}

function factFixed({
  words: { fact, lookalike },
  source,
  showed,
  clean,
  undecided,
  withoutEffect,
}: Sayings): Judgement {
  if (showed.length > 0) {
    const other = lookalike(showed.flatMap(({ probe }) => probe ?? []));
    const hint = other === null ? '' : ` (${other}?)`;
    return inconclusive(`${fact.name} says fixed, but ${names(showed)} showed the bug${hint}`);
  }
  if (source === 'affected' || source === 'not-applicable') {
    return inconclusive(
      `${fact.name} says fixed, but the source reads as ${source}: the binary was not built from this source`,
    );
  }
  if (clean.length > 0) {
    const rest = undecided.length > 0 ? `; ${names(undecided)} stayed undecided` : '';
    return fixed(`${fact.fixed}, and ${names(clean)} confirmed it${rest}`);
  }
  const others = withoutEffect ?? `no other probe ${undecided.length > 0 ? 'was decisive' : 'was asked'}`;
  return source === 'fixed'
    ? fixed(`${fact.fixed}, and so is the source; ${others}`)
    : inconclusive(`${fact.name} says fixed, but neither the source nor another probe confirms it`);
}

function factNotApplicable({ words: { fact }, source, showed, clean }: Sayings): Judgement {
  if (showed.length > 0) {
    return inconclusive(`${fact.absent}, but ${names(showed)} showed the bug`);
  }
  if (source === 'affected' || source === 'fixed') {
    return inconclusive(`${fact.absent}, but the source reads as ${source}`);
  }
  if (source !== 'not-applicable' && clean.length === 0) {
    // A future runtime may have the flag under another name.
    return inconclusive(`${fact.absent}, but neither the source nor another probe confirms it`);
  }
  const confirmed = clean.length > 0 ? `, and ${names(clean)} found nothing` : '';
  return {
    verdict: 'not-applicable',
    reason: `this runtime is older than the bug: ${fact.absence}${confirmed}`,
  };
}

function withoutFact({ words: { fact }, source, showed, clean }: Sayings): Judgement {
  if (showed.length > 0 && clean.length > 0) {
    return inconclusive(
      `${fact.name} was not read; ${names(showed)} showed the bug and ${names(clean)} did not`,
    );
  }
  if (showed.length > 0) {
    if (source === 'affected')
      return affected(`${names(showed)} showed the bug, and the source says why; ${fact.name} was not read`);
    return inconclusive(
      `${names(showed)} showed the bug, but ${fact.name} was not read and the source reads as ${source}`,
    );
  }
  if (clean.length > 0) {
    if (source === 'fixed')
      return fixed(`${names(clean)} found nothing, and the source is fixed; ${fact.name} was not read`);
    if (source === 'not-applicable') {
      return {
        verdict: 'not-applicable',
        reason: `${names(clean)} found nothing, and the source is older than the bug`,
      };
    }
    return inconclusive(
      `${names(clean)} found nothing, but ${fact.name} was not read and the source reads as ${source}`,
    );
  }
  return inconclusive(
    `${fact.name} was not read and no probe was decisive; the source alone reads as ${source}`,
  );
}

const affected = (reason: string): Judgement => ({ verdict: 'affected', reason });
const fixed = (reason: string): Judgement => ({ verdict: 'fixed', reason });
const inconclusive = (reason: string): Judgement => ({ verdict: 'inconclusive', reason });

function names(evidence: readonly Evidence[]): string {
  return evidence.map(({ probe }) => probe).join(', ');
}
