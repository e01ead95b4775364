import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Words } from '../../../../../src/oracle/binary/bytes.js';
import { architectureOf } from '../../../../../src/oracle/binary/arch/architectures.js';
import { bitMask } from '../../../../../src/oracle/binary/arch/arm64.js';
import type { MicroOp } from '../../../../../src/oracle/binary/machine/micro-op.js';
import { flags, scratch, threadLocal } from '../../../../../src/oracle/binary/machine/registers.js';
import { must } from '../../../../helpers/must.js';

const address = 0x1000;
const bigEndian = new Set(['mips', 'mips64', 'ppc64', 's390x']);

function decode(goarch: string, hex: string): { readonly length: number; readonly ops: readonly MicroOp[] } {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  return must(architectureOf(goarch)).decode(new Words(bytes, !bigEndian.has(goarch)), 0, address);
}

const load = (to: number, base: number, offset: number, size: 1 | 2 | 4 | 8): MicroOp => ({
  op: 'load',
  to,
  base,
  offset,
  size,
});
const store = (
  from: number | { constant: number },
  base: number,
  offset: number,
  size: 1 | 2 | 4 | 8,
): MicroOp => ({
  op: 'store',
  from,
  base,
  offset,
  size,
});
const compare = (
  left: number,
  right: number | { constant: number },
  size: 1 | 2 | 4 | 8,
  to = flags,
): MicroOp => ({
  op: 'compare',
  to,
  left,
  right,
  size,
});
const branch = (condition: 'eq' | 'ne', target: number, of = flags): MicroOp => ({
  op: 'branch',
  condition,
  of,
  target,
});
const zero = { constant: 0 };
const one = { constant: 1 };
const call = (target: number): MicroOp => ({ op: 'call', target: { constant: target } });
const returns: MicroOp = { op: 'return' };

