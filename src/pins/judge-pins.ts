import type { Edit, Pin, PinResolution } from '../model/pin.js';
import { definitionOf, followFiles, pinsByFile } from './follow-files.js';
import type { ReleaseKnowledge } from './releases.js';
import { resolveRequirement } from './resolve-pin.js';
import { smallestEdit } from './smallest-edit.js';

export interface PinFinding {
  readonly pin: Pin;
  readonly resolution: PinResolution;
  /** Null when there is nothing to change, or nothing to change here. */
  readonly edit: Edit | null;
  /** The pin of another file that decides, where this one only names the file. */
  readonly definition: Pin | null;
}

/**
 * Judges all pins of one repository together, for some of them refer to others. `others` are pins of files that are
 * referred to and not judged themselves.
 */
export function judgePins(
  pins: readonly Pin[],
  knowledge: ReleaseKnowledge,
  others: readonly Pin[] = [],
): readonly PinFinding[] {
  const known = others.length === 0 ? pins : [...pins, ...others];
  const taken = new Set(known.flatMap(({ takesArguments = [] }) => takesArguments));
  const answered = new Set(known.flatMap(({ answersInputs = [] }) => answersInputs));
  const given = new Set(known.flatMap(({ answersArgument }) => answersArgument ?? []));
  const open = new Set(known.flatMap(({ leavesArgumentOpen }) => leavesArgumentOpen ?? []));
  const isGiven = (name: string): boolean => given.has(name) && !open.has(name);
  const byFile = pinsByFile(known);
  const findings = pins
    .filter(({ leavesArgumentOpen }) => leavesArgumentOpen === undefined)
    .filter(({ awaitsArguments }) => awaitsArguments?.every(isGiven) !== true)
    .filter(({ givesArgument }) => givesArgument === undefined || taken.has(givesArgument))
    .filter(({ awaitsInput }) => awaitsInput === undefined || !answered.has(awaitsInput))
    .map((pin) => {
      const resolution = resolveRequirement(followFiles(pin, byFile), knowledge);
      const definition = definitionOf(pin, byFile);
      return { pin, resolution, edit: smallestEdit(pin, resolution, knowledge), definition };
    });
  return withoutEqualItems(findings);
}

/** Two items of a list that would become one and the same: which of them is to go, people decide. */
function withoutEqualItems(findings: readonly PinFinding[]): readonly PinFinding[] {
  const places = new Map<string, Set<number>>();
  const keyOf = ({ pin, edit }: PinFinding): string | null =>
    edit === null || pin.editPlace.kind !== 'version' || pin.editPlace.list === null
      ? null
      : JSON.stringify([pin.file, pin.editPlace.list.start, edit.newText]);
  for (const finding of findings) {
    const key = keyOf(finding);
    if (key === null || finding.edit === null) continue;
    places.set(key, (places.get(key) ?? new Set()).add(finding.edit.startOffset));
  }
  return findings.map((finding) => {
    const { edit } = finding;
    const key = keyOf(finding);
    if (edit === null || !edit.certain || key === null || (places.get(key)?.size ?? 0) < 2) return finding;
    const reason = edit.reason.replace(/\.$/, ', but another item of the list would become the same.');
    return { ...finding, edit: { ...edit, certain: false, reason } };
  });
}
