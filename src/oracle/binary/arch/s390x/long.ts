/** The six-byte instructions of s390x. `word` holds the first four bytes, `tail` the last two. */
import type { ByteCount, MicroOp, Operand, Steps } from '../../machine/micro-op.js';
import { flags, lostValue, scratch } from '../../machine/registers.js';
import { bits, signedBits } from '../bits.js';
import {
  addTo,
  baseOf,
  baseWithIndex,
  branchOnMask,
  compareAndBranch,
  compareMemory,
  copyOnMask,
  testUnderMask,
} from './common.js';
import { clobber, compare, constant, nothing, storeLost, unknown } from '../steps.js';

export function decodeLong(word: number, tail: number, address: number): Steps {
  const [opcode, r1, kind] = [word >>> 24, bits(word, 20, 4), bits(word, 16, 4)];
  const wide = (word & 0xffff) * 65536 + tail;
  const relative = address + (wide | 0) * 2;
  switch (opcode) {
    case 0xc0:
      return withLongImmediate(kind, r1, wide, relative);
    case 0xc2:
      return arithmeticWithLongImmediate(kind, r1, wide);
    case 0xc4:
      if (kind === 0x7 || kind === 0xb || kind === 0xf)
        return [storeLost(constant(relative), 0, kind === 0xb ? 8 : 4)];
      return clobber(r1);
    case 0xc6:
      return clobber(flags);
    case 0xe3:
      return longDisplacement(word, tail);
    case 0xe5:
      return storeImmediate(word, tail);
    case 0xe7:
      return vector(word, tail);
    case 0xeb:
      return severalRegisters(word, tail);
    case 0xec:
      return comparisons(word, tail, address);
    case 0xed:
      return (tail & 0xff) === 0x66 || (tail & 0xff) === 0x67 ? [storeLost(lostValue, 0, 8)] : clobber(flags);
    case 0xd2:
    case 0xd7: {
      // A block is copied, or cleared by xor with itself: its size is in the instruction.
      const length = bits(word, 16, 8) + 1;
      const size: ByteCount = length > 8 ? 16 : length > 4 ? 8 : length > 2 ? 4 : length === 2 ? 2 : 1;
      return [storeLost(baseOf(bits(word, 12, 4)), bits(word, 0, 12), size), ...clobber(flags)];
    }
    case 0xd5:
      return clobber(flags);
    default:
      return unknown;
  }
}

function withLongImmediate(form: number, register: number, value: number, target: number): Steps {
  switch (form) {
    case 0x0:
      return [{ op: 'copy', to: register, from: constant(target) }];
    case 0x1:
      return [{ op: 'copy', to: register, from: constant(value | 0) }];
    case 0x4:
      return branchOnMask(register, target);
    case 0x5:
      return [{ op: 'call', target: constant(target) }];
    case 0xf:
      return [{ op: 'copy', to: register, from: constant(value) }];
    default:
      return clobber(register, flags);
  }
}

function arithmeticWithLongImmediate(kind: number, r1: number, wide: number): Steps {
  const immediate = wide | 0;
  switch (kind) {
    case 0xc:
    case 0xe:
      return [compare(r1, constant(immediate), 8)];
    case 0xd:
    case 0xf:
      return [compare(r1, constant(immediate), 4)];
    case 0x8:
    case 0x9:
      return addTo(r1, r1, immediate, kind === 0x9 ? 4 : 8);
    default:
      return clobber(r1, flags);
  }
}

/** The place of an operand with a 20-bit displacement. */
function place(word: number, tail: number, hasIndex: boolean): readonly [base: Operand, offset: number] {
  const base = baseWithIndex(bits(word, 12, 4), hasIndex ? bits(word, 16, 4) : 0);
  return [base, ((tail << 16) >> 24) * 4096 + bits(word, 0, 12)];
}

