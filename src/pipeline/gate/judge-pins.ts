/** Pins as cells: what each selects, and the smallest edit that rids it of an affected release. */
import path from 'node:path';
import { readTextFile } from '../../host/walk.js';
import { findingKindOf } from '../../model/finding.js';
import type { Edit, Pin } from '../../model/pin.js';
import { printable } from '../../model/printable.js';
import type { Cell, Evidence } from '../../model/report.js';
import type { Verdict } from '../../model/verdict.js';
import type { PinFinding } from '../../pins/judge-pins.js';
import { predictRelease } from '../../release/predictions.js';
import { maxPinFileBytes } from '../collect-pins.js';
import { displayPath } from './display-path.js';
import { askedAbout, everyTarget, unreadCell } from './gate-cell.js';
import type { RepositoryFindings } from './pin-findings.js';

/** Files of which an edit is shown; read once each. */
type Texts = ReadonlyMap<string, TextLines>;

export async function cellsOfPins({ root, findings, unread }: RepositoryFindings): Promise<readonly Cell[]> {
  const texts = await textsToEdit(root, findings);
  return [
    ...findings.map((finding) => cellOfPin(root, finding, texts)),
    ...unread.map(({ path: file, reason }) => {
      const asked = askedAbout(path.join(root, file));
      return unreadCell(asked, 'unread-file', `It may pin Go, and it could not be read: ${reason}.`);
    }),
  ];
}

async function textsToEdit(folder: string, findings: readonly PinFinding[]): Promise<Texts> {
  const texts = new Map<string, TextLines>();
  for (const file of new Set(findings.flatMap(({ edit }) => (edit === null ? [] : [edit.file])))) {
    const text = await readTextFile(path.join(folder, file), maxPinFileBytes);
    if (text.ok) texts.set(file, new TextLines(text.value));
  }
  return texts;
}

function cellOfPin(folder: string, { pin, resolution, edit }: PinFinding, texts: Texts): Cell {
  const { line, column, endColumn } = pin;
  const { verdict } = resolution;
  const [release] = resolution.releases;
  const replacement = edit === null ? null : replacementOf(pin, edit, texts);
  const fix = edit === null ? null : fixWords(edit, replacement);
  const finding = findingKindOf(verdict, 'pin');
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

/** The release table is made by scanning sources, so what it says of a release is what its source says. */
function evidenceOf(release: string, verdict: Verdict): Evidence {
  const { sourceHash } = predictRelease(release);
  const source =
    sourceHash !== null
      ? `runtime source of ${release} (as scanned, SHA-256 ${sourceHash.slice(0, 12)}…)`
      : verdict === 'not-applicable'
        ? `${release} is older than go1.21, whose runtime brought isExtraInC`
        : `runtime source of ${release} (read just now)`;
  return { oracle: 'source', verdict, detail: source };
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
  const lines = texts.get(edit.file);
  if (lines === undefined || edit.file !== pin.file) return null;
  const lineStart = lines.startOf(pin.line);
  const [start, end] = [lineStart + pin.column - 1, lineStart + pin.endColumn - 1];
  if (edit.startOffset < start || edit.endOffset > end) return null;
  return lines.text.slice(start, edit.startOffset) + edit.newText + lines.text.slice(edit.endOffset, end);
}

/** A text that is asked for the starts of its lines, in ascending order as a rule. */
class TextLines {
  readonly text: string;
  #line = 1;
  #start = 0;

  constructor(text: string) {
    this.text = text;
  }

  startOf(line: number): number {
    if (line < this.#line) [this.#line, this.#start] = [1, 0];
    for (; this.#line < line; this.#line += 1) this.#start = this.text.indexOf('\n', this.#start) + 1;
    return this.#start;
  }
}
