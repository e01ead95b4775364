/** loong64: LoongArch Reference Manual volume 1. The goroutine is r22, the stack pointer r3, the link register r1. */
import type { Architecture, ByteCount, Condition, Operand, Register, Steps } from '../machine/micro-op.js';
import { discarded, scratch } from '../machine/registers.js';
import { bit, bits, signedBits } from './bits.js';
import { addWord, clobber, constant, jumpOrCall, nothing, storeLost, unknown, wordByWord } from './steps.js';
import { branchIf, selectIf, setIf } from './without-flags.js';
import { source, target } from './zero-register.js';

const [stackPointer, linkRegister] = [3, 1];

export const loong64: Architecture = { stackPointer, goroutine: 22, decode: wordByWord(decodeWord) };

/** The conditions of the opcodes from this one on. */
const firstBranch = 0b010110;
const branches: readonly Condition[] = ['eq', 'ne', 'lt', 'ge', 'ltu', 'geu'];
/** By bits 22 to 31. */
const loads: Readonly<Record<number, ByteCount>> = {
  0xa0: 1, 0xa1: 2, 0xa2: 4, 0xa3: 8, 0xa8: 1, 0xa9: 2, 0xaa: 4,
}; // prettier-ignore
const stores: Readonly<Record<number, ByteCount>> = { 0xa4: 1, 0xa5: 2, 0xa6: 4, 0xa7: 8 };

function decodeWord(word: number, address: number): Steps {
  const [rd, rj] = [bits(word, 0, 5), bits(word, 5, 5)];
  const opcode = word >>> 26;
  const near = address + signedBits(word, 10, 16) * 4;
  const far = address + (signedBits(word, 0, 5) * 65536 + bits(word, 10, 16)) * 4;
  const condition = branches[opcode - firstBranch];
  if (condition !== undefined) return branchIf(condition, source(rj), source(rd), 8, near);
  switch (opcode) {
    case 0b010000:
    case 0b010001:
      return branchIf(opcode === 0b010000 ? 'eq' : 'ne', source(rj), constant(0), 8, far);
    case 0b010010:
      return [{ op: 'branch', condition: 'other', of: discarded, target: far }];
    case 0b010011:
      return jumpThrough(word, rd, rj);
    case 0b010100:
    case 0b010101: {
      const destination = address + (signedBits(word, 0, 10) * 65536 + bits(word, 10, 16)) * 4;
      return jumpOrCall(opcode === 0b010101, destination);
    }
    default:
      return word >>> 28 === 1 ? upperImmediate(word, rd, rj, address) : others(word, rd, rj);
  }
}

function jumpThrough(word: number, rd: number, rj: number): Steps {
  const offset = signedBits(word, 10, 16) * 4;
  if (rd === 0) return rj === linkRegister && offset === 0 ? [{ op: 'return' }] : unknown;
  return [
    { op: 'add', to: scratch, from: source(rj), value: offset },
    { op: 'call', target: scratch },
  ];
}

/** lu12i.w and the pc-relative forms; opcodes 0001xxx in bits 25 to 31. */
function upperImmediate(word: number, rd: number, rj: number, address: number): Steps {
  const [to, immediate] = [target(rd), signedBits(word, 5, 20)];
  switch (word >>> 25) {
    case 0b0001000:
    case 0b0001001:
      return [{ op: 'add', to, from: source(rj), value: signedBits(word, 10, 16) * 65536 }];
    case 0b0001010:
      return [{ op: 'copy', to, from: constant(immediate * 4096) }];
    case 0b0001100:
      return [{ op: 'copy', to, from: constant(address + immediate * 4) }];
    case 0b0001101:
      return [{ op: 'copy', to, from: constant(Math.floor(address / 4096) * 4096 + immediate * 4096) }];
    case 0b0001110:
      return [{ op: 'copy', to, from: constant(address + immediate * 4096) }];
    case 0b0001111:
      return [{ op: 'copy', to, from: constant(address + immediate * 2 ** 18) }];
    default:
      return clobber(to);
  }
}

