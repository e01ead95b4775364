/** Statements of a Go release that no reader of pins explains, in all text files of a folder: as git sees it, or all. */
import path from 'node:path';
import { GitIgnore } from '../../host/git-ignore.js';
import type { GitPlace } from '../../host/git-work-tree.js';
import { readLooseText } from '../../host/loose-text.js';
import { kindOfPath } from '../../host/path-kind.js';
import { walkFiles, walkWorkTree } from '../../host/walk-work-tree.js';
import type { Pin } from '../../model/pin.js';
import { printable } from '../../model/printable.js';
import type { Cell } from '../../model/report.js';
import { BudgetSpent, PinBudget } from '../../pins/budget.js';
import { whyInactive } from '../../pins/inactive.js';
import { statementsOf, withoutPins, type Statement } from '../../pins/mentions/explain-mentions.js';
import { findMentions, type Mention } from '../../pins/mentions/find-mentions.js';
import { isOwnReport } from '../../pins/mentions/own-report.js';
import { whyNotSearched } from '../../pins/mentions/searched-files.js';
import { listReleases } from '../../pins/releases.js';
import { predictRelease } from '../../release/predictions.js';
import { displayPath } from './display-path.js';
import { askedAbout, everyTarget, unreadCell } from './gate-cell.js';
import type { Judging } from './judging.js';
import { knownReleases, type RepositoryFindings } from './pin-findings.js';
import { isInGoTree } from './toolchains-inside.js';

/** Larger texts are data, or made to keep a search busy. */
const maxBytes = 16 * 1024 * 1024;
/** A file that states more than these releases lists them, and is one finding. */
const maxOfFile = 5;

export interface MentionsFound {
  /** Of affected releases. */
  readonly cells: readonly Cell[];
  /** How many files state a release that is not affected. */
  readonly fixed: number;
}

/** @param place the work tree that the folder is in; null: every file counts */
export async function mentionsIn(
  folder: string,
  place: GitPlace | null,
  found: RepositoryFindings,
  judging: Judging,
): Promise<MentionsFound> {
  const pins = pinsByFile(found.pins);
  const sees = seenBy(place);
  // Those that nobody found by their go.mod are met only where every file is looked at.
  const goroots = [...found.goroots];
  const isGoroot = async (root: string): Promise<boolean> =>
    judging.recursive && (await kindOfPath(path.join(root, 'src/runtime/cgocall.go'))) === 'file';
  const cells: Cell[] = [];
  let fixed = 0;
  for await (const entry of place === null ? walkFiles(folder) : walkWorkTree(place)) {
    if (judging.signal.aborted) break;
    if (entry.kind !== 'file' || (entry.tracked === 'no' && !(await sees(entry.path)))) continue;
    const file = path.join(folder, entry.path);
    const name = path.relative(found.root, path.resolve(file)).split(path.sep).join('/');
    if (path.basename(name) === 'VERSION' && (await isGoroot(path.dirname(file))))
      goroots.push(path.posix.dirname(name));
    if (goroots.some((goroot) => isOfToolchain(name, goroot === '.' ? '' : goroot))) continue;
    const { affected, others, unread } = await statementsIn(file, name, pins.get(name) ?? [], judging);
    const aside = whyInactive(entry.path);
    const asked = askedAbout(file);
    const told =
      affected.length > maxOfFile
        ? affected.slice(0, 1).map((first) => cellOfList(file, first, affected))
        : affected.map((statement) => cellOf(file, statement));
    const undecided = unread === null ? [] : [unreadCell(asked, 'undecided-mention', unread)];
    cells.push(...[...told, ...undecided].map((cell) => (aside === null ? cell : { ...cell, aside })));
    if (others === 0 || aside !== null) continue;
    fixed += 1;
    judging.inventory.passOver('stated');
    judging.inventory.giveExample('stated', displayPath(file));
  }
  return { cells, fixed };
}

