/** Facts in a tar archive about the member that follows: pax headers, and GNU's for long names. */
import type { ByteStream } from '../byte-stream.js';

export interface Extension {
  readonly name?: string;
  readonly target?: string;
  readonly size?: number;
  readonly withHoles?: true;
}

/** The limit for a name, and for all the facts about one member. */
const maxExtendedHeader = 1024 * 1024;

/** Returns null if it is damaged or too long. */
export async function readExtension(
  kind: 'pax' | 'long-name' | 'long-target',
  size: number,
  part: ByteStream,
): Promise<Extension | null> {
  if (size > maxExtendedHeader) return null;
  const body = Buffer.from(await part.read(size));
  const text = body.toString('utf8').split('\0', 1)[0] ?? '';
  if (kind === 'long-name') return { name: text };
  if (kind === 'long-target') return { target: text };
  const records = paxRecords(body);
  return records === null ? null : fromRecords(records);
}

function fromRecords(records: ReadonlyMap<string, string>): Extension | null {
  // The other name was invented by the writer.
  const path = records.get('GNU.sparse.name') ?? records.get('path');
  const target = records.get('linkpath');
  const size = records.get('size');
  if (size !== undefined && !/^\d{1,15}$/.test(size)) return null;
  const withHoles = [...records.keys()].some((key) => key.startsWith('GNU.sparse.'));
  return {
    ...(path === undefined ? {} : { name: path }),
    ...(target === undefined ? {} : { target }),
    ...(size === undefined ? {} : { size: Number(size) }),
    ...(withHoles ? { withHoles: true } : {}),
  };
}

/** `LENGTH KEY=VALUE\n`, where the length is that of the whole record. */
function paxRecords(body: Buffer): Map<string, string> | null {
  const records = new Map<string, string>();
  for (let at = 0; at < body.length;) {
    const length = Number(/^\d{1,7}/.exec(body.toString('latin1', at, at + 8))?.[0]);
    if (!(length > 0) || at + length > body.length) return null;
    const record = body.toString('utf8', body.indexOf(0x20, at) + 1, at + length - 1);
    const equals = record.indexOf('=');
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}
