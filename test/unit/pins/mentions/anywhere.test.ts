import { expect, it } from 'vitest';
import { PinBudget } from '../../../../src/pins/budget.js';
import { statementsOf, withoutPins } from '../../../../src/pins/mentions/explain-mentions.js';
import { findMentions } from '../../../../src/pins/mentions/find-mentions.js';
import { whyNotSearched } from '../../../../src/pins/mentions/searched-files.js';
import { judged, pinsIn } from '../../../helpers/judged-pins.js';
import { knownReleases } from '../../../helpers/known-releases.js';
import { randomFrom } from '../../../helpers/random.js';
import { stateSomewhere } from '../../../helpers/state-somewhere.js';

it('a statement of an affected release, in any file that is searched, is a pin or a mention', () => {
  for (let seed = 1; seed <= 2000; seed += 1) {
    const { place, text } = stateSomewhere(randomFrom(seed));
    const files = { [place]: text };
    const open = judged(files).filter(({ resolution: { verdict } }) => /affected|inconclusive/.test(verdict));
    const mentions = findMentions({ path: place, text, budget: new PinBudget() });
    const left = statementsOf(withoutPins(mentions, pinsIn(files)), knownReleases);
    const affected = left.filter(({ resolution: { verdict } }) => verdict === 'affected');
    expect(whyNotSearched(place)).toBeNull();
    expect(open.length + affected.length, JSON.stringify({ seed, place, text })).toBeGreaterThan(0);
  }
});
