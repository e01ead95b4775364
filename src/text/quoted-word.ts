import { sanitiseLine } from './sanitise.js';

/** Quotes a word that somebody typed, for a message. It is shortened, and what it would do to a terminal is taken out. */
export const quotedWord = (word: string): string => `"${sanitiseLine(word).slice(0, 60)}"`;
