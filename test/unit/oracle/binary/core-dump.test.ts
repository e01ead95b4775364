import { describe, expect, test } from 'vitest';
import { bytesInMemory } from '../../../../src/model/byte-source.js';
import { judgeBinary } from '../../../helpers/judge-binary.js';
import { mappingsOf, syntheticCore, type Mapped } from '../../../helpers/synthetic-core.js';
import { syntheticElf } from '../../../helpers/synthetic-elf.js';
import { runtimeFunctions } from '../../../helpers/synthetic-runtime.js';

const judge = (bytes: Uint8Array) => judgeBinary(bytesInMemory(bytes));
const all = (): boolean => true;
const [writable] = [2];

/** The same program with a segment for its headers, as linkers make it. */
function program(guard: 'affected' | 'fixed'): Buffer {
  const { bytes } = syntheticElf(runtimeFunctions(guard));
  return withHeaderSegment(bytes);
}

function withHeaderSegment(bytes: Buffer): Buffer {
  const count = bytes.readUInt16LE(56);
  const at = 64 + count * 56;
  bytes.writeUInt16LE(count + 1, 56);
  for (const [place, value] of [
    [16, 0x40_0000],
    [32, 0x400],
    [40, 0x400],
  ] as const)
    bytes.writeBigUInt64LE(BigInt(value), at + place);
  bytes.writeUInt32LE(1, at);
  bytes.writeUInt32LE(4, at + 4);
  return bytes;
}

function plain(): Buffer {
  const { bytes } = syntheticElf([{ name: 'main', code: [0xc3] }]);
  bytes.fill(0, 0x1010);
  return withHeaderSegment(bytes);
}

/** What Linux dumps if nothing else was set: first pages, and what could be written to. */
const usual = ({ fileOffset, flags }: { readonly fileOffset: number; readonly flags: number }): boolean =>
  fileOffset === 0 || (flags & writable) !== 0;

describe('a core dump', () => {
  test.each(['affected', 'fixed'] as const)(
    'with all of a program that is %s is judged by its code',
    (guard) => {
      const core = syntheticCore([
        ...mappingsOf('/usr/bin/app', program(guard), all),
        ...elsewhere(mappingsOf('/lib/libc.so', plain(), usual)),
      ]);
      expect(judge(core)).toMatchObject([
        {
          verdict: guard,
          member: '/usr/bin/app',
          goVersion: 'go1.23.0',
          exposure: { exportedFunctions: { count: 1, names: ['goOuter'] } },
        },
      ]);
    },
  );

  test('without the code names the build and asks for the file, also where it is fixed', () => {
    expect(judge(syntheticCore(mappingsOf('/usr/bin/app', program('fixed'), usual)))).toMatchObject([
      {
        verdict: 'unknown',
        member: '/usr/bin/app',
        goVersion: 'go1.23.0',
        detail: expect.stringMatching(/It is Go \(go1\.23\.0\).* gate \/usr\/bin\/app itself/),
      },
    ]);
  });

  test('that lacks any part of a program never says fixed', () => {
    for (const missing of [0, 1, 2, 3]) {
      const parts = mappingsOf('/app', program('fixed'), all).map((part, index) =>
        index === missing ? { ...part, dumped: false } : part,
      );
      expect(
        judge(syntheticCore(parts)).map(({ verdict }) => verdict),
        `without ${missing}`,
      ).not.toContain('fixed');
    }
  });

  test('that names a build id of Go says it', () => {
    const bytes = program('fixed');
    const id = Buffer.from('abc/DEF-123');
    const note = Buffer.alloc(16 + id.length);
    note.writeUInt32LE(4, 0);
    note.writeUInt32LE(id.length, 4);
    note.writeUInt32LE(4, 8);
    note.write('Go\0\0', 12);
    id.copy(note, 16);
    note.copy(bytes, 0x300);
    expect(judge(syntheticCore(mappingsOf('/app', bytes, usual)))[0]?.detail).toContain(
      'build id abc/DEF-123',
    );
  });

  test('of programs without Go says so', () => {
    expect(judge(syntheticCore(mappingsOf('/bin/sh', plain(), usual)))).toMatchObject([
      { verdict: 'not-go', member: null },
    ]);
  });

  test.each([
    ['no headers', ({ flags }: { readonly flags: number }) => (flags & writable) !== 0],
    ['no data', ({ fileOffset }: { readonly fileOffset: number }) => fileOffset === 0],
    ['nothing', () => false],
  ])('with %s of a program is undecided and names it', (_, dumped) => {
    expect(judge(syntheticCore(mappingsOf('/bin/sh', plain(), dumped)))).toMatchObject([
      { verdict: 'unknown', detail: expect.stringContaining('/bin/sh') },
    ]);
  });

  test('that names no files is undecided', () => {
    expect(judge(syntheticCore(mappingsOf('/bin/sh', plain(), all), { named: false }))).toMatchObject([
      { verdict: 'unknown', detail: expect.stringContaining('gate the program itself') },
    ]);
  });

  test('with a Go heap and no program that it could belong to is undecided', () => {
    const heap = {
      name: '',
      fileOffset: 0,
      address: 0xc0_0000_0000,
      flags: 6,
      bytes: Buffer.alloc(4096),
      dumped: true,
    };
    const core = syntheticCore([...mappingsOf('/bin/sh', plain(), usual), heap]);
    expect(judge(core)).toMatchObject([{ verdict: 'unknown' }]);
  });

  test('is damaged when its list of files is', () => {
    const core = syntheticCore(mappingsOf('/bin/sh', plain(), usual));
    core.writeUInt32LE(0x7fff_fff0, core.indexOf('CORE') - 8);
    expect(judge(core)).toMatchObject([{ verdict: 'unknown', detail: expect.stringContaining('damaged') }]);
  });

  test('shows hostile names made safe', () => {
    const core = syntheticCore(mappingsOf('/bin/\u{1b}[31mapp\n', program('fixed'), usual));
    expect(judge(core)[0]?.member).not.toMatch(/[\u{1b}\n]/u);
  });
});

function elsewhere(parts: readonly Mapped[]): Mapped[] {
  return parts.map((part) => ({ ...part, address: part.address + 0x7f00_0000_0000 }));
}
