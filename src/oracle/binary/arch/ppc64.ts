/**
 * ppc64 and ppc64le: Power ISA book I. Go keeps zero in r0, the goroutine in r30, the stack pointer in r1. The eight
 * condition fields are separate flags registers.
 */
import {
  bits,
  clobber,
  constant,
  discarded,
  flags,
  lostValue,
  nothing,
  scratch,
  signedBits,
  storeLost,
  unknown,
  type Architecture,
  type ByteCount,
  type Condition,
  type Instruction,
  type MicroOp,
  type Operand,
  type Register,
} from '../machine/micro-op.js';

export const ppc64: Architecture = {
  stackPointer: 1,
  goroutine: 30,
  decode(code, at, address): Instruction {
    if (at + 4 > code.length) return { length: 4, ops: unknown };
    const word = code.u32(at);
    // A prefix of Power 10 makes the instruction eight bytes long; such forms are not read.
    return word >>> 26 === 1 ? { length: 8, ops: unknown } : { length: 4, ops: decodeWord(word, address) };
  },
};

const source = (register: number): Operand => (register === 0 ? constant(0) : register);
const target = (register: number): Register => (register === 0 ? discarded : register);

/** Opcode to width; the odd one of each pair also updates the base register. */
const loads: Readonly<Record<number, ByteCount>> = { 32: 4, 33: 4, 34: 1, 35: 1, 40: 2, 41: 2, 42: 2, 43: 2 };
const stores: Readonly<Record<number, ByteCount>> = { 36: 4, 37: 4, 38: 1, 39: 1, 44: 2, 45: 2 };

function decodeWord(word: number, address: number): readonly MicroOp[] {
  const [opcode, rt, ra] = [word >>> 26, bits(word, 21, 5), bits(word, 16, 5)];
  const [base, immediate, unsigned] = [source(ra), signedBits(word, 0, 16), word & 0xffff];
  const size = loads[opcode];
  if (size !== undefined)
    return access({ op: 'load', to: target(rt), base, offset: immediate, size }, ra, (opcode & 1) === 1);
  const storeSize = stores[opcode];
  if (storeSize !== undefined) {
    return access(
      { op: 'store', from: source(rt), base, offset: immediate, size: storeSize },
      ra,
      (opcode & 1) === 1,
    );
  }
  switch (opcode) {
    case 7:
    case 8:
    case 12:
    case 13:
      return clobber(target(rt), ...(opcode === 13 ? [flags] : []));
    case 10:
    case 11: {
      const right = constant(opcode === 10 ? unsigned : immediate);
      return [compare(word, source(ra), right)];
    }
    case 14:
    case 15:
      return [
        { op: 'add', to: target(rt), from: base, value: opcode === 14 ? immediate : immediate * 65536 },
      ];
    case 16:
      return conditionalBranch(word, address);
    case 18: {
      const destination = (word & 2 ? 0 : address) + signedBits(word, 2, 24) * 4;
      return word & 1
        ? [{ op: 'call', target: constant(destination) }]
        : [{ op: 'jump', target: destination }];
    }
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
      return access(storeLost(base, immediate, 8), ra, (opcode & 1) === 1);
    case 61:
      return (word & 3) === 2 || (word & 3) === 3 || (word & 7) === 5
        ? [storeLost(base, immediate & ~15, 16)]
        : nothing;
    case 59:
    case 63:
      return clobber(flags + bits(word, 23, 3), ...(word & 1 ? [flags + 1] : []));
    case 4:
    case 48:
    case 49:
    case 50:
    case 51:
    case 56:
    case 57:
    case 60:
      return nothing;
    default:
      return unknown;
  }
}

function access(op: MicroOp, base: number, updates: boolean): readonly MicroOp[] {
  if (!updates || !('offset' in op)) return [op];
  return [op, { op: 'add', to: base, from: base, value: op.offset }];
}

/** ld, ldu, lwa; std, stdu. */
function doubleWord(word: number, opcode: number, rt: number, ra: number): readonly MicroOp[] {
  const [offset, form, base] = [signedBits(word, 2, 14) * 4, word & 3, source(ra)];
  if (form === 3 || (opcode === 62 && form === 2))
    return opcode === 62 ? [storeLost(base, offset, 16)] : unknown;
  if (opcode === 62) return access({ op: 'store', from: source(rt), base, offset, size: 8 }, ra, form === 1);
  const size = form === 2 ? 4 : 8;
  return access({ op: 'load', to: target(rt), base, offset, size }, ra, form === 1);
}

function compare(word: number, left: Operand, right: Operand): MicroOp {
  return { op: 'compare', to: flags + bits(word, 23, 3), left, right, size: bits(word, 21, 1) === 1 ? 8 : 4 };
}

