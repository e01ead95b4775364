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

/** A PE file, 64 or 32 bit, that has nothing but the names of the libraries that it needs. */
export function dynamicPe(needed: readonly string[], bits: 32 | 64 = 64): Buffer {
  const [start, optionalSize, address] = [0x40, bits === 64 ? 128 : 112, 0x1000];
  const sectionTable = start + 24 + optionalSize;
  const contents = sectionTable + 40;
  const entries = Buffer.alloc((needed.length + 1) * 20);
  const names = Buffer.from(needed.map((name) => `${name}\0`).join(''));
  for (const index of needed.keys()) {
    const offset = needed.slice(0, index).join('\0').length + Number(index > 0);
    entries.writeUInt32LE(address + entries.length + offset, index * 20 + 12);
  }
  const section = Buffer.concat([entries, names]);
  const headers = Buffer.alloc(contents);
  headers.write('MZ');
  headers.writeUInt32LE(start, 0x3c);
  headers.write('PE\0\0', start);
  headers.writeUInt16LE(1, start + 6);
  headers.writeUInt16LE(optionalSize, start + 20);
  headers.writeUInt16LE(bits === 64 ? 0x20b : 0x10b, start + 24);
  const directories = start + 24 + optionalSize - 16;
  headers.writeUInt32LE(2, directories - 4);
  headers.writeUInt32LE(address, directories + 8);
  headers.write('.idata', sectionTable);
  headers.writeUInt32LE(section.length, sectionTable + 8);
  headers.writeUInt32LE(address, sectionTable + 12);
  headers.writeUInt32LE(section.length, sectionTable + 16);
  headers.writeUInt32LE(contents, sectionTable + 20);
  return Buffer.concat([headers, section]);
}
