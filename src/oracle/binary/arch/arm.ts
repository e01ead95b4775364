/**
 * arm (32 bit), ARM state: Arm ARM for ARMv7-A, section A5. Any instruction may be conditional, which is a branch
 * around it. The goroutine is r10, the stack pointer r13.
 */
import type { Architecture, ByteCount, MicroOp, Operand, Register, Steps } from '../machine/micro-op.js';
import { discarded, flags, lostValue, scratch } from '../machine/registers.js';
import { conditionOf } from './arm-conditions.js';
import { bit, bits, signedBits } from './bits.js';
import { clobber, compare, constant, jumpOrCall, nothing, storeLost, unknown, wordByWord } from './steps.js';

const [stackPointer, linkRegister, programCounter] = [13, 14, 15];

export const arm: Architecture = {
  stackPointer,
  goroutine: 10,
  decode: wordByWord(decodeConditional),
};

function decodeConditional(word: number, address: number): Steps {
  const code = word >>> 28;
  if (code === 15) return unconditional(word);
  const ops = decodeWord(word, address);
  if (code === 14 || ops.length === 0) return ops;
  return [{ op: 'branch', condition: conditionOf(code ^ 1), of: flags, target: address + 4 }, ...ops];
}

/** Barriers and preloads. */
function unconditional(word: number): Steps {
  if ((word & 0xfff0_0000) >>> 0 === 0xf570_0000 || (word & 0xfd70_f000) >>> 0 === 0xf550_f000)
    return nothing;
  // The assembler's word for "undefined".
  return word >>> 0 === 0xf7fa_bcfd ? [{ op: 'trap' }] : unknown;
}

function decodeWord(word: number, address: number): Steps {
  switch (bits(word, 25, 3)) {
    case 0b000:
      if ((word & 0x90) === 0x90) return (word & 0x60) === 0 ? multiplyOrExclusive(word) : halfWords(word);
      return dataProcessing(word, address);
    case 0b001:
      return dataProcessing(word, address);
    case 0b010:
      return singleMemory(word, address);
    case 0b011:
      return (word & 0x10) === 0 ? singleMemory(word, address) : media(word);
    case 0b100:
      return multipleMemory(word);
    case 0b101:
      return jumpOrCall(bit(word, 24), address + 8 + signedBits(word, 0, 24) * 4);
    default:
      return coprocessor(word);
  }
}

function dataProcessing(word: number, address: number): Steps {
  const [opcode, setsFlags, immediate] = [bits(word, 21, 4), bit(word, 20), bit(word, 25)];
  if (opcode >= 8 && opcode < 12 && !setsFlags) return miscellaneous(word, immediate);
  const [rd, rn] = [bits(word, 12, 4), bits(word, 16, 4)];
  const left: Operand = rn === programCounter ? constant(address + 8) : rn;
  const right = immediate ? constant(rotated(word)) : plainRegister(word);
  if (opcode < 8 || opcode >= 12) {
    if (rd === programCounter) return opcode === 13 && right === linkRegister ? [{ op: 'return' }] : unknown;
  }
  const lostFlags = setsFlags ? clobber(flags) : nothing;
  switch (opcode) {
    case 0:
    case 1:
    case 8:
    case 9:
    case 12: {
      const how = opcode === 12 ? 'or' : (opcode & 1) === 0 ? 'and' : 'xor';
      const result: MicroOp = { op: 'combine', to: scratch, how, left, right };
      const comparison = setsFlags ? [compare(scratch, constant(0), 4)] : nothing;
      return opcode === 8 || opcode === 9
        ? [result, ...comparison]
        : [result, ...comparison, { op: 'copy', to: rd, from: scratch }];
    }
    case 10:
      return [compare(left, right, 4)];
    case 11:
      return clobber(flags);
    case 2:
    case 4: {
      const comparison = setsFlags && opcode === 2 ? [compare(left, right, 4)] : lostFlags;
      if (typeof right === 'number') return [...comparison, ...clobber(rd)];
      const value = opcode === 2 ? -right.constant : right.constant;
      return [...comparison, { op: 'add', to: rd, from: left, value }];
    }
    case 13: {
      const move: MicroOp = { op: 'copy', to: rd, from: right };
      return setsFlags ? [move, compare(rd, constant(0), 4)] : [move];
    }
    case 15:
      return typeof right === 'number'
        ? [...lostFlags, ...clobber(rd)]
        : [...lostFlags, { op: 'copy', to: rd, from: constant(~right.constant) }];
    default:
      return [...lostFlags, ...clobber(rd)];
  }
}

/** movw, movt, bx, blx, clz, hints, and the status register. */
function miscellaneous(word: number, immediate: boolean): Steps {
  const rd = bits(word, 12, 4);
  const kind = bits(word, 20, 8);
  if (immediate) {
    if (kind === 0x30)
      return [{ op: 'copy', to: rd, from: constant(bits(word, 16, 4) * 4096 + bits(word, 0, 12)) }];
    return kind === 0x34 ? clobber(rd) : nothing;
  }
  const form = word & 0x0fff_fff0;
  if (form === 0x012f_ff10) return (word & 15) === linkRegister ? [{ op: 'return' }] : unknown;
  if (form === 0x012f_ff30) return [{ op: 'call', target: word & 15 }];
  if ((word & 0x0ff0_00f0) === 0x0120_0070) return [{ op: 'trap' }];
  return clobber(rd, flags);
}

/** An eight-bit value rotated right by twice the number before it. */
function rotated(word: number): number {
  const [value, amount] = [word & 0xff, bits(word, 8, 4) * 2];
  return amount === 0 ? value : (value >>> amount) | (value << (32 - amount));
}

