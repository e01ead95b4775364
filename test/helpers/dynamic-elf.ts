/** A 64-bit ELF file that has nothing but what it asks the loader for. */
export function dynamicElf({
  interpreter,
  needed,
}: {
  readonly interpreter: string | null;
  readonly needed: readonly string[];
}): Buffer {
  const base = 0x40_0000;
  const headersSize = 64 + 3 * 56;
  const path = Buffer.from(`${interpreter ?? ''}\0`);
  const names = Buffer.from(['', ...needed, ''].join('\0'));
  const nameOffsets = needed.map((_, index) => ['', ...needed.slice(0, index)].join('\0').length + 1);
  const stringsOffset = headersSize + path.length;
  const entries = [...nameOffsets.map((offset) => [1, offset]), [5, base + stringsOffset], [0, 0]];
  const dynamic = Buffer.alloc(entries.length * 16);
  for (const [index, [tag = 0, value = 0]] of entries.entries()) {
    dynamic.writeBigUInt64LE(BigInt(tag), index * 16);
    dynamic.writeBigUInt64LE(BigInt(value), index * 16 + 8);
  }
  const dynamicOffset = stringsOffset + names.length;
  const size = dynamicOffset + dynamic.length;
  const segments = [
    { type: 1, offset: 0, size },
    ...(interpreter === null ? [] : [{ type: 3, offset: headersSize, size: path.length }]),
    ...(needed.length === 0 ? [] : [{ type: 2, offset: dynamicOffset, size: dynamic.length }]),
  ];
  const headers = Buffer.alloc(headersSize);
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]).copy(headers);
  headers.writeUInt16LE(2, 16);
  headers.writeUInt16LE(62, 18);
  headers.writeBigUInt64LE(64n, 32);
  headers.writeUInt16LE(56, 54);
  headers.writeUInt16LE(segments.length, 56);
  for (const [index, segment] of segments.entries()) {
    const at = 64 + index * 56;
    headers.writeUInt32LE(segment.type, at);
    headers.writeBigUInt64LE(BigInt(segment.offset), at + 8);
    headers.writeBigUInt64LE(BigInt(base + segment.offset), at + 16);
    headers.writeBigUInt64LE(BigInt(segment.size), at + 32);
    headers.writeBigUInt64LE(BigInt(segment.size), at + 40);
  }
  return Buffer.concat([headers, path, names, dynamic]);
}
