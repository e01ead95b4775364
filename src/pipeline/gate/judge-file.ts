/** One file: a compiled one, or an archive with such in it. */
import { formatOf, sniffedBytes } from '../../archive/format.js';
import { openByteSource, type FileSource } from '../../host/byte-source.js';
import { ReproError } from '../../model/errors.js';
import type { ByteSource } from '../../model/byte-source.js';
import type { Cell } from '../../model/report.js';
import { judgeBinary, type BinaryJudgement } from '../../oracle/binary/judge-binary.js';
import { appendedTo } from './appended.js';
import { cellOfBinary } from './binary-cell.js';
import { unreadCell, type Asked } from './gate-cell.js';

/** Nothing that a linker makes comes near; /proc/kcore claims 128 TiB. */
const maxCompiledBytes = 8 * 2 ** 30;

export interface JudgedFile {
  readonly kind: 'compiled' | 'archive' | 'other';
  /** One for each Go runtime, and for each part that may hold one and could not be read. */
  readonly cells: readonly Cell[];
  /** What the machine-code oracle said when the file itself is compiled. */
  readonly judgements: readonly BinaryJudgement[];
}

/** Opens, judges and closes. Failures to do so are cells too, so that one bad file never hides the others. */
export async function judgeFile(file: string, asked: Asked, signal: AbortSignal): Promise<JudgedFile> {
  let source: FileSource;
  try {
    source = openByteSource(file);
  } catch (error) {
    if (error instanceof ReproError) return unread(asked, `it cannot be read: ${whyUnread(error)}`);
    throw error;
  }
  try {
    const judged = await judgeSource(source, asked, signal);
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

async function judgeSource(source: ByteSource, asked: Asked, signal: AbortSignal): Promise<JudgedFile> {
  const format = formatOf(source.read(0, sniffedBytes));
  if (format.kind === 'other') return { kind: 'other', cells: [], judgements: [] };
  if (format.kind !== 'compiled') {
    // Most subjects are compiled files, and should not wait for decompressors to load.
    const { judgeArchive } = await import('./judge-archive.js');
    const cells = await judgeArchive(source, asked, signal);
    // A script is one without a zip behind it as a rule.
    const kind = format.kind === 'script' && cells.length === 0 ? 'other' : 'archive';
    return { kind, cells, judgements: [] };
  }
  if (source.size > maxCompiledBytes) return unread(asked, 'it is larger than any compiled file');
  const judgements = judgeBinary(source);
  const cells = judgements
    .filter(({ verdict }) => verdict !== 'not-go')
    .map((judgement) => cellOfBinary(judgement, asked));
  const appended = appendedTo(source);
  if (appended !== null) {
    const { judgeAppended } = await import('./judge-archive.js');
    cells.push(...(await judgeAppended(source, appended, asked, signal)));
  }
  return { kind: judgements.length === 0 ? 'other' : 'compiled', cells, judgements };
}

const unread = (asked: Asked, reason: string): JudgedFile => ({
  kind: 'other',
  cells: [unreadCell(asked, 'unread-file', `It could not be judged: ${reason}.`)],
  judgements: [],
});

const whyUnread = (error: ReproError): string => systemCode(error.cause) ?? 'it is not a regular file';

/** Node’s code for a failed system call; null for any other error. */
function systemCode(error: unknown): string | null {
  return error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : null;
}