const loads: Readonly<Record<number, ByteCount>> = {
  0x04: 8, 0x14: 4, 0x16: 4, 0x58: 4, 0x77: 1, 0x90: 1, 0x76: 1, 0x94: 1, 0x15: 2, 0x91: 2, 0x78: 2, 0x95: 2, 0x17: 4,
}; // prettier-ignore
const stores: Readonly<Record<number, ByteCount>> = { 0x24: 8, 0x50: 4, 0x72: 1, 0x70: 2 };
/** Load and test, compare with memory: width of the memory operand. */
const tests: Readonly<Record<number, ByteCount>> = { 0x02: 8, 0x12: 4, 0x32: 4 };
const compares: Readonly<Record<number, ByteCount>> = {
  0x20: 8,
  0x21: 8,
  0x30: 4,
  0x31: 4,
  0x55: 4,
  0x59: 4,
};

/** Opcode e3. */
function longDisplacement(word: number, tail: number): Steps {
  const [kind, r1] = [tail & 0xff, bits(word, 20, 4)];
  const [base, offset] = place(word, tail, true);
  const size = loads[kind];
  if (size !== undefined) return [{ op: 'load', to: r1, base, offset, size }];
  const storeSize = stores[kind];
  if (storeSize !== undefined) return [{ op: 'store', from: r1, base, offset, size: storeSize }];
  const testSize = tests[kind];
  if (testSize !== undefined) {
    return [{ op: 'load', to: r1, base, offset, size: testSize }, compare(r1, constant(0), 8)];
  }
  const compareSize = compares[kind];
  if (compareSize !== undefined) {
    const width = kind === 0x55 || kind === 0x59 ? 4 : 8;
    return [{ op: 'load', to: scratch, base, offset, size: compareSize }, compare(r1, scratch, width)];
  }
  if (kind === 0x71) return [{ op: 'add', to: r1, from: base, value: offset }];
  if (kind === 0x36) return nothing;
  if ([0x2f, 0x3e, 0x3f, 0x26, 0x27].includes(kind)) return [storeLost(base, offset, 8)];
  return clobber(r1, r1 ^ 1, flags);
}

/** Opcode e5: a constant stored to or compared with memory. */
function storeImmediate(word: number, tail: number): Steps {
  const kind = bits(word, 16, 8);
  const [base, offset, immediate] = [baseOf(bits(word, 12, 4)), bits(word, 0, 12), (tail << 16) >> 16];
  const size = ({ 0x44: 2, 0x48: 8, 0x4c: 4 } as const)[kind];
  if (size !== undefined) return [{ op: 'store', from: constant(immediate), base, offset, size }];
  const compareSize = ({ 0x54: 2, 0x55: 2, 0x58: 8, 0x59: 8, 0x5c: 4, 0x5d: 4 } as const)[kind];
  if (compareSize === undefined) return unknown;
  return compareMemory(base, offset, constant(immediate), compareSize);
}

/** Opcode e7: only the stores and the moves to general registers matter. */
function vector(word: number, tail: number): Steps {
  const kind = tail & 0xff;
  const base = bits(word, 16, 4) === 0 ? baseOf(bits(word, 12, 4)) : lostValue;
  if (kind === 0x0e || kind === 0x3e || kind === 0x3f || (kind >= 0x08 && kind <= 0x0b)) {
    return [storeLost(base, bits(word, 0, 12), 16)];
  }
  return kind === 0x21 ? clobber(bits(word, 20, 4)) : clobber(flags);
}

const shiftsAndConditionalLoads: ReadonlySet<number> = new Set([
  0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0xdc, 0xdd, 0xde, 0xdf, 0xe2, 0xf2,
]);
/** Atomics, logical operations with a constant, and conditional stores. */
const changesOfMemory: ReadonlySet<number> = new Set([
  0x14, 0x30, 0x54, 0x56, 0x57, 0xe3, 0xe4, 0xe6, 0xe7, 0xe8, 0xea, 0xf3, 0xf4, 0xf6, 0xf7, 0xf8, 0xfa,
]);

