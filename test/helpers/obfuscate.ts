/** Alters a Go program as obfuscators and careless tools do, in place; each way is told by its name. */
export const obfuscations = {
  'another table mark': (bytes) => replaceAll(bytes, tableMarks, [0x12, 0x34, 0x56, 0x78]),
  'a zeroed table mark': (bytes) => replaceAll(bytes, tableMarks, [0, 0, 0, 0]),
  'a scrambled table header': (bytes) => {
    for (const mark of tableMarks) for (const at of placesOf(bytes, mark)) bytes.fill(0x5a, at, at + 24);
  },
  'another version': (bytes) => replaceVersion(bytes, 'unknown'),
  'no version': (bytes) => replaceVersion(bytes, ''),
  'no build information': (bytes) => {
    for (const at of placesOf(bytes, buildInfoMark)) bytes.fill(0, at, Math.min(at + 200, bytes.length));
  },
  'another build information mark': (bytes) => {
    for (const at of placesOf(bytes, buildInfoMark)) bytes.write('XX', at + 1, 'latin1');
  },
  'scrambled names': (bytes) => {
    for (const at of placesOf(bytes, Buffer.from('\0runtime.'))) bytes.write('qzxvbnm', at + 1, 'latin1');
  },
} as const satisfies Record<string, (bytes: Buffer) => void>;

export type Obfuscation = keyof typeof obfuscations;

export function obfuscated(bytes: Buffer, ...ways: readonly Obfuscation[]): Buffer {
  const copy = Buffer.from(bytes);
  for (const way of ways) obfuscations[way](copy);
  return copy;
}

/** In either byte order, with the sizes of instructions and pointers behind. */
const tableMarks = [1, 2, 4].flatMap((quantum) =>
  [4, 8].flatMap((pointer) => [
    Buffer.from([0xf1, 0xff, 0xff, 0xff, 0, 0, quantum, pointer]),
    Buffer.from([0xff, 0xff, 0xff, 0xf1, 0, 0, quantum, pointer]),
  ]),
);
const buildInfoMark = Buffer.from('\u{ff} Go buildinf:', 'latin1');

function* placesOf(bytes: Buffer, text: Buffer): Generator<number> {
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) yield at;
}

function replaceAll(bytes: Buffer, texts: readonly Buffer[], by: readonly number[]): void {
  for (const text of texts) for (const at of placesOf(bytes, text)) bytes.set(by, at);
}

/** A length stands in front of the version, which is of less than 128 characters. */
function replaceVersion(bytes: Buffer, version: string): void {
  for (const at of placesOf(bytes, buildInfoMark)) {
    const length = bytes[at + 32] ?? 0;
    bytes.fill(0, at + 33, at + 33 + length);
    bytes[at + 32] = version.length;
    bytes.write(version, at + 33, 'latin1');
  }
}
