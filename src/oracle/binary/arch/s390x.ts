/**
 * s390x: z/Architecture Principles of Operation, appendix B. Instructions are 2, 4 or 6 bytes long, as the first two
 * bits say, and big-endian. The goroutine is r13, the stack pointer r15, the link register r14.
 */
import {
  bits,
  clobber,
  constant,
  flags,
  lostValue,
  nothing,
  scratch,
  signedBits,
  storeLost,
  unknown,
  type Architecture,
  type Instruction,
  type MicroOp,
} from '../machine/micro-op.js';
import { baseOf, branchOnMask, combine, compareTo, conditionOfMask } from './s390x-common.js';
import { decodeLong } from './s390x-long.js';

export const s390x: Architecture = {
  stackPointer: 15,
  goroutine: 13,
  decode(code, at, address): Instruction {
    if (at + 2 > code.length) return { length: 2, ops: unknown };
    const first = code.u16(at);
    const length = first < 0x4000 ? 2 : first < 0xc000 ? 4 : 6;
    if (at + length > code.length) return { length, ops: unknown };
    if (length === 2) return { length, ops: decodeHalf(first) };
    if (length === 4) return { length, ops: decodeWord(code.u32(at), address) };
    return { length, ops: decodeLong(code.u32(at), code.u16(at + 4), address) };
  },
};

/** The two-byte forms. */
function decodeHalf(half: number): readonly MicroOp[] {
  const [r1, r2] = [bits(half, 4, 4), bits(half, 0, 4)];
  switch (half >>> 8) {
    case 0x00:
    case 0x01:
      return [{ op: 'trap' }];
    case 0x07:
      if (r1 === 0 || r2 === 0) return nothing;
      return r1 === 15 && r2 === 14 ? [{ op: 'return' }] : unknown;
    case 0x0d:
      return r2 === 0 ? clobber(r1) : [{ op: 'call', target: r2 }];
    case 0x12:
      return [{ op: 'extend', to: r1, from: r2, size: 4 }, compareTo(r1, constant(0), 4)];
    case 0x18:
      return [{ op: 'extend', to: r1, from: r2, size: 4 }];
    case 0x15:
    case 0x19:
      return [compareTo(r1, r2, 4)];
    case 0x14:
    case 0x16:
    case 0x17:
      return combine(({ 0x14: 'and', 0x16: 'or', 0x17: 'xor' } as const)[half >>> 8] ?? 'and', r1, r1, r2, 4);
    case 0x1a:
    case 0x1b:
      return clobber(r1, flags);
    default:
      return unknown;
  }
}

/** The four-byte forms. */
function decodeWord(word: number, address: number): readonly MicroOp[] {
  const [opcode, r1] = [word >>> 24, bits(word, 20, 4)];
  const [indexRegister, baseRegister, displacement] = [
    bits(word, 16, 4),
    bits(word, 12, 4),
    bits(word, 0, 12),
  ];
  // Loads and stores of the classic form; with an index the place is unknown.
  const base =
    indexRegister === 0 ? baseOf(baseRegister) : baseRegister === 0 ? baseOf(indexRegister) : lostValue;
  const size = ({ 0x58: 4, 0x48: 2 } as const)[opcode];
  if (size !== undefined) return [{ op: 'load', to: r1, base, offset: displacement, size }];
  const storeSize = ({ 0x50: 4, 0x40: 2, 0x42: 1 } as const)[opcode];
  if (storeSize !== undefined)
    return [{ op: 'store', from: r1, base, offset: displacement, size: storeSize }];
  const immediate = bits(word, 16, 8);
  switch (opcode) {
    case 0x41:
      return [{ op: 'add', to: r1, from: base, value: displacement }];
    case 0x43:
      return clobber(r1);
    case 0x55:
    case 0x59:
      return [{ op: 'load', to: scratch, base, offset: displacement, size: 4 }, compareTo(r1, scratch, 4)];
    case 0x92:
      return [
        { op: 'store', from: constant(immediate), base: baseOf(baseRegister), offset: displacement, size: 1 },
      ];
    case 0x91:
    case 0x95: {
      const load: MicroOp = {
        op: 'load',
        to: scratch,
        base: baseOf(baseRegister),
        offset: displacement,
        size: 1,
      };
      if (opcode === 0x95) return [load, compareTo(scratch, constant(immediate), 1)];
      return [
        load,
        { op: 'combine', to: scratch, how: 'and', left: scratch, right: constant(immediate) },
        compareTo(scratch, constant(0), 1),
      ];
    }
    case 0x94:
    case 0x96:
    case 0x97:
      return [storeLost(baseOf(baseRegister), displacement, 1), ...clobber(flags)];
    case 0x5a:
    case 0x5b:
    case 0x5c:
    case 0x5d:
    case 0x54:
    case 0x56:
    case 0x57:
      return clobber(r1, r1 ^ 1, flags);
    case 0x88:
    case 0x89:
    case 0x8a:
    case 0x8b:
      return clobber(r1, flags);
    case 0xa5:
    case 0xa7:
      return withImmediate(word, opcode, r1, address);
    case 0x60:
    case 0x70:
      return [storeLost(base, displacement, 8)];
    case 0x68:
    case 0x78:
      return nothing;
    case 0xba:
      return [storeLost(baseOf(baseRegister), displacement, 4), ...clobber(r1, flags)];
    case 0xb2:
      return word >>> 16 === 0xb2fa ? nothing : clobber(bits(word, 4, 4), flags);
    case 0xb3:
      return clobber(bits(word, 4, 4), flags);
    case 0xb9:
      return onRegisters(word);
    default:
      return unknown;
  }
}