/** A toolchain answers for its own files, and for what its VERSION says. */
const isOfToolchain = (name: string, goroot: string): boolean =>
  name === (goroot === '' ? 'VERSION' : `${goroot}/VERSION`) || isInGoTree(name, goroot);

/** What git does not track and does not ignore is seen by it as well. */
function seenBy(place: GitPlace | null): (file: string) => Promise<boolean> {
  if (place === null) return () => Promise.resolve(true);
  const ignore = new GitIgnore(place.root);
  const start = place.name === '' ? '' : `${place.name}/`;
  return async (file) => !(await ignore.ignores(start + file));
}

function pinsByFile(pins: readonly Pin[]): ReadonlyMap<string, Pin[]> {
  const byFile = new Map<string, Pin[]>();
  for (const pin of pins) {
    const known = byFile.get(pin.file);
    if (known === undefined) byFile.set(pin.file, [pin]);
    else known.push(pin);
  }
  return byFile;
}

interface FileStatements {
  readonly affected: readonly Statement[];
  /** How many are of releases that are not affected. */
  readonly others: number;
  /** A sentence, where the file could not be searched. */
  readonly unread: string | null;
}

const nothing: FileStatements = { affected: [], others: 0, unread: null };

/** @param name relative to the repository, with `/` */
async function statementsIn(
  file: string,
  name: string,
  pins: readonly Pin[],
  { inventory, scanUnknown: { floatsBy = 'newest' } }: Judging,
): Promise<FileStatements> {
  const reason = whyNotSearched(name);
  if (reason !== null) {
    inventory.passOver(reason);
    return nothing;
  }
  const read = await readLooseText(file, maxBytes);
  if (read.kind === 'too-large') {
    inventory.passOver('too large to search');
    inventory.giveExample('too large to search', displayPath(file));
  }
  if (read.kind !== 'text' || isOwnReport(name, read.text)) return nothing;
  let mentions: readonly Mention[];
  try {
    mentions = findMentions({ path: name, text: read.text, budget: new PinBudget() });
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    const unread = `What it says of Go was not searched to the end: ${error.reason}.`;
    return { affected: [], others: 0, unread };
  }
  const statements = statementsOf(withoutPins(mentions, pins), { ...knownReleases, floatsBy });
  const affected = statements.filter(({ resolution: { verdict } }) => verdict === 'affected');
  return {
    affected,
    others: statements.length - affected.length,
    unread: null,
  };
}

function cellOf(file: string, { mention, lines, resolution }: Statement): Cell {
  const { raw, line, column, endColumn } = mention;
  const [release] = resolution.releases;
  const others = lines.length === 1 ? '' : ` So do ${linesWords(lines.slice(1))}.`;
  const reason = `It states ${raw}${release === undefined ? '' : ` (${release}, affected)`}, and no rule says who reads it.${others}`;
  return {
    ...everyTarget,
    subject: printable(raw),
    go: release ?? null,
    toolchain: null,
    predicted: release === undefined ? 'unknown' : predictRelease(release).verdict,
    verdict: 'inconclusive',
    reason,
    evidence: [],
    trials: [],
    finding: 'undecided-mention',
    location: { file: displayPath(file), line, column, endColumn },
  };
}

/** One cell for a file that states many releases. */
function cellOfList(file: string, first: Statement, all: readonly Statement[]): Cell {
  const releases = new Set(all.flatMap(({ resolution }) => resolution.releases.slice(0, 1)));
  const named = listReleases(knownReleases, [...releases]);
  const reason = `It states ${all.length} affected releases (${named}), and no rule says who reads it.`;
  return { ...cellOf(file, first), reason };
}

const linesShown = 10;

function linesWords(lines: readonly number[]): string {
  const shown = lines.slice(0, linesShown).join(', ');
  const more = lines.length > linesShown ? ` and ${lines.length - linesShown} more` : '';
  return `${lines.length === 1 ? 'line' : 'lines'} ${shown}${more}`;
}
