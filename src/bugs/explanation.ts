import type { FindingKind } from '../model/finding.js';
import { findingTexts } from '../model/finding-texts.js';
import type { BugIdentity } from './bug.js';

/** Paragraphs on what a kind of finding means; those of the bug where it has some. `bug` is null for an unknown one. */
export const explanationOf = (kind: FindingKind, bug: BugIdentity | null): readonly string[] =>
  bug?.findings[kind] ?? findingTexts[kind].explanation;
