import type { Exploration } from '../../../oracle/binary/machine/explore.js';
import { samePlace, type Place, type Value } from '../../../oracle/binary/machine/value.js';

/**
 * Finds the field `ncgo` of struct m without knowing its offset: the one 4-byte field that runtime.cgocall both
 * increments and decrements. Null if there is none or more than one.
 */
export function findCallCounter(cgocall: Exploration): Place | null {
  if (!cgocall.ok) return null;
  const [raised, lowered] = [changedBy(cgocall, 1), changedBy(cgocall, -1)];
  const counters = raised.filter((place) => lowered.some((other) => samePlace(place, other)));
  return counters.length === 1 ? (counters[0] ?? null) : null;
}

function changedBy(exploration: Extract<Exploration, { ok: true }>, delta: 1 | -1): Place[] {
  const places: Place[] = [];
  for (const { events } of exploration.paths) {
    for (const event of events) {
      if (event.kind !== 'store' || event.place === null || event.place.size !== 4) continue;
      const { place, value } = event;
      if (!isChange(value, place, delta) || places.some((known) => samePlace(known, place))) continue;
      places.push(place);
    }
  }
  return places;
}

const isChange = (value: Value, place: Place, delta: number): boolean =>
  value.kind === 'sum' &&
  value.delta === delta &&
  value.of.kind === 'load' &&
  samePlace(value.of.place, place);