const plainRegister = (word: number): Operand => (bits(word, 4, 8) === 0 ? word & 15 : lostValue);

function singleMemory(word: number, address: number): Steps {
  const [rt, rn] = [bits(word, 12, 4), bits(word, 16, 4)];
  const size: ByteCount = bit(word, 22) ? 1 : 4;
  const indexed = bit(word, 25);
  const offset = indexed ? 0 : (bit(word, 23) ? 1 : -1) * bits(word, 0, 12);
  return addressed(word, { rn, offset, known: !indexed }, address, (base, at) => {
    if (!bit(word, 20)) return [{ op: 'store', from: rt, base, offset: at, size }];
    return rt === programCounter ? loadOfPc(rn) : [{ op: 'load', to: rt, base, offset: at, size }];
  });
}

/** Popping the program counter returns; a jump table also loads it. */
const loadOfPc = (base: Register): Steps => (base === stackPointer ? [{ op: 'return' }] : unknown);

/** Half words, signed bytes and doubles. */
function halfWords(word: number): Steps {
  const [rt, rn, kind] = [bits(word, 12, 4), bits(word, 16, 4), bits(word, 5, 2)];
  const immediate = bit(word, 22);
  const magnitude = immediate ? bits(word, 8, 4) * 16 + bits(word, 0, 4) : 0;
  const offset = (bit(word, 23) ? 1 : -1) * magnitude;
  const isLoad = bit(word, 20);
  return addressed(word, { rn, offset, known: immediate }, 0, (base, at) => {
    if (isLoad) return [{ op: 'load', to: rt, base, offset: at, size: kind === 2 ? 1 : 2 }];
    if (kind === 1) return [{ op: 'store', from: rt, base, offset: at, size: 2 }];
    return kind === 2 ? clobber(rt, rt + 1) : [storeLost(base, at, 8)];
  });
}

/** Before, after or in place: bits P and W say when the base changes. */
function addressed(
  word: number,
  { rn, offset, known }: { readonly rn: Register; readonly offset: number; readonly known: boolean },
  address: number,
  access: (base: Operand, offset: number) => Steps,
): Steps {
  const [before, writesBack] = [bit(word, 24), bit(word, 21)];
  if (rn === programCounter) return access(known ? constant(address + 8) : lostValue, offset);
  const move: Steps = known ? [{ op: 'add', to: rn, from: rn, value: offset }] : clobber(rn);
  if (!before) {
    const reached = access(rn, 0);
    return reached.some(({ op }) => op === 'return') ? reached : [...reached, ...move];
  }
  return [...access(known ? rn : lostValue, offset), ...(writesBack ? move : nothing)];
}

function multipleMemory(word: number): Steps {
  const rn = bits(word, 16, 4);
  const list = Array.from({ length: 16 }, (_, register) => register).filter((register) =>
    bit(word, register),
  );
  const [before, up] = [bit(word, 24), bit(word, 23)];
  const lowest = up ? (before ? 4 : 0) : -4 * list.length + (before ? 0 : 4);
  const isLoad = bit(word, 20);
  if (isLoad && list.includes(programCounter)) return loadOfPc(rn);
  const accesses = list.map((register, index): MicroOp => {
    const offset = lowest + index * 4;
    return isLoad
      ? { op: 'load', to: register === rn ? discarded : register, base: rn, offset, size: 4 }
      : { op: 'store', from: register, base: rn, offset, size: 4 };
  });
  const moved: MicroOp = { op: 'add', to: rn, from: rn, value: (up ? 4 : -4) * list.length };
  return bit(word, 21)
    ? [...accesses, moved]
    : [...accesses, ...(isLoad && list.includes(rn) ? clobber(rn) : [])];
}

function multiplyOrExclusive(word: number): Steps {
  const [high, low] = [bits(word, 16, 4), bits(word, 12, 4)];
  if (!bit(word, 24)) return clobber(high, low, ...(bit(word, 20) ? [flags] : []));
  // Load and store exclusive: the latter writes its success to the middle register.
  if (bit(word, 20)) return clobber(low, ...(bits(word, 21, 2) === 1 ? [low + 1] : []));
  return [storeLost(high, 0, 4), ...clobber(low)];
}

/** Extensions and bit fields. */
function media(word: number): Steps {
  const [rd, rm] = [bits(word, 12, 4), word & 15];
  const form = word & 0x0fff_0ff0;
  const size = ({ 0x06af_0070: 1, 0x06ef_0070: 1, 0x06bf_0070: 2, 0x06ff_0070: 2 } as const)[form];
  if (size !== undefined) return [{ op: 'extend', to: rd, from: rm, size }];
  if ((word & 0x0ff0_00f0) === 0x07f0_00f0) return [{ op: 'trap' }];
  return clobber(rd, bits(word, 16, 4));
}

/** Floating point, and system registers; some forms move to a general register or to the flags. */
function coprocessor(word: number): Steps {
  if (bits(word, 24, 4) === 15) return unknown;
  const [rt, isLoad] = [bits(word, 12, 4), bit(word, 20)];
  if (bits(word, 24, 4) === 14) {
    if (!bit(word, 4) || !isLoad) return nothing;
    return rt === programCounter ? clobber(flags) : clobber(rt);
  }
  const rn = bits(word, 16, 4);
  if (isLoad) return bits(word, 21, 4) === 2 ? clobber(rt, rn) : nothing;
  if (bits(word, 21, 4) === 2) return nothing;
  const base: Operand = bit(word, 24) && rn !== programCounter ? rn : lostValue;
  const offset = (bit(word, 23) ? 4 : -4) * bits(word, 0, 8);
  return [storeLost(base, offset, 8)];
}
