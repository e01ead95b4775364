/** The nested calls as a staircase: each Go frame with what was read in it, and the C frames between them. */
import type { Reading } from '../../../../model/report.js';
import { element, type Markup } from '../markup.js';

/** A frame on the way down into the calls or back up. */
export type Step =
  | { readonly kind: 'C'; readonly level: number; readonly returning: boolean }
  | { readonly kind: 'Go'; readonly level: number; readonly readings: readonly Reading[] }
  /** Steps of deep nesting that are not drawn. */
  | { readonly kind: 'omitted'; readonly readings: readonly Reading[] };

/** Readings that are drawn from the beginning and from the end; what is wrong shows in the outer frames. */
const drawnAtEachEnd = 6;

/** The way of the thread: C calls Go, which calls C, and so on, and back. */
export function stepsOf(readings: readonly Reading[]): readonly Step[] {
  const omitted = readings.slice(drawnAtEachEnd, -drawnAtEachEnd);
  if (omitted.length === 0) return walk(readings);
  return [
    ...walk(readings.slice(0, drawnAtEachEnd)).slice(0, -1),
    { kind: 'omitted', readings: omitted },
    ...walk(readings.slice(-drawnAtEachEnd)).slice(1),
  ];
}

function walk(readings: readonly Reading[]): Step[] {
  const steps: Step[] = [];
  let previous: Reading | null = null;
  for (const reading of readings) {
    const last = steps.at(-1);
    if (previous !== null && previous.level === reading.level && last?.kind === 'Go') {
      steps[steps.length - 1] = { ...last, readings: [...last.readings, reading] };
    } else {
      const returning = previous !== null && previous.level > reading.level;
      steps.push({ kind: 'C', level: returning ? reading.level : reading.level - 1, returning });
      steps.push({ kind: 'Go', level: reading.level, readings: [reading] });
    }
    previous = reading;
  }
  if (previous !== null) steps.push({ kind: 'C', level: previous.level - 1, returning: true });
  return steps;
}

export function drawFlagTimeline(probe: string, readings: readonly Reading[]): Markup {
  return element(
    'figure',
    { class: 'timeline' },
    element('figcaption', {}, captionOf(probe, readings)),
    element('ol', {}, ...stepsOf(readings).map(drawStep)),
  );
}

function captionOf(probe: string, readings: readonly Reading[]): string {
  const wrong = readings.filter((reading) => reading.wrong).length;
  const found =
    wrong === 0
      ? 'every value is one that a runtime without the bug has'
      : `${wrong} of ${readings.length} wrong`;
  return `${probe}: read from the running program at each step of the nested calls; ${found}`;
}

function drawStep(step: Step): Markup {
  switch (step.kind) {
    case 'C':
      return element(
        'li',
        { class: `step c ${rowOf(step.level * 2)}` },
        element('b', {}, step.level === 0 ? 'C thread' : `C ${step.level}`),
        element('small', {}, step.returning ? (step.level === 0 ? 'back in C' : 'returns') : 'calls Go'),
      );
    case 'Go': {
      const isWrong = step.readings.some(({ wrong }) => wrong);
      return element(
        'li',
        { class: `step go ${rowOf(step.level * 2 - 1)}${isWrong ? ' wrong' : ''}` },
        element('b', {}, `Go ${step.level}`),
        ...step.readings.map(drawReading),
      );
    }
    case 'omitted':
      return element('li', { class: 'step omitted' }, `… ${step.readings.length} more readings`);
  }
}

/** Deeper frames than the page has rows for are drawn in the last one. */
const rowOf = (row: number): string => `row-${Math.min(row, 6)}`;

const stepWords = { enter: 'entered', settled: 'after the call' } as const satisfies Record<
  Reading['step'],
  string
>;

function drawReading({ step, values, wrong }: Reading): Markup {
  return element(
    'span',
    { class: wrong ? 'reading wrong' : 'reading' },
    element('small', {}, stepWords[step]),
    ...values.map(({ name, value }, index) =>
      element(
        'code',
        {},
        `${name} ${String(value)}`,
        wrong && index === 0 ? element('strong', {}, ' ✗ WRONG') : null,
      ),
    ),
  );
}
