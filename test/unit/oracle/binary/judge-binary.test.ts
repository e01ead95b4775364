import { describe, expect, test } from 'vitest';
import { bytesInMemory } from '../../../../src/model/byte-source.js';
import { judgeBinary } from '../../../helpers/judge-binary.js';
import { appendedAt, judgeBinary as ask } from '../../../../src/oracle/binary/judge-binary.js';
import type { RuntimeQuestion } from '../../../../src/oracle/binary/runtime-question.js';
import { syntheticElf } from '../../../helpers/synthetic-elf.js';
import { syntheticObject } from '../../../helpers/synthetic-object.js';
import { runtimeFunctions } from '../../../helpers/synthetic-runtime.js';

const judge = (bytes: Uint8Array) => judgeBinary(bytesInMemory(bytes));

describe('a Go program made by hand', () => {
  test.each([
    ['affected', 'affected'],
    ['fixed', 'fixed'],
    ['look-alike', 'unknown'],
  ] as const)('with a guard that is %s comes out as %s', (guard, verdict) => {
    const [judgement, ...others] = judge(syntheticElf(runtimeFunctions(guard)).bytes);
    expect(others).toEqual([]);
    expect(judgement).toMatchObject({
      container: 'elf',
      goarch: 'amd64',
      goos: 'linux',
      verdict,
      goVersion: 'go1.23.0',
      modulePath: 'example.com/synthetic',
      settings: { CGO_ENABLED: '1', GOOS: 'linux' },
      exposure: { exportedFunctions: { count: 1, names: ['goOuter'] } },
      fields: { isextra: 0x119, isExtraInC: 0x11a, ncgo: 0x130 },
    });
  });

  test('does not believe its version: a fixed one that says go1.21.0 is fixed', () => {
    expect(judge(syntheticElf(runtimeFunctions('fixed'), 'go1.21.0').bytes)[0]?.verdict).toBe('fixed');
  });

  test('tells which profilers are linked in', () => {
    const functions = [
      ...runtimeFunctions('affected'),
      { name: 'runtime/pprof.StartCPUProfile', code: [0xc3] },
      { name: 'net/http/pprof.Profile', code: [0xc3] },
    ];
    expect(judge(syntheticElf(functions).bytes)[0]?.exposure.cpuProfiling).toEqual([
      'runtime/pprof',
      'net/http/pprof',
    ]);
  });

  test('without the callback and without cgo is no-cgo, but not when the names are incomplete', () => {
    const pure = runtimeFunctions('affected').filter(({ name }) => !/cgo|crosscall2/.test(name));
    expect(judge(syntheticElf(pure).bytes)[0]?.verdict).toBe('no-cgo');
    expect(judge(syntheticElf(pure.slice(1)).bytes)[0]?.verdict).toBe('unknown');
  });

  test('is not called "no Go" when the search for its function table had to be given up', () => {
    const lookAlike = Buffer.from([0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8]);
    const decoys = { name: 'decoys', code: Array.from({ length: 800 }, (_, at) => lookAlike[at % 8] ?? 0) };
    const { bytes } = syntheticElf([decoys, ...runtimeFunctions('affected')]);
    bytes.fill(0, bytes.lastIndexOf(lookAlike), bytes.lastIndexOf(lookAlike) + 8);
    // Without build information there is no other trace of Go.
    const buildInfo = bytes.indexOf(' Go buildinf:');
    bytes.fill(0, buildInfo, buildInfo + 13);
    expect(judge(bytes)[0]).toMatchObject({ verdict: 'unknown', goVersion: null });
  });

  test('whose names run into each other is unknown: what is missing may be there', () => {
    const { bytes } = syntheticElf(runtimeFunctions('affected'));
    bytes[bytes.indexOf('crosscall2\0') + 'crosscall2'.length] = 0x20;
    expect(judge(bytes)[0]).toMatchObject({ verdict: 'unknown', detail: expect.stringContaining('a name') });
  });

  test('with the counter gone is unknown', () => {
    const functions = runtimeFunctions('fixed').map((entry) =>
      entry.name === 'runtime.cgocall' ? { ...entry, code: [0xc3] } : entry,
    );
    expect(judge(syntheticElf(functions).bytes)[0]).toMatchObject({ verdict: 'unknown', fields: null });
  });

  test('with an instruction that is not understood is unknown and says where', () => {
    const functions = runtimeFunctions('fixed').map((entry) =>
      entry.name === 'runtime.cgocallbackg' ? { ...entry, code: [0x62, ...entry.code] } : entry,
    );
    expect(judge(syntheticElf(functions).bytes)[0]).toMatchObject({
      verdict: 'unknown',
      detail: expect.stringMatching(/not understood.* at 0x[0-9a-f]+\.$/),
    });
  });

  test('whose callback loops for ever is unknown', () => {
    const functions = runtimeFunctions('fixed').map((entry) =>
      entry.name === 'runtime.cgocallbackg' ? { ...entry, code: [0xeb, 0xfe] } : entry,
    );
    expect(judge(syntheticElf(functions).bytes)[0]).toMatchObject({
      verdict: 'unknown',
      detail: expect.stringContaining('too many paths'),
    });
  });
});

