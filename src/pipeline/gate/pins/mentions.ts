/**
 * Finds statements of a Go release that no reader of pins explains, in all text files of a folder: as git sees it, or
 * all.
 */
import path from 'node:path';
import type { Pin } from '../../../model/pin.js';
import { printable } from '../../../text/printable.js';
import type { Bug } from '../../../bugs/bug.js';
import type { Cell } from '../../../model/report.js';
import { pinsByFile } from '../../../pins/judge/follow-files.js';
import { whyInactive } from '../../../pins/judge/inactive.js';
import {
  explaining,
  mayBeAffected,
  statementsOf,
  withoutPins,
  type Statement,
} from '../../../pins/mentions/explain-mentions.js';
import { vendoredFolder } from '../../../pins/mentions/searched-files.js';
import { listReleases } from '../../../pins/resolve/releases.js';
import { predictRelease } from '../../../release/predictions.js';
import { displayPath } from '../cells/display-path.js';
import { askedAbout, everyTarget, unreadCell } from '../cells/gate-cell.js';
import { statingAffected } from '../inventory.js';
import type { Judging, PinJudging } from '../cells/judging.js';
import { knownReleases, type RepositoryFindings } from './pin-findings.js';
import type { FolderSurvey, TextNote } from './survey-folder.js';
import { isInGoTree } from '../toolchains/toolchains-inside.js';

/** The limit of releases. A file that states more lists them, and is one finding. */
const maxOfFile = 5;

export interface MentionsFound {
  /** The cells of affected releases. */
  readonly cells: readonly Cell[];
  /** The number of files that state a release that is not affected. */
  readonly fixed: number;
}

/** @param survey of the folder, walked to its end */
export function mentionsIn(
  folder: string,
  survey: FolderSurvey,
  found: RepositoryFindings,
  judging: Judging,
): MentionsFound {
  const pins = pinsByFile(explaining(found.pins));
  // Toolchains that nobody found by their go.mod are met only where every file is examined.
  const goroots = [...found.goroots, ...survey.goroots].map((root) => (root === '.' ? '' : root));
  const isOthers = (name: string): boolean => goroots.some((root) => isOfToolchain(name, root));
  for (const { kind, path: shown, name, count } of survey.notSearched) {
    if (isOthers(name)) continue;
    judging.inventory.passOver(kind, count);
    const vendor = kind === 'vendored' ? vendoredFolder(displayPath(path.join(folder, shown))) : null;
    if (vendor !== null) judging.inventory.giveExample(kind, vendor);
  }
  const cells: Cell[] = [];
  let fixed = 0;
  for (const note of survey.notes) {
    const { path: shown, name, decidesNothing } = note;
    if (judging.signal.aborted) break;
    if (isOthers(name)) continue;
    const noted = note.found.kind === 'search-again' ? survey.searchAgain(note) : note.found;
    const file = path.join(folder, shown);
    if (noted?.kind === 'too-large' || noted?.kind === 'own-report') {
      const kind = noted.kind === 'too-large' ? 'too large to search' : 'report of this tool';
      judging.inventory.passOver(kind);
      judging.inventory.giveExample(kind, displayPath(file));
      continue;
    }
    const { affected, others } = statementsIn(noted, pins.get(name) ?? [], judging);
    if (decidesNothing !== null) {
      // Text for people chooses no Go; a release that it names is told all the same.
      const kind = affected.length > 0 ? statingAffected(decidesNothing) : decidesNothing;
      judging.inventory.passOver(kind);
      if (affected.length > 0) judging.inventory.giveExample(kind, displayPath(file));
      continue;
    }
    const aside = whyInactive(shown);
    const told =
      affected.length > maxOfFile
        ? affected.slice(0, 1).map((first) => cellOfList(file, first, affected, judging.bug))
        : affected.map((statement) => cellOf(file, statement, judging.bug));
    const undecided = noted?.kind === 'not-searched-to-the-end' ? [cellOfRest(file, noted.reason)] : [];
    cells.push(...[...told, ...undecided].map((cell) => (aside === null ? cell : { ...cell, aside })));
    if (others === 0 || aside !== null) continue;
    fixed += 1;
    judging.inventory.passOver('stated');
    judging.inventory.giveExample('stated', displayPath(file));
  }
  return { cells, fixed };
}

/** True for a file of the toolchain. A toolchain answers for its own files, and for the content of its VERSION. */
const isOfToolchain = (name: string, goroot: string): boolean =>
  name === (goroot === '' ? 'VERSION' : `${goroot}/VERSION`) || isInGoTree(name, goroot);

interface FileStatements {
  readonly affected: readonly Statement[];
  /** The number of statements of releases that are not affected. */
  readonly others: number;
}

function statementsIn(
  noted: TextNote['found'] | null,
  pins: readonly Pin[],
  { bug, floatsBy }: PinJudging,
): FileStatements {
  if (noted?.kind !== 'mentions') return { affected: [], others: 0 };
  const knowledge = { ...knownReleases(bug), floatsBy };
  const statements = statementsOf(withoutPins(noted.mentions, pins), knowledge);
  const affected = statements.filter((statement) => mayBeAffected(statement, knowledge));
  return { affected, others: statements.length - affected.length };
}

/** Makes the cell of what was not searched of a file. */
function cellOfRest(file: string, why: string): Cell {
  const reason = `What it says of Go was not searched to the end: ${why}.`;
  return unreadCell(askedAbout(file), 'undecided-mention', reason);
}

function cellOf(file: string, { mention, lines, resolution }: Statement, bug: Bug): Cell {
  const { raw, line, column, endColumn, givenTo } = mention;
  const [release] = resolution.releases;
  const others = lines.length === 1 ? '' : ` So ${linesWords(lines.slice(1))}.`;
  const known = resolution.verdict === 'affected' ? 'affected' : 'of which nothing is known';
  const to = givenTo === undefined ? '' : ` for ${givenTo}, by which a Go is chosen here`;
  const reason = `It states ${raw}${release === undefined ? '' : ` (${release}, ${known})`}${to}, and no rule says who reads it.${others}`;
  return {
    ...everyTarget,
    subject: printable(raw),
    go: release ?? null,
    toolchain: null,
    predicted: release === undefined ? 'unknown' : predictRelease(bug, release).verdict,
    verdict: 'inconclusive',
    reason,
    evidence: [],
    trials: [],
    finding: 'undecided-mention',
    location: { file: displayPath(file), line, column, endColumn },
  };
}

/** Makes one cell for a file that states many releases. */
function cellOfList(file: string, first: Statement, all: readonly Statement[], bug: Bug): Cell {
  const releases = new Set(all.flatMap(({ resolution }) => resolution.releases.slice(0, 1)));
  const named = listReleases(knownReleases(bug), [...releases]);
  const reason = `It states ${all.length} affected releases (${named}), and no rule says who reads it.`;
  return { ...cellOf(file, first, bug), reason };
}

const linesShown = 10;

function linesWords(lines: readonly number[]): string {
  const shown = lines.slice(0, linesShown).join(', ');
  const more = lines.length > linesShown ? ` and ${lines.length - linesShown} more` : '';
  return `${lines.length === 1 ? 'does line' : 'do lines'} ${shown}${more}`;
}
