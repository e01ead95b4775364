/**
 * Traces that show that a file is Go although its function table cannot be read: obfuscators (garble) alter the table's
 * mark, the version and the names; others damage or remove them. Several independent traces are looked for, so that a
 * missing one does no harm. Each one is either strong by itself, or counts only beside others.
 */
import type { ByteSource } from '../../../model/byte-source.js';
import { asBuffer, DamagedFile, latin1, readExactly } from '../bytes.js';
import type { Image } from '../image.js';
import { isTableOfAnyMark } from './pclntab.js';

/** The compiler of the runtime; only that of `gc` can have the bug. */
export type GoCompiler = 'gc' | 'gccgo' | 'TinyGo';

/** The possible traces, each with its name in a sentence. */
export const traceWords = {
  'build-info': 'build information',
  'build-id': 'a Go build id',
  'runtime-types': 'types of the runtime',
  'cgo-messages': 'messages of runtime/cgo',
  'scheduler-messages': 'messages of the scheduler',
  'stack-messages': 'messages of the stack printer',
  libgo: 'libgo',
  'libgo-sources': 'sources of libgo',
  'tinygo-sources': 'sources of TinyGo',
  'go-sections': 'sections of a Go program',
  'gccgo-sections': 'sections of gccgo',
  'function-table': 'a function table',
} as const;

export type Trace = keyof typeof traceWords;

export interface GoTraces {
  readonly compiler: GoCompiler;
  /** Never empty. */
  readonly found: readonly Trace[];
}

/** Section names that only Go's linkers use, in ELF, PE and Mach-O. */
const goSection =
  /gopclntab$|go_?\.?buildinfo$|^\.note\.go\.|^(?:\.|__)(?:noptrdata|noptrbss|typelink|itablink|gosymtab)$|^\.go\.(?:module|fipsinfo)$/;
const gccgoSection = /^\.go_export$|^\.gnu\.gccgo|^\.data\.rel\.ro(?:\.local)?\.go\.\./;

interface Clue {
  readonly what: Trace;
  /** `strong`: only a Go linker writes it. `kind` is one of several that count together. */
  readonly weight: 'strong' | 'kind';
  readonly compiler: GoCompiler;
  /** Tried on the text that starts `before` bytes before the anchor. */
  readonly pattern: RegExp;
}

interface Anchor {
  readonly text: Buffer;
  readonly clues: readonly Clue[];
}

const [before, window] = [12, 80];
const clue = (what: Trace, weight: Clue['weight'], pattern: RegExp, compiler: GoCompiler = 'gc'): Clue => ({
  what,
  weight,
  pattern,
  compiler,
});
/** Built from parts, so that this tool's own files do not contain the marks. */
const mark = (...parts: readonly string[]): string => parts.join('');

/**
 * One search each; the text around it decides. All patterns are of bounded length and begin at a fixed place. The
 * anchors are long, since searches for short ones are slow.
 */
