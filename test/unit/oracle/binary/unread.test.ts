import { describe, expect, test } from 'vitest';
import { formatOf } from '../../../../src/archive/format.js';
import { bytesInMemory } from '../../../../src/model/byte-source.js';
import { judgeBinary } from '../../../helpers/judge-binary.js';

const judge = (bytes: Uint8Array) => judgeBinary(bytesInMemory(bytes));
const goMark = (version: string, goos: string): Buffer => {
  const module = `${'s'.repeat(16)}path\tx\nbuild\tGOOS=${goos}\n${'e'.repeat(16)}`;
  return Buffer.concat([
    Buffer.from([0xff, ...Buffer.from(' Go buildinf:'), 8, 2]),
    Buffer.alloc(16),
    Buffer.from([version.length, ...Buffer.from(version), module.length, ...Buffer.from(module)]),
  ]);
};
const bigEndian = (...words: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(words.length * 4);
  for (const [index, word] of words.entries()) bytes.writeUInt32BE(word, index * 4);
  return bytes;
};

/** 64 bit, one section behind the header. */
function xcoff(content: Buffer): Buffer {
  const header = Buffer.alloc(24 + 72);
  header.writeUInt16BE(0x1f7, 0);
  header.writeUInt16BE(1, 2);
  header.write('.text', 24);
  header.writeBigUInt64BE(BigInt(content.length), 24 + 24);
  header.writeBigUInt64BE(96n, 24 + 32);
  return Buffer.concat([header, content]);
}

/** 32 bit, one segment that is the file. */
function macho32(content: Buffer): Buffer {
  const size = 28 + 56 + content.length;
  const words = [0xfeedface, 7, 3, 2, 1, 56, 0, 1, 56, 0, 0, 0, 0, 0, size, 0, size, 7, 5, 0, 0];
  const header = Buffer.alloc(words.length * 4);
  for (const [index, word] of words.entries()) header.writeUInt32LE(word, index * 4);
  return Buffer.concat([header, content]);
}

const plan9 = (content: Buffer): Buffer =>
  Buffer.concat([bigEndian(0x8a97, 4096, content.length, 0, 0, 0x200000, 0, 0), Buffer.alloc(4096), content]);

const section = (id: number, body: Buffer): Buffer => Buffer.concat([Buffer.from([id, body.length]), body]);
const named = (text: string): Buffer => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
const wasm = (...sections: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from('\0asm\u{1}\0\0\0', 'latin1'), ...sections]);
const producers = Buffer.concat([
  named('producers'),
  Buffer.from([1]),
  named('language'),
  Buffer.from([1]),
  named('Go'),
  named('go1.23.8'),
]);

const [nothing, go] = [Buffer.alloc(64), Buffer.concat([Buffer.alloc(32), goMark('go1.23.7', 'aix')])];

describe('formats that are recognised and not read', () => {
  test.each([
    ['XCOFF', xcoff(nothing), 'not-go', 'no Go in it'],
    ['XCOFF with Go', xcoff(go), 'unknown', 'gate the toolchain'],
    ['XCOFF that is cut off', xcoff(nothing).subarray(0, 100), 'unknown', 'XCOFF'],
    [
      'the first bytes of XCOFF',
      Buffer.concat([Buffer.from([1, 0xf7, 0, 7]), Buffer.alloc(4096)]),
      'unknown',
      'XCOFF',
    ],
    [
      'the first bytes of 32-bit XCOFF',
      Buffer.concat([Buffer.from([1, 0xdf, 0, 7]), Buffer.alloc(4096)]),
      'unknown',
      'XCOFF',
    ],
    ['32-bit Mach-O', macho32(nothing), 'not-go', 'no Go in it'],
    ['32-bit Mach-O with Go', macho32(go), 'unknown', '32-bit Mach-O'],
    [
      'the first bytes of Mach-O',
      Buffer.concat([bigEndian(0xfeedface), Buffer.alloc(4096)]),
      'unknown',
      'Mach-O',
    ],
    [
      'the first bytes of a Mach-O for PowerPC',
      Buffer.concat([bigEndian(0xfeedfacf), Buffer.alloc(4096)]),
      'unknown',
      'Mach-O',
    ],
    ['Plan 9', plan9(nothing), 'not-go', 'no Go in it'],
    [
      'Plan 9 with Go',
      plan9(Buffer.concat([Buffer.alloc(32), goMark('go1.23.7', 'plan9')])),
      'no-cgo',
      'without cgo',
    ],
    ['Plan 9 with Go of another system', plan9(go), 'unknown', 'Plan 9'],
    ['a thin library', Buffer.from('!<thin>\na.o/'), 'unknown', 'gate those'],
    ['a library of AIX', Buffer.from('<bigaf>\n'), 'unknown', 'ar -x'],
    ['a minidump', Buffer.from('MDMP\u{93}\u{a7}', 'latin1'), 'unknown', 'gate the programs'],
    ['WebAssembly', wasm(section(1, nothing)), 'not-go', 'no Go in it'],
    [
      'WebAssembly by Go',
      wasm(section(0, named('go:buildid')), section(0, producers)),
      'no-cgo',
      'built without cgo',
    ],
    ['WebAssembly that is cut off', wasm(section(0, producers)).subarray(0, 20), 'unknown', 'damaged'],
  ] as const)('%s', (_, bytes, verdict, detail) => {
    expect(judge(bytes)).toMatchObject([{ verdict, detail: expect.stringContaining(detail) }]);
    expect(formatOf(bytes)).toStrictEqual({ kind: 'compiled' });
  });

  test('WebAssembly tells the release and the system', () => {
    const imports = Buffer.concat([
      Buffer.from([1]),
      named('gojs'),
      named('runtime.wasmExit'),
      Buffer.from([0, 0]),
    ]);
    expect(judge(wasm(section(2, imports), section(0, producers)))[0]).toMatchObject({
      goVersion: 'go1.23.8',
      goos: 'js',
      goarch: 'wasm',
    });
  });

  test.each([
    [
      'a length that is the mark of Plan 9',
      Buffer.concat([bigEndian(0x1eb), Buffer.from('some text that follows, long enough')]),
    ],
    ['a number that is the mark of XCOFF', Buffer.from([1, 0xf7, 0, 0, 0, 0, 0, 0, 0, 0])],
  ])('%s is not taken for it', (_, bytes) => {
    expect(judge(bytes)).toStrictEqual([]);
  });
});

describe('members of libraries', () => {
  const library = (name: string, content: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from(`!<arch>\n${name.padEnd(48)}${String(content.length).padEnd(10)}\`\n`),
      content,
      Buffer.alloc(content.length % 2),
    ]);

  test('that are of no known format are searched for Go', () => {
    expect(judge(library('a.o/', nothing))).toMatchObject([{ verdict: 'not-go' }]);
    expect(judge(library('a.o/', go))).toMatchObject([{ verdict: 'unknown', member: 'a.o' }]);
  });

  test('make a compiled Go package undecided', () => {
    expect(judge(library('__.PKGDEF', nothing))).toMatchObject([
      { verdict: 'unknown', detail: expect.stringContaining('not linked') },
    ]);
  });
});
