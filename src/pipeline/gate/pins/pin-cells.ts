/** Makes cells of pins: the release that each selects, and the smallest edit that replaces an affected release. */
import path from 'node:path';
import type { Bug } from '../../../bugs/bug.js';
import { giveTurn } from '../../../host/turn.js';
import { findingKindOf } from '../../../model/finding.js';
import type { Edit, Pin } from '../../../model/pin.js';
import { printable } from '../../../text/printable.js';
import { sanitiseText } from '../../../text/sanitise.js';
import type { Cell, Evidence } from '../../../model/report.js';
import type { Verdict } from '../../../model/verdict.js';
import type { Advice } from '../../../pins/judge/advice.js';
import type { PinFinding } from '../../../pins/judge/pin-finding.js';
import { lineStartsOf, positionOf, type TextFile } from '../../../pins/values/source-file.js';
import { predictRelease } from '../../../release/predictions.js';
import type { PinTree } from './pin-tree.js';
import { displayPath } from '../cells/display-path.js';
import { everyTarget, unreadCell } from '../cells/gate-cell.js';
import type { RepositoryFindings } from './pin-findings.js';

/** The files of which an edit is shown; each is read once. */
type Texts = ReadonlyMap<string, TextFile>;

/** The way in which reports tell of the files of findings. */
interface Telling {
  /** The file's name in the report. `file` is relative to the repository, with `/`. */
  readonly nameOf: (file: string) => string;
  /** True if --fix can make the edits. */
  readonly isEditable: boolean;
  readonly notes: ReadonlySet<PinFinding>;
}

/**
 * Makes the cells of pins.
 * @param options.notes findings that are told beside the answer
 */
export function cellsOfPins(
  found: RepositoryFindings,
  options: { readonly notes?: ReadonlySet<PinFinding>; readonly signal?: AbortSignal } = {},
): Promise<readonly Cell[]> {
  const { root } = found;
  const { notes = new Set(), signal } = options;
  const nameOf = (file: string): string => displayPath(path.join(root, file));
  return cellsOf(found, { nameOf, isEditable: true, notes }, signal);
}

/**
 * Makes the cells of pins in an archive, which cannot be edited there.
 * @param nameOf the name in the report of a file of the archive, such as `a.tar.gz!dir/go.mod`
 */
export function cellsOfArchivedPins(
  found: RepositoryFindings,
  nameOf: (file: string) => string,
  signal?: AbortSignal,
): Promise<readonly Cell[]> {
  const folder = found.root === '' ? '' : `${found.root}/`;
  const nameBelow = (file: string): string => nameOf(folder + file);
  return cellsOf(found, { nameOf: nameBelow, isEditable: false, notes: new Set() }, signal);
}

async function cellsOf(
  { tree, findings, unread, asideOf, bug }: RepositoryFindings,
  telling: Telling,
  signal: AbortSignal | undefined,
): Promise<readonly Cell[]> {
  const texts = await textsToEdit(tree, findings, signal);
  const cells: Cell[] = [];
  for (const finding of findings) {
    if (cells.length % cellsPerTurn === cellsPerTurn - 1) await giveTurn(signal);
    const cell = cellOfPin(finding, texts, telling, bug);
    cells.push(toldAside(cell, asideOf(finding.pin.file), telling.notes.has(finding)));
  }
  return [
    ...cells,
    ...unread.map(({ path: file, reason }) => {
      const name = telling.nameOf(file);
      const asked = { subject: name, location: { file: name } };
      const cell = unreadCell(asked, 'unread-file', `It may pin Go, and it could not be read: ${reason}.`);
      return toldAside(cell, asideOf(file), false);
    }),
  ];
}

/** Tells a pin aside if it chooses no Go, with the change that it would need. Nothing here makes that change. */
function toldAside(cell: Cell, why: string | null, onlyPermits: boolean): Cell {
  if (why === null)
    return onlyPermits
      ? { ...cell, aside: 'it permits that release and chooses none, and all that choose one are fixed' }
      : cell;
  const { edit: _edit, fix: _fix, repairable: _repairable, ...rest } = cell;
  return { ...rest, aside: why };
}

/** The number of cells that are made in some milliseconds. */
const cellsPerTurn = 500;

async function textsToEdit(
  tree: PinTree,
  findings: readonly PinFinding[],
  signal: AbortSignal | undefined,
): Promise<Texts> {
  const texts = new Map<string, TextFile>();
  for (const file of new Set(findings.flatMap(({ edit }) => (edit === null ? [] : [edit.file])))) {
    signal?.throwIfAborted();
    const text = await tree.text(file);
    if (text.ok) texts.set(file, { path: file, text: text.value });
  }
  return texts;
}