const anchors: readonly Anchor[] = [
  {
    // Pointer size and flags follow the mark.
    text: Buffer.from(mark(' Go ', 'buildinf:')),
    // eslint-disable-next-line no-control-regex
    clues: [clue('build-info', 'strong', /^.{11}\xff.{13}[\x00\x04\x08\x0e][\0-\x03]/s)],
  },
  {
    text: Buffer.from(mark(' Go ', 'build ID: "')),
    clues: [clue('build-id', 'strong', /^.{11}\xff/s)],
  },
  {
    text: Buffer.from('*runtime.'),
    clues: [
      clue(
        'runtime-types',
        'kind',
        /^.{12}\*runtime\.(?:mspan|sudog|hchan|_defer|_panic|mcache|gobuf|mOS|moduledata|timers|gcWork)(?![\w.])/s,
      ),
    ],
  },
  {
    text: Buffer.from('runtime/cgo: '),
    clues: [
      clue('cgo-messages', 'kind', /^.{12}runtime\/cgo: (?:pthread|out of memory|bad stack|could not)/s),
    ],
  },
  {
    text: Buffer.from('all goroutines are asleep - deadlock!'),
    clues: [clue('scheduler-messages', 'kind', /^/)],
  },
  {
    text: Buffer.from('goroutine running on other thread; stack'),
    clues: [clue('stack-messages', 'kind', /^/)],
  },
  {
    text: Buffer.from(mark('\0lib', 'go.so.')),
    clues: [clue('libgo', 'strong', /^.{12}\0libgo\.so\.\d/s, 'gccgo')],
  },
  {
    text: Buffer.from(mark('src/lib', 'go/')),
    clues: [clue('libgo-sources', 'strong', /^.{12}src\/libgo\/(?:go|runtime)\//s, 'gccgo')],
  },
  {
    text: Buffer.from(mark('tiny', 'go/src/runtime/')),
    clues: [clue('tinygo-sources', 'strong', /^/, 'TinyGo')],
  },
];

const block = 256 * 1024;
/** The number of distinct kinds that is enough. A program that knows of Go may contain one. */
const enoughKinds = 2;
/** The limit of anchors without a clue around them: text about them, or a file made to keep its readers busy. */
const mostAnchors = 200_000;

/** Returns null if there is no trace, or too few. */
export function findGoTraces(image: Image): GoTraces | null {
  const evidence = new Evidence();
  const hasCode = image.segments.some(({ executable }) => executable);
  for (const { name } of image.sections) {
    if (goSection.test(name)) evidence.add('gc', 'go-sections', 'strong');
    // Its .gox files hold the exports for importers, and no code.
    if (hasCode && gccgoSection.test(name)) evidence.add('gccgo', 'gccgo-sections', 'strong');
  }
  for (const segment of image.segments) {
    const { fileOffset, size, address } = segment;
    readThrough(image.source, fileOffset, fileOffset + size, (bytes, start) => {
      searchAnchors(bytes, evidence);
      if (evidence.lacks('function-table')) searchTable(image, bytes, start, address - fileOffset, evidence);
    });
  }
  // Damaged headers may omit parts, and sections that are not loaded hold texts of others: only strong clues count.
  for (const { from, to } of image.isOneOfMany === true ? [] : unmapped(image))
    readThrough(image.source, from, to, (bytes) => searchAnchors(bytes, evidence, isTold));
  return evidence.conclusion();
}

/** Names of sources are also in debug information and in export data, without any code. */
const isTold = ({ compiler, weight }: Clue): boolean => compiler === 'gc' && weight === 'strong';

/** The parts of the file that no segment covers. */
function unmapped({ segments, source }: Image): readonly { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  let end = 0;
  for (const { fileOffset, size } of segments.toSorted((a, b) => a.fileOffset - b.fileOffset)) {
    if (fileOffset > end) gaps.push({ from: end, to: fileOffset });
    end = Math.max(end, fileOffset + size);
  }
  return end < source.size ? [...gaps, { from: end, to: source.size }] : gaps;
}

/**
 * Recognises C code of runtime/cgo, whose messages end differently from Go's own texts. It shows that cgo is linked in,
 * no matter what the names are.
 */
export function holdsCgoRuntime(image: Image): boolean {
  let found = false;
  for (const { fileOffset, size } of image.segments) {
    readThrough(image.source, fileOffset, fileOffset + size, (bytes) => {
      found ||= cgoMessages.some((message) => bytes.includes(message));
    });
    if (found) return true;
  }
  return false;
}

const cgoMessages = [
  'runtime/cgo: out of memory in thread_start\n\0',
  'runtime/cgo: could not obtain pthread_keys\n\0',
].map((text) => Buffer.from(text));

class Evidence {
  readonly #strong = new Map<GoCompiler, Set<Trace>>();
  readonly #kinds = new Map<GoCompiler, Set<Trace>>();
  #anchors = 0;

  add(compiler: GoCompiler, what: Trace, weight: Clue['weight']): void {
    const kept = weight === 'strong' ? this.#strong : this.#kinds;
    const set = kept.get(compiler) ?? new Set<Trace>();
    kept.set(compiler, set.add(what));
  }

  lacks(what: Trace): boolean {
    return this.#strong.get('gc')?.has(what) !== true;
  }

  countAnchor(): void {
    if (++this.#anchors > mostAnchors) throw new DamagedFile('it is full of names of the Go runtime');
  }

  /** Other compilers come first, because their files look like Go as well. */
  conclusion(): GoTraces | null {
    for (const compiler of ['gccgo', 'TinyGo', 'gc'] as const) {
      const [strong, kinds] = [this.#strong.get(compiler) ?? [], this.#kinds.get(compiler) ?? []];
      const found = [...strong, ...kinds];
      const enough = [...strong].length > 0 || found.length >= enoughKinds;
      if (enough) return { compiler, found };
    }
    return null;
  }
}

/** Reads blocks that overlap by the length of a clue. */
function readThrough(
  source: ByteSource,
  from: number,
  to: number,
  visit: (bytes: Buffer, start: number) => void,
): void {
  for (let start = from; start < to; start += block) {
    const length = Math.min(block + before + window, to - start);
    visit(asBuffer(readExactly(source, start, length)), start);
  }
}

function searchAnchors(
  bytes: Buffer,
  evidence: Evidence,
  counts: (clue: Clue) => boolean = () => true,
): void {
  for (const { text: anchor, clues } of anchors) {
    for (let at = bytes.indexOf(anchor); at !== -1; at = bytes.indexOf(anchor, at + anchor.length)) {
      evidence.countAnchor();
      // At the start of a segment nothing precedes it.
      const around = latin1(bytes.subarray(Math.max(0, at - before), at + window));
      const text = at >= before ? around : '\0'.repeat(before - at) + around;
      for (const found of clues.filter(counts))
        if (found.pattern.test(text)) evidence.add(found.compiler, found.what, found.weight);
    }
  }
}

/** Any mark is followed by two zero bytes, the size of an instruction and that of a pointer, and then a table. */
function searchTable(
  image: Image,
  bytes: Buffer,
  start: number,
  toAddress: number,
  evidence: Evidence,
): void {
  const { pointerSize } = image;
  const wanted = new Set([1, 2, 4].map((quantum) => pointerSize * 2 ** 24 + quantum * 2 ** 16));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const misaligned = (start + toAddress) % pointerSize;
  const first = (misaligned === 0 ? 0 : pointerSize - misaligned) + 4;
  for (let at = first; at + 4 <= bytes.length; at += pointerSize) {
    const value = view.getUint32(at, true);
    if (value < 0x0401_0000 || !wanted.has(value)) continue;
    if (isTableOfAnyMark(image, start + at - 4)) {
      evidence.add('gc', 'function-table', 'strong');
      return;
    }
  }
}
