/** Makes the edits that are certain, or shows them. */
import path from 'node:path';
import { replaceText } from '../../host/replace-text.js';
import { readTextFile } from '../../host/walk.js';
import type { Edit } from '../../model/pin.js';
import { applyEdits } from '../../pins/apply-edits.js';
import { unifiedDiff } from '../../pins/unified-diff.js';
import { maxPinFileBytes } from '../collect-pins.js';
import { displayPath } from './display-path.js';
import type { RepositoryFindings } from './pin-findings.js';

export interface FileChange {
  /** Where it is, and how it is shown. */
  readonly file: string;
  readonly shown: string;
  readonly before: string;
  readonly after: string;
  readonly edits: number;
}

/** The files as they will be. Edits that contradict each other are left out, with a warning. */
export async function planChanges(
  folder: string,
  { findings }: RepositoryFindings,
  warn: (message: string) => void,
): Promise<readonly FileChange[]> {
  const edits = findings.flatMap(({ edit }) => (edit?.certain === true ? [edit] : []));
  const changes: FileChange[] = [];
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const change = await planChange(folder, file, edits.filter((edit) => edit.file === file));
    if (typeof change === 'string') warn(`${displayPath(path.join(folder, file))} is left as it is: ${change}`);
    else changes.push(change);
  }
  return changes;
}

async function planChange(
  folder: string,
  name: string,
  edits: readonly Edit[],
): Promise<FileChange | string> {
  const file = path.join(folder, name);
  const before = await readTextFile(file, maxPinFileBytes);
  if (!before.ok) return before.error;
  const after = applyEdits(before.value, edits);
  if (!after.ok) return after.error;
  return { file, shown: displayPath(file), before: before.value, after: after.value, edits: edits.length };
}

/** As `git apply` and `patch -p1` take it. */
export const diffOf = ({ shown, before, after }: FileChange): string => unifiedDiff(shown, before, after);

/** Throws ReproError when a file cannot be written or is not any more what it was. */
export async function makeChanges(changes: readonly FileChange[]): Promise<void> {
  for (const { file, before, after } of changes) await replaceText(file, before, after);
}
