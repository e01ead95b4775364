/** The lines of a text. They end at `\n`, which is part of none. */
import type { Span } from '../../model/pin.js';

/** The lines of a part of the text, in order. */
export function* linesWithin(text: string, within: Span): Generator<Span> {
  for (let { start } = within; start < within.end;) {
    const lineBreak = text.indexOf('\n', start);
    const end = lineBreak === -1 ? within.end : Math.min(lineBreak, within.end);
    yield { start, end };
    start = end + 1;
  }
}

/** The offsets at which the lines of the text start. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

/** The index of the last of these ascending numbers that is not greater; 0 if there is none. */
export function lastUpTo(most: number, numbers: readonly number[]): number {
  let low = 0;
  for (let high = numbers.length; high - low > 1;) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? Infinity) <= most) low = middle;
    else high = middle;
  }
  return low;
}

/** The part of its line that stands before this place: of a long one, the last `most` characters. */
export function lineBefore(text: string, at: number, most: number): string {
  const before = text.slice(Math.max(0, at - most), at);
  return before.slice(before.lastIndexOf('\n') + 1);
}
