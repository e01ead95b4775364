/** arm64, Arm ARM section C4 (A64 encoding index). Register 31 stands for the stack pointer; the zero register is a constant. */
import type { Architecture, ByteCount, MicroOp, Operand, Register, Steps } from '../machine/micro-op.js';
import { discarded, flags, lostValue, scratch } from '../machine/registers.js';
import { conditionOf } from './arm-conditions.js';
import { bit, bits, signedBits } from './bits.js';
import { clobber, compare, constant, jumpOrCall, nothing, storeLost, unknown, wordByWord } from './steps.js';

const stackPointer = 31;
const [secondScratch, thirdScratch] = [scratch + 1, scratch + 2];

export const arm64: Architecture = { stackPointer, goroutine: 28, decode: wordByWord(decodeWord) };

/** As a source, register 31 is zero. As a destination, register 31 discards the value. */
const source = (register: number): Operand => (register === 31 ? constant(0) : register);
const target = (register: number): Register => (register === 31 ? discarded : register);
const widthOf = (word: number): 4 | 8 => (word >>> 31 === 1 ? 8 : 4);

function decodeWord(word: number, address: number): Steps {
  const group = bits(word, 25, 4);
  if ((group & 0b1110) === 0b1000) return immediates(word, address);
  if ((group & 0b1110) === 0b1010) return branches(word, address);
  if ((group & 0b0101) === 0b0100) return memory(word, address);
  if ((group & 0b0111) === 0b0101) return registers(word);
  // Floating point and vectors: some move to a general register or set the flags.
  if ((group & 0b0111) === 0b0111) return clobber(target(bits(word, 0, 5)), flags);
  return unknown;
}

/** Data processing with an immediate. */
function immediates(word: number, address: number): Steps {
  const [rd, rn, kind, size] = [bits(word, 0, 5), bits(word, 5, 5), bits(word, 23, 3), widthOf(word)];
  switch (kind) {
    case 0b000:
    case 0b001: {
      const distance = signedBits(word, 5, 19) * 4 + bits(word, 29, 2);
      const page = word >>> 31 === 1;
      const value = page ? Math.floor(address / 4096) * 4096 + distance * 4096 : address + distance;
      return [{ op: 'copy', to: target(rd), from: constant(value) }];
    }
    case 0b010: {
      const amount = bits(word, 10, 12) * (bit(word, 22) ? 4096 : 1);
      return addOrSubtract(word, rn, constant(amount));
    }
    case 0b100: {
      const mask = bitMask(bits(word, 22, 1), bits(word, 10, 6), bits(word, 16, 6));
      return mask === null ? unknown : logical(word, source(rn), constant(mask), false);
    }
    case 0b101: {
      const opcode = bits(word, 29, 2);
      const value = bits(word, 5, 16) * 2 ** (16 * bits(word, 21, 2));
      if (opcode === 3) return clobber(target(rd));
      return [{ op: 'copy', to: target(rd), from: constant(opcode === 0 ? -value - 1 : value) }];
    }
    case 0b110: {
      const [rotate, last, opcode] = [bits(word, 16, 6), bits(word, 10, 6), bits(word, 29, 2)];
      const extended = ({ 7: 1, 15: 2, 31: 4 } as const)[last];
      if (rotate !== 0 || opcode === 1) return clobber(target(rd));
      if (last === 0 && opcode === 2)
        return [{ op: 'combine', to: target(rd), how: 'and', left: source(rn), right: constant(1) }];
      if (extended === undefined || extended > size) return clobber(target(rd));
      return [{ op: 'extend', to: target(rd), from: source(rn), size: extended }];
    }
    default:
      return clobber(target(rd));
  }
}

function branches(word: number, address: number): Steps {
  const opcode = word >>> 26;
  if (opcode === 0b000101 || opcode === 0b100101)
    return jumpOrCall(opcode === 0b100101, address + signedBits(word, 0, 26) * 4);
  const distance = address + signedBits(word, 5, 19) * 4;
  const kind = bits(word, 25, 6);
  if (kind === 0b011010) {
    const condition = bit(word, 24) ? 'ne' : 'eq';
    return [
      compare(source(bits(word, 0, 5)), constant(0), widthOf(word), scratch),
      { op: 'branch', condition, of: scratch, target: distance },
    ];
  }
  if (kind === 0b011011) return testBit(word, address + signedBits(word, 5, 14) * 4);
  if (word >>> 24 === 0x54 && (word & 0x10) === 0) {
    if ((word & 14) === 14) return [{ op: 'jump', target: distance }];
    return [{ op: 'branch', condition: conditionOf(word & 15), of: flags, target: distance }];
  }
  const masked = (word & 0xfffffc1f) >>> 0;
  if (masked === 0xd65f0000) return [{ op: 'return' }];
  if (masked === 0xd63f0000) return [{ op: 'call', target: bits(word, 5, 5) }];
  if ((word & 0xffe0001f) >>> 0 === 0xd4200000) return [{ op: 'trap' }];
  // Hints, barriers, and reading or writing system registers.
  if ((word & 0xfffff000) >>> 0 === 0xd5032000 || (word & 0xfffff000) >>> 0 === 0xd5033000) return nothing;
  if ((word & 0xfff00000) >>> 0 === 0xd5300000) return clobber(target(bits(word, 0, 5)));
  if ((word & 0xfff00000) >>> 0 === 0xd5100000 || (word & 0xfff8f01f) >>> 0 === 0xd500401f) return nothing;
  return unknown;
}

