/** Reads one file on disk: everything in it goes into the contents of a subject. */
import path from 'node:path';
import { createBudget } from '../../../archive/budget.js';
import { openByteSource, type FileSource } from '../../../host/files/byte-source.js';
import { ReproError } from '../../../model/errors.js';
import { memberOf, type Asked } from '../cells/gate-cell.js';
import type { Judging } from '../cells/judging.js';
import { Contents, wantsText } from './contents.js';
import { leavesOf } from './read-members.js';

/**
 * Opens, reads and closes. Failures to do so are cells too, so that one bad file never hides the others. Throws the
 * reason of the signal once it has fired.
 * @param names of the file in its subject; none for the subject itself
 */
export async function readFile(file: string, names: readonly string[], contents: Contents): Promise<void> {
  const unread = (reason: string): void => contents.addUnread(names, `It could not be judged: ${reason}.`);
  let source: FileSource;
  try {
    source = openByteSource(file);
  } catch (error) {
    if (!(error instanceof ReproError)) throw error;
    unread(`it cannot be read: ${systemCode(error.cause) ?? 'it is not a regular file'}`);
    return;
  }
  try {
    const { askedFor, bug, files, signal } = contents.options;
    files.at(() => askedFor(names).subject, source.size);
    const reading = {
      question: bug.binary.question,
      budget: createBudget({ signal }),
      fileName: path.basename(file),
      wantsText: (name: string) => wantsText(name, bug),
    };
    for await (const leaf of leavesOf(source, reading, names)) contents.add(leaf);
    if (source.hasChanged()) unread('it changed while it was read; ask again when it is finished');
  } catch (error) {
    if (systemCode(error) === null) throw error;
    unread(`it cannot be read: ${systemCode(error)}`);
  } finally {
    source.close();
  }
}

/** Reads a file that is a subject of its own. */
export async function readSubject(file: string, asked: Asked, judging: Judging): Promise<Contents> {
  const contents = new Contents({
    ...judging,
    askedFor: (names) => memberOf(asked, names),
    isFolder: false,
  });
  await readFile(file, [], contents);
  judging.files.add();
  return contents;
}

/** Node’s code for a failed system call; null for any other error. */
function systemCode(error: unknown): string | null {
  return error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : null;
}
