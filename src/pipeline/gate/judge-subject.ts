/** From one subject to its cells. Whatever is wrong with a subject becomes a cell, so that the others are still judged. */
import path from 'node:path';
import { expandHome } from '../../host/paths.js';
import { ReproError } from '../../model/errors.js';
import type { Cell } from '../../model/report.js';
import { unreachable } from '../../model/unreachable.js';
import type { Subject } from '../../release/resolve-spec.js';
import type { ToolchainContext } from '../../toolchain/context.js';
import { displayPath } from './display-path.js';
import { askedAbout, unasked, unreadCell } from './gate-cell.js';
import { judgeFile } from './judge-file.js';
import { isGoCommand, type GateSubject } from './recognise-subject.js';

export interface SubjectOptions {
  readonly recursive: boolean;
  readonly resolveSpec: (text: string) => Promise<readonly Subject[]>;
}

export async function* judgeSubject(
  subject: GateSubject,
  options: SubjectOptions,
  context: ToolchainContext,
  signal: AbortSignal,
): AsyncGenerator<Cell, void, undefined> {
  switch (subject.kind) {
    case 'spec':
      yield* await judgeSpec(subject.text, options, context);
      return;
    case 'goroot': {
      const { judgeGoroot } = await import('./judge-toolchain.js');
      const folder = expandHome(subject.path);
      yield await judgeGoroot(displayPath(folder), path.resolve(folder));
      return;
    }
    case 'folder': {
      const { judgeFolder } = await import('./judge-folder.js');
      const { scanUnknownReleases } = await import('./scan-unknown.js');
      const scanUnknown = scanUnknownReleases(context);
      yield* judgeFolder(subject.path, { recursive: options.recursive, scanUnknown, signal });
      return;
    }
    case 'file':
      yield* await judgeNamedFile(subject.path, context, signal);
      return;
    case 'process': {
      const { judgeProcess } = await import('./judge-process.js');
      yield* await judgeProcess(subject.pid, signal);
      return;
    }
    case 'unusable':
      yield unreadCell({ subject: subject.text }, 'unread-file', subject.reason);
      return;
    default:
      unreachable(subject);
  }
}

async function judgeSpec(
  text: string,
  { resolveSpec }: SubjectOptions,
  context: ToolchainContext,
): Promise<readonly Cell[]> {
  const { judgeToolchains } = await import('./judge-toolchain.js');
  try {
    return await judgeToolchains(await resolveSpec(text), context);
  } catch (error) {
    if (!(error instanceof ReproError)) throw error;
    return [unreadCell({ subject: text }, 'undecided-toolchain', `${error.message}.`)];
  }
}

async function judgeNamedFile(
  file: string,
  context: ToolchainContext,
  signal: AbortSignal,
): Promise<readonly Cell[]> {
  const asked = askedAbout(file);
  const { kind, cells, judgements } = await judgeFile(file, asked, signal);
  const isGoItself = judgements.some(({ modulePath }) => modulePath === 'cmd/go');
  if (isGoItself || (cells.length === 0 && kind === 'other' && isGoCommand(file))) {
    const { judgeGoCommand } = await import('./judge-toolchain.js');
    return [await judgeGoCommand(asked.subject, path.resolve(file))];
  }
  if (cells.length > 0) return cells;
  if (kind === 'other') return judgePinFile(file, context);
  return [{ ...unasked, ...asked, verdict: 'not-applicable', reason: withoutGo[kind] }];
}

const withoutGo = {
  compiled: 'It is compiled, and holds no Go code.',
  archive: 'None of its files holds Go code.',
} as const;

/** Hooks hand over the files that changed, a go.mod among them. */
async function judgePinFile(file: string, context: ToolchainContext): Promise<readonly Cell[]> {
  const { findingsInFile } = await import('./pin-findings.js');
  const { cellsOfPins } = await import('./judge-pins.js');
  const { scanUnknownReleases } = await import('./scan-unknown.js');
  const found = await findingsInFile(file, scanUnknownReleases(context));
  const asked = { subject: displayPath(file) };
  if (found === null)
    return [
      unreadCell(asked, 'unread-file', 'It is neither compiled, nor an archive, nor a file that can pin Go.'),
    ];
  const cells = await cellsOfPins(found);
  return cells.length > 0
    ? cells
    : [{ ...unasked, ...asked, verdict: 'not-applicable', reason: 'It pins no Go release.' }];
}
