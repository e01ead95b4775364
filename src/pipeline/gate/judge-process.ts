/** A running process: its executable and every Go library that it has mapped. Linux only: it is read from /proc. */
import { listMappedFiles, type MappedFile } from '../../host/mapped-files.js';
import type { Cell } from '../../model/report.js';
import { unasked, unreadCell } from './gate-cell.js';
import { judgeFile } from './judge-file.js';

export async function judgeProcess(pid: number, signal: AbortSignal): Promise<readonly Cell[]> {
  const subject = `process ${pid}`;
  const mapped = await listMappedFiles(pid);
  if (!mapped.ok) return [unreadCell({ subject }, 'unread-file', `It could not be judged: ${mapped.error}.`)];
  const cells: Cell[] = [];
  for (const file of mapped.value) cells.push(...(await judgeMapped(subject, file, signal)));
  if (cells.length > 0) return cells;
  return [
    {
      ...unasked,
      subject,
      verdict: 'not-applicable',
      reason: `None of its ${mapped.value.length} mapped files holds Go code.`,
    },
  ];
}

/** Another file may stand at the path by now, so the mapping itself is opened wherever the system allows it. */
async function judgeMapped(
  process: string,
  { name, open }: MappedFile,
  signal: AbortSignal,
): Promise<readonly Cell[]> {
  const asked = { subject: `${process}: ${name}`, location: { file: name } };
  if (open === null)
    return [
      unreadCell(asked, 'unread-file', 'It could not be judged: the file was replaced or may not be read.'),
    ];
  return (await judgeFile(open, asked, signal)).cells;
}
