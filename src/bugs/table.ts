/** Every bug that this build knows. Nothing else imports one. */
import type { Bug } from './bug.js';
import { go72870 } from './go72870/bug.js';

export const bugs: readonly [Bug, ...Bug[]] = [go72870];

/** The one that commands ask about. */
export const [theBug] = bugs;

/** Finds the bug of a saved report by the name in it; null for one that this build does not know. */
export const bugNamed = (name: string): Bug | null => bugs.find((bug) => bug.name === name) ?? null;
