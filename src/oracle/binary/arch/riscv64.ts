/**
 * riscv64: the unprivileged specification, chapters RV64I, M, A, "B" (Zba, Zbb), Zicond and C. Flags do not exist; the
 * goroutine is x27, the stack pointer x2.
 */
import type { Architecture, ByteCount, Condition, Operand, Steps } from '../machine/micro-op.js';
import { scratch } from '../machine/registers.js';
import { bits, signedBits } from './bits.js';
import { decodeCompressed } from './riscv64-compressed.js';
import { addWord, clobber, constant, jumpOrCall, nothing, storeLost, unknown } from './steps.js';
import { branchIf, selectIf, setIf } from './without-flags.js';
import { source, target } from './zero-register.js';

const stackPointer = 2;
const linkRegister = 1;

export const riscv64: Architecture = {
  stackPointer,
  goroutine: 27,
  decode(code, at, address) {
    if (at + 2 > code.length) return { length: 2, ops: unknown };
    const half = code.u16(at);
    if ((half & 3) !== 3) return { length: 2, ops: decodeCompressed(half, address) };
    if (at + 4 > code.length) return { length: 4, ops: unknown };
    return { length: 4, ops: decodeWord(code.u32(at), address) };
  },
};

const branchConditions: readonly (Condition | null)[] = ['eq', 'ne', null, null, 'lt', 'ge', 'ltu', 'geu'];
const loadSizes: readonly ByteCount[] = [1, 2, 4, 8, 1, 2, 4];

function decodeWord(word: number, address: number): Steps {
  const [rd, rs1, rs2] = [bits(word, 7, 5), bits(word, 15, 5), bits(word, 20, 5)];
  const [kind, immediate] = [bits(word, 12, 3), signedBits(word, 20, 12)];
  const storeOffset = signedBits(word, 25, 7) * 32 + rd;
  switch (word & 0x7f) {
    case 0x37:
      return [{ op: 'copy', to: target(rd), from: constant(word & ~0xfff) }];
    case 0x17:
      return [{ op: 'copy', to: target(rd), from: constant(address + (word & ~0xfff)) }];
    case 0x6f: {
      const distance =
        signedBits(word, 31, 1) * 2 ** 20 +
        bits(word, 12, 8) * 4096 +
        bits(word, 20, 1) * 2048 +
        bits(word, 21, 10) * 2;
      // With register 1 (or 5, in the runtime's own helpers) as link, it is a call.
      return jumpOrCall(rd !== 0, address + distance);
    }
    case 0x67:
      if (rd === 0) return rs1 === linkRegister && immediate === 0 ? [{ op: 'return' }] : unknown;
      return [
        { op: 'add', to: scratch, from: source(rs1), value: immediate },
        { op: 'call', target: scratch },
      ];
    case 0x63: {
      const condition = branchConditions[kind] ?? null;
      const distance =
        signedBits(word, 31, 1) * 4096 +
        bits(word, 7, 1) * 2048 +
        bits(word, 25, 6) * 32 +
        bits(word, 8, 4) * 2;
      return condition === null
        ? unknown
        : branchIf(condition, source(rs1), source(rs2), 8, address + distance);
    }
    case 0x03: {
      const size = loadSizes[kind];
      if (size === undefined) return unknown;
      return [{ op: 'load', to: target(rd), base: source(rs1), offset: immediate, size }];
    }
    case 0x23: {
      const size = kind < 4 ? loadSizes[kind] : undefined;
      if (size === undefined) return unknown;
      return [{ op: 'store', from: source(rs2), base: source(rs1), offset: storeOffset, size }];
    }
    case 0x13:
      return withImmediate(word, rd, source(rs1), kind, immediate);
    case 0x1b:
      // addiw with zero is sext.w; the other word forms do not occur with values of interest.
      if (kind !== 0) return clobber(target(rd));
      return addWord(target(rd), source(rs1), immediate);
    case 0x33:
      return withRegisters(word, rd, source(rs1), source(rs2));
    case 0x3b:
    case 0x53:
    case 0x57:
      return clobber(target(rd));
    case 0x2f:
      return [storeLost(source(rs1), 0, kind === 3 ? 8 : 4), ...clobber(target(rd))];
    case 0x27:
      return [storeLost(source(rs1), kind === 2 || kind === 3 ? storeOffset : 0, 8)];
    case 0x07:
    case 0x0f:
    case 0x43:
    case 0x47:
    case 0x4b:
    case 0x4f:
      return nothing;
    case 0x73:
      if (word >>> 0 === 0x0010_0073) return [{ op: 'trap' }];
      return kind === 0 ? unknown : clobber(target(rd));
    default:
      return unknown;
  }
}

function withImmediate(word: number, rd: number, left: Operand, kind: number, immediate: number): Steps {
  const to = target(rd);
  switch (kind) {
    case 0:
      return [{ op: 'add', to, from: left, value: immediate }];
    case 1:
      if (bits(word, 26, 6) !== 0) return clobber(to);
      return [{ op: 'shift', to, from: left, direction: 'left', amount: bits(word, 20, 6) }];
    case 5:
      if ((bits(word, 26, 6) & ~0b010000) !== 0) return clobber(to);
      return [{ op: 'shift', to, from: left, direction: 'right', amount: bits(word, 20, 6) }];
    case 2:
      return setIf(to, 'lt', left, constant(immediate));
    case 3:
      return setIf(to, 'ltu', left, constant(immediate));
    default: {
      const how = ({ 4: 'xor', 6: 'or', 7: 'and' } as const)[kind];
      return how === undefined ? unknown : [{ op: 'combine', to, how, left, right: constant(immediate) }];
    }
  }
}

function withRegisters(word: number, rd: number, left: Operand, right: Operand): Steps {
  const [to, kind, extension] = [target(rd), bits(word, 12, 3), bits(word, 25, 7)];
  if (extension === 0) {
    if (kind === 0 && typeof right !== 'number') return [{ op: 'copy', to, from: left }];
    if (kind === 0 && typeof left !== 'number') return [{ op: 'copy', to, from: right }];
    if (kind === 2 || kind === 3) return setIf(to, kind === 2 ? 'lt' : 'ltu', left, right);
    const how = ({ 4: 'xor', 6: 'or', 7: 'and' } as const)[kind];
    if (how !== undefined) return [{ op: 'combine', to, how, left, right }];
  }
  // Zicond: zero if the condition register is, or is not, zero.
  if (extension === 7 && (kind === 5 || kind === 7)) {
    return selectIf(to, kind === 5 ? 'eq' : 'ne', right, constant(0), left);
  }
  return clobber(to);
}
