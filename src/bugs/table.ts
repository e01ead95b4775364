/** Every bug that this build knows. Nothing else imports one. */
import type { Bug, BugIdentity } from './bug.js';
import { identity as go72870 } from './go72870/identity.js';

/** The facts about a bug before anything is asked about it; its oracles are loaded only then. */
export interface KnownBug extends BugIdentity {
  readonly load: () => Promise<Bug>;
}

export const bugs: readonly [KnownBug, ...KnownBug[]] = [
  { ...go72870, load: async () => (await import('./go72870/bug.js')).go72870 },
];

/** The bug that commands ask about. */
export const [theBug] = bugs;

/** Finds the bug of a saved report by the name in it; null if this build does not know it. */
export const bugNamed = (name: string): KnownBug | null => bugs.find((bug) => bug.name === name) ?? null;
