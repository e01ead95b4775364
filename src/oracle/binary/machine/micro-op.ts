/**
 * The small language every architecture's decoder translates to. It says only what matters to follow a few fields and
 * branches: anything else about an instruction is a `clobber` of what it writes.
 */

/** Chosen by each decoder: its general registers from 0, and those of `registers.ts`. */
export type Register = number;

/** A register's content or a constant. */
export type Operand = Register | { readonly constant: number };

export type Condition = 'eq' | 'ne' | 'lt' | 'ge' | 'le' | 'gt' | 'ltu' | 'geu' | 'leu' | 'gtu' | 'other';

export type ByteCount = 1 | 2 | 4 | 8 | 16;

/** A place in memory. */
interface Access {
  readonly base: Operand;
  readonly offset: number;
  readonly size: ByteCount;
}

interface Pair {
  readonly left: Operand;
  readonly right: Operand;
}

/** A condition of that which a `compare` has left in a register. */
interface Asked {
  readonly condition: Condition;
  readonly of: Register;
}

export type MicroOp =
  | { readonly op: 'copy'; readonly to: Register; readonly from: Operand }
  /** The low `size` bytes of `from`, sign or zero extended: Go's booleans and small counts do not tell the two apart. */
  | { readonly op: 'extend'; readonly to: Register; readonly from: Operand; readonly size: ByteCount }
  | { readonly op: 'add'; readonly to: Register; readonly from: Operand; readonly value: number }
  | ({ readonly op: 'combine'; readonly to: Register; readonly how: 'and' | 'or' | 'xor' } & Pair)
  /** Shifts 64-bit registers; some architectures extend by a shift up and down again. */
  | {
      readonly op: 'shift';
      readonly to: Register;
      readonly from: Operand;
      readonly direction: 'left' | 'right';
      readonly amount: number;
    }
  | ({ readonly op: 'load'; readonly to: Register } & Access)
  | ({ readonly op: 'store'; readonly from: Operand } & Access)
  /** Remembers two operands, cut to `size`, for a later condition; `to` is usually a flags register. */
  | ({ readonly op: 'compare'; readonly to: Register; readonly size: ByteCount } & Pair)
  /** 1 when the condition holds for what `of` remembers, else 0. */
  | ({ readonly op: 'test'; readonly to: Register } & Asked)
  | ({ readonly op: 'select'; readonly to: Register; readonly yes: Operand; readonly no: Operand } & Asked)
  | ({ readonly op: 'branch'; readonly target: number } & Asked)
  | { readonly op: 'jump'; readonly target: number }
  /** Through a register the target is known only if the register's content is; null is through memory. */
  | { readonly op: 'call'; readonly target: Operand | null }
  | { readonly op: 'return' }
  /** Cannot be passed: an undefined instruction, a breakpoint. */
  | { readonly op: 'trap' }
  | { readonly op: 'clobber'; readonly registers: readonly Register[] }
  /** Not understood: whatever depends on a path through it stays unknown. */
  | { readonly op: 'unknown' };

/** The meaning of an instruction, or of a part of one. */
export type Steps = readonly MicroOp[];

export interface Instruction {
  readonly length: number;
  readonly ops: Steps;
}

/** The facts that an architecture must supply. */
export interface Architecture {
  readonly stackPointer: Register;
  /** The register reserved for the goroutine; null where it is loaded from thread-local data. */
  readonly goroutine: Register | null;
  /**
   * Decodes what stands at `at` in `code`; `address` is its address. Must stay within `code` and give an `unknown`
   * instruction for everything it does not know.
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