function testBit(word: number, destination: number): Steps {
  const tested = bits(word, 19, 5) | (word >>> 31 === 1 ? 32 : 0);
  const condition = bit(word, 24) ? 'ne' : 'eq';
  const mask = tested === 0 ? constant(1) : lostValue;
  return [
    { op: 'combine', to: scratch, how: 'and', left: source(bits(word, 0, 5)), right: mask },
    compare(scratch, constant(0), 8, scratch),
    { op: 'branch', condition, of: scratch, target: destination },
  ];
}

/** Loads and stores. */
function memory(word: number, address: number): Steps {
  const [rt, rn] = [bits(word, 0, 5), bits(word, 5, 5)];
  const vector = bit(word, 26);
  const kind = bits(word, 27, 3);
  if (kind === 0b101) return pair(word, vector);
  if (kind === 0b011) {
    const literal = constant(address + signedBits(word, 5, 19) * 4);
    const size = bit(word, 30) ? 8 : 4;
    return vector ? nothing : [{ op: 'load', to: target(rt), base: literal, offset: 0, size }];
  }
  if (kind === 0b001) return vector ? unknown : exclusive(word);
  if (kind !== 0b111) return unknown;

  const size = vector ? 16 : (sizes[word >>> 30] ?? 8);
  const isStore = vector ? !bit(word, 22) : bits(word, 22, 2) === 0;
  const isPrefetch = !vector && word >>> 30 === 3 && bits(word, 22, 2) === 2;
  const access = (base: Register, offset: number): Steps => {
    if (isPrefetch) return nothing;
    if (isStore) return [{ op: 'store', from: vector ? lostValue : source(rt), base, offset, size }];
    return vector ? nothing : [{ op: 'load', to: target(rt), base, offset, size }];
  };

  if (bit(word, 24)) {
    // Scaled by the access size. A vector's size has one more bit, and its exact place does not matter.
    return access(
      vector && rn !== stackPointer ? lostValue : rn,
      bits(word, 10, 12) * (vector ? vectorSize(word) : size),
    );
  }
  const mode = bits(word, 10, 2);
  if (!bit(word, 21)) {
    const offset = signedBits(word, 12, 9);
    if (mode === 0) return access(rn, offset);
    if (mode === 1) return [...access(rn, 0), { op: 'add', to: rn, from: rn, value: offset }];
    if (mode === 3) return [{ op: 'add', to: rn, from: rn, value: offset }, ...access(rn, 0)];
    return unknown;
  }
  if (mode === 2)
    return isStore || isPrefetch ? access(lostValue, 0) : clobber(vector ? discarded : target(rt));
  // Atomic read-modify-write.
  return [storeLost(rn, 0, size), ...clobber(target(rt))];
}

const sizes: readonly ByteCount[] = [1, 2, 4, 8];
const vectorSize = (word: number): number => (bit(word, 23) ? 16 : (sizes[word >>> 30] ?? 8));

function pair(word: number, vector: boolean): Steps {
  const [first, rn, second] = [bits(word, 0, 5), bits(word, 5, 5), bits(word, 10, 5)];
  const size: ByteCount = vector ? 16 : word >>> 31 === 1 ? 8 : 4;
  const step = vector ? 4 << bits(word, 30, 2) : size;
  const [offset, mode] = [signedBits(word, 15, 7) * step, bits(word, 23, 2)];
  const isLoad = bit(word, 22);
  const at = mode === 1 || mode === 3 ? 0 : offset;
  const access = [first, second].flatMap((register, index): Steps => {
    const place = at + index * step;
    if (isLoad)
      return vector ? nothing : [{ op: 'load', to: target(register), base: rn, offset: place, size }];
    return [{ op: 'store', from: vector ? lostValue : source(register), base: rn, offset: place, size }];
  });
  const move: MicroOp = { op: 'add', to: rn, from: rn, value: offset };
  if (mode === 1) return [...access, move];
  return mode === 3 ? [move, ...access] : access;
}

/** Acquire, release, exclusive and compare-and-swap forms. */
function exclusive(word: number): Steps {
  const [rt, rn, rs, second] = [bits(word, 0, 5), bits(word, 5, 5), bits(word, 16, 5), bits(word, 10, 5)];
  const size = sizes[word >>> 30] ?? 8;
  const plain = bit(word, 23) && !bit(word, 21);
  const isLoad = bit(word, 22);
  if (plain && isLoad) return [{ op: 'load', to: target(rt), base: rn, offset: 0, size }];
  if (plain) return [{ op: 'store', from: source(rt), base: rn, offset: 0, size }];
  return [storeLost(rn, 0, size), ...clobber(target(rt), target(rs), target(second))];
}

