/** Makes the edits that are certain, or shows them. */
import path from 'node:path';
import { replaceText } from '../../host/replace-text.js';
import { readTextFile } from '../../host/walk.js';
import type { Policy } from '../../gate/policy-schema.js';
import type { EventSink } from '../../model/event.js';
import type { Edit } from '../../model/pin.js';
import { applyEdits } from '../../pins/apply-edits.js';
import { unifiedDiff } from '../../pins/unified-diff.js';
import type { ToolchainContext } from '../../toolchain/context.js';
import { maxPinFileBytes } from '../pin-tree.js';
import { displayPath } from './display-path.js';
import { findingsIn, findingsInFile, type RepositoryFindings, type ScanUnknown } from './pin-findings.js';
import { recogniseSubject, type GateSubject } from './recognise-subject.js';
import { scanUnknownReleases } from './scan-unknown.js';

export interface FileChange {
  /** Where it is, and how it is shown. */
  readonly file: string;
  readonly shown: string;
  /** In a diff: relative to the working folder, or to the repository when it is not in it. */
  readonly patched: string;
  readonly before: string;
  readonly after: string;
  readonly edits: number;
}

/** The files as they will be. Edits that contradict each other are left out, with a warning. */
async function planChanges(
  { root, findings, asideOf }: RepositoryFindings,
  warn: (message: string) => void,
): Promise<readonly FileChange[]> {
  const edits = findings.flatMap(({ pin, edit }) =>
    edit?.certain === true && asideOf(pin.file) === null ? [edit] : [],
  );
  const changes: FileChange[] = [];
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const change = await planChange(
      root,
      file,
      edits.filter((edit) => edit.file === file),
    );
    if (typeof change === 'string') warn(`${displayPath(path.join(root, file))} is left as it is: ${change}`);
    else changes.push(change);
  }
  return changes;
}

async function planChange(root: string, name: string, edits: readonly Edit[]): Promise<FileChange | string> {
  const file = path.join(root, name);
  const before = await readTextFile(file, maxPinFileBytes);
  if (!before.ok) return before.error;
  const after = applyEdits(before.value, edits);
  if (!after.ok) return after.error;
  const shown = displayPath(file);
  const isElsewhere = path.isAbsolute(shown) || shown.startsWith('~');
  return {
    file,
    shown,
    patched: isElsewhere ? name : shown,
    before: before.value,
    after: after.value,
    edits: edits.length,
  };
}

/** As `git apply` and `patch -p1` take it. */
export const diffOf = ({ patched, before, after }: FileChange): string => unifiedDiff(patched, before, after);

/** The certain edits of every folder and pin file among the subjects; other subjects have none. */
export async function planFixes(
  subjects: readonly string[],
  { floating = 'newest' }: Pick<Policy, 'floating'>,
  context: ToolchainContext,
): Promise<readonly FileChange[]> {
  const warn = (message: string): void => context.onEvent({ type: 'warning', message });
  const changes = new Map<string, FileChange>();
  for (const text of subjects) {
    for (const subject of await recogniseSubject(text, () => undefined)) {
      const repository = await repositoryAt(subject, scanUnknownReleases(context, floating));
      if (repository === null) continue;
      const planned = await planChanges(repository, warn);
      // A folder and a file in it may both be named; the folder, which knows more, as a rule comes first.
      for (const change of planned) if (!changes.has(change.shown)) changes.set(change.shown, change);
    }
  }
  return [...changes.values()];
}

async function repositoryAt(
  subject: GateSubject,
  scanUnknown: ScanUnknown,
): Promise<RepositoryFindings | null> {
  if (subject.kind === 'folder') return findingsIn(subject.path, scanUnknown);
  return subject.kind === 'file' ? findingsInFile(subject.path, scanUnknown) : null;
}

/** Throws ReproError when a file cannot be written or is not any more what it was. */
export async function makeChanges(changes: readonly FileChange[], onEvent: EventSink): Promise<void> {
  for (const { file, shown, before, after, edits } of changes) {
    await replaceText(file, before, after);
    onEvent({ type: 'file-changed', file: shown, edits });
  }
}
