/**
 * ppc64 and ppc64le: Power ISA book I. Go keeps zero in r0, the goroutine in r30, the stack pointer in r1. The eight
 * condition fields are separate flags registers.
 */
import type {
  Architecture,
  ByteCount,
  Condition,
  MicroOp,
  Operand,
  Register,
  Steps,
} from '../machine/micro-op.js';
import { flags, lostValue, scratch } from '../machine/registers.js';
import { bit, bits, signedBits } from './bits.js';
import { clobber, compare, constant, jumpOrCall, nothing, storeLost, unknown } from './steps.js';
import { source, target } from './zero-register.js';

export const ppc64: Architecture = {
  stackPointer: 1,
  goroutine: 30,
  decode(code, at, address) {
    if (at + 4 > code.length) return { length: 4, ops: unknown };
    const word = code.u32(at);
    // A prefix of Power 10 makes the instruction eight bytes long; such forms are not read.
    return word >>> 26 === 1 ? { length: 8, ops: unknown } : { length: 4, ops: decodeWord(word, address) };
  },
};

/** Vectors, loads of floating-point numbers and the like: no register that is followed changes. */
const withoutEffect: ReadonlySet<number> = new Set([4, 48, 49, 50, 51, 56, 57, 60]);
/** Opcode to width; the odd one of each pair also updates the base register. */
const loads: Readonly<Record<number, ByteCount>> = { 32: 4, 33: 4, 34: 1, 35: 1, 40: 2, 41: 2, 42: 2, 43: 2 };
const stores: Readonly<Record<number, ByteCount>> = { 36: 4, 37: 4, 38: 1, 39: 1, 44: 2, 45: 2 };

function decodeWord(word: number, address: number): Steps {
  const [opcode, rt, ra] = [word >>> 26, bits(word, 21, 5), bits(word, 16, 5)];
  const [base, immediate, unsigned] = [source(ra), signedBits(word, 0, 16), word & 0xffff];
  const updates = bit(opcode, 0);
  const size = loads[opcode];
  if (size !== undefined)
    return access({ op: 'load', to: target(rt), base, offset: immediate, size }, ra, updates);
  const storeSize = stores[opcode];
  if (storeSize !== undefined)
    return access({ op: 'store', from: source(rt), base, offset: immediate, size: storeSize }, ra, updates);
  switch (opcode) {
    case 7:
    case 8:
    case 12:
    case 13:
      return clobber(target(rt), ...(opcode === 13 ? [flags] : []));
    case 10:
    case 11:
      return compareFields(word, base, constant(opcode === 10 ? unsigned : immediate));
    case 14:
      return [{ op: 'add', to: target(rt), from: base, value: immediate }];
    case 15:
      return [{ op: 'add', to: target(rt), from: base, value: immediate * 65536 }];
    case 16:
      return conditionalBranch(word, address);
    case 18:
      return jumpOrCall(bit(word, 0), (word & 2 ? 0 : address) + signedBits(word, 2, 24) * 4);
    case 19:
      return branchThroughRegister(word);
    case 24:
    case 25:
    case 26:
    case 27:
    case 28:
    case 29:
      return logicalImmediate(opcode, rt, ra, unsigned);
    case 20:
    case 23:
      return clobber(target(ra), ...(word & 1 ? [flags] : []));
    case 21:
      return rotateAndMask(
        word,
        source(rt),
        target(ra),
        bits(word, 11, 5),
        bits(word, 6, 5) + 32,
        bits(word, 1, 5) === 31,
      );
    case 30: {
      const isClearLeft = bits(word, 2, 3) === 0;
      const amount = bits(word, 11, 5) + bits(word, 1, 1) * 32;
      const first = bits(word, 6, 5) + bits(word, 5, 1) * 32;
      return rotateAndMask(word, source(rt), target(ra), amount, first, isClearLeft);
    }
    case 31:
      return extended(word, rt, ra);
    case 58:
    case 62:
      return doubleWord(word, opcode, rt, ra);
    case 52:
    case 53:
    case 54:
    case 55:
      return access(storeLost(base, immediate, 8), ra, updates);
    case 61:
      return (word & 3) === 2 || (word & 3) === 3 || (word & 7) === 5
        ? [storeLost(base, immediate & ~15, 16)]
        : nothing;
    case 59:
    case 63:
      return clobber(flags + bits(word, 23, 3), ...(word & 1 ? [flags + 1] : []));
    default:
      return withoutEffect.has(opcode) ? nothing : unknown;
  }
}

function access(op: MicroOp, base: number, updates: boolean): Steps {
  if (!updates || !('offset' in op)) return [op];
  return [op, { op: 'add', to: base, from: base, value: op.offset }];
}

/** ld, ldu, lwa; std, stdu. */
function doubleWord(word: number, opcode: number, rt: number, ra: number): Steps {
  const [offset, form, base] = [signedBits(word, 2, 14) * 4, word & 3, source(ra)];
  if (form === 3 || (opcode === 62 && form === 2))
    return opcode === 62 ? [storeLost(base, offset, 16)] : unknown;
  if (opcode === 62) return access({ op: 'store', from: source(rt), base, offset, size: 8 }, ra, form === 1);
  const size = form === 2 ? 4 : 8;
  return access({ op: 'load', to: target(rt), base, offset, size }, ra, form === 1);
}

/** Into the condition field that the instruction names. */
const compareFields = (word: number, left: Operand, right: Operand): Steps => [
  compare(left, right, bit(word, 21) ? 8 : 4, flags + bits(word, 23, 3)),
];

