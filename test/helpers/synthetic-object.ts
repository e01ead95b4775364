/**
 * Object files of a small Go program, as Go's linker writes them for a c-archive: three sections, a symbol for each of
 * them and for each function, and relocations for whatever points from one to another.
 */
import { must } from './must.js';
import {
  alignTo,
  processors,
  syntheticProgram,
  writePointer,
  type SyntheticProgram,
} from './synthetic-program.js';
import { armRuntimeFunctions, runtimeFunctions, type SyntheticGuard } from './synthetic-runtime.js';

/** ELF with addends in the table (amd64) and at the place (arm), COFF and Mach-O (both amd64). */
export type ObjectFormat = 'rela' | 'rel' | 'coff' | 'macho';

export interface SyntheticObject {
  readonly bytes: Buffer;
  /** File offset and length of each function's code. */
  readonly functions: ReadonlyMap<string, { readonly offset: number; readonly size: number }>;
  /** File offsets of the relocation tables, of code and of data. */
  readonly relocations: { readonly code: number; readonly data: number };
  readonly symbols: number;
}

export function syntheticObject(format: ObjectFormat, guard: SyntheticGuard): SyntheticObject {
  const isArm = format === 'rel';
  const program = syntheticProgram(
    isArm ? armRuntimeFunctions(guard) : runtimeFunctions(guard),
    isArm ? processors.arm : processors.amd64,
    'go1.23.0',
  );
  const writers = { rela: writeElf, rel: writeElf, coff: writeCoff, macho: writeMachO };
  return writers[format](program);
}

interface Relocation {
  readonly place: number;
  readonly symbol: number;
  readonly kind: 'pointer' | 'call';
  readonly addend: number;
}

interface Plan {
  readonly offsets: { readonly code: number; readonly table: number; readonly data: number };
  readonly codeRelocations: readonly Relocation[];
  readonly dataRelocations: readonly Relocation[];
  /** The code, the table, then the functions: section by number from zero and offset in it. */
  readonly symbols: readonly { readonly section: number; readonly offset: number }[];
  /** Where the tables begin. */
  readonly end: number;
}

/** arm leaves all calls to the linker, amd64 none. */
function plan(program: SyntheticProgram, headers: number): Plan {
  const code = alignTo(headers, 16);
  const table = alignTo(code + program.code.length, 16);
  const data = alignTo(table + program.table.length, 16);
  const names = [...program.functions.keys()];
  const leavesCalls = program.processor.goarch === 'arm';
  return {
    offsets: { code, table, data },
    codeRelocations: (leavesCalls ? program.calls : []).map(({ at, target }) => ({
      place: at,
      symbol: 2 + names.indexOf(target),
      kind: 'call',
      addend: 0,
    })),
    dataRelocations: program.pointers.map(({ at, to, offset }) => ({
      place: at,
      symbol: to === 'code' ? 0 : 1,
      kind: 'pointer',
      addend: offset,
    })),
    symbols: [
      { section: 0, offset: 0 },
      { section: 1, offset: 0 },
      ...[...program.functions.values()].map(({ offset }) => ({ section: 0, offset })),
    ],
    end: alignTo(data + program.data.length, 16),
  };
}

/** The sections' bytes, with the addends at their places where the format wants them there. */
function layOut(program: SyntheticProgram, laid: Plan, size: number, addendsInPlace: boolean): Buffer {
  const bytes = Buffer.alloc(size);
  program.code.copy(bytes, laid.offsets.code);
  program.table.copy(bytes, laid.offsets.table);
  program.data.copy(bytes, laid.offsets.data);
  for (const { place } of laid.codeRelocations) bytes.writeUInt32LE(0xebff_fffe, laid.offsets.code + place);
  for (const { place, addend } of laid.dataRelocations) {
    if (addendsInPlace) writePointer(bytes, laid.offsets.data + place, addend, program.processor.pointerSize);
  }
  return bytes;
}

const rangesOf = (program: SyntheticProgram, laid: Plan): SyntheticObject['functions'] =>
  new Map(
    [...program.functions].map(([name, { offset, size }]) => [
      name,
      { offset: laid.offsets.code + offset, size },
    ]),
  );

