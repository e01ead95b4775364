/** Reads cpio archives, also several in a row, as in the first file system of Linux. */
import { UnreadableArchive, type Budget } from './budget.js';
import { partOf, type ByteStream } from './byte-stream.js';
import { longestCpioHeader, parseCpioHeader, type CpioHeader } from './cpio-header.js';
import type { Members } from './member.js';
import { positioned, type PositionedStream } from './positioned-stream.js';

const [kindMask, regularFile, symbolicLink] = [0o170000, 0o100000, 0o120000];
const longestName = 64 * 1024;
const lastName = 'TRAILER!!!';

/** Yields files and links. The data behind the last of them, mostly packed, is a member too. */
export async function* cpioMembers(inner: ByteStream, budget: Budget): Members {
  const stream = positioned(inner);
  for (let isBehind = false; ;) {
    if (isBehind) await skipZeros(stream, budget);
    const start = await stream.peek(longestCpioHeader);
    if (start.length === 0) return;
    const header = parseCpioHeader(start);
    if (header === null) {
      budget.spendMember();
      const name = `${isBehind ? 'behind' : 'in'} the archive at ${stream.at()}`;
      yield { kind: 'file', name, content: partOf(stream, Infinity).part };
      if (!isBehind) throw new UnreadableArchive('one of its headers is damaged');
      return;
    }
    const name = await readName(stream, header);
    isBehind = name === lastName;
    if (isBehind) continue;
    budget.spendMember();
    yield* memberOf(stream, name, header);
    await align(stream, header, header.size);
  }
}

async function readName(stream: PositionedStream, header: CpioHeader): Promise<string> {
  await stream.skip(header.headerBytes);
  if (header.nameBytes > longestName) throw new UnreadableArchive('one of its names is too long');
  const bytes = await stream.read(header.nameBytes);
  await align(stream, header, header.headerBytes + header.nameBytes);
  return Buffer.from(bytes).toString('utf8').split('\0', 1)[0] ?? '';
}

async function* memberOf(stream: PositionedStream, name: string, { mode, size }: CpioHeader): Members {
  const kind = mode & kindMask;
  const { part, finish } = partOf(stream, size);
  if (kind === symbolicLink && size <= longestName) {
    const target = Buffer.from(await part.read(size)).toString('utf8');
    yield { kind: 'link', name, target, hard: false };
  } else if (kind === regularFile || size > 0) yield { kind: 'file', name, content: part };
  if ((await finish()) > 0) throw new UnreadableArchive('it is cut short');
}

async function align(stream: PositionedStream, { alignment }: CpioHeader, bytes: number): Promise<void> {
  await stream.skip((alignment - (bytes % alignment)) % alignment);
}

const stepBytes = 64 * 1024;

async function skipZeros(stream: PositionedStream, budget: Budget): Promise<void> {
  for (;;) {
    budget.spendBytes(0);
    const bytes = await stream.peek(stepBytes);
    const first = bytes.findIndex((byte) => byte !== 0);
    await stream.skip(first === -1 ? bytes.length : first);
    if (first !== -1 || bytes.length === 0) return;
  }
}
