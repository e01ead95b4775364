/**
 * The smallest 64-bit ELF file that reads as a Go program: code, a function table, module data and build information,
 * all made here byte by byte, so that tests know what is in it and need no toolchain.
 */
import { must } from './must.js';

export interface SyntheticFunction {
  readonly name: string;
  /** Machine code; a string stands for a call to the function of that name. */
  readonly code: readonly (number | string)[];
}

export interface SyntheticLayout {
  /** File offset and length of each function's code. */
  readonly functions: ReadonlyMap<string, { readonly offset: number; readonly size: number }>;
}

const base = 0x40_0000;
const codeOffset = 0x1000;
const align = (value: number, to: number): number => Math.ceil(value / to) * to;

export function syntheticElf(
  functions: readonly SyntheticFunction[],
  goVersion = 'go1.23.0',
): { readonly bytes: Buffer; readonly layout: SyntheticLayout } {
  const sizes = functions.map(({ code }) =>
    code.reduce<number>((sum, item) => sum + (typeof item === 'string' ? 5 : 1), 0),
  );
  const starts: number[] = [];
  let end = 0;
  for (const size of sizes) {
    starts.push(end);
    end = align(end + size, 16);
  }
  const code = Buffer.alloc(end, 0xcc);
  for (const [index, { code: items }] of functions.entries()) {
    let at = must(starts[index]);
    for (const item of items) {
      if (typeof item === 'number') {
        code[at++] = item;
        continue;
      }
      const target = must(starts[functions.findIndex(({ name }) => name === item)]);
      code[at] = 0xe8;
      code.writeInt32LE(target - (at + 5), at + 1);
      at += 5;
    }
  }

  const names = Buffer.from(functions.map(({ name }) => `${name}\0`).join(''), 'latin1');
  const nameOffsets = functions.map((_, index) =>
    functions.slice(0, index).reduce((sum, { name }) => sum + name.length + 1, 0),
  );
  const namesAt = 72;
  const tableAt = align(namesAt + names.length + 8, 8);
  const pairs = Buffer.alloc(functions.length * 8 + 4);
  const records = Buffer.alloc(functions.length * 8);
  for (const [index, start] of starts.entries()) {
    pairs.writeUInt32LE(start, index * 8);
    pairs.writeUInt32LE(pairs.length + index * 8, index * 8 + 4);
    records.writeUInt32LE(start, index * 8);
    records.writeInt32LE(must(nameOffsets[index]), index * 8 + 4);
  }
  pairs.writeUInt32LE(end, functions.length * 8);
  const header = Buffer.alloc(72);
  Buffer.from([0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8]).copy(header);
  const words = [
    functions.length,
    1,
    0,
    namesAt,
    namesAt + names.length,
    namesAt + names.length,
    namesAt + names.length,
    tableAt,
  ];
  for (const [index, word] of words.entries()) header.writeBigUInt64LE(BigInt(word), 8 + index * 8);
  const table = Buffer.alloc(tableAt + pairs.length + records.length);
  header.copy(table);
  names.copy(table, namesAt);
  pairs.copy(table, tableAt);
  records.copy(table, tableAt + pairs.length);

  const tableOffset = align(codeOffset + end, 0x1000);
  const dataOffset = align(tableOffset + table.length, 0x1000);
  const moduleData = Buffer.alloc(42 * 8);
  const codeAddress = base + codeOffset;
  moduleData.writeBigUInt64LE(BigInt(base + tableOffset), 0);
  moduleData.writeBigUInt64LE(BigInt(codeAddress), 20 * 8);
  moduleData.writeBigUInt64LE(BigInt(codeAddress + end), 21 * 8);

  const module = `${'s'.repeat(16)}path\texample.com/synthetic\nbuild\tCGO_ENABLED=1\nbuild\tGOOS=linux\n${'e'.repeat(16)}`;
  const info = Buffer.concat([
    Buffer.from([0xff, ...Buffer.from(' Go buildinf:'), 8, 2]),
    Buffer.alloc(16),
    Buffer.from([goVersion.length]),
    Buffer.from(goVersion),
    Buffer.from([(module.length & 0x7f) | 0x80, module.length >> 7]),
    Buffer.from(module),
  ]);
  const data = Buffer.concat([moduleData, info]);

  const bytes = Buffer.alloc(dataOffset + data.length);
  writeHeaders(bytes, [
    { flags: 5, offset: codeOffset, size: end },
    { flags: 4, offset: tableOffset, size: table.length },
    { flags: 6, offset: dataOffset, size: data.length },
  ]);
  code.copy(bytes, codeOffset);
  table.copy(bytes, tableOffset);
  data.copy(bytes, dataOffset);
  const places = functions.map(
    ({ name }, index) =>
      [name, { offset: codeOffset + must(starts[index]), size: must(sizes[index]) }] as const,
  );
  return { bytes, layout: { functions: new Map(places) } };
}

