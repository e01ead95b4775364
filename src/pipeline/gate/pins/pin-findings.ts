/** Finds all pins of a folder, of one file or of an archive, with the known facts about the releases they select. */
import { giveTurn } from '../../../host/turn.js';
import type { Bug } from '../../../bugs/bug.js';
import { isBefore } from '../../../model/go-version.js';
import type { Pin } from '../../../model/pin.js';
import type { ScannedRelease } from '../../../model/scan.js';
import { whyInactive } from '../../../pins/judge/inactive.js';
import { judgePins } from '../../../pins/judge/judge-pins.js';
import type { PinFinding } from '../../../pins/judge/pin-finding.js';
import type { ReleaseKnowledge } from '../../../pins/resolve/releases.js';
import { embeddedCatalogue, withReleases } from '../../../release/catalogue.js';
import { predictRelease } from '../../../release/predictions.js';
import { collectPins, collectPinsOfFile, type RepositoryPins, type UnreadPlace } from './collect-pins.js';
import { folderTree, treeOfTexts, type PinTree } from './pin-tree.js';
import { isInGoTree } from '../toolchains/toolchains-inside.js';
import { placeInRepository, rootOfTexts } from './repository-place.js';
import type { PinJudging } from '../cells/judging.js';

export interface RepositoryFindings {
  /** The root to which the files of the findings are relative: a folder, or a folder of the archive, with `/`. */
  readonly root: string;
  readonly tree: PinTree;
  readonly findings: readonly PinFinding[];
  readonly bug: Bug;
  readonly unread: readonly UnreadPlace[];
  /** Toolchains whose own files would be taken for pins, relative to `root`; '' for the root itself. */
  readonly goroots: readonly string[];
  /** All pins that readers found, also those that do not count: they explain the content of the files. */
  readonly pins: readonly Pin[];
  /** The reason why a file of these chooses no Go, as the end of a sentence; null if it does. */
  readonly asideOf: (file: string) => string | null;
}

/**
 * Judges the pins of a folder.
 * @param treeAt the reader of the repository with this root
 */
export async function findingsIn(
  folder: string,
  judging: PinJudging,
  signal?: AbortSignal,
  treeAt: (root: string) => PinTree = folderTree,
): Promise<RepositoryFindings> {
  const { root, name } = await placeInRepository(folder, 'folder');
  const tree = treeAt(root);
  const pins = await collectPins(tree, name, signal);
  const goroots = await gorootsAbove(pins.pins, tree, judging.bug);
  const ofOthers = pins.pins.filter(({ file }) => !goroots.some((goroot) => isInGoTree(file, goroot)));
  const findings = await judgeLookingUp({ ...pins, pins: ofOthers }, judging, signal);
  const start = name === '' ? 0 : name.length + 1;
  return {
    root,
    tree,
    findings,
    bug: judging.bug,
    unread: pins.unread,
    goroots,
    pins: [...pins.pins, ...pins.referred],
    asideOf: (file) => whyInactive(file.slice(start)),
  };
}

/** Finds the roots of toolchains. The go.mod files of the standard library say where a toolchain is. */
async function gorootsAbove(
  pins: readonly Pin[],
  tree: PinTree,
  { source: { files } }: Bug,
): Promise<readonly string[]> {
  const candidates = new Set(
    pins.flatMap(({ file }) => {
      const match = /^(?:(.*)\/)?src\/(?:cmd\/)?go\.mod$/.exec(file);
      return match === null ? [] : [match[1] ?? ''];
    }),
  );
  const goroots: string[] = [];
  for (const root of candidates) {
    const source = await tree.text(`${root === '' ? '' : `${root}/`}${files[0]}`);
    if (source.ok) goroots.push(root);
  }
  return goroots;
}

/**
 * Judges the pins of a repository that lies in an archive.
 * @param texts by path, with `/`: all files for which `mayBearOnPins` is true
 */
