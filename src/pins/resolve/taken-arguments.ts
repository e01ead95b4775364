import type { Pin } from '../../model/pin.js';

/**
 * The build arguments from which something makes Go. An argument that is only passed on, `args = { SAN = SAN }`, counts
 * if Go is made from the one that receives it: by itself it takes nothing.
 */
export function takenArguments(pins: readonly Pin[]): ReadonlySet<string> {
  const passedOn = new Map<string, string[]>();
  const taken = new Set<string>();
  for (const { givesArgument, takesArguments = [] } of pins) {
    const from = givesArgument === undefined ? undefined : (passedOn.get(givesArgument) ?? []);
    if (givesArgument !== undefined && from !== undefined) passedOn.set(givesArgument, from);
    for (const name of takesArguments)
      if (from === undefined) taken.add(name);
      else from.push(name);
  }
  // Grows while it is walked.
  for (const name of taken) for (const from of passedOn.get(name) ?? []) taken.add(from);
  return taken;
}
