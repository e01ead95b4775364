/** An archive of Electron: a list of files as JSON, and their contents. https://github.com/electron/asar#format */
import { sliceOf, type ByteSource } from '../model/byte-source.js';
import { UnreadableArchive, type Budget } from './budget.js';
import { streamOfSource } from './byte-stream.js';
import { createCoverage } from './coverage.js';
import type { Members } from './member.js';

/** Lists of a hundred thousand files are about ten megabytes long. */
const longestList = 256 * 2 ** 20;

/**
 * Yields the files that are in it, and the bytes between them. Files that it only names are stored beside it, and are
 * found there.
 */
export async function* asarMembers(source: ByteSource, budget: Budget): Members {
  const start = Buffer.from(source.read(0, 16));
  if (start.length < 16) throw new UnreadableArchive('it is cut short');
  const [base, listBytes] = [8 + start.readUInt32LE(4), start.readUInt32LE(12)];
  if (listBytes > longestList || 16 + listBytes > base)
    throw new UnreadableArchive('its list of files is damaged');
  const coverage = createCoverage(source.size, Math.min(base, source.size));
  for (const { name, offset, size } of filesIn(parsed(source.read(16, listBytes)))) {
    budget.spendMember();
    const content = sliceOf(source, base + offset, size);
    coverage.add(base + offset, base + offset + size);
    yield { kind: 'file', name, content: streamOfSource(content) };
    if (content.size < size) yield { kind: 'unreadable', name, reason: 'it is cut short' };
  }
  for (const { start: from, end } of coverage.gaps()) {
    budget.spendMember();
    const content = streamOfSource(sliceOf(source, from, end - from));
    yield { kind: 'file', name: `in the archive at ${from}`, content };
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    throw new UnreadableArchive('its list of files is damaged');
  }
}

interface ListedFile {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

/** Works without recursion, since the list may be nested as deeply as it likes. */
function* filesIn(list: unknown): Generator<ListedFile, void, undefined> {
  const open = [{ name: '', value: list }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { name, value } = next;
    const files = property(value, 'files');
    if (typeof files === 'object' && files !== null) {
      for (const [key, inner] of Object.entries(files))
        open.push({ name: name === '' ? key : `${name}/${key}`, value: inner });
      continue;
    }
    const [offset, size] = [Number(property(value, 'offset')), property(value, 'size')];
    if (
      typeof size === 'number' &&
      Number.isSafeInteger(size) &&
      Number.isSafeInteger(offset) &&
      offset >= 0 &&
      size >= 0
    )
      yield { name, offset, size };
  }
}

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