function cellOfPin(
  { pin, resolution, edit, advice, definition }: PinFinding,
  texts: Texts,
  { nameOf, isEditable }: Telling,
  bug: Bug,
): Cell {
  const { line, column, endColumn } = pin;
  const { verdict } = resolution;
  const [release] = resolution.releases;
  const replacement = edit === null ? null : replacementOf(pin, edit, texts);
  const elsewhere = edit === null || replacement !== null ? null : wordsAt(edit, texts, pin, nameOf);
  const fix =
    edit === null ? adviceWords(advice, nameOf) : fixWords(edit, replacement, elsewhere, isEditable);
  const isRepairable = isEditable && edit?.certain === true && (replacement ?? elsewhere) !== null;
  const finding = findingKindOf(verdict, 'pin');
  return {
    ...everyTarget,
    subject: pin.raw === '' ? pin.kind : pin.raw,
    go: release ?? null,
    toolchain: null,
    predicted: release === undefined ? 'unknown' : predictRelease(bug, release).verdict,
    verdict,
    reason: [resolution.detail, ...pin.notes].join(' '),
    evidence: release === undefined || verdict === 'inconclusive' ? [] : [evidenceOf(release, verdict, bug)],
    trials: [],
    ...(finding === undefined ? {} : { finding }),
    location: { file: nameOf(pin.file), line, column, endColumn },
    ...(pin.usedOn === undefined ? {} : { usedOn: [...pin.usedOn] }),
    ...(definition === null ? {} : { definedAt: { file: nameOf(definition.file), line: definition.line } }),
    ...(fix === null ? {} : { fix }),
    ...(isRepairable ? { repairable: true } : {}),
    ...(isRepairable && replacement !== null
      ? { edit: { newText: replacement, ...lineOf(pin, edit, texts) } }
      : {}),
  };
}

/**
 * Makes the evidence of a release. The release table is made by scanning sources, so its verdict on a release is that
 * of the release's source.
 */
function evidenceOf(release: string, verdict: Verdict, bug: Bug): Evidence {
  const { sourceHash } = predictRelease(bug, release);
  const source =
    sourceHash !== null
      ? `runtime source of ${release} (as scanned, SHA-256 ${sourceHash.slice(0, 12)}…)`
      : verdict === 'not-applicable'
        ? `${release} is ${bug.words.older}`
        : `runtime source of ${release} (read just now)`;
  return { oracle: 'source', verdict, detail: source };
}

function fixWords(
  { certain, reason }: Edit,
  replacement: string | null,
  elsewhere: string | null,
  isEditable: boolean,
): string {
  if (replacement === null && elsewhere === null) return reason;
  const [first = '', ...more] = (replacement ?? '').trim().split(/[\r\n]+/);
  const added = more.at(-1);
  const here = added === undefined ? `write ${printable(first)}` : `add the line ${printable(added)}`;
  const what = elsewhere ?? here;
  if (!certain) return `${what}: ${reason}`;
  return isEditable ? what : `${what} where the archive is made from`;
}

function adviceWords(advice: Advice | null, nameOf: Telling['nameOf']): string | null {
  if (advice === null) return null;
  const { words, at } = advice;
  return at === null ? words : `${words} ${nameOf(at.file)}:${at.line}`;
}

/** The replacement for the characters that the pin spans; null when the edit is elsewhere. */
function replacementOf(pin: Pin, edit: Edit, texts: Texts): string | null {
  const file = texts.get(edit.file);
  if (file === undefined || edit.file !== pin.file) return null;
  const { text } = file;
  const lineStart = lineStartsOf(file)[pin.line - 1] ?? text.length;
  const [start, end] = [lineStart + pin.column - 1, lineStart + pin.endColumn - 1];
  if (edit.startOffset < start || edit.endOffset > end) return null;
  return text.slice(start, edit.startOffset) + edit.newText + text.slice(edit.endOffset, end);
}

/** The longest line that is shown with its edit. */
const longestLine = 300;

/** The line of a pin; left out if it is long or not safe to show, since a changed one would not fit the columns. */
function lineOf({ line }: Pin, { file }: Edit, texts: Texts): { readonly text?: string } {
  const source = texts.get(file);
  if (source === undefined) return {};
  const [start = 0, next = source.text.length] = lineStartsOf(source).slice(line - 1, line + 1);
  const text = source.text.slice(start, next).replace(/\r?\n$/, '');
  return text.length <= longestLine && sanitiseText(text) === text ? { text } : {};
}

/** The word that an edit of another place makes, and that place; null where it adds a line. */
function wordsAt(
  { file, startOffset, endOffset, newText }: Edit,
  texts: Texts,
  pin: Pin,
  nameOf: Telling['nameOf'],
): string | null {
  const source = texts.get(file);
  if (source === undefined || startOffset === endOffset) return null;
  const before =
    /[\w.]{0,60}$/.exec(source.text.slice(Math.max(0, startOffset - 60), startOffset))?.[0] ?? '';
  const { line } = positionOf(source, startOffset);
  return `write ${printable(before + newText)} ${file === pin.file ? `on line ${line}` : `in ${nameOf(file)}:${line}`}`;
}
