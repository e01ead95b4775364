import type { Pin } from '../../model/pin.js';
import { adviceOn } from './advice.js';
import type { PinFinding } from './pin-finding.js';
import { withAgreeingEdits } from './agreeing-edits.js';
import { definitionOf, followFiles, pinsByFile } from './follow-files.js';
import type { ReleaseKnowledge } from '../resolve/releases.js';
import { resolveRequirement } from '../resolve/resolve-pin.js';
import { smallestEdit } from '../edit/smallest-edit.js';
import { takenArguments } from '../resolve/taken-arguments.js';

/**
 * Judges all pins of one repository together, because some of them refer to others. `others` are pins of files that are
 * referred to and not judged themselves.
 */
export function judgePins(
  pins: readonly Pin[],
  knowledge: ReleaseKnowledge,
  others: readonly Pin[] = [],
): readonly PinFinding[] {
  const known = others.length === 0 ? pins : [...pins, ...others];
  const taken = takenArguments(known);
  const answered = new Set(known.flatMap(({ answersInputs = [] }) => answersInputs));
  const given = new Set(known.flatMap(({ answersArgument }) => answersArgument ?? []));
  const open = new Set(known.flatMap(({ leavesArgumentOpen }) => leavesArgumentOpen ?? []));
  const isGiven = (name: string): boolean => given.has(name) && !open.has(name);
  const byFile = pinsByFile(known);
  const counting = pins
    .filter(({ leavesArgumentOpen }) => leavesArgumentOpen === undefined)
    .filter(({ awaitsArguments }) => awaitsArguments?.every(isGiven) !== true)
    .filter(({ givesArgument }) => givesArgument === undefined || taken.has(givesArgument))
    .filter(({ awaitsInput }) => awaitsInput === undefined || !answered.has(awaitsInput));
  const findings = withoutReadTwice(counting).map((pin) => {
    const requirement = followFiles(pin, byFile);
    const judged = { pin, requirement, resolution: resolveRequirement(requirement, knowledge) };
    const edit = smallestEdit(judged, knowledge);
    const advice = edit === null ? adviceOn(judged, byFile, knowledge) : null;
    const { editPlace } = pin;
    const writtenAt = editPlace.kind === 'none' ? (editPlace.writtenAt ?? null) : null;
    const definition = definitionOf(pin, byFile) ?? writtenAt;
    return { pin, resolution: judged.resolution, edit, advice, definition };
  });
  return withAgreeingEdits(findings);
}

const placeKey = ({ file, line, column, requirement }: Pin): string =>
  JSON.stringify([file, line, column, requirement]);

/** If one file makes a setting and another one makes Go of it, the other one knows more of it. */
function withoutReadTwice(pins: readonly Pin[]): readonly Pin[] {
  const read = new Set(pins.filter(({ readBy }) => readBy !== undefined).map(placeKey));
  return read.size === 0
    ? pins
    : pins.filter((pin) => pin.kind !== 'script' || pin.readBy !== undefined || !read.has(placeKey(pin)));
}
