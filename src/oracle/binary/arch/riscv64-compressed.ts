/** The 16-bit forms: chapter "C" of the RISC-V specification. Each stands for one 32-bit instruction. */
import type { Steps } from '../machine/micro-op.js';
import { bit, bits, signedBits } from './bits.js';
import { addWord, clobber, constant, nothing, storeLost, unknown } from './steps.js';
import { branchIf } from './without-flags.js';

const [stackPointer, linkRegister] = [2, 1];

export function decodeCompressed(half: number, address: number): Steps {
  const kind = bits(half, 13, 3);
  const rd = bits(half, 7, 5);
  if (half === 0) return [{ op: 'trap' }];
  switch (half & 3) {
    case 0:
      return memory(half, kind);
    case 1:
      return arithmetic(half, kind, rd, address);
    default:
      return stackAndJumps(half, kind, rd);
  }
}

/** The three-bit register fields name x8 to x15. */
const low = (half: number, at: number): number => 8 + bits(half, at, 3);

function memory(half: number, kind: number): Steps {
  const [base, data] = [low(half, 7), low(half, 2)];
  const wordOffset = bits(half, 10, 3) * 8 + bits(half, 6, 1) * 4 + bits(half, 5, 1) * 64;
  const doubleOffset = bits(half, 10, 3) * 8 + bits(half, 5, 2) * 64;
  switch (kind) {
    case 0: {
      const offset =
        bits(half, 11, 2) * 16 + bits(half, 7, 4) * 64 + bits(half, 6, 1) * 4 + bits(half, 5, 1) * 8;
      return offset === 0 ? unknown : [{ op: 'add', to: data, from: stackPointer, value: offset }];
    }
    case 1:
      return nothing;
    case 2:
      return [{ op: 'load', to: data, base, offset: wordOffset, size: 4 }];
    case 3:
      return [{ op: 'load', to: data, base, offset: doubleOffset, size: 8 }];
    case 4:
      return byteMemory(half, base, data);
    case 5:
      return [storeLost(base, doubleOffset, 8)];
    case 6:
      return [{ op: 'store', from: data, base, offset: wordOffset, size: 4 }];
    default:
      return [{ op: 'store', from: data, base, offset: doubleOffset, size: 8 }];
  }
}

/** Zcb: bytes and halves. */
function byteMemory(half: number, base: number, data: number): Steps {
  const byteOffset = bits(half, 6, 1) + bits(half, 5, 1) * 2;
  const halfOffset = bits(half, 5, 1) * 2;
  switch (bits(half, 10, 3)) {
    case 0:
      return [{ op: 'load', to: data, base, offset: byteOffset, size: 1 }];
    case 1:
      return [{ op: 'load', to: data, base, offset: halfOffset, size: 2 }];
    case 2:
      return [{ op: 'store', from: data, base, offset: byteOffset, size: 1 }];
    case 3:
      return [{ op: 'store', from: data, base, offset: halfOffset, size: 2 }];
    default:
      return unknown;
  }
}

function arithmetic(half: number, kind: number, rd: number, address: number): Steps {
  const immediate = signedBits(half, 12, 1) * 32 + bits(half, 2, 5);
  switch (kind) {
    case 0:
      return rd === 0 ? nothing : [{ op: 'add', to: rd, from: rd, value: immediate }];
    case 1:
      return rd === 0 ? unknown : addWord(rd, rd, immediate);
    case 2:
      return rd === 0 ? nothing : [{ op: 'copy', to: rd, from: constant(immediate) }];
    case 3: {
      if (rd !== stackPointer)
        return rd === 0 ? nothing : [{ op: 'copy', to: rd, from: constant(immediate * 4096) }];
      const value =
        signedBits(half, 12, 1) * 512 +
        bits(half, 6, 1) * 16 +
        bits(half, 5, 1) * 64 +
        bits(half, 3, 2) * 128 +
        bits(half, 2, 1) * 32;
      return [{ op: 'add', to: stackPointer, from: stackPointer, value }];
    }
    case 4:
      return onLowRegisters(half, immediate);
    case 5: {
      const distance =
        signedBits(half, 12, 1) * 2048 +
        bits(half, 11, 1) * 16 +
        bits(half, 9, 2) * 256 +
        bits(half, 8, 1) * 1024 +
        bits(half, 7, 1) * 64 +
        bits(half, 6, 1) * 128 +
        bits(half, 3, 3) * 2 +
        bits(half, 2, 1) * 32;
      return [{ op: 'jump', target: address + distance }];
    }
    default: {
      const distance =
        signedBits(half, 12, 1) * 256 +
        bits(half, 10, 2) * 8 +
        bits(half, 5, 2) * 64 +
        bits(half, 3, 2) * 2 +
        bits(half, 2, 1) * 32;
      return branchIf(kind === 6 ? 'eq' : 'ne', low(half, 7), constant(0), 8, address + distance);
    }
  }
}

function onLowRegisters(half: number, immediate: number): Steps {
  const to = low(half, 7);
  const amount = immediate & 0x3f;
  switch (bits(half, 10, 2)) {
    case 0:
    case 1:
      return [{ op: 'shift', to, from: to, direction: 'right', amount }];
    case 2:
      return [{ op: 'combine', to, how: 'and', left: to, right: constant(immediate) }];
    default: {
      if (bit(half, 12)) return clobber(to);
      const how = ([null, 'xor', 'or', 'and'] as const)[bits(half, 5, 2)] ?? null;
      return how === null ? clobber(to) : [{ op: 'combine', to, how, left: to, right: low(half, 2) }];
    }
  }
}

function stackAndJumps(half: number, kind: number, rd: number): Steps {
  const rs2 = bits(half, 2, 5);
  const doubleOffset = bits(half, 12, 1) * 32 + bits(half, 5, 2) * 8 + bits(half, 2, 3) * 64;
  const wordOffset = bits(half, 12, 1) * 32 + bits(half, 4, 3) * 4 + bits(half, 2, 2) * 64;
  const storeDouble = bits(half, 10, 3) * 8 + bits(half, 7, 3) * 64;
  const storeWord = bits(half, 9, 4) * 4 + bits(half, 7, 2) * 64;
  switch (kind) {
    case 0:
      return [{ op: 'shift', to: rd, from: rd, direction: 'left', amount: bits(half, 12, 1) * 32 + rs2 }];
    case 1:
      return nothing;
    case 2:
      return [{ op: 'load', to: rd, base: stackPointer, offset: wordOffset, size: 4 }];
    case 3:
      return [{ op: 'load', to: rd, base: stackPointer, offset: doubleOffset, size: 8 }];
    case 4:
      return moveAddOrJump(half, rd, rs2);
    case 5:
      return [storeLost(stackPointer, storeDouble, 8)];
    case 6:
      return [{ op: 'store', from: rs2, base: stackPointer, offset: storeWord, size: 4 }];
    default:
      return [{ op: 'store', from: rs2, base: stackPointer, offset: storeDouble, size: 8 }];
  }
}

function moveAddOrJump(half: number, rd: number, rs2: number): Steps {
  const adds = bit(half, 12);
  if (rs2 !== 0) return adds ? clobber(rd) : [{ op: 'copy', to: rd, from: rs2 }];
  if (rd === 0) return adds ? [{ op: 'trap' }] : unknown;
  if (adds) return [{ op: 'call', target: rd }];
  return rd === linkRegister ? [{ op: 'return' }] : unknown;
}
