/** A folder: its pins of Go, and with `recursive` every compiled file and archive in it. */
import path from 'node:path';
import { allFiles, walkFolder, type WalkEntry } from '../../host/walk.js';
import type { Cell } from '../../model/report.js';
import { displayPath } from './display-path.js';
import { askedAbout, unasked, unreadCell } from './gate-cell.js';
import { judgeFile } from './judge-file.js';
import type { ScanUnknown } from './pin-findings.js';

export interface FolderOptions {
  readonly recursive: boolean;
  readonly scanUnknown: ScanUnknown;
  readonly signal: AbortSignal;
}

export async function* judgeFolder(
  folder: string,
  { recursive, scanUnknown, signal }: FolderOptions,
): AsyncGenerator<Cell, void, undefined> {
  // Readers of YAML and of version ranges take a while to load.
  const { findingsIn } = await import('./pin-findings.js');
  const { cellsOfPins } = await import('./judge-pins.js');
  const pins = await cellsOfPins(await findingsIn(folder, scanUnknown));
  yield* pins;
  let [found, looked] = [pins.length, 0];
  if (recursive) {
    for await (const entry of walkFolder(folder, allFiles)) {
      if (signal.aborted) return;
      looked += 1;
      for (const cell of await cellsOfEntry(folder, entry, signal)) {
        found += 1;
        yield cell;
      }
    }
  }
  if (found === 0) yield nothingFound(folder, recursive ? looked : null);
}

async function cellsOfEntry(folder: string, entry: WalkEntry, signal: AbortSignal): Promise<readonly Cell[]> {
  const file = path.join(folder, entry.path);
  const asked = askedAbout(file);
  switch (entry.kind) {
    case 'file':
      return entry.sizeBytes === 0 ? [] : (await judgeFile(file, asked, signal)).cells;
    case 'unreadable-file':
    case 'unreadable-folder':
      return [unreadCell(asked, 'unread-file', `It could not be read: ${entry.reason}.`)];
    // What a link leads to is met on the walk, or is no part of the folder; what is special holds no program.
    case 'link':
    case 'special':
      return [];
  }
}

/** @param looked how many files were looked at; null when only pins were looked for */
function nothingFound(folder: string, looked: number | null): Cell {
  const asked = { subject: displayPath(folder) };
  if (looked === null)
    return unreadCell(
      asked,
      'nothing-found',
      'No file in it pins Go. To look for compiled files and archives too, give -r.',
    );
  return {
    ...unasked,
    ...asked,
    verdict: 'not-applicable',
    reason: `No file in it pins Go, and none of its ${looked} files holds Go code.`,
  };
}
