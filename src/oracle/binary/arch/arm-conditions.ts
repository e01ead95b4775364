import type { Condition } from '../machine/micro-op.js';

const conditions: readonly Condition[] = [
  'eq', 'ne', 'geu', 'ltu', 'other', 'other', 'other', 'other', 'gtu', 'leu', 'ge', 'lt', 'gt', 'le',
]; // prettier-ignore

/** The condition of a code in arm and arm64. The opposite condition has the same code but for the lowest bit. */
export const conditionOf = (code: number): Condition => conditions[code] ?? 'other';
