import type { Edit, Pin, PinResolution } from '../../model/pin.js';
import type { Advice } from './advice.js';

/** The finding about one pin. */
export interface PinFinding {
  readonly pin: Pin;
  readonly resolution: PinResolution;
  /** Null if there is nothing to change, or nothing to change here. */
  readonly edit: Edit | null;
  /** The advice if there is no edit here; null if there is nothing to do, or it is not known. */
  readonly advice: Advice | null;
  /** The place of the version, if it is in another file than the pin. */
  readonly definition: Pick<Pin, 'file' | 'line'> | null;
}
