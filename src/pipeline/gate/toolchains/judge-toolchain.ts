/** Judges toolchains by the source of their runtime, which they compile into every program. Nothing is run. */
import type { Bug } from '../../../bugs/bug.js';
import { homeFolder } from '../../../host/files/paths.js';
import { shortenHome } from '../../../text/shorten-home.js';
import type { Cell } from '../../../model/report.js';
import type { Subject } from '../../../release/resolve-spec.js';
import type { Session } from '../../session.js';
import { gorootAround, looksLikeGoroot, versionOfGoroot } from '../../../toolchain/find/go-command.js';
import { alteredByFlags, type AlteredBuild } from '../../../toolchain/find/goflags.js';
import { findLocalGo } from '../../../toolchain/local-go.js';
import { readLocalSource } from '../../../toolchain/source/local-source.js';
import { cellOfScan } from '../../scan/scan-cells.js';
import { everyTarget, unreadCell } from '../cells/gate-cell.js';
import { gorootCell, toolchainCell } from './toolchain-cell.js';

export async function judgeGoroot(
  subject: string,
  goroot: string,
  bug: Bug,
  source = 'given',
): Promise<Cell> {
  const version = (await versionOfGoroot(goroot)) ?? '';
  const texts = await readLocalSource(goroot, bug.source.files);
  const shown = shortenHome(goroot, homeFolder());
  return gorootCell({ subject }, { texts, version, goroot: shown, source }, bug);
}

/** Judges a file that is, or calls itself, a go command. It may come from anywhere, so that it is never run. */
export async function judgeGoCommand(subject: string, command: string, bug: Bug): Promise<Cell> {
  const goroot = await gorootAround(command);
  return goroot === null
    ? unreadCell(
        { subject },
        'unread-file',
        'It lies in no GOROOT, and it is not run to ask for one: name the GOROOT.',
      )
    : judgeGoroot(subject, goroot, bug);
}

const judgePath = async (subject: string, file: string, bug: Bug): Promise<Cell> =>
  (await looksLikeGoroot(file)) ? judgeGoroot(subject, file, bug) : judgeGoCommand(subject, file, bug);

/**
 * Judges the toolchains of SPECs: releases are read from installed copies or the module proxy, a few hundred KB each.
 */
export async function judgeToolchains(
  subjects: readonly Subject[],
  context: Session,
): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const subject of subjects) {
    if (subject.kind === 'path') cells.push(await judgePath(subject.text, subject.path, context.bug));
    if (subject.kind === 'local') cells.push(await judgeLocal(context));
  }
  const releases = subjects.flatMap((subject) => (subject.kind === 'release' ? [subject.release] : []));
  if (releases.length === 0) return cells;
  // This is loaded on demand: the network is the exception.
  const { scanNow } = await import('../../scan/open-scanner.js');
  const rows = await scanNow(releases, context);
  return [...cells, ...rows.map((row) => toolchainCell(cellOfScan(row, everyTarget, context.bug)))];
}

/** Judges the toolchain that `go build` uses here. Only the user's own go command knows it, so that it is asked. */
async function judgeLocal(context: Session): Promise<Cell> {
  const found = await findLocalGo(context);
  if (!found.ok)
    return unreadCell(
      { subject: 'local' },
      found.error.code === 'no-go' ? 'missing-subject' : 'undecided-toolchain',
      sentenceOf(found.error.message),
    );
  const { goroot, origin, other, goflags } = found.value;
  const cell = await judgeGoroot('local', goroot, context.bug, origin);
  const altered = await alteredByFlags(goflags, goroot);
  const judged = altered === null ? cell : doubted(cell, altered);
  if (other === null || judged.toolchain === null) return judged;
  return {
    ...judged,
    reason: `${judged.reason} ${other.sentence}`,
    toolchain: { ...judged.toolchain, onPath: other.onPath },
  };
}

const sentenceOf = (message: string): string => `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;

/** Doubts a cell. GOFLAGS make something else of this source, so that it is no proof of a fix. */
function doubted(cell: Cell, { what, replaces }: AlteredBuild): Cell {
  if (cell.verdict === 'affected' && !replaces) return { ...cell, reason: `${cell.reason} ${what}` };
  const { fix: _, ...rest } = cell;
  const reason = `${what} Gate what it builds. Without that, of its source: ${cell.reason}`;
  return toolchainCell({ ...rest, verdict: 'inconclusive', reason });
}