export async function findingsInTexts(
  texts: ReadonlyMap<string, string>,
  judging: PinJudging,
  signal?: AbortSignal,
): Promise<RepositoryFindings> {
  const root = rootOfTexts([...texts.keys()]);
  const start = root === '' ? 0 : root.length + 1;
  const below = new Map([...texts].map(([file, text]) => [file.slice(start), text]));
  const tree = treeOfTexts(below);
  const pins = await collectPins(tree, '', signal);
  return {
    root,
    tree,
    findings: await judgeLookingUp(pins, judging, signal),
    bug: judging.bug,
    unread: pins.unread,
    goroots: [],
    pins: pins.pins,
    asideOf: whyInactive,
  };
}

/** Judges one file. Null when such a file pins nothing. Files that it refers to are read, and not judged. */
export async function findingsInFile(file: string, judging: PinJudging): Promise<RepositoryFindings | null> {
  const { root, name } = await placeInRepository(file, 'file');
  const pins = await collectPinsOfFile(root, name);
  return pins === null
    ? null
    : {
        root,
        tree: folderTree(root),
        findings: await judgeLookingUp(pins, judging),
        bug: judging.bug,
        unread: pins.unread,
        goroots: [],
        pins: pins.pins,
        asideOf: () => null,
      };
}

/** Judges pins. New releases come out faster than new versions of this tool; those that pins name are looked up. */
async function judgeLookingUp(
  { pins, referred }: RepositoryPins,
  { bug, floatsBy, scanUnknown }: PinJudging,
  signal?: AbortSignal,
): Promise<readonly PinFinding[]> {
  const embedded = knownReleases(bug);
  const known = await judgeInTurns({ pins, referred }, { ...embedded, floatsBy }, signal);
  const unknown = known.flatMap(({ resolution: { verdict, releases } }) => {
    const [selected] = releases;
    return verdict === 'inconclusive' && selected !== undefined && embedded.predict(selected) === 'unknown'
      ? [selected]
      : [];
  });
  if (unknown.length === 0) return known;
  const scanned = withScanned(await scanUnknown([...new Set(unknown)]), embedded);
  return judgeInTurns({ pins, referred }, { ...scanned, floatsBy }, signal);
}

/** The number of pins that are judged in some tenths of a second. */
const pinsPerTurn = 2_000;

/** Gives the answer of `judgePins` for all of them: whole files at a time, the others being known meanwhile. */
async function judgeInTurns(
  { pins, referred }: Pick<RepositoryPins, 'pins' | 'referred'>,
  knowledge: ReleaseKnowledge,
  signal: AbortSignal | undefined,
): Promise<readonly PinFinding[]> {
  const findings: PinFinding[] = [];
  for (let start = 0; start < pins.length;) {
    let end = Math.min(start + pinsPerTurn, pins.length);
    while (end < pins.length && pins[end]?.file === pins[end - 1]?.file) end += 1;
    const others = [...pins.slice(0, start), ...pins.slice(end), ...referred];
    findings.push(...judgePins(pins.slice(start, end), knowledge, others));
    start = end;
    if (start < pins.length) await giveTurn(signal);
  }
  return findings;
}

/** The knowledge of releases. No table has all releases from before the bug, and none is needed. */
export const knownReleases = (bug: Bug): ReleaseKnowledge => ({
  releases: embeddedCatalogue,
  since: bug.since,
  predict: (release) =>
    isBefore(release, bug.since) ? 'not-applicable' : predictRelease(bug, release).verdict,
});

function withScanned(rows: readonly ScannedRelease[], embedded: ReleaseKnowledge): ReleaseKnowledge {
  const judged = new Map(rows.flatMap((row) => (row.kind === 'judged' ? [[row.release, row.verdict]] : [])));
  return {
    since: embedded.since,
    releases: withReleases(embeddedCatalogue, judged.keys()),
    predict: (release) => judged.get(release) ?? embedded.predict(release),
  };
}
