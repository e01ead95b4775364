/**
 * Judges a running process: its executable and every Go library that it has mapped. Linux only: it is read from /proc.
 */
import { listMappedFiles, type MappedFile } from '../../host/process/mapped-files.js';
import type { Cell } from '../../model/report.js';
import { clearCell, unreadCell } from './cells/gate-cell.js';
import type { Judging } from './cells/judging.js';
import { readSubject } from './contents/read-file.js';

export async function judgeProcess(pid: number, judging: Judging): Promise<readonly Cell[]> {
  const subject = `process ${pid}`;
  const mapped = await listMappedFiles(pid);
  if (!mapped.ok) {
    const { isGone, why } = mapped.error;
    const finding = isGone ? 'missing-subject' : 'unread-file';
    return [unreadCell({ subject }, finding, `It could not be judged: ${why}.`)];
  }
  const cells: Cell[] = [];
  for (const file of mapped.value) cells.push(...(await judgeMapped(subject, file, judging)));
  if (cells.length > 0) return cells;
  return [clearCell({ subject }, `None of its ${mapped.value.length} mapped files holds Go code.`)];
}

/**
 * Judges one mapped file. Another file may stand at the path by now, so the mapping itself is opened wherever the
 * system allows it.
 */
async function judgeMapped(
  process: string,
  { name, open }: MappedFile,
  judging: Judging,
): Promise<readonly Cell[]> {
  const named = { subject: `${process}: ${name}`, location: { file: name } };
  if (open === null)
    return [
      unreadCell(named, 'unread-file', 'It could not be judged: the file was replaced or may not be read.'),
    ];
  const contents = await readSubject(open, named, judging);
  return contents.finish();
}
