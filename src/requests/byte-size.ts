import { ReproError } from '../model/errors.js';

const powers: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4 };

/**
 * Bytes from `5GB`, `500 MB`, `1.5g` (powers of 1000) or `4GiB` (of 1024); null for anything else. Without a unit it
 * accepts only 0: a user who writes 5 for 5 GB would lose everything.
 */
export function parseByteSize(text: string): number | null {
  if (text.trim() === '0') return 0;
  const match = /^(\d{1,15}(?:\.\d{1,6})?) ?(?:([kmgt])(i)?b?|b)$/i.exec(text.trim());
  if (match === null) return null;
  const [, digits, letter = '', binary] = match;
  const power = powers[letter.toLowerCase()] ?? 0;
  const bytes = Math.round(Number(digits) * (binary === undefined ? 1000 : 1024) ** power);
  return Number.isSafeInteger(bytes) ? bytes : null;
}

export const howToWriteSizes = 'Write a size with its unit, such as 5GB, 500MB or 2GiB.';

/** The limit from the environment, for users who set it once for all runs. */
export function sizeLimit(env: Readonly<Record<string, string>>): number | undefined {
  const text = env['CGOPROF_REPRO_MAX_SIZE'] ?? '';
  if (text === '') return undefined;
  const bytes = parseByteSize(text);
  if (bytes !== null) return bytes;
  throw new ReproError('usage', 'CGOPROF_REPRO_MAX_SIZE is not a size', { hint: howToWriteSizes });
}