function writeElf(program: SyntheticProgram): SyntheticObject {
  const { pointerSize: word, goarch } = program.processor;
  const wide = word === 8;
  const [headerSize, sectionSize, symbolSize, relocationSize] = wide ? [64, 64, 24, 24] : [52, 40, 16, 8];
  const laid = plan(program, headerSize);
  const types = wide ? { pointer: 1, call: 0 } : { pointer: 2, call: 28 };
  const codeTable = laid.end;
  const dataTable = codeTable + laid.codeRelocations.length * relocationSize;
  const symbolTable = dataTable + laid.dataRelocations.length * relocationSize;
  const headers = symbolTable + (1 + laid.symbols.length) * symbolSize;
  const bytes = layOut(program, laid, headers + 8 * sectionSize, !wide);

  Buffer.from([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, 1, 1]).copy(bytes);
  bytes.writeUInt16LE(1, 16);
  bytes.writeUInt16LE(goarch === 'arm' ? 40 : 62, 18);
  writePointer(bytes, wide ? 40 : 32, headers, word);
  bytes.writeUInt16LE(sectionSize, wide ? 58 : 46);
  bytes.writeUInt16LE(8, wide ? 60 : 48);
  bytes.writeUInt16LE(7, wide ? 62 : 50);

  const relocate = (at: number, relocations: readonly Relocation[]): void => {
    for (const [index, { place, symbol, kind, addend }] of relocations.entries()) {
      const entry = at + index * relocationSize;
      writePointer(bytes, entry, place, word);
      const number = symbol + 1;
      if (!wide) {
        bytes.writeUInt32LE(number * 256 + types[kind], entry + 4);
        continue;
      }
      bytes.writeUInt32LE(types[kind], entry + 8);
      bytes.writeUInt32LE(number, entry + 12);
      bytes.writeBigInt64LE(BigInt(addend), entry + 16);
    }
  };
  relocate(codeTable, laid.codeRelocations);
  relocate(dataTable, laid.dataRelocations);
  for (const [index, { section, offset }] of laid.symbols.entries()) {
    const entry = symbolTable + (index + 1) * symbolSize;
    bytes.writeUInt16LE(section + 1, entry + (wide ? 6 : 14));
    writePointer(bytes, entry + (wide ? 8 : 4), offset, word);
  }
  const sections = [
    { type: 1, flags: 6, offset: laid.offsets.code, size: program.code.length },
    { type: 1, flags: 2, offset: laid.offsets.table, size: program.table.length },
    { type: 1, flags: 3, offset: laid.offsets.data, size: program.data.length },
    { type: wide ? 4 : 9, offset: codeTable, size: dataTable - codeTable, link: 6, info: 1 },
    { type: wide ? 4 : 9, offset: dataTable, size: symbolTable - dataTable, link: 6, info: 3 },
    { type: 2, offset: symbolTable, size: headers - symbolTable },
    // Names, of which there are none.
    { type: 3, offset: 0, size: 0 },
  ];
  for (const [index, { type, flags = 0, offset, size, link = 0, info = 0 }] of sections.entries()) {
    const entry = headers + (index + 1) * sectionSize;
    bytes.writeUInt32LE(type, entry + 4);
    writePointer(bytes, entry + 8, flags, word);
    writePointer(bytes, entry + 8 + 2 * word, offset, word);
    writePointer(bytes, entry + 8 + 3 * word, size, word);
    bytes.writeUInt32LE(link, entry + 8 + 4 * word);
    bytes.writeUInt32LE(info, entry + 12 + 4 * word);
  }
  return {
    bytes,
    functions: rangesOf(program, laid),
    relocations: { code: codeTable, data: dataTable },
    symbols: symbolTable,
  };
}

