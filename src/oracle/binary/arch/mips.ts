/**
 * mips64, mips64le, mips and mipsle: MIPS64 Architecture volume II. Go's assembler fills the delay slot of every branch
 * and call with a nop; a filled slot is not understood. The goroutine is register 30, the stack pointer 29.
 */
import type { Architecture, ByteCount, Steps } from '../machine/micro-op.js';
import { discarded } from '../machine/registers.js';
import { bit, bits, signedBits } from './bits.js';
import { addWord, clobber, constant, jumpOrCall, nothing, storeLost, unknown } from './steps.js';
import { branchIf, selectIf, setIf } from './without-flags.js';
import { source, target } from './zero-register.js';

const [stackPointer, linkRegister] = [29, 31];

export const mips: Architecture = {
  stackPointer,
  goroutine: 30,
  decode(code, at, address) {
    if (at + 4 > code.length) return { length: 4, ops: unknown };
    const word = code.u32(at);
    const ops = decodeWord(word, address);
    if (!hasDelaySlot(word)) return { length: 4, ops };
    const slotIsEmpty = at + 8 <= code.length && code.u32(at + 4) === 0;
    return { length: 8, ops: slotIsEmpty ? ops : unknown };
  },
};

function hasDelaySlot(word: number): boolean {
  const opcode = word >>> 26;
  if (opcode === 0) return bits(word, 0, 6) === 8 || bits(word, 0, 6) === 9;
  return (opcode >= 1 && opcode <= 7) || (opcode === 0x11 && bits(word, 21, 5) === 8);
}

const loads: Readonly<Record<number, ByteCount>> = {
  0x20: 1, 0x21: 2, 0x23: 4, 0x24: 1, 0x25: 2, 0x27: 4, 0x30: 4, 0x34: 8, 0x37: 8,
}; // prettier-ignore
const stores: Readonly<Record<number, ByteCount>> = { 0x28: 1, 0x29: 2, 0x2b: 4, 0x3f: 8 };

function decodeWord(word: number, address: number): Steps {
  const [opcode, rs, rt] = [word >>> 26, bits(word, 21, 5), bits(word, 16, 5)];
  const [left, to, immediate] = [source(rs), target(rt), signedBits(word, 0, 16)];
  const branchTarget = address + 4 + immediate * 4;
  const size = loads[opcode];
  if (size !== undefined) return [{ op: 'load', to, base: left, offset: immediate, size }];
  const storeSize = stores[opcode];
  if (storeSize !== undefined) {
    return [{ op: 'store', from: source(rt), base: left, offset: immediate, size: storeSize }];
  }
  switch (opcode) {
    case 0x00:
      return special(word, rs, rt);
    case 0x01:
      // bltz and bgez; the linking forms are calls to the next instruction, used to find the address.
      if (rt > 1) return unknown;
      return branchIf(rt === 0 ? 'lt' : 'ge', left, constant(0), 8, branchTarget);
    case 0x02:
    case 0x03: {
      const region = Math.floor((address + 4) / 2 ** 28) * 2 ** 28;
      return jumpOrCall(opcode === 3, region + bits(word, 0, 26) * 4);
    }
    case 0x04:
    case 0x05:
      return branchIf(opcode === 4 ? 'eq' : 'ne', left, source(rt), 8, branchTarget);
    case 0x06:
    case 0x07:
      return branchIf(opcode === 6 ? 'le' : 'gt', left, constant(0), 8, branchTarget);
    case 0x08:
    case 0x09:
      return addWord(to, left, immediate);
    case 0x18:
    case 0x19:
      return [{ op: 'add', to, from: left, value: immediate }];
    case 0x0a:
    case 0x0b:
      return setIf(to, opcode === 0x0a ? 'lt' : 'ltu', left, constant(immediate));
    case 0x0c:
    case 0x0d:
    case 0x0e: {
      const how = (['and', 'or', 'xor'] as const)[opcode - 0x0c] ?? 'and';
      return [{ op: 'combine', to, how, left, right: constant(word & 0xffff) }];
    }
    case 0x0f:
      return [{ op: 'copy', to, from: constant(immediate * 65536) }];
    case 0x11:
      return bits(word, 21, 5) === 8
        ? [{ op: 'branch', condition: 'other', of: discarded, target: branchTarget }]
        : clobber(to);
    case 0x10:
      return clobber(to);
    case 0x1c:
      return clobber(target(bits(word, 11, 5)));
    case 0x1f:
      return clobber(to, target(bits(word, 11, 5)));
    case 0x31:
    case 0x35:
    case 0x33:
      return nothing;
    case 0x38:
    case 0x3c:
      return [storeLost(left, immediate, opcode === 0x38 ? 4 : 8), ...clobber(to)];
    case 0x39:
    case 0x3d:
      return [storeLost(left, immediate, 8)];
    default:
      return unknown;
  }
}

/** Kinds of opcode 0: multiplications and divisions, whose results go to registers of their own, barriers, traps. */
const withoutEffect: ReadonlySet<number> = new Set([
  0x0f, 0x11, 0x13, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f, 0x34,
]);

/** Opcode 0: operations on registers. */
function special(word: number, rs: number, rt: number): Steps {
  const [to, left, right] = [target(bits(word, 11, 5)), source(rs), source(rt)];
  const [amount, kind] = [bits(word, 6, 5), bits(word, 0, 6)];
  switch (kind) {
    case 0x00:
      if (word === 0) return nothing;
      return amount === 0 ? [{ op: 'extend', to, from: right, size: 4 }] : clobber(to);
    case 0x08:
      return rs === linkRegister ? [{ op: 'return' }] : unknown;
    case 0x09:
      return [{ op: 'call', target: left }];
    case 0x0a:
    case 0x0b:
      return selectIf(to, kind === 0x0a ? 'eq' : 'ne', right, left, to);
    case 0x0d:
      return [{ op: 'trap' }];
    case 0x20:
    case 0x21:
    case 0x2c:
    case 0x2d: {
      if (rs !== 0 && rt !== 0) return clobber(to);
      const from = rs === 0 ? right : left;
      return kind >= 0x2c ? [{ op: 'copy', to, from }] : [{ op: 'extend', to, from, size: 4 }];
    }
    case 0x24:
    case 0x25:
    case 0x26: {
      const how = (['and', 'or', 'xor'] as const)[kind - 0x24] ?? 'and';
      return [{ op: 'combine', to, how, left, right }];
    }
    case 0x2a:
    case 0x2b:
      return setIf(to, kind === 0x2a ? 'lt' : 'ltu', left, right);
    case 0x38:
    case 0x3a:
    case 0x3b:
    case 0x3c:
    case 0x3e:
    case 0x3f: {
      const [direction, further] = [bit(word, 1) ? 'right' : 'left', bit(word, 2) ? 32 : 0] as const;
      return [{ op: 'shift', to, from: right, direction, amount: amount + further }];
    }
    default:
      return withoutEffect.has(kind) ? nothing : clobber(to);
  }
}
