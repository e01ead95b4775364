import { createHash } from 'node:crypto';
import { relevantSource } from './judge.js';

/**
 * SHA-256 (hex) of the decisive source, so that two releases can be seen to have the same code; null if cgocallbackg is
 * not found exactly once. Hashing is computation, not an effect.
 */
export function hashRelevantSource(cgocall: string): string | null {
  const text = relevantSource(cgocall);
  return text === null ? null : createHash('sha256').update(text).digest('hex');
}