describe('other files', () => {
  test.each([
    ['nothing', ''],
    ['text', 'hello, world\n'],
    ['a script', '#!/bin/sh\n'],
    ['DOS, not Windows', `MZ${'\0'.repeat(100)}`],
    ['a Java class, which shares a magic number with fat Mach-O', '\xca\xfe\xba\xbe\0\0\0\x41'],
  ])('%s is not a compiled file', (_, text) => {
    expect(judge(Buffer.from(text, 'latin1'))).toEqual([]);
  });

  test('a truncated ELF header is unknown, never safe', () => {
    const bytes = syntheticElf(runtimeFunctions('fixed')).bytes.subarray(0, 40);
    expect(judge(bytes)[0]).toMatchObject({ verdict: 'unknown', detail: expect.stringContaining('damaged') });
  });

  test('a program cut off before its function table is unknown, not not-go', () => {
    const bytes = syntheticElf(runtimeFunctions('affected')).bytes.subarray(0, 0x1100);
    expect(judge(bytes)[0]).toMatchObject({ verdict: 'unknown', detail: expect.stringContaining('cut off') });
  });

  test('a file that shrinks while it is read is unknown', () => {
    const { bytes } = syntheticElf(runtimeFunctions('affected'));
    const source = {
      size: bytes.length,
      read: (offset: number, length: number) => bytes.subarray(0, 5000).subarray(offset, offset + length),
    };
    expect(judgeBinary(source)[0]?.verdict).toBe('unknown');
  });

  test('an ELF program without Go is not-go', () => {
    const { bytes } = syntheticElf([{ name: 'main', code: [0xc3] }]);
    bytes.fill(0, 0x1010);
    expect(judge(bytes)[0]?.verdict).toBe('not-go');
  });

  test('a packed program may be Go, so it is unknown', () => {
    const { bytes } = syntheticElf([{ name: 'main', code: [0xc3] }]);
    bytes.fill(0, 0x1010);
    bytes.write('UPX!', 0xec, 'latin1');
    expect(judge(bytes)[0]).toMatchObject({ verdict: 'unknown', detail: expect.stringContaining('upx -d') });
  });
});

test('a library that is cut off is unknown, whatever its first members are', () => {
  const header = `${'a.o/'.padEnd(48)}${'6'.padEnd(10)}\`\n`;
  const whole = `!<arch>\n${header}no ELF`;
  expect(judge(Buffer.from(whole)).map(({ verdict }) => verdict)).toEqual(['not-go']);
  expect(judge(Buffer.from(`${whole}${header}no`)).map(({ verdict }) => verdict)).toEqual(['unknown']);
  expect(judge(Buffer.from(`${whole}rubbish`)).map(({ verdict }) => verdict)).toEqual(['unknown']);
});

describe('what is appended', () => {
  const program = syntheticElf(runtimeFunctions('fixed')).bytes;
  const twice = Buffer.concat([program, program]);

  test('is what lies behind the last part that the headers know', () => {
    expect(appendedAt(bytesInMemory(program))).toBeNull();
    expect(appendedAt(bytesInMemory(twice))).toBe(program.length);
  });

  test('is looked for in a file with as many headers as there can be', () => {
    const [programHeaders, sectionHeaders] = [65_535 * 56, 65_535 * 64];
    const headers = Buffer.alloc(64 + programHeaders + sectionHeaders);
    program.copy(headers, 0, 0, 64);
    headers.writeBigUInt64LE(64n, 32);
    headers.writeBigUInt64LE(BigInt(64 + programHeaders), 40);
    for (const [at, value] of [
      [54, 56],
      [56, 65_535],
      [58, 64],
      [60, 65_535],
      [62, 0],
    ] as const)
      headers.writeUInt16LE(value, at);
    expect(appendedAt(bytesInMemory(headers))).toBeNull();
    expect(appendedAt(bytesInMemory(Buffer.concat([headers, program])))).toBe(headers.length);
  });

  test('is found behind the last section of a Windows program', () => {
    const pe = Buffer.alloc(0x400);
    pe.write('MZ', 0);
    pe.writeUInt32LE(0x40, 0x3c);
    pe.write('PE', 0x40);
    pe.writeUInt16LE(0x8664, 0x44);
    pe.writeUInt16LE(1, 0x46);
    pe.writeUInt16LE(0xf0, 0x54);
    pe.writeUInt16LE(0x20b, 0x58);
    // One section of 0x200 bytes at 0x200, of which the program uses 16.
    for (const [at, value] of [
      [8, 16],
      [16, 0x200],
      [20, 0x200],
    ] as const)
      pe.writeUInt32LE(value, 0x148 + at);
    expect(appendedAt(bytesInMemory(pe))).toBeNull();
    expect(appendedAt(bytesInMemory(Buffer.concat([pe, program])))).toBe(pe.length);
  });

  test('is found in spite of a section that claims to be larger than the file', () => {
    const lying = Buffer.concat([twice, Buffer.alloc(64)]);
    // One section header, behind everything: its file offset and its size.
    lying.writeBigUInt64LE(BigInt(twice.length), 40);
    lying.writeUInt16LE(64, 58);
    lying.writeUInt16LE(1, 60);
    lying.writeUInt32LE(1, twice.length + 4);
    lying.writeBigUInt64LE(0n, twice.length + 24);
    lying.writeBigUInt64LE(2n ** 40n, twice.length + 32);
    // The table of headers itself ends where the file does, so that only what stands behind it counts as appended.
    expect(appendedAt(bytesInMemory(Buffer.concat([lying, program])))).toBe(lying.length);
  });
});

