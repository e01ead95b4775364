/** The smallest 64-bit ELF file that reads as a Go program. */
import {
  alignTo,
  processors,
  syntheticProgram,
  writePointer,
  type SyntheticFunction,
} from './synthetic-program.js';

export interface SyntheticLayout {
  /** File offset and length of each function's code. */
  readonly functions: ReadonlyMap<string, { readonly offset: number; readonly size: number }>;
}

const base = 0x40_0000;
const codeOffset = 0x1000;

export function syntheticElf(
  functions: readonly SyntheticFunction[],
  goVersion = 'go1.23.0',
  packagePath?: string,
): { readonly bytes: Buffer; readonly layout: SyntheticLayout } {
  const program = syntheticProgram(functions, processors.amd64, goVersion, packagePath);
  const { code, table, data } = program;
  const tableOffset = alignTo(codeOffset + code.length, 0x1000);
  const dataOffset = alignTo(tableOffset + table.length, 0x1000);
  for (const { at, to, offset } of program.pointers) {
    writePointer(data, at, base + (to === 'code' ? codeOffset : tableOffset) + offset, 8);
  }
  const bytes = Buffer.alloc(dataOffset + data.length);
  writeHeaders(bytes, [
    { flags: 5, offset: codeOffset, size: code.length },
    { flags: 4, offset: tableOffset, size: table.length },
    { flags: 6, offset: dataOffset, size: data.length },
  ]);
  code.copy(bytes, codeOffset);
  table.copy(bytes, tableOffset);
  data.copy(bytes, dataOffset);
  const places = [...program.functions].map(
    ([name, { offset, size }]) => [name, { offset: codeOffset + offset, size }] as const,
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
