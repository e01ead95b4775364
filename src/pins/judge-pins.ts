import type { Edit, Pin, PinResolution } from '../model/pin.js';
import { followFiles } from './follow-files.js';
import type { ReleaseKnowledge } from './releases.js';
import { resolveRequirement } from './resolve-pin.js';
import { smallestEdit } from './smallest-edit.js';

export interface PinFinding {
  readonly pin: Pin;
  readonly resolution: PinResolution;
  /** Null when there is nothing to change, or nothing to change here. */
  readonly edit: Edit | null;
}

/** Judges all pins of one repository together, for some of them refer to others. */
export function judgePins(pins: readonly Pin[], knowledge: ReleaseKnowledge): readonly PinFinding[] {
  return pins.map((pin) => {
    const resolution = resolveRequirement(followFiles(pin, pins), knowledge);
    return { pin, resolution, edit: smallestEdit(pin, resolution, knowledge) };
  });
}
