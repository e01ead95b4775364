/** A folder: its pins of Go and the toolchains in it, and with `recursive` every compiled file and archive. */
import path from 'node:path';
import { allFiles, walkFolder, type WalkEntry } from '../../host/walk.js';
import type { Cell } from '../../model/report.js';
import { Contents, withoutFinds } from './contents.js';
import { displayPath } from './display-path.js';
import { askedAbout, unreadCell, type Asked } from './gate-cell.js';
import type { Judging } from './judging.js';
import { readFile } from './read-file.js';

export async function* judgeFolder(folder: string, judging: Judging): AsyncGenerator<Cell, void, undefined> {
  // Readers of YAML and of version ranges take a while to load.
  const { findingsIn } = await import('./pin-findings.js');
  const { cellsOfPins } = await import('./judge-pins.js');
  const found = await findingsIn(folder, judging.scanUnknown);
  const pins = await cellsOfPins(found);
  yield* pins;
  if (judging.recursive) {
    const contents = await contentsOf(folder, judging);
    const cells = await contents.finish();
    yield* cells;
    if (pins.length === 0 && cells.every(({ aside }) => aside !== undefined))
      yield withoutFinds({ subject: displayPath(folder) }, contents);
    return;
  }
  for (const goroot of found.goroots) {
    const { judgeGoroot } = await import('./judge-toolchain.js');
    const place = path.join(found.root, goroot);
    yield await judgeGoroot(displayPath(place), place, 'found inside');
  }
  if (pins.length === 0 && found.goroots.length === 0)
    yield unreadCell(
      { subject: displayPath(folder) },
      'nothing-found',
      'No file in it pins Go. To look for compiled files and archives too, give -r.',
    );
}

async function contentsOf(folder: string, judging: Judging): Promise<Contents> {
  const askedFor = ([file, ...members]: readonly string[]): Asked => {
    const asked = askedAbout(file === undefined ? folder : path.join(folder, file));
    return { ...asked, subject: [asked.subject, ...members].join('!') };
  };
  const contents = new Contents({ ...judging, askedFor, isFolder: true });
  for await (const entry of walkFolder(folder, allFiles)) {
    // What came until then is a report all the same.
    if (judging.signal.aborted) break;
    await addEntry(folder, entry, contents, judging.signal);
  }
  return contents;
}

async function addEntry(
  folder: string,
  entry: WalkEntry,
  contents: Contents,
  signal: AbortSignal,
): Promise<void> {
  const file = path.join(folder, entry.path);
  const asked = askedAbout(file);
  switch (entry.kind) {
    case 'file':
      try {
        await readFile(file, [entry.path], asked, contents, signal);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
      return;
    case 'unreadable-file':
    case 'unreadable-folder':
      contents.addCell(unreadCell(asked, 'unread-file', `It could not be read: ${entry.reason}.`), [
        entry.path,
      ]);
      return;
    // What a link leads to is met on the walk, or is no part of the folder.
    case 'link':
      if (entry.target !== null)
        contents.add({ kind: 'link', names: [entry.path], target: `/${entry.target}`, hard: false });
      return;
    // Holds no program.
    case 'special':
  }
}
