/** Profiles as flame graphs, an affected one beside a fixed one: what only one of them has is marked. */
import type { RecordedProfile } from '../../../../bugs/bug.js';
import type { Report, Stack } from '../../../../model/report.js';
import type { Verdict } from '../../../../model/verdict.js';
import { plural } from '../../../page/words.js';
import { badge } from '../marks.js';
import { element, type Markup } from '../markup.js';

export interface Profile {
  readonly verdict: Verdict;
  /** `go1.23.8`. */
  readonly release: string;
  readonly probe: string;
  readonly stacks: readonly Stack[];
  readonly origin: 'report' | 'recorded';
}

const sides = ['affected', 'fixed'] as const satisfies readonly Verdict[];

/**
 * The first profile of each side in the report. A side that the report lacks is the recorded one of the bug; nothing is
 * shown if the report has neither.
 */
export function profilesOf({ cells }: Report, recorded: readonly RecordedProfile[]): readonly Profile[] {
  const own = cells.flatMap(({ evidence, go, subject }) =>
    evidence.flatMap(({ probe = '', stacks = [], verdict }): Profile[] =>
      stacks.length === 0 ? [] : [{ verdict, release: go ?? subject, probe, stacks, origin: 'report' }],
    ),
  );
  if (own.length === 0) return [];
  return sides.flatMap((side) => {
    const found = own.find(({ verdict }) => verdict === side);
    const other = recorded.find(({ verdict }) => verdict === side);
    return found ?? (other === undefined ? [] : { ...other, origin: 'recorded' as const });
  });
}

/** Equal frames on equal callers, as wide as their samples. */
export interface Flame {
  readonly name: string;
  readonly depth: number;
  /** In samples, from the left. */
  readonly start: number;
  readonly samples: number;
}

/** Deeper frames, and rarer stacks, are not drawn. */
const mostDepth = 40;
const mostStacks = 50;

/** Lays out stacks from the outermost frame up, the most frequent to the left. */
export function flamesOf(stacks: readonly Stack[], depth = 0, from = 0): readonly Flame[] {
  const byFrame = new Map<string, Stack[]>();
  for (const stack of stacks) {
    const name = stack.frames[depth];
    if (name !== undefined) byFrame.set(name, [...(byFrame.get(name) ?? []), stack]);
  }
  if (depth >= mostDepth) return [];
  let start = from;
  return [...byFrame].flatMap(([name, ofFrame]) => {
    const flame: Flame = { name, depth, start, samples: samplesOf(ofFrame) };
    start += flame.samples;
    return [flame, ...flamesOf(ofFrame, depth + 1, flame.start)];
  });
}

const samplesOf = (stacks: readonly Stack[]): number => stacks.reduce((sum, { samples }) => sum + samples, 0);

export function drawFlameGraphs(profiles: readonly Profile[]): Markup | null {
  if (profiles.length === 0) return null;
  return element(
    'section',
    { id: 'profiles', 'aria-labelledby': 'profiles-title' },
    element('h2', { id: 'profiles-title' }, 'Who called the spinning function?'),
    element(
      'p',
      { class: 'dim' },
      'The outermost caller is at the bottom, a frame is as wide as its samples.',
      profiles.length > 1 ? ' Frames with a bold edge are in one of the two profiles only.' : '',
    ),
    element(
      'div',
      { class: 'flames' },
      ...profiles.map((profile) => drawProfile(profile, framesOf(profiles.filter((one) => one !== profile)))),
    ),
  );
}

const framesOf = (profiles: readonly Profile[]): ReadonlySet<string> | null =>
  profiles.length === 0
    ? null
    : new Set(profiles.flatMap(({ stacks }) => stacks.flatMap(({ frames }) => frames.map(withoutHash))));

/** cgo puts a hash of the package into the names that it makes. */
const withoutHash = (frame: string): string => frame.replace(/^(_cgoexp_)[0-9a-f]+_/, '$1');

const rowHeight = 22;

function drawProfile(
  { origin, probe, release, stacks, verdict }: Profile,
  others: ReadonlySet<string> | null,
): Markup {
  const drawn = stacks.slice(0, mostStacks);
  const flames = flamesOf(drawn);
  const total = samplesOf(drawn);
  const rows = flames.reduce((most, { depth }) => Math.max(most, depth + 1), 0);
  const from = origin === 'recorded' ? `recorded from ${release} earlier, not in this run` : release;
  return element(
    'figure',
    { class: 'profile' },
    element('figcaption', {}, badge(verdict), ` ${from}: ${plural(total, 'sample')} of ${probe}`),
    element(
      'svg',
      {
        width: '100%',
        height: rows * rowHeight,
        role: 'img',
        'aria-label': `Flame graph, ${from}, ${verdict}: ${flames.map(({ name, samples }) => `${name} ${samples}`).join(', ')}`,
      },
      ...flames.map((flame) => drawFlame(flame, total, rows, others)),
    ),
  );
}

function drawFlame(
  { depth, name, samples, start }: Flame,
  total: number,
  rows: number,
  others: ReadonlySet<string> | null,
): Markup {
  const isOnlyHere = others !== null && !others.has(withoutHash(name));
  // A picture within the picture clips to the frame. A name that does not fit beside its strut goes to a second line,
  // which is not seen: a part of a name says nothing.
  return element(
    'svg',
    {
      x: percentOf(start, total),
      y: (rows - 1 - depth) * rowHeight,
      width: percentOf(samples, total),
      height: rowHeight,
      class: isOnlyHere ? 'frame only' : 'frame',
    },
    element('title', {}, `${name}: ${samples} of ${plural(total, 'sample')}`),
    element('rect', { x: 1, y: 1, width: '100%', height: rowHeight - 2, rx: 2 }),
    element(
      'foreignObject',
      { x: 6, y: 0, width: '100%', height: rowHeight },
      element('div', { class: 'name' }, element('span', { class: 'strut' }), element('span', {}, name)),
    ),
  );
}

const percentOf = (part: number, whole: number): string =>
  `${Number(((part / Math.max(1, whole)) * 100).toFixed(3))}%`;
