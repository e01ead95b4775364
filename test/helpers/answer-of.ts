import { PinBudget } from '../../src/pins/values/budget.js';
import { goLinesThatOnlyPermit } from '../../src/pins/judge/go-line.js';
import { whyInactive } from '../../src/pins/judge/inactive.js';
import { statementsOf, withoutPins } from '../../src/pins/mentions/explain-mentions.js';
import { findMentions } from '../../src/pins/mentions/find-mentions.js';
import { whyNotSearched } from '../../src/pins/mentions/searched-files.js';
import { judged, pinsIn, type Files } from './judged-pins.js';
import { knownReleases } from './known-releases.js';

export type Answer = 'affected' | 'undecided' | 'passed';

/** What the gate comes to for a repository given as text by path: its pins, and what no reader explains. */
export function answerOf(files: Files): Answer {
  const pins = pinsIn(files);
  const mentions = Object.entries(files).flatMap(([path, text]) =>
    whyNotSearched(path) !== null || whyInactive(path) !== null
      ? []
      : statementsOf(
          withoutPins(
            findMentions({ path, text, budget: new PinBudget() }),
            pins.filter(({ file }) => file === path),
          ),
          knownReleases,
        ),
  );
  const findings = judged(files).filter(({ pin }) => whyInactive(pin.file) === null);
  const isMentioned = mentions.some(({ resolution }) => resolution.verdict === 'affected');
  const onlyPermit = isMentioned ? new Set() : goLinesThatOnlyPermit(findings);
  const verdicts = new Set(
    findings.filter((finding) => !onlyPermit.has(finding)).map(({ resolution }) => resolution.verdict),
  );
  if (verdicts.has('affected')) return 'affected';
  return isMentioned || verdicts.has('inconclusive') ? 'undecided' : 'passed';
}
