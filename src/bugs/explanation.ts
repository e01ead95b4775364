import type { FindingKind } from '../model/finding.js';
import { findingTexts } from '../model/finding-texts.js';
import type { Bug } from './bug.js';

/** Paragraphs on what a kind of finding means; those of the bug where it has some. `bug` is null for an unknown one. */
export const explanationOf = (kind: FindingKind, bug: Bug | null): readonly string[] =>
  bug?.words.findings[kind] ?? findingTexts[kind].explanation;
