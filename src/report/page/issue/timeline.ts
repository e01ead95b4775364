/** The readings of a probe in the order of time, as lines: where each was read, and the values there. */
import type { Cell, Reading } from '../../../model/report.js';

/**
 * The readings of a cell; undefined if no probe kept any. From a saved report, there may be any number.
 */
export const readingsOf = ({ evidence }: Cell): readonly Reading[] | undefined =>
  evidence.find(({ readings = [] }) => readings.length > 0)?.readings;

const mostReadings = 40;

/** `C → Go 1  ncgo 0` for each, and `WRONG` behind those that are. */
export function timeline(readings: readonly Reading[]): string {
  const innermost = Math.max(...readings.slice(0, mostReadings).map(({ level }) => level));
  const rows = readings.slice(0, mostReadings).map((reading) => ({
    place: placeOf(reading, innermost),
    values: reading.values.map(({ name, value }) => `${name} ${value}`).join(', '),
    remark: reading.wrong ? '  <- WRONG' : '',
  }));
  const width = Math.max(...rows.map(({ place }) => place.length));
  const lines = rows.map(({ place, remark, values }) => `${place.padEnd(width)}  ${values}${remark}`);
  const more = readings.length - rows.length;
  return [...lines, ...(more > 0 ? [`… ${more} more`] : [])].join('\n');
}

/** The last step that led to the frame in which it was read. */
function placeOf({ level, step }: Reading, innermost: number): string {
  if (step === 'enter') return `C → Go ${level}`;
  return level === innermost ? `Go ${level}` : `Go ${level + 1} → C → Go ${level}`;
}