function others(word: number, rd: number, rj: number): Steps {
  const [wide, to, left] = [word >>> 22, target(rd), source(rj)];
  const [immediate, unsigned] = [signedBits(word, 10, 12), bits(word, 10, 12)];
  const size = loads[wide];
  if (size !== undefined) return [{ op: 'load', to, base: left, offset: immediate, size }];
  const storeSize = stores[wide];
  if (storeSize !== undefined)
    return [{ op: 'store', from: source(rd), base: left, offset: immediate, size: storeSize }];
  switch (wide) {
    case 0x008:
      return setIf(to, 'lt', left, constant(immediate));
    case 0x009:
      return setIf(to, 'ltu', left, constant(immediate));
    case 0x00a:
      return addWord(to, left, immediate);
    case 0x00b:
      return [{ op: 'add', to, from: left, value: immediate }];
    case 0x00d:
    case 0x00e:
    case 0x00f: {
      const how = (['and', 'or', 'xor'] as const)[wide - 0x00d] ?? 'and';
      return [{ op: 'combine', to, how, left, right: constant(unsigned) }];
    }
    case 0x003:
      return pickBits(to, left, bits(word, 10, 6), bits(word, 16, 6));
    case 0x001:
      // bstrpick.w; other instructions that share these bits shift.
      if (bit(word, 21) && bit(word, 15)) return pickBits(to, left, bits(word, 10, 5), bits(word, 16, 5));
      return shiftImmediate(word, to, left);
    case 0x0ab:
    case 0x0ac:
    case 0x0ae:
    case 0x0b0:
    case 0x0b2:
      return nothing;
    case 0x0ad:
    case 0x0af:
    case 0x0b1:
    case 0x0b3:
      return [storeLost(left, immediate, 16)];
    default:
      return byTopByte(word, to, left, rd);
  }
}

function byTopByte(word: number, to: Register, left: Operand, rd: number): Steps {
  const offset = signedBits(word, 10, 14) * 4;
  switch (word >>> 24) {
    case 0x00:
      return onRegisters(word, to, left);
    case 0x24:
    case 0x26:
      return [{ op: 'load', to, base: left, offset, size: word >>> 24 === 0x24 ? 4 : 8 }];
    case 0x25:
    case 0x27:
      return [{ op: 'store', from: source(rd), base: left, offset, size: word >>> 24 === 0x25 ? 4 : 8 }];
    case 0x20:
    case 0x22:
      return [{ op: 'load', to, base: left, offset, size: word >>> 24 === 0x20 ? 4 : 8 }];
    case 0x21:
    case 0x23:
      return [storeLost(left, offset, 8), ...clobber(to)];
    case 0x38:
      return indexedOrAtomic(word, to, left);
    case 0x01:
      return clobber(to);
    case 0x08:
    case 0x09:
    case 0x0c:
    case 0x0d:
      return nothing;
    default:
      return unknown;
  }
}

/** Bits 15 and up of 0x38…: indexed loads and stores, atomics, barriers. */
function indexedOrAtomic(word: number, to: Register, left: Operand): Steps {
  const kind = bits(word, 15, 17);
  if (kind === 0x70e4 || kind === 0x70e5) return nothing;
  if (kind < 0x7020 || (kind >= 0x7040 && kind < 0x7058)) return clobber(to);
  return [storeLost(left, 0, 8), ...clobber(to)];
}

function onRegisters(word: number, to: Register, left: Operand): Steps {
  const right = source(bits(word, 10, 5));
  const extended = ({ 0x16: 2, 0x17: 1 } as const)[word >>> 10];
  if (extended !== undefined) return [{ op: 'extend', to, from: left, size: extended }];
  switch (word >>> 15) {
    case 0x20:
    case 0x21:
      return copyIfZero(to, left, right, word >>> 15 === 0x20);
    case 0x24:
      return setIf(to, 'lt', left, right);
    case 0x25:
      return setIf(to, 'ltu', left, right);
    case 0x26:
      return selectIf(to, 'eq', right, constant(0), left);
    case 0x27:
      return selectIf(to, 'ne', right, constant(0), left);
    case 0x29:
      return [{ op: 'combine', to, how: 'and', left, right }];
    case 0x2a:
      return [{ op: 'combine', to, how: 'or', left, right }];
    case 0x2b:
      return [{ op: 'combine', to, how: 'xor', left, right }];
    case 0x54:
      return [{ op: 'trap' }];
    case 0x56:
      return unknown;
    default:
      return clobber(to);
  }
}

function copyIfZero(to: Register, left: Operand, right: Operand, narrow: boolean): Steps {
  const from = typeof right !== 'number' ? left : typeof left !== 'number' ? right : null;
  if (from === null) return clobber(to);
  return narrow ? [{ op: 'extend', to, from, size: 4 }] : [{ op: 'copy', to, from }];
}

function shiftImmediate(word: number, to: Register, from: Operand): Steps {
  const amount = bits(word, 10, 6);
  switch (word >>> 16) {
    case 0x41:
      return [{ op: 'shift', to, from, direction: 'left', amount }];
    case 0x45:
    case 0x49:
      return [{ op: 'shift', to, from, direction: 'right', amount }];
    default:
      // slli.w by zero is the sign extension of a word.
      return word >>> 15 === 0x81 && amount === 0 ? [{ op: 'extend', to, from, size: 4 }] : clobber(to);
  }
}

function pickBits(to: Register, left: Operand, lowest: number, highest: number): Steps {
  const size = ({ 7: 1, 15: 2, 31: 4 } as const)[highest];
  if (lowest !== 0) return clobber(to);
  if (highest === 0) return [{ op: 'combine', to, how: 'and', left, right: constant(1) }];
  return size === undefined ? clobber(to) : [{ op: 'extend', to, from: left, size }];
}
