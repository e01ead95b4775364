/**
 * Damages compiled files in many ways and asks the machine-code oracle about each. FUZZ_RUNS sets how many (default
 * 5,000), FUZZ_SEED the seed, FUZZ_FILES a list of further files to damage, separated like PATH.
 */
import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { expect, test } from 'vitest';
import { bytesInMemory, type ByteSource } from '../../src/model/byte-source.js';
import { isCoffObject, readCoffObject } from '../../src/oracle/binary/container/coff-object.js';
import { readElfObject } from '../../src/oracle/binary/container/elf-object.js';
import { readElf, readElfHeader, relocatableObject } from '../../src/oracle/binary/container/elf.js';
import { readMachO } from '../../src/oracle/binary/container/macho.js';
import { readPe } from '../../src/oracle/binary/container/pe.js';
import { openFunctions } from '../../src/oracle/binary/go/functions.js';
import { findFunctionTable } from '../../src/oracle/binary/go/pclntab.js';
import { segmentAt, type Container, type Image } from '../../src/oracle/binary/image.js';
import { judgeBinary } from '../helpers/judge-binary.js';
import { must } from '../helpers/must.js';
import { randomNumbers } from '../helpers/random.js';
import { syntheticElf } from '../helpers/synthetic-elf.js';
import { syntheticObject } from '../helpers/synthetic-object.js';
import { runtimeFunctions } from '../helpers/synthetic-runtime.js';

const runs = Number(process.env['FUZZ_RUNS'] ?? 5_000);
const seed = Number(process.env['FUZZ_SEED'] ?? 72870);
/**
 * Reads of one file. Real programs, whole or damaged, take a few hundred; object files also one for each pointer in them,
 * of which they have one in 700 bytes. A reader that goes round and round ends here, on a fast machine and on a slow one;
 * what following machine code may cost, src/oracle/binary/machine/explore.ts bounds.
 */
const mostReadsOf = ({ size }: ByteSource): number => 10_000 + size / 100;

interface Range {
  readonly offset: number;
  readonly size: number;
}

interface Specimen {
  readonly name: string;
  readonly bytes: Buffer;
  /** The function that must stay whole for the rule "never fixed"; null when the file is not affected. */
  readonly affectedFunction: Range | null;
}

test(
  `${runs} damaged files: no exception, no hang, never fixed for an affected function`,
  // Only against a hang: how long each took is told, not judged.
  { timeout: Math.min(600_000 + 1000 * runs, 2 ** 31 - 1) },
  () => {
    const random = randomNumbers(seed);
    const specimens = [...syntheticSpecimens(), ...realSpecimens()];
    const verdicts = new Map<string, number>();
    let [slowest, slowestName] = [0, ''];
    let mostReadsSeen = 0;
    for (let run = 0; run < runs; run++) {
      const specimen = must(specimens[run % specimens.length]);
      const mutation = damage(specimen, random);
      const started = performance.now();
      const source = countReads(mutation.bytes);
      const judgements = judgeBinary(source);
      mostReadsSeen = Math.max(mostReadsSeen, source.reads());
      const tookMs = performance.now() - started;
      mutation.undo();
      if (tookMs > slowest)
        [slowest, slowestName] = [tookMs, `${specimen.name}, run ${run}: ${mutation.what}`];
      for (const { verdict } of judgements) {
        const key = `${specimen.affectedFunction === null ? 'other' : 'affected'} → ${verdict}`;
        verdicts.set(key, (verdicts.get(key) ?? 0) + 1);
        if (specimen.affectedFunction === null) continue;
        expect(verdict, `seed ${seed}, run ${run}, ${specimen.name}: ${mutation.what}`).not.toBe('fixed');
      }
    }
    process.stderr.write(
      `${JSON.stringify(Object.fromEntries(verdicts))}\nslowest ${slowest.toFixed(0)} ms: ${slowestName}\nmost reads of a file: ${mostReadsSeen}\n`,
    );
  },
);

interface CountedSource extends ByteSource {
  readonly reads: () => number;
}

function countReads(bytes: Buffer): CountedSource {
  const source = bytesInMemory(bytes);
  let reads = 0;
  return {
    size: source.size,
    reads: () => reads,
    read: (offset, length) => {
      reads += 1;
      if (reads > mostReadsOf(source))
        throw new Error(`more than ${reads} reads of a file of ${source.size} bytes`);
      return source.read(offset, length);
    },
  };
}

