/** The diff of a file, for `git apply` and for people: to the letter, or not at all. */
import type { EventSink } from '../../../model/event.js';
import { guardOutput } from '../../../text/sanitise.js';
import { diffOf, type FileChange } from './fix-pins.js';

/** Tells why when there is none: what a terminal or a CI system would obey may neither be shown nor changed. */
export function showableDiff(change: FileChange, tell: EventSink): string {
  const diff = diffOf(change);
  if (diff.split('\n').every(isHarmless)) return diff;
  const message = `${change.shown}: its edit is not shown, since a terminal or a CI system would obey what stands there; --fix makes it`;
  tell({ type: 'warning', message });
  return '';
}

/** The two lines that name the file look like Buildkite's groups, and only git can say otherwise. */
function isHarmless(line: string): boolean {
  const text = line.replace(/^(?:--- "?a|\+\+\+ "?b)\//, '').replaceAll(/^([ +-])\ufeff|\r$/g, '$1');
  return guardOutput(text) === text;
}
