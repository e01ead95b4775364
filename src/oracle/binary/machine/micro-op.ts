/**
 * The small language every architecture's decoder translates to. It says only what matters to follow a few fields and
 * branches: anything else about an instruction is a `clobber` of what it writes.
 *
 * Registers are plain numbers, chosen by each decoder: its general registers from 0, then `scratch` for steps inside one
 * instruction, `threadLocal` for the segment or system register that thread-local data hangs on, and `flags` (plus a
 * field's number where an architecture has several).
 */
export type Register = number;

export const scratch: Register = 48;
export const threadLocal: Register = 50;
export const flags: Register = 56;
/** Never written, so never known: the source of values that are lost. */
export const lostValue: Register = 52;
/** Never read: the destination of results that an instruction discards. */
export const discarded: Register = 53;
export const registerCount = 72;

/** A register's content or a constant. */
export type Operand = Register | { readonly constant: number };

export type Condition = 'eq' | 'ne' | 'lt' | 'ge' | 'le' | 'gt' | 'ltu' | 'geu' | 'leu' | 'gtu' | 'other';

/** The condition that holds exactly when the other does not. */
export const opposite: Readonly<Record<Condition, Condition>> = {
  eq: 'ne',
  ne: 'eq',
  lt: 'ge',
  ge: 'lt',
  gt: 'le',
  le: 'gt',
  ltu: 'geu',
  geu: 'ltu',
  gtu: 'leu',
  leu: 'gtu',
  other: 'other',
};

export type ByteCount = 1 | 2 | 4 | 8 | 16;

export type MicroOp =
  | { readonly op: 'copy'; readonly to: Register; readonly from: Operand }
  /** The low `size` bytes of `from`, sign or zero extended: Go's booleans and small counts do not tell the two apart. */
  | { readonly op: 'extend'; readonly to: Register; readonly from: Operand; readonly size: ByteCount }
  | { readonly op: 'add'; readonly to: Register; readonly from: Operand; readonly value: number }
  | {
      readonly op: 'combine';
      readonly to: Register;
      readonly how: 'and' | 'or' | 'xor';
      readonly left: Operand;
      readonly right: Operand;
    }
  /** Shifts 64-bit registers; some architectures extend by a shift up and down again. */
  | {
      readonly op: 'shift';
      readonly to: Register;
      readonly from: Operand;
      readonly direction: 'left' | 'right';
      readonly amount: number;
    }
  | {
      readonly op: 'load';
      readonly to: Register;
      readonly base: Operand;
      readonly offset: number;
      readonly size: ByteCount;
    }
  | {
      readonly op: 'store';
      readonly from: Operand;
      readonly base: Operand;
      readonly offset: number;
      readonly size: ByteCount;
    }
  /** Remembers two operands, cut to `size`, for a later condition; `to` is usually a flags register. */
  | {
      readonly op: 'compare';
      readonly to: Register;
      readonly left: Operand;
      readonly right: Operand;
      readonly size: ByteCount;
    }
  /** 1 when the condition holds for what `of` remembers, else 0. */
  | { readonly op: 'test'; readonly to: Register; readonly condition: Condition; readonly of: Register }
  | {
      readonly op: 'select';
      readonly to: Register;
      readonly condition: Condition;
      readonly of: Register;
      readonly yes: Operand;
      readonly no: Operand;
    }
  | {
      readonly op: 'branch';
      readonly condition: Condition;
      readonly of: Register;
      readonly target: number;
    }
  | { readonly op: 'jump'; readonly target: number }
  /** Through a register the target is known only if the register's content is; null is through memory. */
  | { readonly op: 'call'; readonly target: Operand | null }
  | { readonly op: 'return' }
  /** Cannot be passed: an undefined instruction, a breakpoint. */
  | { readonly op: 'trap' }
  | { readonly op: 'clobber'; readonly registers: readonly Register[] }
  /** Not understood: whatever depends on a path through it stays unknown. */
  | { readonly op: 'unknown' };

export interface Instruction {
  readonly length: number;
  readonly ops: readonly MicroOp[];
}

/** The facts that an architecture must supply. */
export interface Architecture {
  readonly stackPointer: Register;
  /** The register reserved for the goroutine; null where it is loaded from thread-local data. */
  readonly goroutine: Register | null;
  /**
   * Decodes what stands at `at` in `code`; `address` is its address. Must stay within `code` and give
   * `unknownInstruction` for everything it does not know.
   */
  decode(code: InstructionBytes, at: number, address: number): Instruction;
}

/** A function's bytes in the file's byte order; implemented by `Words`. */
export interface InstructionBytes {
  readonly length: number;
  u8(at: number): number;
  u16(at: number): number;
  u32(at: number): number;
  i32(at: number): number;
}

/** A field of an instruction word: `count` bits from bit `low`, counted from the least significant. */
export const bits = (word: number, low: number, count: number): number =>
  (word >>> low) & (count === 32 ? -1 : (1 << count) - 1);
/** The same as a two's complement number. */
export const signedBits = (word: number, low: number, count: number): number =>
  (word << (32 - low - count)) >> (32 - count);

/** For architectures without flags: compares and branches in one. */
export const branchIf = (
  condition: Condition,
  left: Operand,
  right: Operand,
  size: ByteCount,
  target: number,
): readonly MicroOp[] => [
  { op: 'compare', to: flags, left, right, size },
  { op: 'branch', condition, of: flags, target },
];

/** Compares and keeps the truth in a register. */
export const setIf = (
  to: Register,
  condition: Condition,
  left: Operand,
  right: Operand,
): readonly MicroOp[] => [
  { op: 'compare', to: flags, left, right, size: 8 },
  { op: 'test', to, condition, of: flags },
];

/** `to` becomes `value` when `of` is (not) zero, else `other`. */
export const selectIf = (
  to: Register,
  condition: 'eq' | 'ne',
  of: Operand,
  value: Operand,
  other: Operand,
): readonly MicroOp[] => [
  { op: 'compare', to: flags, left: of, right: constant(0), size: 8 },
  { op: 'select', to, condition, of: flags, yes: value, no: other },
];

/** A store of which only the place may be known. */
export const storeLost = (base: Operand, offset: number, size: ByteCount): MicroOp => ({
  op: 'store',
  from: lostValue,
  base,
  offset,
  size,
});

export const constant = (value: number): Operand => ({ constant: value });
export const nothing: readonly MicroOp[] = [];
export const unknown: readonly MicroOp[] = [{ op: 'unknown' }];
export const clobber = (...registers: Register[]): readonly MicroOp[] => [{ op: 'clobber', registers }];
