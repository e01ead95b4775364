import { describe, expect, test } from 'vitest';
import { bytesInMemory } from '../../../../src/model/byte-source.js';
import { judgeBinary } from '../../../helpers/judge-binary.js';
import { obfuscated, obfuscations, type Obfuscation } from '../../../helpers/obfuscate.js';
import { syntheticElf } from '../../../helpers/synthetic-elf.js';
import { runtimeFunctions } from '../../../helpers/synthetic-runtime.js';

const judge = (bytes: Uint8Array) => judgeBinary(bytesInMemory(bytes));
const program = syntheticElf(runtimeFunctions('affected')).bytes;
const answer = expect.stringContaining('Go, but obfuscated: gate the plain build or its toolchain');

describe('a Go program that was altered', () => {
  const tableGone: Obfuscation[] = ['another table mark', 'a zeroed table mark', 'a scrambled table header'];
  const more = Object.keys(obfuscations)
    .filter((way): way is Obfuscation => way in obfuscations)
    .filter((way) => !tableGone.includes(way));

  test.each(tableGone.flatMap((table) => more.map((other) => [table, other] as const)))(
    'with %s and %s is Go and undecided, unless nothing of it is left',
    (table, other) => {
      const nothingLeft = table === 'a scrambled table header' && other.endsWith('build information');
      const [judgement] = judge(obfuscated(program, table, other));
      if (nothingLeft) expect(judgement).toMatchObject({ verdict: 'not-go' });
      else if (!(table === 'a scrambled table header' && /build information mark/.test(other)))
        expect(judgement).toMatchObject({ verdict: 'unknown', detail: answer });
    },
  );

  test.each(['another version', 'no version'] as const)('with %s is still judged by its code', (way) => {
    expect(judge(obfuscated(program, way))[0]).toMatchObject({ verdict: 'affected', goVersion: null });
  });

  test('whose headers hardly load anything any more is Go and undecided', () => {
    const bytes = Buffer.from(program);
    const headers = Number(bytes.readBigUInt64LE(32));
    for (let at = headers; at < headers + 56 * bytes.readUInt16LE(56); at += 56)
      bytes.writeBigUInt64LE(64n, at + 32);
    expect(judge(bytes)[0]).toMatchObject({ verdict: 'unknown' });
  });

  test('with only some of its names changed is not taken for one without cgo', () => {
    const renamed = runtimeFunctions('affected').map((entry) =>
      /cgo(?!call$)|crosscall2/.test(entry.name) ? { ...entry, name: entry.name.replace(/c/g, 'k') } : entry,
    );
    const calls = renamed.map(({ name, code }) => ({
      name,
      code: code.map((item) => (typeof item === 'string' ? 'runtime.main' : item)),
    }));
    const { bytes } = syntheticElf(calls);
    const cgo = Buffer.from('runtime/cgo: out of memory in thread_start\n\0');
    // Behind the module data, in front of the build information.
    const at = bytes.indexOf(' Go buildinf:') - 1 - 8 * 40;
    cgo.copy(bytes, at + 8);
    expect(judge(bytes)[0]).toMatchObject({ verdict: 'unknown', detail: answer });
  });
});

describe('what tells a release without build information', () => {
  const unnamed = (mark: number): Buffer => {
    const functions = runtimeFunctions('affected').map((entry) =>
      // The flag is neither cleared nor set.
      entry.name === 'runtime.cgocallbackg' ? { ...entry, code: ['runtime.cgocallbackg1', 0xc3] } : entry,
    );
    const bytes = obfuscated(syntheticElf(functions).bytes, 'no build information');
    bytes[bytes.indexOf(Buffer.from([0xf1, 0xff, 0xff, 0xff, 0, 0]))] = mark;
    return bytes;
  };

  test('is the mark of its table, for 1.18 and 1.19', () => {
    expect(judge(unnamed(0xf0))[0]).toMatchObject({
      verdict: 'not-applicable',
      detail: expect.stringContaining('Go 1.18 or 1.19, older than the bug'),
    });
    expect(judge(unnamed(0xf1))[0]).toMatchObject({ verdict: 'unknown' });
  });

  test('is never an old mark on a table of today', () => {
    expect(judge(unnamed(0xfa))[0]).toMatchObject({ verdict: 'unknown', detail: answer });
    expect(judge(unnamed(0xfb))[0]).toMatchObject({ verdict: 'unknown', detail: answer });
  });
});

