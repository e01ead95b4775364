/**
 * Evidence in, verdict out. No oracle is silently preferred: agreement gives the verdict, a contradiction is
 * `inconclusive` unless a rule here explains it. The release table plays no part. Each rule has a test of its own.
 */
import type { Evidence } from '../model/report.js';
import type { Verdict } from '../model/verdict.js';

export interface Judgement {
  readonly verdict: Verdict;
  /** The rule that fired, as a sentence for people. */
  readonly reason: string;
}

export interface JudgeContext {
  /** Why this program cannot show the bug on any toolchain; null when it can. */
  readonly programCannotShow: string | null;
}

export function judge(evidence: readonly Evidence[], context: JudgeContext): Judgement {
  const words = wordsOf(evidence);
  if (context.programCannotShow !== null) return cannotShow(words, context.programCannotShow);
  if (words.flag === 'inconclusive') return withoutFlag(words);
  switch (words.flag) {
    case 'affected':
      return flagAffected(words);
    case 'fixed':
      return flagFixed(words);
    case 'not-applicable':
      return flagNotApplicable(words);
  }
}

/** What each kind of oracle said; `inconclusive` where it was not asked or could not tell. */
interface Words {
  readonly source: Verdict;
  readonly flag: Verdict;
  /** Probes that watch behaviour, by what they said. */
  readonly showed: readonly Evidence[];
  readonly clean: readonly Evidence[];
  readonly undecided: readonly Evidence[];
}

function wordsOf(evidence: readonly Evidence[]): Words {
  const behaviour = evidence.filter(({ probe }) => probe !== undefined && probe !== 'flag');
  return {
    source: evidence.find(({ oracle }) => oracle === 'source')?.verdict ?? 'inconclusive',
    flag: evidence.find(({ probe }) => probe === 'flag')?.verdict ?? 'inconclusive',
    showed: behaviour.filter(({ verdict }) => verdict === 'affected'),
    clean: behaviour.filter(({ verdict }) => verdict === 'fixed'),
    undecided: behaviour.filter(({ verdict }) => verdict === 'inconclusive'),
  };
}

function cannotShow({ source, showed }: Words, why: string): Judgement {
  const seen =
    showed.length > 0
      ? `and yet ${names(showed)} showed it`
      : 'so a clean run says nothing about the toolchain';
  return inconclusive(
    `this program cannot show the bug: ${why}, ${seen}; the source alone reads as ${source}`,
  );
}

function flagAffected({ source, showed, clean, undecided }: Words): Judgement {
  if (clean.length > 0) {
    return inconclusive(
      `the flag is wrong after the nested callback, but ${names(clean)} behaved as on a fixed toolchain`,
    );
  }
  if (source === 'fixed' || source === 'not-applicable') {
    // An -overlay, a -toolexec or a stale build: what runs is affected, whatever the file says.
    return showed.length > 0
      ? affected(
          `the flag and ${names(showed)} show the bug; the source reads as ${source}, so what was built is not that source`,
        )
      : inconclusive(
          `the flag shows the bug, but the source reads as ${source}, and no other probe was decisive`,
        );
  }
  if (showed.length > 0)
    return affected(`the flag is wrong after the nested callback, and ${names(showed)} confirmed it`);
  const behaviour =
    undecided.length > 0 ? `${names(undecided)} stayed undecided` : 'no other probe was asked';
  return source === 'affected'
    ? affected(`the flag is wrong after the nested callback, and the source says why; ${behaviour}`)
    : affected(`the flag is wrong after the nested callback; ${behaviour}`);
}

function flagFixed({ source, showed, clean, undecided }: Words): Judgement {
  if (showed.length > 0) {
    const hint = showed.some(({ probe }) => probe === 'profile-crash') ? ' (golang/go#70529?)' : '';
    return inconclusive(`the flag says fixed, but ${names(showed)} showed the bug${hint}`);
  }
  if (source === 'affected' || source === 'not-applicable') {
    return inconclusive(
      `the flag says fixed, but the source reads as ${source}: what was built is not that source`,
    );
  }
  if (clean.length > 0) {
    const rest = undecided.length > 0 ? `; ${names(undecided)} stayed undecided` : '';
    return fixed(`the flag is right after the nested callback, and ${names(clean)} confirmed it${rest}`);
  }
  return source === 'fixed'
    ? fixed(
        `the flag is right after the nested callback, and so is the source; no other probe ${undecided.length > 0 ? 'was decisive' : 'was asked'}`,
      )
    : inconclusive('the flag says fixed, but neither the source nor another probe confirms it');
}

function flagNotApplicable({ source, showed, clean }: Words): Judgement {
  if (showed.length > 0) {
    return inconclusive(`this runtime has no such flag, but ${names(showed)} showed the bug`);
  }
  if (source === 'affected' || source === 'fixed') {
    return inconclusive(`this runtime has no such flag, but the source reads as ${source}`);
  }
  if (source !== 'not-applicable' && clean.length === 0) {
    // A runtime of the future may have the flag under another name.
    return inconclusive(
      'this runtime has no such flag, but neither the source nor another probe confirms it',
    );
  }
  const confirmed = clean.length > 0 ? `, and ${names(clean)} found nothing` : '';
  return {
    verdict: 'not-applicable',
    reason: `this runtime is older than the bug: it has no such flag${confirmed}`,
  };
}

function withoutFlag({ source, showed, clean }: Words): Judgement {
  if (showed.length > 0 && clean.length > 0) {
    return inconclusive(`the flag was not read; ${names(showed)} showed the bug and ${names(clean)} did not`);
  }
  if (showed.length > 0) {
    if (source === 'affected')
      return affected(`${names(showed)} showed the bug, and the source says why; the flag was not read`);
    return inconclusive(
      `${names(showed)} showed the bug, but the flag was not read and the source reads as ${source}`,
    );
  }
  if (clean.length > 0) {
    if (source === 'fixed')
      return fixed(`${names(clean)} found nothing, and the source is fixed; the flag was not read`);
    if (source === 'not-applicable') {
      return {
        verdict: 'not-applicable',
        reason: `${names(clean)} found nothing, and the source is older than the bug`,
      };
    }
    return inconclusive(
      `${names(clean)} found nothing, but the flag was not read and the source reads as ${source}`,
    );
  }
  return inconclusive(`the flag was not read and no probe was decisive; the source alone reads as ${source}`);
}

const affected = (reason: string): Judgement => ({ verdict: 'affected', reason });
const fixed = (reason: string): Judgement => ({ verdict: 'fixed', reason });
const inconclusive = (reason: string): Judgement => ({ verdict: 'inconclusive', reason });

function names(evidence: readonly Evidence[]): string {
  return evidence.map(({ probe }) => probe).join(', ');
}
