/**
 * The parts of the smallest Go program: code, a function table, module data and build information, all made here byte
 * by byte, so that tests know what is in it and need no toolchain. What goes between them is left to the file's format.
 */
import { must } from './must.js';

export interface SyntheticFunction {
  readonly name: string;
  /** Machine code; a string stands for a call to the function of that name. */
  readonly code: readonly (number | string)[];
}

export interface Processor {
  readonly goarch: 'amd64' | 'arm';
  readonly pointerSize: 4 | 8;
  readonly callSize: number;
  /** The call at `at` to `target`, both counted from the start of the code. */
  writeCall(code: Buffer, at: number, target: number): void;
}

export const processors = {
  amd64: {
    goarch: 'amd64',
    pointerSize: 8,
    callSize: 5,
    writeCall(code, at, target) {
      code[at] = 0xe8;
      code.writeInt32LE(target - (at + 5), at + 1);
    },
  },
  arm: {
    goarch: 'arm',
    pointerSize: 4,
    callSize: 4,
    writeCall(code, at, target) {
      code.writeUInt32LE((0xeb00_0000 | (((target - at - 8) >> 2) & 0xff_ffff)) >>> 0, at);
    },
  },
} as const satisfies Record<string, Processor>;

export interface SyntheticProgram {
  readonly processor: Processor;
  readonly code: Buffer;
  /** Range of each function in the code. */
  readonly functions: ReadonlyMap<string, { readonly offset: number; readonly size: number }>;
  /** Calls that stand in the code, which an object file may leave to the linker. */
  readonly calls: readonly { readonly at: number; readonly target: string }[];
  readonly table: Buffer;
  readonly data: Buffer;
  /** Pointers that are missing in the data, to a place in the code or in the table. */
  readonly pointers: readonly {
    readonly at: number;
    readonly to: 'code' | 'table';
    readonly offset: number;
  }[];
}

export const alignTo = (value: number, to: number): number => Math.ceil(value / to) * to;

export function syntheticProgram(
  functions: readonly SyntheticFunction[],
  processor: Processor,
  goVersion: string,
  packagePath = 'example.com/synthetic',
): SyntheticProgram {
  const sizes = functions.map(({ code }) =>
    code.reduce<number>((sum, item) => sum + (typeof item === 'string' ? processor.callSize : 1), 0),
  );
  const starts: number[] = [];
  let end = 0;
  for (const size of sizes) {
    starts.push(end);
    end = alignTo(end + size, 16);
  }
  const code = Buffer.alloc(end, 0xcc);
  const calls: { at: number; target: string }[] = [];
  for (const [index, { code: items }] of functions.entries()) {
    let at = must(starts[index]);
    for (const item of items) {
      if (typeof item === 'number') {
        code[at++] = item;
        continue;
      }
      processor.writeCall(code, at, must(starts[functions.findIndex(({ name }) => name === item)]));
      calls.push({ at, target: item });
      at += processor.callSize;
    }
  }
  const size = processor.pointerSize;
  return {
    processor,
    code,
    functions: new Map(
      functions.map(({ name }, index) => [name, { offset: must(starts[index]), size: must(sizes[index]) }]),
    ),
    calls,
    table: functionTable(functions, starts, end, processor),
    data: Buffer.concat([Buffer.alloc(42 * size), buildInfo(processor, goVersion, packagePath)]),
    pointers: [
      { at: 0, to: 'table', offset: 0 },
      { at: 20 * size, to: 'code', offset: 0 },
      { at: 21 * size, to: 'code', offset: end },
    ],
  };
}

export function writePointer(bytes: Buffer, at: number, value: number, size: 4 | 8): void {
  if (size === 8) bytes.writeBigUInt64LE(BigInt(value), at);
  else bytes.writeUInt32LE(value, at);
}

function functionTable(
  functions: readonly SyntheticFunction[],
  starts: readonly number[],
  end: number,
  { pointerSize, goarch }: Processor,
): Buffer {
  const names = Buffer.from(functions.map(({ name }) => `${name}\0`).join(''), 'latin1');
  const nameOffsets = functions.map((_, index) =>
    functions.slice(0, index).reduce((sum, { name }) => sum + name.length + 1, 0),
  );
  const namesAt = 8 + 8 * pointerSize;
  const pairsAt = alignTo(namesAt + names.length + 8, 8);
  const pairs = Buffer.alloc(functions.length * 8 + 4);
  const records = Buffer.alloc(functions.length * 8);
  for (const [index, start] of starts.entries()) {
    pairs.writeUInt32LE(start, index * 8);
    pairs.writeUInt32LE(pairs.length + index * 8, index * 8 + 4);
    records.writeUInt32LE(start, index * 8);
    records.writeInt32LE(must(nameOffsets[index]), index * 8 + 4);
  }
  pairs.writeUInt32LE(end, functions.length * 8);
  const table = Buffer.alloc(pairsAt + pairs.length + records.length);
  Buffer.from([0xf1, 0xff, 0xff, 0xff, 0, 0, goarch === 'arm' ? 4 : 1, pointerSize]).copy(table);
  const namesEnd = namesAt + names.length;
  const words = [functions.length, 1, 0, namesAt, namesEnd, namesEnd, namesEnd, pairsAt];
  for (const [index, word] of words.entries()) {
    writePointer(table, 8 + index * pointerSize, word, pointerSize);
  }
  names.copy(table, namesAt);
  pairs.copy(table, pairsAt);
  records.copy(table, pairsAt + pairs.length);
  return table;
}

function buildInfo({ pointerSize }: Processor, goVersion: string, packagePath: string): Buffer {
  const module = `${'s'.repeat(16)}path\t${packagePath}\nbuild\tCGO_ENABLED=1\nbuild\tGOOS=linux\n${'e'.repeat(16)}`;
  return Buffer.concat([
    Buffer.from([0xff, ...Buffer.from(' Go buildinf:'), pointerSize, 2]),
    Buffer.alloc(16),
    Buffer.from([goVersion.length]),
    Buffer.from(goVersion),
    Buffer.from([(module.length & 0x7f) | 0x80, module.length >> 7]),
    Buffer.from(module),
  ]);
}
