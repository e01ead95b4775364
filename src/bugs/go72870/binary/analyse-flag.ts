/**
 * The judgement itself, on the paths through runtime.cgocallbackg. golang/go#72870: after runtime.cgocallbackg1 the
 * affected runtime does `if m.isextra { m.isExtraInC = true }`, the fixed one `if m.isextra && m.ncgo == 0 { … }`. The
 * two flags are found by how the code uses them, never by their offsets, which differ from release to release.
 */
import type { CodeJudgement } from '../../../oracle/binary/runtime-question.js';
import type { Exploration, Path } from '../../../oracle/binary/machine/explore.js';
import type { PathEvent } from '../../../oracle/binary/machine/path-state.js';
import { samePlace, type Place } from '../../../oracle/binary/machine/value.js';

/** A path's knowledge of one field: the value that it found, or `both` if it was read twice with different results. */
type Knowledge = 'zero' | 'nonzero' | 'both' | 'untested';
/** The last thing a path stored to the flag. */
type Stored = 'set' | 'cleared' | 'untouched' | 'unclear';

/** The half paths around the call of cgocallbackg1. */
interface Halves {
  readonly before: readonly PathEvent[];
  readonly after: readonly PathEvent[];
}

/** `isCallback` tells calls of runtime.cgocallbackg1; `ncgo` comes from runtime.cgocall. */
export function analyseFlag(
  cgocallbackg: Exploration,
  isCallback: (target: number | null) => boolean,
  ncgo: Place | null,
): CodeJudgement {
  if (!cgocallbackg.ok) return unclear(`runtime.cgocallbackg is not understood: ${cgocallbackg.reason}`);
  const halves = cgocallbackg.paths
    .filter((path) => path.end === 'return')
    .flatMap((path) => splitAtCallback(path, isCallback));
  if (halves.length === 0)
    return unclear('no path through runtime.cgocallbackg comes back from the callback');
  if (ncgo === null) return unclear('the counter of cgo calls was not found in runtime.cgocall');

  const pairs = findFlags(halves, ncgo);
  const [pair] = pairs;
  if (pair === undefined) {
    return {
      verdict: 'absent',
      reason: 'no flag in runtime.cgocallbackg is cleared before and set after the callback as isExtraInC is',
      fields: null,
    };
  }
  if (pairs.length > 1) return unclear('several flags in runtime.cgocallbackg look like isExtraInC');
  const fields = { isextra: pair.guard.offset, isExtraInC: pair.flag.offset, ncgo: ncgo.offset };
  return { ...judgeHalves(halves, pair, ncgo), fields };
}

function splitAtCallback({ events }: Path, isCallback: (target: number | null) => boolean): Halves[] {
  const at = events.findIndex((event) => event.kind === 'call' && isCallback(event.target));
  return at === -1 ? [] : [{ before: events.slice(0, at), after: events.slice(at + 1) }];
}

interface Flags {
  readonly flag: Place;
  readonly guard: Place;
}

/**
 * isExtraInC: a byte of struct m that the first half clears exactly on the paths where another byte of m (isextra) was
 * found nonzero, and that the second half stores to on some path. incgo, its neighbour, is cleared without a guard.
 */
function findFlags(halves: readonly Halves[], ncgo: Place): Flags[] {
  const inM = (place: Place): boolean => place.base === ncgo.base && place.size === 1;
  const stored = distinct(
    halves.flatMap(({ after }) =>
      after.flatMap((event) => (event.kind === 'store' && event.place ? [event.place] : [])),
    ),
  ).filter(inM);
  const tested = distinct(
    halves.flatMap(({ before }) =>
      before.flatMap((event) => (event.kind === 'decision' ? [event.place] : [])),
    ),
  ).filter(inM);
  return stored.flatMap((flag) =>
    tested
      .filter((guard) => !samePlace(guard, flag) && isClearedUnder(halves, flag, guard))
      .map((guard) => ({ flag, guard })),
  );
}

function isClearedUnder(halves: readonly Halves[], flag: Place, guard: Place): boolean {
  const agrees = halves.every(({ before }) => {
    const expected = { zero: 'untouched', nonzero: 'cleared', both: null, untested: null }[
      knowledgeOf(before, guard)
    ];
    return storedTo(before, flag) === expected;
  });
  return agrees && halves.some(({ before }) => storedTo(before, flag) === 'cleared');
}

function judgeHalves(
  halves: readonly Halves[],
  { flag, guard }: Flags,
  ncgo: Place,
): Omit<CodeJudgement, 'fields'> {
  const rows = halves.map(({ after }) => ({
    stored: storedTo(after, flag),
    isextra: knowledgeOf(after, guard),
    ncgo: knowledgeOf(after, ncgo),
  }));
  const setting = rows.filter((row) => row.stored === 'set');
  const tidy = rows.every((row) => row.stored !== 'unclear' && row.isextra !== 'both' && row.ncgo !== 'both');
  if (!tidy || setting.length === 0 || setting.some((row) => row.isextra !== 'nonzero')) {
    return { verdict: 'unknown', reason: 'how isExtraInC is set after the callback is not understood' };
  }
  // A field that a path did not look at may have either value.
  const mayBeExtra = rows.filter((row) => row.isextra !== 'zero');
  const asksNothing = setting.some((row) => row.ncgo !== 'zero');
  if (asksNothing && mayBeExtra.every((row) => row.stored === 'set')) {
    return {
      verdict: 'affected',
      reason:
        'runtime.cgocallbackg sets isExtraInC after the callback whenever isextra is set, without asking for ncgo == 0',
    };
  }
  const mayBeOutermost = mayBeExtra.filter((row) => row.ncgo !== 'nonzero');
  if (!asksNothing && mayBeOutermost.every((row) => row.stored === 'set')) {
    return {
      verdict: 'fixed',
      reason: 'runtime.cgocallbackg sets isExtraInC after the callback only when ncgo == 0',
    };
  }
  return {
    verdict: 'unknown',
    reason: 'setting isExtraInC after the callback depends on something other than isextra and ncgo',
  };
}

function knowledgeOf(events: readonly PathEvent[], place: Place): Knowledge {
  let known: Knowledge = 'untested';
  for (const event of events) {
    if (event.kind !== 'decision' || !samePlace(event.place, place)) continue;
    const now = event.zero ? 'zero' : 'nonzero';
    known = known === 'untested' || known === now ? now : 'both';
  }
  return known;
}

function storedTo(events: readonly PathEvent[], flag: Place): Stored {
  let stored: Stored = 'untouched';
  for (const event of events) {
    if (event.kind !== 'store' || event.place === null || !overlap(event.place, flag)) continue;
    const value = samePlace(event.place, flag) && event.value.kind === 'constant' ? event.value.value : null;
    stored = value === 1 ? 'set' : value === 0 ? 'cleared' : 'unclear';
  }
  return stored;
}

const overlap = (a: Place, b: Place): boolean =>
  a.base === b.base && a.offset < b.offset + b.size && b.offset < a.offset + a.size;

function distinct(places: readonly Place[]): Place[] {
  return places.filter((place, index) => places.findIndex((other) => samePlace(other, place)) === index);
}

const unclear = (reason: string): CodeJudgement => ({ verdict: 'unknown', reason, fields: null });
