/** A core dump as Linux writes it: notes that name what was mapped, then the memory. */
export interface Mapped {
  readonly name: string;
  /** Offset in the file that is mapped there. */
  readonly fileOffset: number;
  readonly address: number;
  /** R, W and X are 4, 2 and 1. */
  readonly flags: number;
  readonly bytes: Buffer;
  /** False: only that it was there is told. */
  readonly dumped: boolean;
}

const page = 0x1000;

export function syntheticCore(mapped: readonly Mapped[], { named = true } = {}): Buffer {
  const note = named ? mappedFilesNote(mapped) : Buffer.alloc(0);
  const noteOffset = 64 + 56 * (mapped.length + 1);
  const header = Buffer.alloc(noteOffset);
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]).copy(header);
  header.writeUInt16LE(4, 16);
  header.writeUInt16LE(62, 18);
  header.writeBigUInt64LE(64n, 32);
  header.writeUInt16LE(56, 54);
  header.writeUInt16LE(mapped.length + 1, 56);
  writeProgramHeader(header, 0, {
    type: 4,
    flags: 0,
    offset: noteOffset,
    address: 0,
    size: note.length,
    memory: 0,
  });
  const parts = [header, note];
  let offset = noteOffset + note.length;
  for (const [index, { address, flags, bytes, dumped }] of mapped.entries()) {
    const size = dumped ? bytes.length : 0;
    writeProgramHeader(header, index + 1, { type: 1, flags, offset, address, size, memory: bytes.length });
    if (dumped) parts.push(bytes);
    offset += size;
  }
  return Buffer.concat(parts);
}

/** What the kernel maps of a linked 64-bit file: each segment in whole pages. */
export function mappingsOf(
  name: string,
  program: Buffer,
  dumped: (segment: { readonly fileOffset: number; readonly flags: number }) => boolean,
): Mapped[] {
  const count = program.readUInt16LE(56);
  const whole = Buffer.concat([program, Buffer.alloc(page)]);
  return Array.from({ length: count }, (_, index): Mapped => {
    const at = 64 + index * 56;
    const fileOffset = Number(program.readBigUInt64LE(at + 8));
    const size = Number(program.readBigUInt64LE(at + 32));
    const start = fileOffset - (fileOffset % page);
    const end = Math.min(
      Math.ceil((fileOffset + size) / page) * page,
      Math.floor(whole.length / page) * page,
    );
    const flags = program.readUInt32LE(at + 4);
    return {
      name,
      fileOffset: start,
      address: Number(program.readBigUInt64LE(at + 16)) - (fileOffset % page),
      flags,
      bytes: whole.subarray(start, end),
      dumped: dumped({ fileOffset: start, flags }),
    };
  });
}

function writeProgramHeader(
  bytes: Buffer,
  index: number,
  {
    type,
    flags,
    offset,
    address,
    size,
    memory,
  }: Record<'type' | 'flags' | 'offset' | 'address' | 'size' | 'memory', number>,
): void {
  const at = 64 + index * 56;
  bytes.writeUInt32LE(type, at);
  bytes.writeUInt32LE(flags, at + 4);
  for (const [place, value] of [
    [8, offset],
    [16, address],
    [32, size],
    [40, memory],
  ] as const)
    bytes.writeBigUInt64LE(BigInt(value), at + place);
}

function mappedFilesNote(mapped: readonly Mapped[]): Buffer {
  const words = [
    mapped.length,
    page,
    ...mapped.flatMap(({ address, bytes, fileOffset }) => [
      address,
      address + bytes.length,
      fileOffset / page,
    ]),
  ];
  const table = Buffer.alloc(words.length * 8);
  for (const [index, word] of words.entries()) table.writeBigUInt64LE(BigInt(word), index * 8);
  const body = Buffer.concat([table, Buffer.from(mapped.map(({ name }) => `${name}\0`).join(''))]);
  const head = Buffer.alloc(20);
  head.writeUInt32LE(5, 0);
  head.writeUInt32LE(body.length, 4);
  head.writeUInt32LE(0x4649_4c45, 8);
  head.write('CORE', 12);
  return Buffer.concat([head, body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
}
