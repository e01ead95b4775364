/** Makes the edits that are certain, or shows them. */
import path from 'node:path';
import { replaceText } from '../../../host/files/replace-text.js';
import { readTextFile } from '../../../host/files/file-content.js';
import type { Policy } from '../../../policy/policy-schema.js';
import type { EventSink } from '../../../model/event.js';
import type { Edit } from '../../../model/pin.js';
import { applyEdits } from '../../../pins/edit/apply-edits.js';
import { unifiedDiff } from '../../../pins/edit/unified-diff.js';
import { getOrMake } from '../../../pins/values/get-or-make.js';
import { guardOutput } from '../../../text/sanitise.js';
import type { Session } from '../../session.js';
import { maxPinFileBytes } from './pin-tree.js';
import { displayPath } from '../cells/display-path.js';
import { findingsIn, findingsInFile, type RepositoryFindings } from './pin-findings.js';
import { pinJudging, type PinJudging } from '../cells/judging.js';
import type { GateSubject } from '../recognise-subject.js';

export interface FileChange {
  /** The path of the file, and its name for people. */
  readonly file: string;
  readonly shown: string;
  /** The path in a diff: relative to the working folder, or to the repository when it is not in it. */
  readonly patched: string;
  readonly before: string;
  readonly after: string;
  readonly edits: number;
}

function planChange(root: string, name: string, edits: readonly Edit[]): FileChange | string {
  const file = path.join(root, name);
  const before = readTextFile(file, maxPinFileBytes);
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

/** The edits of one file, of all subjects that it belongs to. */
interface FileEdits {
  readonly root: string;
  readonly name: string;
  readonly edits: Edit[];
  /** The lines of uncertain edits, by the place of each. */
  readonly doubted: Map<string, number>;
}

/**
 * Plans the certain edits of every folder and pin file among the subjects; other subjects have none. Tells which edits
 * are left out.
 */
export async function planFixes(
  subjects: readonly GateSubject[],
  policy: Pick<Policy, 'floating'>,
  context: Session,
): Promise<readonly FileChange[]> {
  const warn = (message: string): void => context.onEvent({ type: 'warning', message });
  const files = new Map<string, FileEdits>();
  for (const subject of subjects) {
    const repository = await repositoryAt(subject, pinJudging(context, policy));
    if (repository !== null) addEdits(files, repository);
  }
  warnOfDoubts([...files.values()], warn);
  const changes: FileChange[] = [];
  for (const { root, name, edits, doubted } of files.values()) {
    // A file and its folder may both be named, and the folder knows more.
    const certain = edits.filter((edit) => !doubted.has(placeOf(edit)));
    if (certain.length === 0) continue;
    const change = planChange(root, name, certain);
    if (typeof change === 'string') warn(`${displayPath(path.join(root, name))} is left as it is: ${change}`);
    else changes.push(change);
  }
  return changes;
}

const placeOf = ({ startOffset, endOffset }: Edit): string => `${startOffset}-${endOffset}`;

function addEdits(files: Map<string, FileEdits>, { root, findings, asideOf }: RepositoryFindings): void {
  for (const { pin, edit } of findings) {
    if (edit === null || asideOf(pin.file) !== null) continue;
    const make = (): FileEdits => ({ root, name: edit.file, edits: [], doubted: new Map() });
    const known = getOrMake(files, path.resolve(root, edit.file), make);
    if (edit.certain) known.edits.push(edit);
    else known.doubted.set(placeOf(edit), pin.line);
  }
}

/** The number of places that are listed. */
const placesTold = 5;

function warnOfDoubts(files: readonly FileEdits[], warn: (message: string) => void): void {
  const places = files.flatMap(({ root, name, doubted }) =>
    [...new Set(doubted.values())].map((line) => `${displayPath(path.join(root, name))}:${line}`),
  );
  if (places.length === 0) return;
  const more = places.length > placesTold ? ` and ${places.length - placesTold} more` : '';
  const listed = places.slice(0, placesTold).join(', ');
  warn(`edits that are not certain are left out: ${listed}${more}; the report says why`);
}

async function repositoryAt(subject: GateSubject, judging: PinJudging): Promise<RepositoryFindings | null> {
  if (subject.kind === 'folder') return findingsIn(subject.path, judging);
  return subject.kind === 'file' ? findingsInFile(subject.path, judging) : null;
}

/**
 * Shows the diff of a file for `git apply`, `patch -p1` and people: exactly, or not at all. Tells the reason when there
 * is none: text that a terminal or a CI system would obey may neither be shown nor changed.
 */
export function showableDiff(change: FileChange, tell: EventSink): string {
  const diff = unifiedDiff(change.patched, change.before, change.after);
  if (diff.split('\n').every(isHarmless)) return diff;
  const message = `${change.shown}: its edit is not shown, since a terminal or a CI system would obey what stands there; --fix makes it`;
  tell({ type: 'warning', message });
  return '';
}

/**
 * True for a harmless line. The two lines that name the file look like Buildkite's groups, and only git can say
 * otherwise.
 */
function isHarmless(line: string): boolean {
  const text = line.replace(/^(?:--- "?a|\+\+\+ "?b)\//, '').replaceAll(/^([ +-])\ufeff|\r$/g, '$1');
  return guardOutput(text) === text;
}

/** Writes the changes. Throws ReproError when a file cannot be written or has changed since it was read. */
export async function makeChanges(changes: readonly FileChange[], onEvent: EventSink): Promise<void> {
  for (const { file, shown, before, after, edits } of changes) {
    await replaceText(file, before, after);
    onEvent({ type: 'file-changed', file: shown, edits });
  }
}
