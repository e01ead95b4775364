/** An archive of any kind: every compiled file in it, however deep. */
import { createBudget } from '../../archive/budget.js';
import { streamOfSource } from '../../archive/byte-stream.js';
import type { ByteSource } from '../../model/byte-source.js';
import type { Cell } from '../../model/report.js';
import { judgeBinary } from '../../oracle/binary/judge-binary.js';
import { cellOfBinary } from './binary-cell.js';
import { unreadCell, type Asked } from './gate-cell.js';
import type { Appended } from './appended.js';
import { leavesBehind, leavesOf, type Leaf } from './read-members.js';

/** What cannot be read is named so often; how often it was in all is said after that. */
const mostUnread = 100;

/** Throws the reason of `signal` once it has fired. */
export function judgeArchive(
  source: ByteSource,
  asked: Asked,
  signal: AbortSignal,
): Promise<readonly Cell[]> {
  return cellsOf(leavesOf(streamOfSource(source), createBudget({ signal })), asked);
}

/** The same for what is appended to a compiled file. */
export function judgeAppended(
  source: ByteSource,
  appended: Appended,
  asked: Asked,
  signal: AbortSignal,
): Promise<readonly Cell[]> {
  return cellsOf(leavesBehind(source, appended, createBudget({ signal })), asked);
}

async function cellsOf(
  leaves: AsyncGenerator<Leaf, void, undefined>,
  asked: Asked,
): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  let unread = 0;
  for await (const leaf of leaves) {
    const place = { ...asked, subject: [asked.subject, ...leaf.names].join('!') };
    switch (leaf.kind) {
      case 'compiled':
        for (const judgement of judgeBinary(leaf.bytes))
          if (judgement.verdict !== 'not-go') cells.push(cellOfBinary(judgement, place));
        break;
      case 'unreadable':
        unread += 1;
        if (unread <= mostUnread) cells.push(unreadArchive(place, leaf.reason));
    }
  }
  if (unread > mostUnread)
    cells.push(unreadArchive(asked, `${unread} of its members are such, and only the first are named`));
  return cells;
}

const unreadArchive = (asked: Asked, reason: string): Cell =>
  unreadCell(asked, 'unread-archive', `It could not be looked into: ${reason}.`);