describe('traces that other programs have', () => {
  const plain = (text: string): Buffer => {
    const { bytes } = syntheticElf([{ name: 'main', code: [0xc3] }]);
    // Where the data begins, which ends with build information.
    const data = bytes.indexOf(' Go buildinf:') - 1 - 42 * 8;
    bytes.fill(0, 0x1010);
    bytes.write(text, data + 16, 'latin1');
    return bytes;
  };

  test.each([
    ['one name of the runtime', '\0runtime.goexit\0'],
    ['a debugger’s name for gccgo', '\0__go_init_main\0'],
    ['the mark of build information in a text', '"\u{ff} Go buildinf:" is its mark'],
    ['two names', '\0runtime.goexit\0\0crosscall2\0'],
  ])('%s makes no Go of them', (_, text) => {
    expect(judge(plain(text))[0]).toMatchObject({ verdict: 'not-go' });
  });

  test.each([
    ['libgo', '\0libgo.so.21\0', 'gccgo: another runtime, not judged'],
    ['TinyGo', 'tinygo/src/runtime/panic.go', 'TinyGo: another runtime, not judged'],
    ['a Go build id', '\u{ff} Go build ID: "abc"', 'obfuscated'],
    [
      'three kinds of names',
      '\0runtime.goexit\0 all goroutines are asleep - deadlock! *runtime.mspan\0',
      'obfuscated',
    ],
  ])('%s is enough', (_, text, detail) => {
    expect(judge(plain(text))[0]).toMatchObject({
      verdict: 'unknown',
      detail: expect.stringContaining(detail),
    });
  });

  test.each(['UPX1', '.MPRESS1', '.vmp0'])('the section %s of a packer leaves it undecided', (name) => {
    const bytes = Buffer.alloc(0x400);
    bytes.write('MZ', 0);
    bytes.writeUInt32LE(0x40, 0x3c);
    bytes.write('PE', 0x40);
    bytes.writeUInt16LE(0x8664, 0x44);
    bytes.writeUInt16LE(1, 0x46);
    bytes.writeUInt16LE(0xf0, 0x54);
    bytes.writeUInt16LE(0x20b, 0x58);
    bytes.write(name, 0x148);
    for (const [at, value] of [
      [8, 16],
      [16, 0x200],
      [20, 0x200],
    ] as const)
      bytes.writeUInt32LE(value, 0x148 + at);
    expect(judge(bytes)[0]).toMatchObject({ verdict: 'unknown', detail: expect.stringContaining('packed') });
    bytes.write('.text\0\0\0', 0x148);
    expect(judge(bytes)[0]).toMatchObject({ verdict: 'not-go' });
  });
});

describe('whether something shows Go, whatever is said of it', () => {
  const undecided = (bytes: Uint8Array) => {
    const [judgement] = judge(bytes);
    expect(judgement?.verdict).toBe('unknown');
    return judgement?.isGo;
  };

  test('a function table does, also without build information', () => {
    const functions = runtimeFunctions('affected').map((entry) =>
      entry.name === 'runtime.cgocallbackg' ? { ...entry, code: ['runtime.cgocallbackg1', 0xc3] } : entry,
    );
    expect(undecided(obfuscated(syntheticElf(functions).bytes, 'no build information'))).toBe(true);
  });

  test('so do traces of Go, and of another compiler of Go', () => {
    expect(undecided(obfuscated(program, 'a zeroed table mark'))).toBe(true);
    const bare = obfuscated(program, 'a scrambled table header', 'no build information');
    const at = bare.indexOf('runtime.main\0');
    Buffer.from('\0libgo.so.22\0').copy(bare, at);
    expect(judge(bare)[0]?.detail).toContain('gccgo');
    expect(undecided(bare)).toBe(true);
  });

  test('the beginning of a file does not, nor does a program without Go', () => {
    expect(undecided(program.subarray(0, 80))).toBe(false);
    expect(judge(obfuscated(program, 'a scrambled table header', 'no build information'))[0]).toMatchObject({
      verdict: 'not-go',
      isGo: false,
    });
    expect(judge(program)[0]).toMatchObject({ verdict: 'affected', isGo: true });
  });

  test('build information without its own reader is named as what it is', () => {
    const [judgement] = judge(obfuscated(program, 'a zeroed table mark', 'no version'));
    expect(judgement?.detail).toMatch(/but build information/);
  });
});
