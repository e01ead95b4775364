/** One file: a compiled one, or an archive with such in it. */
import { formatOf, sniffedBytes } from '../../archive/format.js';
import { openByteSource, type FileSource } from '../../host/byte-source.js';
import { ReproError } from '../../model/errors.js';
import { sliceOf, type ByteSource } from '../../model/byte-source.js';
import type { Cell } from '../../model/report.js';
import { appendedAt, judgeBinary, type BinaryJudgement } from '../../oracle/binary/judge-binary.js';
import { cellOfBinary } from './binary-cell.js';
import { unreadCell, type Asked } from './gate-cell.js';

/** Nothing that a linker makes comes near; /proc/kcore claims 128 TiB. */
const maxCompiledBytes = 8 * 2 ** 30;

/** What a file was, besides its cells. */
export type FileKind = 'go' | 'compiled' | 'archive' | 'other' | 'unread';

export interface JudgedFile {
  readonly kind: FileKind;
  /** One for each Go runtime, and for each part that may hold one and could not be read. */
  readonly cells: readonly Cell[];
  /** What the machine-code oracle said when the file itself is compiled. */
  readonly judgements: readonly BinaryJudgement[];
}

/** Opens, judges and closes. Failures to do so are cells too, so that one bad file never hides the others. */
export async function judgeFile(file: string, asked: Asked): Promise<JudgedFile> {
  let source: FileSource;
  try {
    source = openByteSource(file);
  } catch (error) {
    if (error instanceof ReproError) return unread(asked, `it cannot be read: ${whyUnread(error)}`);
    throw error;
  }
  try {
    const judged = await judgeSource(source, asked);
    return judged.kind !== 'other' && source.hasChanged()
      ? unread(asked, 'it changed while it was read; ask again when it is finished')
      : judged;
  } catch (error) {
    if (systemCode(error) === null) throw error;
    return unread(asked, `it cannot be read: ${systemCode(error)}`);
  } finally {
    source.close();
  }
}

async function judgeSource(source: ByteSource, asked: Asked): Promise<JudgedFile> {
  const format = formatOf(source.read(0, sniffedBytes));
  if (format.kind === 'other') return { kind: 'other', cells: [], judgements: [] };
  if (format.kind !== 'compiled') {
    // Most subjects are compiled files, and should not wait for decompressors to load.
    const { judgeArchive } = await import('./judge-archive.js');
    return judgeArchive(source, asked);
  }
  if (source.size > maxCompiledBytes) return unread(asked, 'it is larger than any compiled file');
  const judgements = judgeBinary(source);
  const cells = [
    ...judgements
      .filter(({ verdict }) => verdict !== 'not-go')
      .map((judgement) => cellOfBinary(judgement, asked)),
    ...(await judgeAppended(source, asked)),
  ];
  if (cells.length > 0) return { kind: 'go', cells, judgements };
  return { kind: judgements.length === 0 ? 'other' : 'compiled', cells: [], judgements };
}

/** A self-extracting program says nothing of what it carries. */
async function judgeAppended(source: ByteSource, asked: Asked): Promise<readonly Cell[]> {
  const start = appendedAt(source);
  if (start === null) return [];
  const { judgeArchive } = await import('./judge-archive.js');
  const place = { ...asked, subject: `${asked.subject}!appended at ${start}` };
  return (await judgeArchive(sliceOf(source, start, source.size - start), place)).cells;
}

const unread = (asked: Asked, reason: string): JudgedFile => ({
  kind: 'unread',
  cells: [unreadCell(asked, 'unread-file', `It could not be judged: ${reason}.`)],
  judgements: [],
});

const whyUnread = (error: ReproError): string => systemCode(error.cause) ?? 'it is not a regular file';

/** Node’s code for a failed system call; null for any other error. */
function systemCode(error: unknown): string | null {
  return error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : null;
}