function syntheticSpecimens(): Specimen[] {
  return (['affected', 'fixed', 'look-alike'] as const).flatMap((guard) => {
    const { bytes, layout } = syntheticElf(runtimeFunctions(guard));
    const objects = (['rela', 'rel', 'coff', 'macho'] as const).map((format) => ({
      name: `${guard} ${format}`,
      ...syntheticObject(format, guard),
    }));
    return [{ name: guard, bytes, functions: layout.functions }, ...objects].map((file) => ({
      name: file.name,
      bytes: file.bytes,
      affectedFunction: guard === 'affected' ? must(file.functions.get('runtime.cgocallbackg')) : null,
    }));
  });
}

function realSpecimens(): Specimen[] {
  const paths = (process.env['FUZZ_FILES'] ?? '').split(delimiter).filter((path) => path !== '');
  return paths.map((path) => {
    const bytes = readFileSync(path);
    const [judgement] = judgeBinary(bytesInMemory(bytes));
    const isAffected =
      judgement?.verdict === 'affected' && judgement.member === null && judgement.container !== 'unknown';
    return {
      name: path,
      bytes,
      affectedFunction: isAffected ? callbackIn(bytes, judgement.container) : null,
    };
  });
}

function imageOf(bytes: Buffer, container: Container): Image {
  const source = bytesInMemory(bytes);
  if (container === 'macho') return must(readMachO(source)[0]).open();
  if (container === 'pe') return isCoffObject(source) ? readCoffObject(source) : readPe(source);
  return readElfHeader(source).type === relocatableObject ? readElfObject(source) : readElf(source);
}

function callbackIn(bytes: Buffer, container: Container): Range | null {
  const image = imageOf(bytes, container);
  const found = findFunctionTable(image);
  const functions = found.kind === 'table' ? openFunctions(image, found.table) : null;
  const ranges = (functions?.named('runtime.cgocallbackg') ?? []).flatMap(({ start, end }) => {
    const segment = segmentAt(image, start);
    return segment === undefined
      ? []
      : [{ offset: segment.fileOffset + start - segment.address, size: end - start }];
  });
  // The longer one is the function, the other its wrapper.
  return ranges.toSorted((a, b) => b.size - a.size)[0] ?? null;
}

interface Mutation {
  readonly bytes: Buffer;
  readonly what: string;
  readonly undo: () => void;
}

/** One to eight changes outside the affected function, or a truncation; in place, with a way back. */
function damage({ bytes, affectedFunction }: Specimen, random: () => number): Mutation {
  const below = (limit: number): number => Math.floor(random() * limit);
  if (below(8) === 0) {
    const size = below(bytes.length);
    return { bytes: bytes.subarray(0, size), what: `cut to ${size} bytes`, undo: () => undefined };
  }
  const undo: (() => void)[] = [];
  const what: string[] = [];
  const count = 1 + below(8);
  for (let change = 0; change < count; change++) {
    const piece = pieceFrom(below);
    const at = placeFor(bytes, below);
    const end = Math.min(at + piece.length, bytes.length);
    const inside =
      affectedFunction !== null &&
      at < affectedFunction.offset + affectedFunction.size &&
      end > affectedFunction.offset;
    if (inside) continue;
    const before = Buffer.from(bytes.subarray(at, end));
    undo.unshift(() => before.copy(bytes, at));
    for (let index = at; index < end; index++) {
      const patch = piece.bytes[index - at] ?? 0;
      bytes[index] = piece.flips ? must(bytes[index]) ^ patch : patch;
    }
    what.push(`${piece.flips ? 'xor' : 'set'} ${piece.bytes.toString('hex')} at ${at}`);
  }
  return { bytes, what: what.join(', '), undo: () => undo.forEach((step) => step()) };
}

/** Headers and tables are a small part of a real file, so half of the changes go to its first kilobytes. */
function placeFor(bytes: Buffer, below: (limit: number) => number): number {
  return below(2) === 0 ? below(Math.min(bytes.length, 4096)) : below(bytes.length);
}

const interesting = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

function pieceFrom(below: (limit: number) => number): { bytes: Buffer; length: number; flips: boolean } {
  if (below(2) === 0) return { bytes: Buffer.from([1 << below(8)]), length: 1, flips: true };
  const bytes = Buffer.alloc(must([1, 2, 4, 8, 64][below(5)]));
  if (below(2) === 0) for (let index = 0; index < bytes.length; index++) bytes[index] = below(256);
  else if (bytes.length >= 4) bytes.writeUInt32LE(must(interesting[below(interesting.length)]), 0);
  return { bytes, length: bytes.length, flips: false };
}
