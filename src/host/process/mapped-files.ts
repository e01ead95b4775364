/** Lists the files that a running process has mapped. proc(5): /proc/pid/maps, map_files, exe, root. */
import { open, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { err, ok, type Result } from '../../model/result.js';
import { errorCode } from '../files/files.js';
import { readWithoutWaiting } from '../files/open-flags.js';

export interface MappedFile {
  /** The name as the process knows it. Not safe to print. */
  readonly name: string;
  /** The path at which this very file can be opened, even if it was deleted; null if it cannot be. */
  readonly open: string | null;
}

interface Mapping {
  readonly range: string;
  /** Device and inode. */
  readonly identity: string;
  readonly name: string;
  /** True if there is nothing, or another file, at that path now. */
  readonly deleted: boolean;
}

export interface UnlistedProcess {
  readonly isGone: boolean;
  readonly why: string;
}

/** Each file once, the executable first. */
export async function listMappedFiles(pid: number): Promise<Result<readonly MappedFile[], UnlistedProcess>> {
  if (process.platform !== 'linux') return err(unlisted('only Linux shows what a process has mapped'));
  const folder = `/proc/${pid}`;
  let maps: string;
  try {
    maps = await readFile(`${folder}/maps`, 'utf8');
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ESRCH') return err({ isGone: true, why: 'there is no such process' });
    return err(unlisted(`${folder}/maps cannot be read (${code}); it takes the process’s own user, or root`));
  }
  const mappings = new Map(
    maps
      .split('\n')
      .flatMap(parseMapping)
      .map((mapping) => [mapping.identity, mapping]),
  );
  const files: MappedFile[] = [];
  for (const mapping of mappings.values())
    files.push({ name: mapping.name, open: await findFile(folder, mapping) });
  // A kernel thread has none, and neither has a process that ended meanwhile.
  return files.length === 0
    ? err(unlisted('it has no file mapped: it ended, or is a part of the kernel'))
    : ok(files);
}

const unlisted = (why: string): UnlistedProcess => ({ isGone: false, why });

/** Reads files of which some part is mapped for execution; the same file’s other parts have the same inode. */
function parseMapping(line: string): Mapping[] {
  const match =
    /^([0-9a-f]+-[0-9a-f]+) ..x. [0-9a-f]+ ([0-9a-f]+:[0-9a-f]+ \d+) +(\/.*?)( \(deleted\))?$/.exec(line);
  const [, range, identity, name, deleted] = match ?? [];
  if (range === undefined || identity === undefined || name === undefined) return [];
  return [{ range, identity, name, deleted: deleted !== undefined }];
}

/**
 * The links under map_files and exe lead to the file itself, even if it was renamed or deleted; the former need more
 * permissions.
 */
async function findFile(folder: string, { range, name, deleted }: Mapping): Promise<string | null> {
  const executable = await readlink(`${folder}/exe`).catch(() => null);
  const isExecutable = executable !== null && executable.replace(/ \(deleted\)$/, '') === name;
  const places = [
    `${folder}/map_files/${unpadded(range)}`,
    ...(isExecutable ? [`${folder}/exe`] : []),
    ...(deleted ? [] : [path.join(folder, 'root', name)]),
  ];
  for (const place of places) {
    const handle = await open(place, readWithoutWaiting).catch(() => null);
    if (handle === null) continue;
    await handle.close();
    return place;
  }
  return null;
}

/** `maps` pads addresses with zeros to eight digits, `map_files` does not. */
const unpadded = (range: string): string =>
  range
    .split('-')
    .map((address) => address.replace(/^0+(?=.)/, ''))
    .join('-');