function writeCoff(program: SyntheticProgram): SyntheticObject {
  // Go's linker writes an optional header too, all but empty.
  const [optionalSize, sectionSize, symbolSize, relocationSize] = [0xf0, 40, 18, 10];
  const headers = 20 + optionalSize;
  const laid = plan(program, headers + 3 * sectionSize);
  const symbolTable = laid.end + laid.dataRelocations.length * relocationSize;
  const bytes = layOut(program, laid, symbolTable + laid.symbols.length * symbolSize, true);
  bytes.writeUInt16LE(0x8664, 0);
  bytes.writeUInt16LE(3, 2);
  bytes.writeUInt32LE(symbolTable, 8);
  bytes.writeUInt32LE(laid.symbols.length, 12);
  bytes.writeUInt16LE(optionalSize, 16);
  const sections = [
    { name: '.text', at: laid.offsets.code, size: program.code.length, flags: 0x6000_0020, count: 0 },
    { name: '.rdata', at: laid.offsets.table, size: program.table.length, flags: 0x4000_0040, count: 0 },
    { name: '.data', at: laid.offsets.data, size: program.data.length, flags: 0xc000_0040, count: 3 },
  ];
  for (const [index, { name, at, size, flags, count }] of sections.entries()) {
    const entry = headers + index * sectionSize;
    bytes.write(name, entry, 'latin1');
    for (const [field, value] of [size, at, count === 0 ? 0 : laid.end].entries()) {
      bytes.writeUInt32LE(value, entry + 16 + field * 4);
    }
    bytes.writeUInt16LE(count, entry + 32);
    bytes.writeUInt32LE(flags, entry + 36);
  }
  for (const [index, { place, symbol }] of laid.dataRelocations.entries()) {
    const entry = laid.end + index * relocationSize;
    bytes.writeUInt32LE(place, entry);
    bytes.writeUInt32LE(symbol, entry + 4);
    bytes.writeUInt16LE(1, entry + 8);
  }
  for (const [index, { section, offset }] of laid.symbols.entries()) {
    bytes.writeUInt32LE(offset, symbolTable + index * symbolSize + 8);
    bytes.writeUInt16LE(section + 1, symbolTable + index * symbolSize + 12);
  }
  return {
    bytes,
    functions: rangesOf(program, laid),
    relocations: { code: laid.end, data: laid.end },
    symbols: symbolTable,
  };
}

function writeMachO(program: SyntheticProgram): SyntheticObject {
  const [headerSize, sectionSize, symbolSize, relocationSize] = [32, 80, 16, 8];
  const segmentSize = 72 + 3 * sectionSize;
  const laid = plan(program, headerSize + segmentSize + 24);
  const symbolTable = laid.end + laid.dataRelocations.length * relocationSize;
  const bytes = layOut(program, laid, symbolTable + laid.symbols.length * symbolSize, true);
  const header = [0xfeed_facf, 0x0100_0007, 3, 1, 2, segmentSize + 24];
  for (const [index, word] of header.entries()) bytes.writeUInt32LE(word, index * 4);
  bytes.writeUInt32LE(0x19, headerSize);
  bytes.writeUInt32LE(segmentSize, headerSize + 4);
  bytes.writeUInt32LE(3, headerSize + 64);
  // Addresses in the object count from zero, as the file does from its first section.
  const from = laid.offsets.code;
  const sections = [
    { name: '__text', at: from, size: program.code.length, flags: 0x8000_0400, count: 0 },
    { name: '__gopclntab', at: laid.offsets.table, size: program.table.length, flags: 0, count: 0 },
    { name: '__data', at: laid.offsets.data, size: program.data.length, flags: 0, count: 3 },
  ];
  for (const [index, { name, at, size, flags, count }] of sections.entries()) {
    const entry = headerSize + 72 + index * sectionSize;
    bytes.write(name, entry, 'latin1');
    writePointer(bytes, entry + 32, at - from, 8);
    writePointer(bytes, entry + 40, size, 8);
    for (const [field, value] of [at, 4, count === 0 ? 0 : laid.end, count, flags].entries()) {
      bytes.writeUInt32LE(value, entry + 48 + field * 4);
    }
  }
  const symbols = headerSize + segmentSize;
  for (const [index, word] of [2, 24, symbolTable, laid.symbols.length].entries()) {
    bytes.writeUInt32LE(word, symbols + index * 4);
  }
  for (const [index, { place, symbol }] of laid.dataRelocations.entries()) {
    const entry = laid.end + index * relocationSize;
    bytes.writeUInt32LE(place, entry);
    // An external pointer of eight bytes.
    bytes.writeUInt32LE(symbol + 2 ** 27 + 3 * 2 ** 25, entry + 4);
  }
  for (const [index, { section, offset }] of laid.symbols.entries()) {
    const entry = symbolTable + index * symbolSize;
    bytes[entry + 4] = 0x0e;
    bytes[entry + 5] = section + 1;
    writePointer(bytes, entry + 8, must(sections[section]).at - from + offset, 8);
  }
  return {
    bytes,
    functions: rangesOf(program, laid),
    relocations: { code: laid.end, data: laid.end },
    symbols: symbolTable,
  };
}