/** Opcode eb: several registers, atomics, shifts, conditional loads, constants added to memory. */
function severalRegisters(word: number, tail: number): Steps {
  const [kind, r1, r3] = [tail & 0xff, bits(word, 20, 4), bits(word, 16, 4)];
  const [base, offset] = place(word, tail, false);
  const immediate = signedBits(word, 16, 8);
  const count = ((r3 - r1 + 16) % 16) + 1;
  const registers = Array.from({ length: count }, (_, index) => (r1 + index) % 16);
  switch (kind) {
    case 0x04:
    case 0x24:
    case 0x90:
    case 0x98: {
      const size = kind < 0x90 ? 8 : 4;
      const isLoad = kind === 0x04 || kind === 0x98;
      return registers.map((register, index): MicroOp => {
        const at = offset + index * size;
        return isLoad
          ? { op: 'load', to: register, base, offset: at, size }
          : { op: 'store', from: register, base, offset: at, size };
      });
    }
    case 0x6a:
    case 0x7a: {
      const size = kind === 0x6a ? 4 : 8;
      return [
        { op: 'load', to: scratch, base, offset, size },
        { op: 'add', to: scratch, from: scratch, value: immediate },
        { op: 'store', from: scratch, base, offset, size },
        ...clobber(flags),
      ];
    }
    case 0x52:
      return [{ op: 'store', from: constant(immediate), base, offset, size: 1 }];
    case 0x55:
      return compareMemory(base, offset, constant(bits(word, 16, 8)), 1);
    case 0x51:
      return testUnderMask(base, offset, bits(word, 16, 8));
    default:
      if (shiftsAndConditionalLoads.has(kind)) return clobber(r1, flags);
      if (!changesOfMemory.has(kind)) return unknown;
      return [storeLost(base, offset, kind >= 0xf0 || kind === 0x14 ? 4 : 8), ...clobber(r1, flags)];
  }
}

/** Opcode ec: compare and branch, add with a third operand, rotate and insert, load on condition. */
function comparisons(word: number, tail: number, address: number): Steps {
  const [kind, r1, r2] = [tail & 0xff, bits(word, 20, 4), bits(word, 16, 4)];
  const [relative, immediate] = [address + signedBits(word, 0, 16) * 2, signedBits(tail, 8, 8)];
  switch (kind) {
    case 0x64:
    case 0x65:
      return compareAndBranch(bits(tail, 12, 4), r1, r2, 8, relative);
    case 0x76:
    case 0x77:
      return compareAndBranch(bits(tail, 12, 4), r1, r2, 4, relative);
    case 0x7c:
    case 0x7d:
      return compareAndBranch(r2, r1, constant(immediate), 8, relative);
    case 0x7e:
    case 0x7f:
      return compareAndBranch(r2, r1, constant(immediate), 4, relative);
    case 0xd8:
    case 0xd9:
      return addTo(r1, r2, signedBits(word, 0, 16), kind === 0xd8 ? 4 : 8);
    case 0x42:
    case 0x46:
      return copyOnMask(r2, r1, constant(signedBits(word, 0, 16)));
    case 0x51:
    case 0x54:
    case 0x55:
    case 0x56:
    case 0x57:
    case 0x5d:
    case 0x59:
      return rotateAndInsert(word, tail, r1, r2);
    default:
      return unknown;
  }
}

/** risbg and risbgn, if they keep low bits and clear the rest. */
function rotateAndInsert(word: number, tail: number, r1: number, r2: number): Steps {
  const [first, last, amount] = [bits(word, 8, 8), bits(word, 0, 8), bits(tail, 8, 8)];
  const kind = tail & 0xff;
  const size = ({ 56: 1, 48: 2, 32: 4 } as const)[first];
  const keepsLow = (kind === 0x55 || kind === 0x59) && amount === 0 && last === (0x80 | 63);
  if (keepsLow && size !== undefined) return [{ op: 'extend', to: r1, from: r2, size }, ...clobber(flags)];
  if (keepsLow && first === 63) {
    return [{ op: 'combine', to: r1, how: 'and', left: r2, right: constant(1) }, ...clobber(flags)];
  }
  return clobber(r1, flags);
}
