import type { Edit, Pin, PinResolution } from '../../model/pin.js';
import type { Advice } from './advice.js';

/** What is said of one pin. */
export interface PinFinding {
  readonly pin: Pin;
  readonly resolution: PinResolution;
  /** Null when there is nothing to change, or nothing to change here. */
  readonly edit: Edit | null;
  /** What to do where there is no edit here; null when there is nothing to do, or it is not known. */
  readonly advice: Advice | null;
  /** Where the version is written, where that is another file than the pin's. */
  readonly definition: Pick<Pin, 'file' | 'line'> | null;
}
