/**
 * s390x: z/Architecture Principles of Operation, appendix B. Instructions are 2, 4 or 6 bytes long, as the first two
 * bits say, and big-endian. The goroutine is r13, the stack pointer r15, the link register r14.
 */
import type { Architecture, Steps } from '../../machine/micro-op.js';
import { flags, scratch } from '../../machine/registers.js';
import { bits, signedBits } from '../bits.js';
import {
  addTo,
  baseOf,
  baseWithIndex,
  branchOnMask,
  combine,
  compareMemory,
  copyOnMask,
  testUnderMask,
} from './common.js';
import { decodeLong } from './long.js';
import { clobber, compare, constant, nothing, storeLost, unknown } from '../steps.js';

export const s390x: Architecture = {
  stackPointer: 15,
  goroutine: 13,
  decode(code, at, address) {
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
function decodeHalf(half: number): Steps {
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
      return [{ op: 'extend', to: r1, from: r2, size: 4 }, compare(r1, constant(0), 4)];
    case 0x18:
      return [{ op: 'extend', to: r1, from: r2, size: 4 }];
    case 0x15:
    case 0x19:
      return [compare(r1, r2, 4)];
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
function decodeWord(word: number, address: number): Steps {
  const [opcode, r1] = [word >>> 24, bits(word, 20, 4)];
  const [plainBase, offset] = [baseOf(bits(word, 12, 4)), bits(word, 0, 12)];
  // Loads and stores of the classic form have an index as well.
  const base = baseWithIndex(bits(word, 12, 4), bits(word, 16, 4));
  const size = ({ 0x58: 4, 0x48: 2 } as const)[opcode];
  if (size !== undefined) return [{ op: 'load', to: r1, base, offset, size }];
  const storeSize = ({ 0x50: 4, 0x40: 2, 0x42: 1 } as const)[opcode];
  if (storeSize !== undefined) return [{ op: 'store', from: r1, base, offset, size: storeSize }];
  const immediate = bits(word, 16, 8);
  switch (opcode) {
    case 0x41:
      return [{ op: 'add', to: r1, from: base, value: offset }];
    case 0x43:
      return clobber(r1);
    case 0x55:
    case 0x59:
      return [{ op: 'load', to: scratch, base, offset, size: 4 }, compare(r1, scratch, 4)];
    case 0x92:
      return [{ op: 'store', from: constant(immediate), base: plainBase, offset, size: 1 }];
    case 0x91:
      return testUnderMask(plainBase, offset, immediate);
    case 0x95:
      return compareMemory(plainBase, offset, constant(immediate), 1);
    case 0x94:
    case 0x96:
    case 0x97:
      return [storeLost(plainBase, offset, 1), ...clobber(flags)];
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
      return [storeLost(base, offset, 8)];
    case 0x68:
    case 0x78:
      return nothing;
    case 0xba:
      return [storeLost(plainBase, offset, 4), ...clobber(r1, flags)];
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
function withImmediate(word: number, opcode: number, r1: number, address: number): Steps {
  const [kind, immediate] = [bits(word, 16, 4), signedBits(word, 0, 16)];
  if (opcode === 0xa5) {
    // llill loads a small constant; the others change a quarter of the register.
    return kind === 15 ? [{ op: 'copy', to: r1, from: constant(word & 0xffff) }] : clobber(r1, flags);
  }
  switch (kind) {
    case 4:
      return branchOnMask(r1, address + immediate * 2);
    case 5:
      return [{ op: 'call', target: constant(address + immediate * 2) }];
    case 8:
    case 9:
      return [{ op: 'copy', to: r1, from: constant(immediate) }];
    case 10:
    case 11:
      return addTo(r1, r1, immediate, kind === 10 ? 4 : 8);
    case 14:
    case 15:
      return [compare(r1, constant(immediate), kind === 14 ? 4 : 8)];
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
function onRegisters(word: number): Steps {
  const [kind, r1, r2, r3] = [bits(word, 16, 8), bits(word, 4, 4), bits(word, 0, 4), bits(word, 12, 4)];
  const extension = (
    { 0x14: 4, 0x16: 4, 0x06: 1, 0x84: 1, 0x26: 1, 0x94: 1, 0x07: 2, 0x85: 2, 0x27: 2, 0x95: 2 } as const
  )[kind];
  if (extension !== undefined) return [{ op: 'extend', to: r1, from: r2, size: extension }];
  const how = ({ 0x80: 'and', 0x81: 'or', 0x82: 'xor' } as const)[kind];
  if (how !== undefined) return combine(how, r1, r1, r2, 8);
  // The forms with three operands; 0xf4, 0xf6 and 0xf7 are those of 32 bits.
  const three = ({ 0xe4: 'and', 0xe6: 'or', 0xe7: 'xor' } as const)[kind & ~0x10];
  if (three !== undefined) return combine(three, r1, r2, r3, kind < 0xf0 ? 8 : 4);
  switch (kind) {
    case 0x04:
      return [{ op: 'copy', to: r1, from: r2 }];
    case 0x02:
    case 0x12:
      return [{ op: 'extend', to: r1, from: r2, size: kind === 0x02 ? 8 : 4 }, compare(r1, constant(0), 8)];
    case 0x20:
    case 0x21:
    case 0x30:
    case 0x31:
      return [compare(r1, r2, 8)];
    case 0xe2:
    case 0xf2:
      return copyOnMask(r3, r1, r2);
    default:
      return clobber(r1, r1 ^ 1, flags);
  }
}
