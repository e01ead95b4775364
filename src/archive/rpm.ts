/** An RPM package: a lead, two headers, and a packed cpio archive. https://rpm-software-management.github.io/rpm/manual/format_v4.html */
import { UnreadableArchive, type Budget } from './budget.js';
import { partOf, type ByteStream } from './byte-stream.js';
import type { Members } from './member.js';

const leadBytes = 96;
const headerMark = 0x8eade801;

/** Yields one member, which holds all files. */
export async function* rpmMembers(stream: ByteStream, budget: Budget): Members {
  budget.spendMember();
  await stream.skip(leadBytes);
  const signature = await skipHeader(stream);
  await stream.skip((8 - (signature % 8)) % 8);
  await skipHeader(stream);
  yield { kind: 'file', name: 'RPM payload', content: partOf(stream, Infinity).part };
}

/** Skips it and returns its length. */
async function skipHeader(stream: ByteStream): Promise<number> {
  const start = Buffer.from(await stream.peek(16));
  if (start.length < 16 || start.readUInt32BE(0) !== headerMark)
    throw new UnreadableArchive(
      'one of its headers is damaged: unpack it with `rpm2archive` and gate what comes out',
    );
  const length = 16 + 16 * start.readUInt32BE(8) + start.readUInt32BE(12);
  if ((await stream.skip(length)) < length) throw new UnreadableArchive('it is cut short');
  return length;
}
