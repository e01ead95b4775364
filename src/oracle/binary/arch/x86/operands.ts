/**
 * The operands of one x86 instruction as micro-operations: reading and writing registers, parts of registers and memory.
 */
import type { ByteCount, Operand, Register, Steps } from '../../machine/micro-op.js';
import { flags, lostValue, scratch, threadLocal } from '../../machine/registers.js';
import { clobber, compare, constant, nothing, unknown } from '../steps.js';
import type { Layout } from './layout.js';

export const secondScratch: Register = scratch + 1;
export const stackPointer: Register = 4;

export class Operands {
  readonly layout: Layout;
  /** Address of the next instruction, from which relative operands count. */
  readonly next: number;
  readonly pointerSize: 4 | 8;

  constructor(layout: Layout, next: number, wide: boolean) {
    this.layout = layout;
    this.next = next;
    this.pointerSize = wide ? 8 : 4;
  }

  push(value: Operand): Steps {
    const size = this.pointerSize;
    return [
      { op: 'add', to: stackPointer, from: stackPointer, value: -size },
      { op: 'store', from: value, base: stackPointer, offset: 0, size },
    ];
  }

  pop(to: Register): Steps {
    const size = this.pointerSize;
    return [
      { op: 'load', to, base: stackPointer, offset: 0, size },
      { op: 'add', to: stackPointer, from: stackPointer, value: size },
    ];
  }

  /** Base operand and offset of the memory operand; the caller has dealt with an index. */
  address(): readonly [base: Operand, offset: number] {
    const memory = this.layout.memory;
    if (memory === null) return [constant(0), 0];
    if (this.layout.segment) return [threadLocal, memory.displacement];
    if (memory.ripRelative) return [constant(0), this.next + memory.displacement];
    return [memory.base ?? constant(0), memory.displacement];
  }

  fromRm(size: ByteCount, use: (value: Operand) => Steps): Steps {
    const { memory } = this.layout;
    if (memory === null) {
      const register = this.byteRegister(this.layout.rm, size);
      return use(register ?? lostValue);
    }
    if (memory.index !== null && !this.layout.segment) return use(lostValue);
    const [base, offset] = this.address();
    return [{ op: 'load', to: scratch, base, offset, size }, ...use(scratch)];
  }

  toRm(size: ByteCount, value: Operand): Steps {
    return this.layout.memory === null
      ? this.writeRegister(this.layout.rm, value, size)
      : this.toMemory(value, size);
  }

  toMemory(from: Operand, size: ByteCount): Steps {
    const indexed = this.layout.memory?.index !== null;
    const [base, offset] = indexed ? [lostValue, 0] : this.address();
    return [{ op: 'store', from, base, offset, size }];
  }

  writeRegister(to: Register, from: Operand, size: ByteCount): Steps {
    if (size === 1) return this.setByteRegister(to, from);
    if (size === 2) return clobber(to);
    return size === this.pointerSize ? [{ op: 'copy', to, from }] : [{ op: 'extend', to, from, size: 4 }];
  }

  /** Only the low byte changes; code that sets bytes never reads the upper part as a whole. */
  setByteRegister(to: Register, from: Operand): Steps {
    const register = this.byteRegister(to, 1);
    return register === null ? clobber(to & 3) : [{ op: 'extend', to: register, from, size: 1 }];
  }

  register(size: ByteCount): Operand {
    return this.byteRegister(this.layout.reg, size) ?? lostValue;
  }

  /** Returns null for ah, ch, dh and bh, which are parts of other registers. */
  byteRegister(register: Register, size: ByteCount): Register | null {
    const legacyHigh = size === 1 && register >= 4 && register < 8 && !this.layout.hasRex && !this.layout.vex;
    return legacyHigh ? null : register;
  }

  /** The register in the opcode's low bits. */
  low(): Register {
    return (this.layout.opcode & 7) | this.layout.opcodeExtension;
  }

  calculate(
    operation: number,
    left: Operand,
    right: Operand,
    size: ByteCount,
    write: (result: Operand) => Steps,
  ): Steps {
    if (operation === 7) return [compare(left, right, size)];
    const sameRegister = typeof left === 'number' && left === right && this.layout.memory === null;
    if ((operation === 6 || operation === 5) && sameRegister)
      return [...write(constant(0)), ...clobber(flags)];
    const known = typeof right === 'number' ? null : right.constant;
    if ((operation === 0 || operation === 5) && known !== null) {
      const value = operation === 0 ? known : -known;
      return [
        { op: 'add', to: secondScratch, from: left, value },
        ...write(secondScratch),
        ...clobber(flags),
      ];
    }
    const how = ({ 1: 'or', 4: 'and', 6: 'xor' } as const)[operation];
    if (how === undefined) return [...write(lostValue), ...clobber(flags)];
    return [
      { op: 'combine', to: secondScratch, how, left, right },
      compare(secondScratch, constant(0), size),
      ...write(secondScratch),
    ];
  }

  compareAnd(left: Operand, right: Operand, size: ByteCount): Steps {
    if (left === right) return [compare(left, constant(0), size)];
    return [
      { op: 'combine', to: secondScratch, how: 'and', left, right },
      compare(secondScratch, constant(0), size),
    ];
  }

  exchange(size: ByteCount): Steps {
    const { memory, reg, rm } = this.layout;
    if (memory === null) return reg === rm ? nothing : clobber(reg, rm);
    return [...this.toMemory(this.register(size), size), ...clobber(reg)];
  }

  loadAddress(): Steps {
    const { memory, reg } = this.layout;
    if (memory === null) return unknown;
    if (memory.index !== null) return clobber(reg);
    const [base, offset] = this.address();
    return [{ op: 'add', to: reg, from: base, value: offset }];
  }
}