/** Opcodes a5 and a7: a register and a half-word immediate. */
function withImmediate(word: number, opcode: number, r1: number, address: number): readonly MicroOp[] {
  const [kind, immediate] = [bits(word, 16, 4), signedBits(word, 0, 16)];
  if (opcode === 0xa5) {
    // llill loads a small constant; the others change a quarter of the register.
    return kind === 15 ? [{ op: 'copy', to: r1, from: constant(word & 0xffff) }] : clobber(r1, flags);
  }
  switch (kind) {
    case 4:
      return branchOnMask(r1, flags, address + immediate * 2);
    case 5:
      return [{ op: 'call', target: constant(address + immediate * 2) }];
    case 8:
    case 9:
      return [{ op: 'copy', to: r1, from: constant(immediate) }];
    case 10:
    case 11: {
      const sum: MicroOp = { op: 'add', to: r1, from: r1, value: immediate };
      return kind === 10
        ? [sum, { op: 'extend', to: r1, from: r1, size: 4 }, ...clobber(flags)]
        : [sum, ...clobber(flags)];
    }
    case 14:
    case 15:
      return [compareTo(r1, constant(immediate), kind === 14 ? 4 : 8)];
    case 0:
    case 1:
    case 2:
    case 3:
      return clobber(flags);
    case 12:
    case 13:
      return clobber(r1);
    default:
      return unknown;
  }
}

/** Opcode b9: 64-bit operations on registers. */
function onRegisters(word: number): readonly MicroOp[] {
  const [kind, r1, r2, r3] = [bits(word, 16, 8), bits(word, 4, 4), bits(word, 0, 4), bits(word, 12, 4)];
  const extension = (
    { 0x14: 4, 0x16: 4, 0x06: 1, 0x84: 1, 0x26: 1, 0x94: 1, 0x07: 2, 0x85: 2, 0x27: 2, 0x95: 2 } as const
  )[kind];
  if (extension !== undefined) return [{ op: 'extend', to: r1, from: r2, size: extension }];
  const how = ({ 0x80: 'and', 0x81: 'or', 0x82: 'xor' } as const)[kind];
  if (how !== undefined) return combine(how, r1, r1, r2, 8);
  const three = ({ 0xe4: 'and', 0xe6: 'or', 0xe7: 'xor', 0xf4: 'and', 0xf6: 'or', 0xf7: 'xor' } as const)[
    kind
  ];
  if (three !== undefined) return combine(three, r1, r2, r3, kind < 0xf0 ? 8 : 4);
  switch (kind) {
    case 0x04:
      return [{ op: 'copy', to: r1, from: r2 }];
    case 0x02:
    case 0x12:
      return [{ op: 'extend', to: r1, from: r2, size: kind === 0x02 ? 8 : 4 }, compareTo(r1, constant(0), 8)];
    case 0x20:
    case 0x21:
      return [compareTo(r1, r2, 8)];
    case 0x30:
    case 0x31:
      return [compareTo(r1, r2, 8)];
    case 0xe2:
    case 0xf2: {
      const condition = conditionOfMask(r3);
      if (condition === 'never') return nothing;
      if (condition === 'always') return [{ op: 'copy', to: r1, from: r2 }];
      return [{ op: 'select', to: r1, condition, of: flags, yes: r2, no: r1 }];
    }
    default:
      return clobber(r1, r1 ^ 1, flags);
  }
}