test('the slices of a fat library are libraries, and each is judged', () => {
  const library = (guard: 'affected' | 'fixed'): Buffer => {
    const { bytes } = syntheticObject('macho', guard);
    const header = `!<arch>\n${'go.o/'.padEnd(48)}${String(bytes.length).padEnd(10)}\`\n`;
    return Buffer.concat([Buffer.from(header), bytes]);
  };
  const [first, second] = [library('affected'), library('fixed')];
  const table = Buffer.alloc(48);
  const slices = [
    [0x0100_0007, first, table.length],
    [0x0100_000c, second, table.length + first.length],
  ] as const;
  for (const [index, word] of [0xcafe_babe, 2].entries()) table.writeUInt32BE(word, index * 4);
  for (const [index, [cpu, { length }, offset]] of slices.entries()) {
    for (const [field, word] of [cpu, 0, offset, length, 0].entries())
      table.writeUInt32BE(word, 8 + index * 20 + field * 4);
  }
  const judgements = judge(Buffer.concat([table, first, second]));
  expect(judgements.map(({ member, verdict }) => [member, verdict])).toEqual([
    ['amd64!go.o', 'affected'],
    ['arm64!go.o', 'fixed'],
  ]);
});

test('a Mach-O file with more sections than there can be is damaged', () => {
  const [header, sections] = [32, 200_000];
  const bytes = Buffer.alloc(header + 72 + sections * 80);
  for (const [at, value] of [
    [0, 0xfeed_facf],
    [4, 0x0100_0007],
    [12, 2],
    [16, 1],
    [20, bytes.length - header],
    [header, 0x19],
    [header + 4, bytes.length - header],
    [header + 64, sections],
  ] as const)
    bytes.writeUInt32LE(value, at);
  expect(judge(bytes)).toMatchObject([{ verdict: 'unknown', detail: expect.stringContaining('sections') }]);
});

test('a slice of 32 bits is searched for Go, since it cannot be read', () => {
  const [table, i386] = [Buffer.alloc(28), Buffer.alloc(28 + 56)];
  for (const [index, word] of [0xcafe_babe, 1, 7, 0, table.length, i386.length, 0].entries())
    table.writeUInt32BE(word, index * 4);
  for (const [index, word] of [0xfeed_face, 7, 3, 2, 1, 56, 0, 1, 56].entries())
    i386.writeUInt32LE(word, index * 4);
  expect(judge(Buffer.concat([table, i386]))).toMatchObject([{ verdict: 'not-go', member: 'processor 7' }]);
  i386.writeUInt32LE(1000, 16);
  expect(judge(Buffer.concat([table, i386]))).toMatchObject([{ verdict: 'unknown', member: 'processor 7' }]);
});

describe('a question that is not about cgo', () => {
  const question: RuntimeQuestion = {
    entry: 'runtime.schedule',
    others: [],
    onlyWithCgo: false,
    since: { major: 1, minor: 17, patch: 0, prerelease: null },
    judge: ({ functions }) => ({
      verdict: functions('runtime.schedule').length > 0 ? 'affected' : 'unknown',
      reason: 'it schedules',
      fields: null,
    }),
    absence: 'it has no scheduler',
  };
  const asked = (bytes: Uint8Array) => ask(bytesInMemory(bytes), question)[0]?.verdict;
  const pure = syntheticElf(runtimeFunctions('affected').filter(({ name }) => !/cgo|crosscall2/.test(name)));

  test('is put to programs without cgo as well', () => {
    expect(judge(pure.bytes)[0]?.verdict).toBe('no-cgo');
    expect(asked(pure.bytes)).toBe('affected');
  });

  test('is not answered by WebAssembly, which is not read', () => {
    const text = (length: number, word: string): number[] => [length, ...Buffer.from(word)];
    const producers = [
      ...text(9, 'producers'),
      1,
      ...text(8, 'language'),
      1,
      ...text(2, 'Go'),
      ...text(8, 'go1.23.8'),
    ];
    const module = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, producers.length, ...producers]);
    expect(judge(module)[0]?.verdict).toBe('no-cgo');
    expect(asked(module)).toBe('unknown');
  });
});