/** Bytes as they stand in a file; what they say is objdump's words for the same bytes. */
const cases: readonly (readonly [goarch: string, hex: string, says: string, ops: readonly MicroOp[]])[] = [
  [
    'amd64',
    '49 8b 56 30',
    'mov 0x30(%r14),%rdx',
    [load(scratch, 14, 0x30, 8), { op: 'copy', to: 2, from: scratch }],
  ],
  [
    'amd64',
    '80 be 19 01 00 00 00',
    'cmpb $0x0,0x119(%rsi)',
    [load(scratch, 6, 0x119, 1), compare(scratch, zero, 1)],
  ],
  [
    'amd64',
    '83 be 30 01 00 00 00',
    'cmpl $0x0,0x130(%rsi)',
    [load(scratch, 6, 0x130, 4), compare(scratch, zero, 4)],
  ],
  ['amd64', 'c6 86 1a 01 00 00 01', 'movb $0x1,0x11a(%rsi)', [store(one, 6, 0x11a, 1)]],
  ['amd64', '74 07', 'je 1009', [branch('eq', 0x1009)]],
  ['amd64', '0f 85 84 00 00 00', 'jne 108a', [branch('ne', 0x108a)]],
  ['amd64', 'e8 7b 00 00 00', 'call 1080', [call(0x1080)]],
  [
    'amd64',
    '64 4c 8b 34 25 f8 ff ff ff',
    'mov %fs:0xfffffffffffffff8,%r14',
    [load(scratch, threadLocal, -8, 8), { op: 'copy', to: 14, from: scratch }],
  ],
  [
    'amd64',
    '0f 94 86 1a 01 00 00',
    'sete 0x11a(%rsi)',
    [{ op: 'test', to: scratch + 1, condition: 'eq', of: flags }, store(scratch + 1, 6, 0x11a, 1)],
  ],
  ['amd64', '66 0f 1f 44 00 00', 'nopw 0x0(%rax,%rax,1)', []],
  ['amd64', 'c3', 'ret', [returns]],
  [
    '386',
    '65 8b 0d 00 00 00 00',
    'mov %gs:0x0,%ecx',
    [load(scratch, threadLocal, 0, 4), { op: 'copy', to: 1, from: scratch }],
  ],
  [
    '386',
    '40',
    'inc %eax',
    [
      { op: 'add', to: 0, from: 0, value: 1 },
      { op: 'clobber', registers: [flags] },
    ],
  ],
  ['arm64', '84 64 44 39', 'ldrb w4, [x4, #281]', [load(4, 4, 281, 1)]],
  ['arm64', '85 68 04 39', 'strb w5, [x4, #282]', [store(5, 4, 282, 1)]],
  ['arm64', '85 30 81 b9', 'ldrsw x5, [x4, #304]', [load(5, 4, 304, 4)]],
  ['arm64', '85 00 00 b5', 'cbnz x5, 1010', [compare(5, zero, 8, scratch), branch('ne', 0x1010, scratch)]],
  ['arm64', 'c0 03 5f d6', 'ret', [returns]],
  ['arm64', '04 00 00 94', 'bl 1010', [call(0x1010)]],
  ['arm', 'a9 20 d1 e5', 'ldrb r2, [r1, #169]', [load(2, 1, 169, 1)]],
  ['arm', 'bc 20 91 e5', 'ldr r2, [r1, #188]', [load(2, 1, 188, 4)]],
  ['arm', '00 00 52 e3', 'cmp r2, #0', [compare(2, zero, 4)]],
  [
    'arm',
    '01 00 00 1a',
    'bne 100c',
    [
      { op: 'branch', condition: 'eq', of: flags, target: 0x1004 },
      { op: 'jump', target: 0x100c },
    ],
  ],
  ['arm', '30 f0 9d e4', 'ldr pc, [sp], #48', [returns]],
  ['loong64', '85 65 04 2a', 'ld.bu $a1, $t0, 281', [load(5, 12, 281, 1)]],
  ['loong64', '20 00 00 4c', 'ret', [returns]],
  ['mips64le', '21 01 43 90', 'lbu v1,289(v0)', [load(3, 2, 289, 1)]],
  ['mips64le', '22 01 43 a0', 'sb v1,290(v0)', [store(3, 2, 290, 1)]],
  ['mips64le', '03 00 60 14 00 00 00 00', 'bnez v1,1010; nop', [compare(3, zero, 8), branch('ne', 0x1010)]],
  ['mips64le', '03 00 60 14 01 00 42 24', 'bnez v1,1010 with a filled slot', [{ op: 'unknown' }]],
  ['ppc64le', '19 01 07 89', 'lbz r8,281(r7)', [load(8, 7, 281, 1)]],
  ['ppc64le', '32 01 07 e9', 'lwa r8,304(r7)', [load(8, 7, 304, 4)]],
  ['ppc64le', '1a 01 07 98', 'stb r0,282(r7), where r0 is zero', [store(zero, 7, 282, 1)]],
  ['ppc64le', '00 00 08 2c', 'cmpwi r8,0', [compare(8, zero, 4)]],
  ['ppc64le', '0c 00 82 40', 'bne 100c', [branch('ne', 0x100c)]],
  ['ppc64le', '20 00 80 4e', 'blr', [returns]],
  ['riscv64', '83 43 93 11', 'lbu t2,281(t1)', [load(7, 6, 281, 1)]],
  ['riscv64', '23 0d 73 10', 'sb t2,282(t1)', [store(7, 6, 282, 1)]],
  ['riscv64', '63 96 03 00', 'bnez t2,100c', [compare(7, zero, 8), branch('ne', 0x100c)]],
  ['riscv64', '67 80 00 00', 'ret', [returns]],
  ['riscv64', '82 80', 'ret, compressed', [returns]],
  ['s390x', 'e3 60 51 19 00 90', 'llgc %r6,281(%r5)', [load(6, 5, 281, 1)]],
  ['s390x', 'e3 60 51 30 00 14', 'lgf %r6,304(%r5)', [load(6, 5, 304, 4)]],
  ['s390x', '92 01 51 1a', 'mvi 282(%r5),1', [store(one, 5, 282, 1)]],
  ['s390x', 'ec 68 00 0b 00 7f', 'clije %r6,0,1016', [compare(6, zero, 4), branch('eq', 0x1016)]],
  ['s390x', 'c0 e5 00 00 00 a0', 'brasl %r14,1140', [call(0x1140)]],
  ['s390x', '07 fe', 'br %r14', [returns]],
];

test.each(cases)('%s: %s is %s', (goarch, hex, _, ops) => {
  const instruction = decode(goarch, hex);
  expect(instruction.ops).toEqual(ops);
  expect(instruction.length).toBe(hex.split(' ').length);
});

describe('any bytes at all', () => {
  const all = ['386', 'amd64', 'arm', 'arm64', 'loong64', 'mips64le', 'ppc64', 'riscv64', 's390x'];

  test.each(all)('%s decodes without an exception and moves on', (goarch) => {
    const architecture = must(architectureOf(goarch));
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 16 }), (bytes) => {
        const { length, ops } = architecture.decode(new Words(bytes, !bigEndian.has(goarch)), 0, address);
        expect(length).toBeGreaterThan(0);
        expect(ops).toBeInstanceOf(Array);
      }),
      { numRuns: 500 },
    );
  });

  test.each(all)('%s calls an empty function not understood', (goarch) => {
    expect(must(architectureOf(goarch)).decode(new Words(new Uint8Array(0), true), 0, 0).ops).toEqual([
      { op: 'unknown' },
    ]);
  });
});

test.each([
  ['orr x5, xzr, #0x1', 1, 0, 0, 1],
  ['and w0, w0, #0xff', 0, 7, 0, 0xff_0000_00ff],
  ['and x0, x0, #0xfffffffffffffffe', 1, 62, 63, -2],
])('the logical immediate of %s', (_, n, imms, immr, value) => {
  expect(bitMask(n, imms, immr)).toBe(value);
});

test('a name that is no architecture has no decoder', () => {
  expect(architectureOf('constructor')).toBeNull();
});
