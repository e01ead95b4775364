/** Pins as cells: what each selects, and the smallest edit that rids it of an affected release. */
import path from 'node:path';
import { readTextFile } from '../../host/walk.js';
import type { FindingKind } from '../../model/finding.js';
import type { Edit, Pin } from '../../model/pin.js';
import { printable } from '../../model/printable.js';
import type { Cell, Evidence } from '../../model/report.js';
import type { Verdict } from '../../model/verdict.js';
import type { PinFinding } from '../../pins/judge-pins.js';
import { predictRelease } from '../../release/predictions.js';
import { maxPinFileBytes } from '../collect-pins.js';
import { displayPath } from './display-path.js';
import { everyTarget, unreadCell } from './gate-cell.js';
import type { RepositoryFindings } from './pin-findings.js';

/** Files of which an edit is shown; read once each. */
type Texts = ReadonlyMap<string, string>;

export async function cellsOfPins({ root, findings, unread }: RepositoryFindings): Promise<readonly Cell[]> {
  const texts = await textsToEdit(root, findings);
  return [
    ...findings.map((finding) => cellOfPin(root, finding, texts)),
    ...unread.map(({ path: file, reason }) => {
      const shown = displayPath(path.join(root, file));
      const asked = { subject: shown, location: { file: shown } };
      return unreadCell(asked, 'unread-file', `It may pin Go, and it could not be read: ${reason}.`);
    }),
  ];
}

async function textsToEdit(folder: string, findings: readonly PinFinding[]): Promise<Texts> {
  const texts = new Map<string, string>();
  for (const file of new Set(findings.flatMap(({ edit }) => (edit === null ? [] : [edit.file])))) {
    const text = await readTextFile(path.join(folder, file), maxPinFileBytes);
    if (text.ok) texts.set(file, text.value);
  }
  return texts;
}

function cellOfPin(folder: string, { pin, resolution, edit }: PinFinding, texts: Texts): Cell {
  const { line, column, endColumn } = pin;
  const { verdict } = resolution;
  const [release] = resolution.releases;
  const replacement = edit === null ? null : replacementOf(pin, edit, texts);
  const fix = edit === null ? null : fixWords(edit, replacement);
  const finding = findingKinds[verdict];
  return {
    ...everyTarget,
    subject: pin.raw === '' ? pin.kind : pin.raw,
    go: release ?? null,
    toolchain: null,
    predicted: release === undefined ? 'unknown' : predictRelease(release).verdict,
    verdict,
    reason: [resolution.detail, ...pin.notes].join(' '),
    evidence: release === undefined || verdict === 'inconclusive' ? [] : [evidenceOf(release, verdict)],
    trials: [],
    ...(finding === undefined ? {} : { finding }),
    location: { file: displayPath(path.join(folder, pin.file)), line, column, endColumn },
    ...(fix === null ? {} : { fix }),
    ...(edit?.certain === true && replacement !== null ? { edit: { newText: replacement } } : {}),
  };
}

const findingKinds: Partial<Record<Verdict, FindingKind>> = {
  affected: 'affected-pin',
  inconclusive: 'undecided-pin',
};

/** The release table is made by scanning sources, so what it says of a release is what its source says. */
function evidenceOf(release: string, verdict: Verdict): Evidence {
  const { sourceHash } = predictRelease(release);
  const which = sourceHash === null ? 'read just now' : `as scanned, SHA-256 ${sourceHash.slice(0, 12)}…`;
  return { oracle: 'source', verdict, detail: `runtime source of ${release} (${which})` };
}

function fixWords({ certain, reason }: Edit, replacement: string | null): string {
  if (replacement === null) return reason;
  const [first = '', ...more] = replacement.trim().split(/[\r\n]+/);
  const added = more.at(-1);
  const what = added === undefined ? `write ${printable(first)}` : `add the line ${printable(added)}`;
  return certain ? `${what} (--fix does it)` : `${what}: ${reason}`;
}

/** What the characters that the pin spans become; null when the edit is elsewhere. */
function replacementOf(pin: Pin, edit: Edit, texts: Texts): string | null {
  const text = texts.get(edit.file);
  if (text === undefined || edit.file !== pin.file) return null;
  const lineStart = startOfLine(text, pin.line);
  const [start, end] = [lineStart + pin.column - 1, lineStart + pin.endColumn - 1];
  if (edit.startOffset < start || edit.endOffset > end) return null;
  return text.slice(start, edit.startOffset) + edit.newText + text.slice(edit.endOffset, end);
}

function startOfLine(text: string, line: number): number {
  let start = 0;
  for (let count = 1; count < line; count += 1) start = text.indexOf('\n', start) + 1;
  return start;
}
