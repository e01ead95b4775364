/** Finds the x in [low, high] where a rising function reaches `target`, to the last bit that a double can represent. */
export function solveRising(
  rising: (x: number) => number,
  target: number,
  [low, high]: readonly [number, number],
): number {
  let [below, above] = [low, high];
  for (;;) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return middle;
    if (rising(middle) < target) below = middle;
    else above = middle;
  }
}
