/** Files that say which release a floating version is. */
import type { Pin, Requirement } from '../../model/pin.js';
import { readRequirement } from '../values/requirement.js';

// Nobody locks Go so often for one machine.
const maxLocked = 20;

/** Replaces floating versions by those of the lock; if it has several, each of them may be meant. */
export const lockedTo = (pins: readonly Pin[], releasesOf: (pin: Pin) => readonly string[]): Pin[] =>
  pins.map((pin) =>
    ['line', 'range', 'alias'].includes(pin.requirement.kind)
      ? locked(pin, [...new Set(releasesOf(pin))])
      : pin,
  );

function locked(pin: Pin, releases: readonly string[]): Pin {
  const options = releases.slice(0, maxLocked).map(readRequirement);
  const [only, ...others] = options;
  if (only === undefined) return pin;
  const why = 'the lock file beside it has several releases';
  const several: Requirement =
    releases.length > maxLocked ? { kind: 'unresolved', why } : { kind: 'one-of', options, why };
  const requirement = others.length === 0 ? only : several;
  const doubts = ['the lock file must be regenerated with it'];
  const editPlace = pin.editPlace.kind === 'version' ? { ...pin.editPlace, doubts } : pin.editPlace;
  return { ...pin, requirement, editPlace, notes: [...pin.notes, 'The lock file beside it decides.'] };
}