function writeHeaders(
  bytes: Buffer,
  segments: readonly { readonly flags: number; readonly offset: number; readonly size: number }[],
): void {
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]).copy(bytes);
  bytes.writeUInt16LE(2, 16);
  bytes.writeUInt16LE(62, 18);
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(segments.length, 56);
  for (const [index, { flags, offset, size }] of segments.entries()) {
    const at = 64 + index * 56;
    bytes.writeUInt32LE(1, at);
    bytes.writeUInt32LE(flags, at + 4);
    bytes.writeBigUInt64LE(BigInt(offset), at + 8);
    bytes.writeBigUInt64LE(BigInt(base + offset), at + 16);
    bytes.writeBigUInt64LE(BigInt(size), at + 32);
    bytes.writeBigUInt64LE(BigInt(size), at + 40);
  }
}

const loadM = [0x49, 0x8b, 0x76, 0x30]; // mov 0x30(%r14),%rsi
const testExtra = [0x80, 0xbe, 0x19, 0x01, 0, 0, 0]; // cmpb $0,0x119(%rsi)
const testCount = [0x83, 0xbe, 0x30, 0x01, 0, 0, 0]; // cmpl $0,0x130(%rsi)
const storeFlag = (value: number): number[] => [0xc6, 0x86, 0x1a, 0x01, 0, 0, value]; // movb $value,0x11a(%rsi)
const skipIfEqual = (distance: number): number[] => [0x74, distance];
const skipIfNot = (distance: number): number[] => [0x75, distance];
const raiseCount = [0x49, 0x8b, 0x46, 0x30, 0xff, 0x80, 0x30, 0x01, 0, 0]; // mov 0x30(%r14),%rax; incl 0x130(%rax)
const lowerCount = [0x49, 0x8b, 0x4e, 0x30, 0xff, 0x89, 0x30, 0x01, 0, 0]; // mov 0x30(%r14),%rcx; decl 0x130(%rcx)
const returns = [0xc3];

/** What the runtime does around a callback, in amd64 code as Go's compiler writes it. `guard` comes before the flag is set. */
export function runtimeFunctions(guard: 'affected' | 'fixed' | 'look-alike'): SyntheticFunction[] {
  const guards = {
    affected: [...skipIfEqual(7)],
    fixed: [...skipIfEqual(16), ...testCount, ...skipIfNot(7)],
    // A field that is not ncgo: 0x138 instead of 0x130.
    'look-alike': [...skipIfEqual(16), 0x83, 0xbe, 0x38, 0x01, 0, 0, 0, ...skipIfNot(7)],
  };
  return [
    {
      name: 'runtime.cgocall',
      code: [...raiseCount, 'runtime.asmcgocall', ...lowerCount, ...returns],
    },
    { name: 'runtime.asmcgocall', code: returns },
    {
      name: 'runtime.cgocallbackg',
      code: [
        ...loadM,
        ...testExtra,
        ...skipIfEqual(7),
        ...storeFlag(0),
        'runtime.cgocallbackg1',
        ...loadM,
        ...testExtra,
        ...guards[guard],
        ...storeFlag(1),
        ...returns,
      ],
    },
    { name: 'runtime.cgocallbackg1', code: returns },
    { name: 'runtime.main', code: returns },
    { name: 'runtime.goexit', code: returns },
    { name: 'crosscall2', code: ['runtime.cgocallbackg', ...returns] },
    { name: '_cgoexp_0123456789ab_goOuter', code: returns },
  ];
}
