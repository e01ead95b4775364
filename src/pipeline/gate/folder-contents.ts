/** Gathers the files of a folder: those that decide, and those that are told aside. */
import path from 'node:path';
import { expandHome } from '../../host/files/paths.js';
import type { Cell } from '../../model/report.js';
import { asideIn } from './aside-folders.js';
import { askedAbout, memberOf } from './cells/gate-cell.js';
import type { Judging } from './cells/judging.js';
import { Contents } from './contents/contents.js';
import { readFile } from './contents/read-file.js';

export interface FolderFindings {
  readonly cells: readonly Cell[];
  /** The judged contents that decide. */
  readonly contents: Contents;
}

export class FolderContents {
  readonly #folder: string;
  readonly deciding: Contents;
  readonly aside: Contents;

  constructor(folder: string, judging: Judging) {
    const options = {
      ...judging,
      askedFor: ([file = '', ...members]: readonly string[]) =>
        memberOf(askedAbout(path.join(folder, file)), members),
      isFolder: true,
    };
    this.#folder = folder;
    this.deciding = new Contents(options);
    this.aside = new Contents(options);
  }

  /** Gives the result, once everything was added. */
  async finish(): Promise<FolderFindings> {
    const aside = (await this.aside.finish()).map((cell) => toldAside(cell, this.#folder));
    return { cells: [...(await this.deciding.finish()), ...aside], contents: this.deciding };
  }
}

/** Reads one of the files. An interrupt ends it without an error: the findings until then are a report all the same. */
export async function readInto(contents: Contents, file: string, name: string): Promise<void> {
  try {
    await readFile(file, [name], contents);
  } catch (error) {
    if (!contents.options.signal.aborted) throw error;
  }
}

/** Makes the cell of a file that is told aside. */
function toldAside(cell: Cell, folder: string): Cell {
  const file = path.relative(path.resolve(folder), path.resolve(expandHome(cell.location?.file ?? '')));
  const name = asideIn(file.split(path.sep).join('/')) ?? 'a folder of test data';
  return { ...cell, aside: cell.aside ?? `it lies in ${name}; name it as a subject to judge it` };
}
