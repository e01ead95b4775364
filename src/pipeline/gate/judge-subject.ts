/**
 * Makes the cells of one subject. Anything wrong with a subject becomes a cell, so that the others are still judged.
 */
import path from 'node:path';
import { expandHome } from '../../host/files/paths.js';
import { ReproError } from '../../model/errors.js';
import type { Cell } from '../../model/report.js';
import { unreachable } from '../../model/unreachable.js';
import type { Session } from '../session.js';
import { displayPath } from './cells/display-path.js';
import { withoutFinds } from './contents/contents.js';
import { askedAbout, clearCell, unreadCell } from './cells/gate-cell.js';
import type { Judging } from './cells/judging.js';
import { readSubject } from './contents/read-file.js';
import { isGoCommand, type GateSubject } from './recognise-subject.js';
import { unresolvedCell } from './toolchains/toolchain-cell.js';

export async function* judgeSubject(
  subject: GateSubject,
  judging: Judging,
  context: Session,
): AsyncGenerator<Cell, void, undefined> {
  switch (subject.kind) {
    case 'spec':
      yield* await judgeSpec(subject.text, context);
      return;
    case 'goroot': {
      const { judgeGoroot } = await import('./toolchains/judge-toolchain.js');
      const folder = expandHome(subject.path);
      yield await judgeGoroot(displayPath(folder), path.resolve(folder), judging.bug);
      return;
    }
    case 'folder': {
      const { judgeFolder } = await import('./judge-folder.js');
      yield* judgeFolder(subject.path, judging);
      return;
    }
    case 'file':
      yield* await judgeNamedFile(subject.path, judging);
      return;
    case 'process': {
      const { judgeProcess } = await import('./judge-process.js');
      yield* await judgeProcess(subject.pid, judging);
      return;
    }
    case 'missing':
      yield unreadCell({ subject: subject.text }, 'missing-subject', subject.reason);
      return;
    case 'unusable':
      yield unreadCell({ subject: subject.text }, 'unread-file', subject.reason);
      return;
    default:
      unreachable(subject);
  }
}

async function judgeSpec(text: string, context: Session): Promise<readonly Cell[]> {
  const { resolveSpecs } = await import('../resolve-specs.js');
  const { judgeToolchains } = await import('./toolchains/judge-toolchain.js');
  try {
    return await judgeToolchains(await resolveSpecs([text], {}, context), context);
  } catch (error) {
    if (!(error instanceof ReproError)) throw error;
    return [unresolvedCell(text, error)];
  }
}

async function judgeNamedFile(file: string, judging: Judging): Promise<readonly Cell[]> {
  const asked = askedAbout(file);
  const contents = await readSubject(file, asked, judging);
  const cells = await contents.finish();
  const isData = contents.compiledFiles === 0 && !contents.isArchive;
  if (contents.isGoCommand || (cells.length === 0 && isData && isGoCommand(file))) {
    const { judgeGoCommand } = await import('./toolchains/judge-toolchain.js');
    return [await judgeGoCommand(asked.subject, path.resolve(file), judging.bug)];
  }
  if (cells.some(({ aside }) => aside === undefined) || contents.hasOpenQuestion) return cells;
  return cells.length === 0 && isData
    ? judgePinFile(file, judging)
    : [...cells, withoutFinds(asked, contents)];
}

/** Judges a file with pins. Hooks pass the files that changed, a go.mod among them. */
async function judgePinFile(file: string, judging: Judging): Promise<readonly Cell[]> {
  const { findingsInFile } = await import('./pins/pin-findings.js');
  const { cellsOfPins } = await import('./pins/pin-cells.js');
  const found = await findingsInFile(file, judging);
  const asked = { subject: displayPath(file) };
  if (found === null)
    return [
      unreadCell(
        asked,
        'nothing-found',
        'There is nothing to judge: it is neither compiled, nor an archive, nor a file that can pin Go.',
      ),
    ];
  const cells = await cellsOfPins(found);
  return cells.length > 0 ? cells : [clearCell(asked, 'It pins no Go release.')];
}
