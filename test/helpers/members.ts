/** What a reader of archives gives out, as texts that tests compare. */
import { piecesOf } from '../../src/archive/byte-stream.js';
import type { Member } from '../../src/archive/member.js';

/** `name=content` of files, `name -> target` and `name => target` of links, `name: reason` of what is unreadable. */
export async function described(
  members: AsyncIterable<Member>,
  lines: string[] = [],
): Promise<readonly string[]> {
  for await (const member of members) lines.push(await lineOf(member));
  return lines;
}

async function lineOf(member: Member): Promise<string> {
  switch (member.kind) {
    case 'link':
      return `${member.name} ${member.hard ? '=' : '-'}> ${member.target}`;
    case 'unreadable':
      return `${member.name}: ${member.reason}`;
    case 'file': {
      const pieces: Uint8Array[] = [];
      for await (const piece of piecesOf(member.content)) pieces.push(piece);
      return `${member.name}=${Buffer.concat(pieces).toString()}`;
    }
  }
}
