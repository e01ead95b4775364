/** A field of an instruction word: `count` bits from bit `low`, counted from the least significant. */
export const bits = (word: number, low: number, count: number): number =>
  (word >>> low) & (count === 32 ? -1 : (1 << count) - 1);

/** The same as a two's complement number. */
export const signedBits = (word: number, low: number, count: number): number =>
  (word << (32 - low - count)) >> (32 - count);

/** Tells if a bit is set. */
export const bit = (word: number, at: number): boolean => bits(word, at, 1) === 1;
