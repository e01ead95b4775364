import type { FindingKind } from '../model/finding.js';
import { findingTexts } from '../model/finding-texts.js';
import type { BugIdentity } from './bug.js';

/**
 * Paragraphs on the meaning of a kind of finding; those of the bug if it has some. `bug` is null for an unknown one.
 */
export const explanationOf = (kind: FindingKind, bug: BugIdentity | null): readonly string[] =>
  bug?.findings[kind] ?? findingTexts[kind].explanation;
