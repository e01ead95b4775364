/** Records which parts of a file were understood, so that the bytes between them can be examined too. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface Coverage {
  /** Ranges may be added in any order, and may overlap. */
  readonly add: (start: number, end: number) => void;
  /** Returns the ranges that were not added, in order. */
  readonly gaps: () => Range[];
}

/** @param from the offset from which everything has to be understood */
export function createCoverage(size: number, from: number): Coverage {
  const ranges: { start: number; end: number }[] = [{ start: 0, end: from }];
  return {
    add: (start, end) => {
      const last = ranges.at(-1);
      // Files are mostly stored one after the other, in the order in which they are listed.
      if (last?.end === start) last.end = end;
      else if (end > start) ranges.push({ start, end });
    },
    gaps: () => {
      const gaps: Range[] = [];
      let reached = 0;
      for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
        if (start > reached) gaps.push({ start: reached, end: Math.min(start, size) });
        reached = Math.max(reached, end);
      }
      if (reached < size) gaps.push({ start: reached, end: size });
      return gaps.filter(({ start, end }) => end > start);
    },
  };
}