/** The dot forms compare their result with zero into field 0. */
const recorded = (word: number, result: Register): readonly MicroOp[] =>
  (word & 1) === 0 ? nothing : [{ op: 'compare', to: flags, left: result, right: constant(0), size: 8 }];

function logicalImmediate(opcode: number, rs: number, ra: number, unsigned: number): readonly MicroOp[] {
  const value = (opcode & 1) === 1 ? unsigned * 65536 : unsigned;
  const how = opcode < 26 ? 'or' : opcode < 28 ? 'xor' : 'and';
  const result: MicroOp = { op: 'combine', to: scratch, how, left: source(rs), right: constant(value) };
  const comparison: readonly MicroOp[] =
    opcode < 28 ? nothing : [{ op: 'compare', to: flags, left: scratch, right: constant(0), size: 8 }];
  return [result, ...comparison, { op: 'copy', to: target(ra), from: scratch }];
}

/** The rotate instructions, if they only keep the low bits: `first` is the highest bit kept, counted from the left. */
function rotateAndMask(
  word: number,
  from: Operand,
  to: Register,
  amount: number,
  first: number,
  keepsRest: boolean,
): readonly MicroOp[] {
  const size = ({ 32: 4, 48: 2, 56: 1 } as const)[first];
  const plain = amount === 0 && keepsRest;
  const result: MicroOp =
    plain && first === 63
      ? { op: 'combine', to: scratch, how: 'and', left: from, right: constant(1) }
      : plain && size !== undefined
        ? { op: 'extend', to: scratch, from, size }
        : { op: 'clobber', registers: [scratch] };
  return [result, ...recorded(word, scratch), { op: 'copy', to, from: scratch }];
}

/** Reads from BO and BI which bit of which condition field decides, and in which direction. */
function conditionOf(word: number): Condition | 'always' {
  const [bo, bit] = [bits(word, 21, 5), bits(word, 16, 2)];
  if ((bo & 0b10100) === 0b10100) return 'always';
  if ((bo & 0b00100) === 0) return 'other';
  const wanted = (bo & 0b01000) !== 0;
  return conditionOfBit(bit, wanted);
}

function conditionOfBit(bit: number, wanted: boolean): Condition {
  const [ifSet, ifClear] =
    (
      [
        ['lt', 'ge'],
        ['gt', 'le'],
        ['eq', 'ne'],
      ] as const
    )[bit] ?? (['other', 'other'] as const);
  return wanted ? ifSet : ifClear;
}

const fieldOf = (word: number): Register => flags + bits(word, 18, 3);

function conditionalBranch(word: number, address: number): readonly MicroOp[] {
  const destination = (word & 2 ? 0 : address) + signedBits(word, 2, 14) * 4;
  const condition = conditionOf(word);
  if (word & 1) return condition === 'always' ? [{ op: 'call', target: constant(destination) }] : unknown;
  if (condition === 'always') return [{ op: 'jump', target: destination }];
  return [{ op: 'branch', condition, of: fieldOf(word), target: destination }];
}

function branchThroughRegister(word: number): readonly MicroOp[] {
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

/** Opcode 31. */
function extended(word: number, rt: number, ra: number): readonly MicroOp[] {
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
      return [compare(word, source(ra), right)];
    case 28:
    case 444:
    case 316: {
      const how = kind === 28 ? 'and' : kind === 444 ? 'or' : 'xor';
      const result: MicroOp =
        rt === rb && how !== 'xor'
          ? { op: 'copy', to: scratch, from: left }
          : { op: 'combine', to: scratch, how, left, right };
      return [result, ...recorded(word, scratch), { op: 'copy', to: target(ra), from: scratch }];
    }
    case 954:
    case 922:
    case 986: {
      const size = kind === 954 ? 1 : kind === 922 ? 2 : 4;
      return [
        { op: 'extend', to: scratch, from: left, size },
        ...recorded(word, scratch),
        { op: 'copy', to: target(ra), from: scratch },
      ];
    }
    case 384:
    case 416: {
      const condition = conditionOfBit(bits(word, 16, 2), kind === 384);
      return [{ op: 'test', to: target(rt), condition, of: fieldOf(word) }];
    }
    case 4:
    case 68:
      return bits(word, 21, 5) === 31 ? [{ op: 'trap' }] : nothing;
    case 150:
    case 214:
    case 694:
    case 726:
    case 149:
    case 151:
    case 181:
    case 183:
    case 215:
    case 247:
    case 407:
    case 439:
    case 727:
    case 983:
      // Stores with an index have an unknown place.
      return [storeLost(lostValue, 0, 8), ...clobber(flags)];
    case 467:
    case 598:
    case 854:
    case 246:
    case 278:
    case 86:
    case 54:
      return nothing;
    default:
      return clobber(target(rt), target(ra), ...(word & 1 ? [flags] : []));
  }
}
