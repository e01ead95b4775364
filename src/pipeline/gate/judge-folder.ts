/**
 * Judges a folder: its pins of Go, the toolchains in it, and the compiled files and archives that git tracks; with
 * `recursive` every file.
 */
import path from 'node:path';
import { keepHeapSmall } from '../../host/heap.js';
import { allFiles, walkFolder, type WalkEntry } from '../../host/files/walk.js';
import { findWorkTree } from '../../host/git/git-work-tree.js';
import type { Cell } from '../../model/report.js';
import { goLinesThatOnlyPermit } from '../../pins/judge/go-line.js';
import type { PinFinding } from '../../pins/judge/pin-finding.js';
import { namesWithoutGo } from '../../pins/mentions/given-arguments.js';
import { takenArguments } from '../../pins/resolve/taken-arguments.js';
import { decides } from '../../verdict/overall.js';
import { withoutFinds, type Contents } from './contents/contents.js';
import { displayPath } from './cells/display-path.js';
import { unreadCell } from './cells/gate-cell.js';
import { FolderContents, readInto, type FolderFindings } from './folder-contents.js';
import { judgeTracked } from './judge-tracked.js';
import type { Judging } from './cells/judging.js';
import { fileBehind, isMetByWalk } from './contents/linked-file.js';
import type { MentionsFound } from './pins/mentions.js';
import type { RepositoryFindings } from './pins/pin-findings.js';

export async function* judgeFolder(folder: string, judging: Judging): AsyncGenerator<Cell, void, undefined> {
  keepHeapSmall();
  // Readers of YAML and of version ranges take a while to load.
  const { findingsIn } = await import('./pins/pin-findings.js');
  const { cellsOfPins } = await import('./pins/pin-cells.js');
  const { mentionsIn } = await import('./pins/mentions.js');
  const { FolderSurvey } = await import('./pins/survey-folder.js');
  const place = await findWorkTree(folder);
  const survey = new FolderSurvey(folder, place, judging);
  const found = await findingsIn(folder, judging, judging.signal, (root) => survey.treeAt(root));
  await survey.searchFor(argumentsToSearchFor(found));
  const mentions = mentionsIn(folder, survey, found, judging);
  const pins = await cellsOfPins(found, {
    notes: onlyPermitting(found, mentions.cells, judging),
    signal: judging.signal,
  });
  yield* pins;
  yield* mentions.cells;
  const isDecided = [...pins, ...mentions.cells].some(decides);
  if (judging.recursive) {
    const { cells, contents } = await judgeAllFiles(folder, survey.testData, judging);
    yield* cells;
    if (!isDecided && !cells.some(decides) && !contents.hasOpenQuestion)
      yield withoutFinds({ subject: displayPath(folder) }, contents);
    return;
  }
  for (const goroot of found.goroots) {
    const { judgeGoroot } = await import('./toolchains/judge-toolchain.js');
    const inside = path.join(found.root, goroot);
    yield await judgeGoroot(displayPath(inside), inside, judging.bug, 'found inside');
  }
  const hasAnswer = isDecided || found.goroots.length > 0;
  if (place === null) {
    // This says how many files nobody asked about.
    for (const { kind, count } of survey.notAsked) judging.inventory.passOver(kind, count);
    if (!hasAnswer) yield nothingFound(folder, mentions);
    return;
  }
  const goroots = found.goroots.map((goroot) => path.join(found.root, goroot));
  const { cells, contents } = await judgeTracked(folder, survey, judging, (file) =>
    goroots.some((goroot) => isBelow(goroot, path.resolve(folder, file))),
  );
  yield* cells;
  if (hasAnswer || cells.some(decides) || contents.hasOpenQuestion) return;
  yield contents.compiledFiles > 0
    ? withoutFinds({ subject: displayPath(folder) }, contents)
    : nothingFound(folder, mentions);
}

const isBelow = (folder: string, file: string): boolean => file.startsWith(folder + path.sep);

const nothingFound = (folder: string, { fixed }: MentionsFound): Cell =>
  unreadCell(
    { subject: displayPath(folder) },
    'nothing-found',
    `${fixed === 0 ? 'No file in it pins Go.' : `No rule reads a pin of Go in it; ${plural(fixed)} a release that is not affected.`} To look for compiled files and archives too, give -r.`,
  );

const plural = (count: number): string => (count === 1 ? 'one file states' : `${count} files state`);

/** Names the build arguments from which Go is made here, and that have other names. */
const argumentsToSearchFor = ({ pins, asideOf }: RepositoryFindings): readonly string[] =>
  namesWithoutGo(takenArguments(pins.filter(({ file }) => asideOf(file) === null)));

/** Selects findings of `go` lines that are only a note, because every build is seen and nothing else is open. */
function onlyPermitting(
  found: RepositoryFindings,
  mentions: readonly Cell[],
  { goLines, stillOpen }: Judging,
): ReadonlySet<PinFinding> {
  const isOpen = found.unread.some(({ path: file }) => found.asideOf(file) === null);
  if (goLines === 'decide' || isOpen || stillOpen(mentions).some(decides)) return new Set();
  return goLinesThatOnlyPermit(found.findings.filter(({ pin }) => found.asideOf(pin.file) === null));
}

/** Judges every file; files that git tracks as data for tests are told aside. */
async function judgeAllFiles(
  folder: string,
  testData: ReadonlySet<string>,
  judging: Judging,
): Promise<FolderFindings> {
  const found = new FolderContents(folder, judging);
  for await (const entry of walkFolder(folder, allFiles)) {
    // The findings until then are a report all the same.
    if (judging.signal.aborted) break;
    const contents = testData.has(entry.path) ? found.aside : found.deciding;
    await addEntry(folder, entry, contents);
    judging.files.add();
    // A file that is told aside by its own name decides by the name of the link.
    const isToldAside = entry.kind === 'link' && testData.has(entry.target ?? '');
    if (isToldAside && contents === found.deciding) await judgeLinked(folder, entry.path, contents);
  }
  return found.finish();
}

async function addEntry(folder: string, entry: WalkEntry, contents: Contents): Promise<void> {
  switch (entry.kind) {
    case 'file':
      await readInto(contents, path.join(folder, entry.path), entry.path);
      return;
    case 'unreadable-file':
    case 'unreadable-folder':
      contents.addUnread([entry.path], `It could not be read: ${entry.reason}.`);
      return;
    case 'link':
      if (isMetByWalk(entry.target))
        contents.add({ kind: 'link', names: [entry.path], target: `/${entry.target}`, hard: false });
      else await judgeLinked(folder, entry.path, contents);
      return;
    // It holds no program.
    case 'special':
  }
}

async function judgeLinked(folder: string, name: string, contents: Contents): Promise<void> {
  const file = await fileBehind(path.join(folder, name), name, contents);
  if (file !== null) await readInto(contents, file, name);
}
