/** An archive of any kind: every compiled file in it, however deep. */
import { createBudget, UnreadableArchive } from '../../archive/budget.js';
import { streamOfSource } from '../../archive/byte-stream.js';
import type { ByteSource } from '../../model/byte-source.js';
import type { Cell } from '../../model/report.js';
import { judgeBinary, type BinaryJudgement } from '../../oracle/binary/judge-binary.js';
import { cellOfBinary } from './binary-cell.js';
import { unreadCell, type Asked } from './gate-cell.js';
import type { JudgedFile } from './judge-file.js';
import { leavesOf, type Leaf } from './read-members.js';

export async function judgeArchive(source: ByteSource, asked: Asked): Promise<JudgedFile> {
  const cells: Cell[] = [];
  let isLibrary = false;
  try {
    for await (const leaf of leavesOf(streamOfSource(source), createBudget())) {
      // A static library is an archive by its form and compiled by its content.
      if (leaf.kind === 'compiled' && leaf.names.length === 0) isLibrary = true;
      for (const cell of cellsOfLeaf(leaf, asked)) cells.push(cell);
    }
  } catch (error) {
    if (!(error instanceof UnreadableArchive)) throw error;
    cells.push(unreadArchive(asked, error.message));
  }
  if (!isLibrary) return { kind: 'archive', cells, judgements: [] };
  return { kind: cells.length > 0 ? 'go' : 'compiled', cells, judgements: [] };
}

function cellsOfLeaf(leaf: Leaf, asked: Asked): Cell[] {
  const place = { ...asked, subject: [asked.subject, ...leaf.names].join('!') };
  switch (leaf.kind) {
    case 'compiled':
      return judgeBinary(leaf.bytes)
        .filter(isGo)
        .map((judgement) => cellOfBinary(judgement, place));
    case 'unreadable':
      return [unreadArchive(place, leaf.reason)];
    case 'other':
      return [];
  }
}

const isGo = ({ verdict }: BinaryJudgement): boolean => verdict !== 'not-go';

const unreadArchive = (asked: Asked, reason: string): Cell =>
  unreadCell(asked, 'unread-archive', `It could not be looked into: ${reason}.`);