/** The dot forms compare their result, which is in `scratch`, with zero into field 0. */
const recorded = (isDotForm: boolean, result: MicroOp, to: Register): Steps => [
  result,
  ...(isDotForm ? [compare(scratch, constant(0), 8)] : nothing),
  { op: 'copy', to, from: scratch },
];

function logicalImmediate(opcode: number, rs: number, ra: number, unsigned: number): Steps {
  const value = (opcode & 1) === 1 ? unsigned * 65536 : unsigned;
  const how = opcode < 26 ? 'or' : opcode < 28 ? 'xor' : 'and';
  const result: MicroOp = { op: 'combine', to: scratch, how, left: source(rs), right: constant(value) };
  return recorded(opcode >= 28, result, target(ra));
}

/** The rotate instructions, if they only keep the low bits: `first` is the highest bit kept, counted from the left. */
function rotateAndMask(
  word: number,
  from: Operand,
  to: Register,
  amount: number,
  first: number,
  keepsRest: boolean,
): Steps {
  const size = ({ 32: 4, 48: 2, 56: 1 } as const)[first];
  const plain = amount === 0 && keepsRest;
  const result: MicroOp =
    plain && first === 63
      ? { op: 'combine', to: scratch, how: 'and', left: from, right: constant(1) }
      : plain && size !== undefined
        ? { op: 'extend', to: scratch, from, size }
        : { op: 'clobber', registers: [scratch] };
  return recorded(bit(word, 0), result, to);
}

/** Reads from BO and BI which bit of which condition field decides, and in which direction. */
function conditionOf(word: number): Condition | 'always' {
  const bo = bits(word, 21, 5);
  if ((bo & 0b10100) === 0b10100) return 'always';
  return (bo & 0b00100) === 0 ? 'other' : conditionOfBit(bits(word, 16, 2), (bo & 0b01000) !== 0);
}

function conditionOfBit(at: number, wanted: boolean): Condition {
  return (wanted ? (['lt', 'gt', 'eq'] as const) : (['ge', 'le', 'ne'] as const))[at] ?? 'other';
}

const fieldOf = (word: number): Register => flags + bits(word, 18, 3);

function conditionalBranch(word: number, address: number): Steps {
  const destination = (word & 2 ? 0 : address) + signedBits(word, 2, 14) * 4;
  const condition = conditionOf(word);
  if (condition === 'always') return jumpOrCall(bit(word, 0), destination);
  return word & 1 ? unknown : [{ op: 'branch', condition, of: fieldOf(word), target: destination }];
}

function branchThroughRegister(word: number): Steps {
  const kind = bits(word, 1, 10);
  if (kind === 16 && (word & 1) === 0 && conditionOf(word) === 'always') return [{ op: 'return' }];
  if ((kind === 528 || kind === 16) && (word & 1) === 1 && conditionOf(word) === 'always')
    return [{ op: 'call', target: null }];
  if (kind === 150) return nothing;
  // Operations on condition bits.
  if ([33, 129, 193, 225, 257, 289, 417, 449].includes(kind)) return clobber(flags + bits(word, 23, 3));
  if (kind === 0) return [{ op: 'copy', to: flags + bits(word, 23, 3), from: fieldOf(word) }];
  if (kind === 2) return clobber(target(bits(word, 21, 5)));
  return unknown;
}

/** Kinds of opcode 31: stores whose place is the sum of two registers, conditional ones among them. */
const indexedStores: ReadonlySet<number> = new Set([
  149, 150, 151, 181, 183, 214, 215, 247, 407, 439, 694, 726, 727, 983,
]);
/** Barriers, cache hints, and moves to special registers. */
const ignored: ReadonlySet<number> = new Set([54, 86, 246, 278, 467, 598, 854]);

/** Opcode 31. */
function extended(word: number, rt: number, ra: number): Steps {
  const [rb, kind] = [bits(word, 11, 5), bits(word, 1, 10)];
  const [left, right] = [source(rt), source(rb)];
  if (bits(word, 1, 5) === 15) {
    const condition = conditionOfBit(bits(word, 6, 2), true);
    return [
      { op: 'select', to: target(rt), condition, of: flags + bits(word, 8, 3), yes: source(ra), no: right },
    ];
  }
  switch (kind) {
    case 0:
    case 32:
      return compareFields(word, source(ra), right);
    case 28:
    case 444:
    case 316: {
      const how = kind === 28 ? 'and' : kind === 444 ? 'or' : 'xor';
      const result: MicroOp =
        rt === rb && how !== 'xor'
          ? { op: 'copy', to: scratch, from: left }
          : { op: 'combine', to: scratch, how, left, right };
      return recorded(bit(word, 0), result, target(ra));
    }
    case 954:
    case 922:
    case 986: {
      const size = kind === 954 ? 1 : kind === 922 ? 2 : 4;
      return recorded(bit(word, 0), { op: 'extend', to: scratch, from: left, size }, target(ra));
    }
    case 384:
    case 416: {
      const condition = conditionOfBit(bits(word, 16, 2), kind === 384);
      return [{ op: 'test', to: target(rt), condition, of: fieldOf(word) }];
    }
    case 4:
    case 68:
      return bits(word, 21, 5) === 31 ? [{ op: 'trap' }] : nothing;
    default:
      // Stores with an index have an unknown place.
      if (indexedStores.has(kind)) return [storeLost(lostValue, 0, 8), ...clobber(flags)];
      if (ignored.has(kind)) return nothing;
      return clobber(target(rt), target(ra), ...(word & 1 ? [flags] : []));
  }
}
