import { groupBy } from '../../model/group-by.js';
import type { Pin } from '../../model/pin.js';

/**
 * The build arguments from which something makes Go. An argument that is only passed on, `args = { SAN = SAN }`, counts
 * if Go is made from the one that receives it: by itself it takes nothing.
 */
export function takenArguments(pins: readonly Pin[]): ReadonlySet<string> {
  const giving = pins.filter(({ givesArgument }) => givesArgument !== undefined);
  const passedOn = groupBy(giving, ({ givesArgument = '' }) => givesArgument);
  const takers = pins.filter(({ givesArgument }) => givesArgument === undefined);
  const taken = new Set(takers.flatMap(({ takesArguments = [] }) => takesArguments));
  // Grows while it is walked.
  for (const name of taken)
    for (const { takesArguments = [] } of passedOn.get(name) ?? [])
      for (const from of takesArguments) taken.add(from);
  return taken;
}
