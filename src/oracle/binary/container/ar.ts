/**
 * Static libraries: the `ar` format with long names as GNU or BSD write them. man 5 ar;
 * https://llvm.org/docs/CommandGuide/llvm-ar.html#file-format
 */
import { sliceOf, type ByteSource } from '../../../model/byte-source.js';
import { DamagedFile, latin1, readExactly, readWords } from '../bytes.js';

export interface ArchiveMember {
  readonly name: string;
  readonly bytes: ByteSource;
}

const magic = '!<arch>\n';
const headerSize = 60;
/** More than the largest libraries have; a file of nothing but headers would keep a reader busy. */
const mostMembers = 1_000_000;

export function isArchive(start: Uint8Array): boolean {
  return latin1(start.subarray(0, magic.length)) === magic;
}

/**
 * Yields members in order, without the symbol and name tables. Throws `DamagedFile` where the archive stops making
 * sense.
 */
export function* archiveMembers(source: ByteSource): Generator<ArchiveMember> {
  let names: ByteSource | null = null;
  let at = magic.length;
  // The last member may lack the byte that makes its size even.
  for (let count = 0; at < source.size; count++) {
    if (count === mostMembers) throw new DamagedFile(`it has more than ${mostMembers} members`);
    const header = latin1(readExactly(source, at, headerSize));
    const size = Number(header.slice(48, 58).trim());
    if (!header.endsWith('`\n') || !Number.isSafeInteger(size) || size < 0)
      throw new DamagedFile(`there is no member at ${at}`);
    const body = sliceOf(source, at + headerSize, size);
    const written = header.slice(0, 16).trimEnd();
    if (written === '//') names = body;
    else if (written !== '/' && written !== '/SYM64/') yield memberOf(written, body, names);
    at += headerSize + size + (size % 2);
    if (at > source.size + 1) throw new DamagedFile('it ends in the middle of a member');
  }
}

/** A Debian package is an `ar` archive that begins with this member (man 5 deb). */
export function isDebianPackage(source: ByteSource): boolean {
  const name = 'debian-binary';
  if (source.size < magic.length + headerSize) return false;
  return latin1(readExactly(source, magic.length, name.length)) === name;
}

function memberOf(written: string, body: ByteSource, names: ByteSource | null): ArchiveMember {
  const bsd = /^#1\/(\d{1,4})$/.exec(written);
  if (bsd !== null) {
    const length = Math.min(Number(bsd[1]), body.size);
    const name = readWords(body, 0, length, true).text(0, length);
    return { name, bytes: sliceOf(body, length, body.size - length) };
  }
  const gnu = /^\/(\d{1,9})$/.exec(written);
  if (gnu !== null && names !== null && Number(gnu[1]) < names.size) {
    const from = Number(gnu[1]);
    const length = Math.min(1024, names.size - from);
    const name = latin1(readExactly(names, from, length)).split('/\n', 1)[0] ?? '';
    return { name, bytes: body };
  }
  return { name: written.replace(/\/$/, ''), bytes: body };
}
