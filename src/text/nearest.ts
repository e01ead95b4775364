/** "Did you mean": the names that a mistyped word is nearest to. */
import { editDistance } from './edit-distance.js';

const longestCompared = 40;

/** Returns names that differ little from the text, the nearest first. One edit in three letters is little. */
export function nearestNames(text: string, names: Iterable<string>, most = 3): string[] {
  const asked = text.toLowerCase().slice(0, longestCompared);
  return [...new Set(names)]
    .map((name) => ({ name, distance: editDistance(asked, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ name }) => name);
}

/** Says which of the choices was meant, if one is near, and all of them. `asTyped` makes of a choice what to type. */
export function chooseFrom(
  text: string,
  choices: readonly string[],
  asTyped: (choice: string) => string = (choice) => choice,
): string {
  const [nearest] = nearestNames(text, choices, 1);
  const meant = nearest === undefined ? '' : `Did you mean ${asTyped(nearest)}? `;
  return `${meant}Choose from: ${choices.join(', ')}.`;
}