/** Data processing on registers. */
function registers(word: number): Steps {
  const [rd, rn, rm] = [bits(word, 0, 5), bits(word, 5, 5), bits(word, 16, 5)];
  const kind = bits(word, 24, 5);
  if (kind === 0b01010) {
    const shifted = bits(word, 10, 6) !== 0;
    return logical(word, source(rn), shifted ? lostValue : source(rm), bit(word, 21));
  }
  if (kind === 0b01011) {
    const extended = bit(word, 21);
    const plain = extended
      ? bits(word, 10, 3) === 0 && (bits(word, 13, 3) & 3) === 3
      : bits(word, 10, 6) === 0;
    return addOrSubtract(word, extended ? rn : source(rn), plain ? source(rm) : lostValue);
  }
  if (kind === 0b11011) return clobber(target(rd));
  if (kind !== 0b11010) return unknown;
  switch (bits(word, 21, 3)) {
    case 0b010:
      return conditionalCompare(word);
    case 0b100:
      return conditionalSelect(word);
    case 0b000:
      return clobber(target(rd), flags);
    default:
      return clobber(target(rd));
  }
}

function addOrSubtract(word: number, left: Operand, right: Operand): Steps {
  const [rd, subtract, setsFlags, size] = [bits(word, 0, 5), bit(word, 30), bit(word, 29), widthOf(word)];
  const comparedOrLost = subtract ? [compare(left, right, size)] : clobber(flags);
  const comparison = setsFlags ? comparedOrLost : nothing;
  const to = setsFlags ? target(rd) : rd;
  if (typeof right === 'number') return [...comparison, ...clobber(to)];
  const sum: MicroOp = { op: 'add', to, from: left, value: subtract ? -right.constant : right.constant };
  return [...comparison, sum];
}

function logical(word: number, left: Operand, right: Operand, inverted: boolean): Steps {
  const [rd, opcode, size] = [bits(word, 0, 5), bits(word, 29, 2), widthOf(word)];
  const immediate = bits(word, 26, 3) === 0b100;
  const to = opcode === 3 || !immediate ? target(rd) : rd;
  const how = (['and', 'or', 'xor', 'and'] as const)[opcode] ?? 'and';
  const second = inverted ? lostValue : right;
  const result: MicroOp = { op: 'combine', to: scratch, how, left, right: second };
  const zeroOr = how === 'or' && typeof left !== 'number' && left.constant === 0;
  const move: MicroOp = { op: 'copy', to, from: zeroOr && !inverted ? right : scratch };
  const narrowed: Steps =
    size === 4 && to !== discarded ? [{ op: 'extend', to, from: to, size: 4 }] : nothing;
  const comparison = opcode === 3 ? [compare(scratch, constant(0), size)] : nothing;
  return [result, ...comparison, move, ...narrowed];
}

/** The flags become those of a comparison, or the given ones (of which only Z is kept) if the condition fails. */
function conditionalCompare(word: number): Steps {
  const size = widthOf(word);
  const right = bit(word, 11) ? constant(bits(word, 16, 5)) : source(bits(word, 16, 5));
  const [isSubtract, zero] = [bit(word, 30), bit(word, 2)];
  const condition = conditionOf(bits(word, 12, 4));
  return [
    compare(isSubtract ? source(bits(word, 5, 5)) : lostValue, right, size, secondScratch),
    compare(constant(zero ? 0 : 1), constant(0), size, thirdScratch),
    { op: 'select', to: flags, condition, of: flags, yes: secondScratch, no: thirdScratch },
  ];
}

/** csel and csinc; cset is csinc of zeros with the condition inverted. */
function conditionalSelect(word: number): Steps {
  const [rd, rn, rm] = [bits(word, 0, 5), bits(word, 5, 5), bits(word, 16, 5)];
  const [inverts, increments] = [bit(word, 30), bit(word, 10)];
  if (inverts) return clobber(target(rd));
  const [code, of] = [bits(word, 12, 4), flags];
  if (increments && rn === 31 && rm === 31) {
    return [{ op: 'test', to: target(rd), condition: conditionOf(code ^ 1), of }];
  }
  const no = source(rm);
  const other: MicroOp = increments
    ? { op: 'add', to: scratch, from: no, value: 1 }
    : { op: 'copy', to: scratch, from: no };
  const condition = conditionOf(code);
  return [other, { op: 'select', to: target(rd), condition, of, yes: source(rn), no: scratch }];
}

/** The constant of a logical immediate (DecodeBitMasks in the manual), as a signed number; null if reserved. */
export function bitMask(n: number, imms: number, immr: number): number | null {
  const length = 31 - Math.clz32((n << 6) | (~imms & 0x3f));
  if (length < 1) return null;
  const size = 1 << length;
  const [ones, rotate] = [(imms & (size - 1)) + 1, immr & (size - 1)];
  if (ones === size) return null;
  const element = (1n << BigInt(ones)) - 1n;
  const turned = (element >> BigInt(rotate)) | (element << BigInt(size - rotate));
  let pattern = 0n;
  for (let at = 0; at < 64; at += size) pattern |= (turned & ((1n << BigInt(size)) - 1n)) << BigInt(at);
  return Number(BigInt.asIntN(64, pattern));
}
