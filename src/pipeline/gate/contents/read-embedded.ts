/** Reads the data within a compiled file. Only data that shows itself to be Go, or an archive of it, is told. */
import { UnreadableArchive } from '../../../archive/budget.js';
import { streamOfSource } from '../../../archive/byte-stream.js';
import { embeddedIn, type Embedded } from '../../../archive/content/embedded.js';
import { decompress } from '../../../archive/decompress.js';
import { formatOf, sniffedBytes } from '../../../archive/format.js';
import { Turns } from '../../../archive/turns.js';
import { sliceOf, type ByteSource } from '../../../model/byte-source.js';
import { findBytes } from '../../../oracle/binary/bytes.js';
import { judgeBinary } from '../../../oracle/binary/judge-binary.js';
import type { Leaf, Leaves, Reading } from './leaf.js';

/** Opens content in the same way as a member, with these names. */
export type OpenInside = (content: ByteSource, names: readonly string[]) => Leaves;

/** The limit of tries. A file made of marks would keep its reader busy. */
const mostTries = 300;
/** The limit of commands that are started to unpack data that may be packed. */
const mostCommands = 20;

export async function* embeddedLeaves(
  bytes: ByteSource,
  names: readonly string[],
  reading: Reading,
  openInside: OpenInside,
): Leaves {
  const turns = new Turns(reading.budget);
  let [tries, commands] = [0, 0];
  // Every file of an archive has a mark. Other forms are tried all the same: the archive may be none.
  const passed = { archive: 0, zip: 0 };
  for (const found of embeddedIn(bytes)) {
    await turns.take(64 * 1024);
    const { kind } = found.form;
    if ((kind === 'archive' || kind === 'zip') && found.at < passed[kind]) continue;
    const isCommand = found.form.kind === 'packed' && found.form.codec !== 'gzip';
    if (isCommand) commands += 1;
    if (++tries > mostTries || commands > mostCommands) {
      const what = 'more marks of programs and archives than are looked into';
      yield { kind: 'suspect', names, what, hint: 'gate the files it was made from' };
      return;
    }
    const inside = [...names, `embedded at ${found.at}`];
    if (kind === 'zip') passed.zip = zipEnd(bytes, found.at);
    if (kind === 'archive') passed.archive = found.at + 1024 * 1024;
    yield* told(leavesAt(bytes, found, inside, reading, openInside), inside.length);
  }
}

/**
 * Passes on the leaves that are told. Chance marks make damaged archives, and others' programs are no news within a
 * program.
 * @param depth the number of names that the found data has itself
 */
async function* told(leaves: Leaves, depth: number): Leaves {
  try {
    for await (const leaf of leaves) if (isNews(leaf, leaf.names.length > depth)) yield leaf;
  } catch (error) {
    if (!(error instanceof UnreadableArchive)) throw error;
  }
}

/**
 * True if a leaf is told. A program alone may be one without the parts that are loaded, as debuggers have it; in an
 * archive it was meant to be whole.
 */
function isNews(leaf: Leaf, isMember: boolean): boolean {
  if (leaf.kind === 'compiled')
    return leaf.judgements.some((judgement) => (isMember ? judgement.verdict !== 'not-go' : judgement.isGo));
  return leaf.kind === 'suspect';
}

async function* leavesAt(
  bytes: ByteSource,
  { at, form }: Embedded,
  names: readonly string[],
  reading: Reading,
  openInside: OpenInside,
): Leaves {
  const rest = sliceOf(bytes, at, bytes.size - at);
  switch (form.kind) {
    case 'extracting':
      yield { kind: 'suspect', names, what: form.what, hint: form.hint };
      return;
    case 'program':
      yield {
        kind: 'compiled',
        names,
        judgements: judgeBinary(rest, reading.question).filter(({ isGo }) => isGo),
      };
      return;
    case 'archive':
      yield* openInside(rest, names);
      return;
    case 'zip': {
      const end = zipEnd(bytes, at);
      if (end > at) yield* openInside(sliceOf(bytes, at, end - at), names);
      return;
    }
    case 'packed': {
      const unpacked = decompress(streamOfSource(rest), form.codec, reading.budget);
      let isProgram: boolean;
      try {
        const { kind } = formatOf(await unpacked.peek(sniffedBytes));
        isProgram = kind !== 'other' && kind !== 'script' && kind !== 'compressed';
      } finally {
        await unpacked.close();
      }
      if (isProgram) yield* openInside(rest, names);
    }
  }
}

const endMark = Buffer.from('PK\x05\x06', 'latin1');

/** The end of the first zip from `at` on; `at` if there is none. */
function zipEnd(bytes: ByteSource, at: number): number {
  const { value: end } = findBytes(bytes, at, bytes.size, endMark).next();
  return typeof end === 'number' ? end + 22 : at;
}
