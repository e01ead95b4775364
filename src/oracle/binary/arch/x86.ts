/**
 * amd64 and 386. The forms are those that the Go compiler emits in the functions of interest plus their neighbours; for
 * the rest there is `unknown`. Register numbers are the hardware's: 0 ax, 1 cx, 2 dx, 3 bx, 4 sp, 5 bp, 6 si, 7 di.
 */
import {
  clobber,
  constant,
  flags,
  lostValue,
  nothing,
  scratch,
  threadLocal,
  unknown,
  type Architecture,
  type ByteCount,
  type Condition,
  type Instruction,
  type InstructionBytes,
  type MicroOp,
  type Operand,
  type Register,
} from '../machine/micro-op.js';
import { readLayout, type Layout } from './x86-layout.js';

const [ax, cx, dx, sp, si, di, r14] = [0, 1, 2, 4, 6, 7, 14];
const secondScratch = scratch + 1;

/** Condition codes in the order of the low four opcode bits. Signs, carries and parity alone say nothing here. */
const conditions: readonly Condition[] = [
  'other', 'other', 'ltu', 'geu', 'eq', 'ne', 'leu', 'gtu',
  'other', 'other', 'other', 'other', 'lt', 'ge', 'le', 'gt',
]; // prettier-ignore

/** r14 holds the goroutine in Go's register calling convention (1.17 and later). */
export const amd64: Architecture = { stackPointer: sp, goroutine: r14, decode: decoder(true) };
export const i386: Architecture = { stackPointer: sp, goroutine: null, decode: decoder(false) };

function decoder(wide: boolean): Architecture['decode'] {
  return (code: InstructionBytes, at: number, address: number): Instruction => {
    const layout = readLayout(code, at, wide);
    if (layout === null) return { length: 1, ops: unknown };
    const next = address + layout.length;
    return { length: layout.length, ops: new Meaning(layout, next, wide).ops() };
  };
}

/** What one instruction does; one object per instruction, so that the cases below stay short. */
class Meaning {
  readonly #i: Layout;
  readonly #next: number;
  readonly #pointerSize: 4 | 8;

  constructor(layout: Layout, next: number, wide: boolean) {
    this.#i = layout;
    this.#next = next;
    this.#pointerSize = wide ? 8 : 4;
  }

  ops(): readonly MicroOp[] {
    if (this.#i.map === 'one') return this.#oneByte();
    if (this.#i.map === '0f') return this.#twoByte();
    if (this.#i.map === '0f38') return this.#vexGeneral();
    return unknown;
  }

  #oneByte(): readonly MicroOp[] {
    const { opcode, immediate, operandSize } = this.#i;
    const byteSized = (opcode & 1) === 0;
    const size: ByteCount = byteSized ? 1 : operandSize;
    if (opcode < 0x40) return this.#arithmetic(opcode >> 3, opcode & 7);
    if (opcode < 0x50) {
      // inc and dec of a register; in 64-bit mode these bytes are REX prefixes and never come here.
      return this.#arithmeticConstant(opcode & 7, opcode < 0x48 ? 1 : -1);
    }
    if (opcode < 0x58) return this.#push(this.#low());
    if (opcode < 0x60) return this.#pop(this.#low());
    if (opcode >= 0x70 && opcode < 0x80) return this.#branch();
    if (opcode >= 0x91 && opcode < 0x98) return clobber(ax, this.#low());
    if (opcode >= 0xb0 && opcode < 0xb8) return this.#setByteRegister(this.#low(), constant(immediate));
    if (opcode >= 0xb8 && opcode < 0xc0) return [{ op: 'copy', to: this.#low(), from: constant(immediate) }];
    switch (opcode) {
      case 0x63:
        return this.#fromRm(4, (value) => this.#writeRegister(this.#i.reg, value, 4));
      case 0x68:
      case 0x6a:
        return this.#push(constant(immediate));
      case 0x69:
      case 0x6b:
        return clobber(this.#i.reg, flags);
      case 0x80:
      case 0x81:
      case 0x83:
        return this.#groupOne(size);
      case 0x84:
      case 0x85:
        return this.#fromRm(size, (value) => this.#compareAnd(value, this.#register(size), size));
      case 0x86:
      case 0x87:
        return this.#exchange(size);
      case 0x88:
      case 0x89:
        return this.#toRm(size, this.#register(size));
      case 0x8a:
      case 0x8b:
        return this.#fromRm(size, (value) => this.#writeRegister(this.#i.reg, value, size));
      case 0x8d:
        return this.#loadAddress();
      case 0x8f:
        return this.#i.memory === null ? this.#pop(this.#i.rm) : unknown;
      case 0x90:
        return nothing;
      case 0x98:
        return clobber(ax);
      case 0x99:
        return clobber(dx);
      case 0xa0:
      case 0xa1:
        return [
          {
            op: 'load',
            to: scratch,
            base: this.#i.segment ? threadLocal : constant(0),
            offset: immediate,
            size,
          },
          ...this.#writeRegister(ax, scratch, size),
        ];
      case 0xa2:
      case 0xa3:
        return [
          {
            op: 'store',
            from: ax,
            base: this.#i.segment ? threadLocal : constant(0),
            offset: immediate,
            size,
          },
        ];
      case 0xa4:
      case 0xa5:
        return clobber(si, di, cx);
      case 0xaa:
      case 0xab:
        return clobber(di, cx);
      case 0xa8:
      case 0xa9:
        return this.#compareAnd(ax, constant(immediate), size);
      case 0xc0:
      case 0xc1:
      case 0xd0:
      case 0xd1:
      case 0xd2:
      case 0xd3:
        return [...this.#toRm(size, lostValue), ...clobber(flags)];
      case 0xc2:
      case 0xc3:
        return [{ op: 'return' }];
      case 0xc6:
      case 0xc7:
        return this.#toRm(size, constant(immediate));
      case 0xcc:
        return [{ op: 'trap' }];
      case 0xe8:
        return [{ op: 'call', target: constant(this.#next + immediate) }];
      case 0xe9:
      case 0xeb:
        return [{ op: 'jump', target: this.#next + immediate }];
      case 0xf6:
      case 0xf7:
        return this.#groupThree(size);
      case 0xfe:
      case 0xff:
        return this.#groupFive(size);
      default:
        return unknown;
    }
  }

  #twoByte(): readonly MicroOp[] {
    const { opcode, reg, memory, operandSize, vex, repeat } = this.#i;
    const high = opcode >> 4;
    if (high === 8 && !vex) return this.#branch();
    if (high === 9 && !vex) {
      const condition = conditions[opcode & 15] ?? 'other';
      return [{ op: 'test', to: secondScratch, condition, of: flags }, ...this.#toRm(1, secondScratch)];
    }
    if (high === 4 && !vex) {
      const condition = conditions[opcode & 15] ?? 'other';
      return this.#fromRm(operandSize, (value) => [
        { op: 'select', to: reg, condition, of: flags, yes: value, no: reg },
      ]);
    }
    switch (opcode) {
      case 0x0b:
        return [{ op: 'trap' }];
      case 0x0d:
      case 0x18:
      case 0x19:
      case 0x1c:
      case 0x1d:
      case 0x1e:
      case 0x1f:
        return nothing;
      case 0xb6:
      case 0xbe:
        return this.#fromRm(1, (value) => [{ op: 'extend', to: reg, from: value, size: 1 }]);
      case 0xb7:
      case 0xbf:
        return this.#fromRm(2, (value) => [{ op: 'extend', to: reg, from: value, size: 2 }]);
      case 0xa3:
        return clobber(flags);
      case 0xab:
      case 0xb3:
      case 0xbb:
      case 0xba:
        return [...this.#toRm(operandSize, lostValue), ...clobber(flags)];
      case 0xaf:
      case 0xbc:
      case 0xbd:
      case 0xb8:
        return clobber(reg, flags);
      case 0xb0:
      case 0xb1:
        return [...this.#toRm(opcode === 0xb0 ? 1 : operandSize, lostValue), ...clobber(ax, flags)];
      case 0xc0:
      case 0xc1:
        return [...this.#toRm(opcode === 0xc0 ? 1 : operandSize, lostValue), ...clobber(reg, flags)];
      case 0xc8:
      case 0xc9:
      case 0xca:
      case 0xcb:
      case 0xcc:
      case 0xcd:
      case 0xce:
      case 0xcf:
        return clobber(this.#low());
      case 0x2e:
      case 0x2f:
        return clobber(flags);
      case 0x2c:
      case 0x2d:
      case 0x50:
      case 0xc5:
      case 0xd7:
        return clobber(reg);
      case 0x11:
      case 0x13:
      case 0x17:
      case 0x29:
      case 0x2b:
      case 0x7f:
      case 0xd6:
      case 0xe7:
        return memory === null
          ? nothing
          : this.#toMemory(lostValue, opcode === 0x11 && repeat !== 0 ? 8 : 16);
      case 0x7e:
        if (repeat === 0xf3) return nothing;
        return memory === null ? clobber(this.#i.rm) : this.#toMemory(lostValue, 8);
      default:
        return isVectorOnly(opcode) ? nothing : unknown;
    }
  }

  /** BMI instructions of GOAMD64=v3. */
  #vexGeneral(): readonly MicroOp[] {
    const { opcode, vex, reg, extra } = this.#i;
    if (!vex) return unknown;
    if (opcode === 0xf3) return clobber(extra, flags);
    if (opcode === 0xf6) return clobber(reg, extra);
    return opcode === 0xf2 || opcode === 0xf5 || opcode === 0xf7 ? clobber(reg, flags) : unknown;
  }

  /** add or adc sbb and sub xor cmp, by number, in the six operand forms. */
  #arithmetic(operation: number, form: number): readonly MicroOp[] {
    const size: ByteCount = (form & 1) === 0 ? 1 : this.#i.operandSize;
    if (form >= 6) return unknown;
    if (form >= 4)
      return this.#calculate(operation, ax, constant(this.#i.immediate), size, (to) =>
        this.#writeRegister(ax, to, size),
      );
    const register = this.#register(size);
    if (form < 2) {
      return this.#fromRm(size, (value) =>
        this.#calculate(operation, value, register, size, (result) => this.#toRm(size, result)),
      );
    }
    return this.#fromRm(size, (value) =>
      this.#calculate(operation, register, value, size, (result) =>
        this.#writeRegister(this.#i.reg, result, size),
      ),
    );
  }

  #groupOne(size: ByteCount): readonly MicroOp[] {
    return this.#fromRm(size, (value) =>
      this.#calculate(this.#i.reg & 7, value, constant(this.#i.immediate), size, (result) =>
        this.#toRm(size, result),
      ),
    );
  }

  #arithmeticConstant(register: Register, value: number): readonly MicroOp[] {
    return [{ op: 'add', to: register, from: register, value }, ...clobber(flags)];
  }

  #calculate(
    operation: number,
    left: Operand,
    right: Operand,
    size: ByteCount,
    write: (result: Operand) => readonly MicroOp[],
  ): readonly MicroOp[] {
    if (operation === 7) return [{ op: 'compare', to: flags, left, right, size }];
    const sameRegister = typeof left === 'number' && left === right && this.#i.memory === null;
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
      { op: 'compare', to: flags, left: secondScratch, right: constant(0), size },
      ...write(secondScratch),
    ];
  }

  #compareAnd(left: Operand, right: Operand, size: ByteCount): readonly MicroOp[] {
    if (left === right) return [{ op: 'compare', to: flags, left, right: constant(0), size }];
    return [
      { op: 'combine', to: secondScratch, how: 'and', left, right },
      { op: 'compare', to: flags, left: secondScratch, right: constant(0), size },
    ];
  }

  /** test, not, neg and the multiplications. */
  #groupThree(size: ByteCount): readonly MicroOp[] {
    const extension = this.#i.reg & 7;
    if (extension < 2)
      return this.#fromRm(size, (value) => this.#compareAnd(value, constant(this.#i.immediate), size));
    if (extension < 4) return [...this.#toRm(size, lostValue), ...clobber(flags)];
    return clobber(ax, dx, flags);
  }

  /** inc, dec, indirect calls and jumps, push. */
  #groupFive(size: ByteCount): readonly MicroOp[] {
    const extension = this.#i.reg & 7;
    if (extension < 2) {
      return this.#fromRm(size, (value) => [
        { op: 'add', to: secondScratch, from: value, value: extension === 0 ? 1 : -1 },
        ...this.#toRm(size, secondScratch),
        ...clobber(flags),
      ]);
    }
    if (extension === 2) return [{ op: 'call', target: null }];
    if (extension === 6) return this.#fromRm(this.#pointerSize, (value) => this.#push(value));
    return unknown;
  }

  #branch(): readonly MicroOp[] {
    const condition = conditions[this.#i.opcode & 15] ?? 'other';
    return [{ op: 'branch', condition, of: flags, target: this.#next + this.#i.immediate }];
  }

  #push(value: Operand): readonly MicroOp[] {
    const size = this.#pointerSize;
    return [
      { op: 'add', to: sp, from: sp, value: -size },
      { op: 'store', from: value, base: sp, offset: 0, size },
    ];
  }

  #pop(to: Register): readonly MicroOp[] {
    const size = this.#pointerSize;
    return [
      { op: 'load', to, base: sp, offset: 0, size },
      { op: 'add', to: sp, from: sp, value: size },
    ];
  }

  #exchange(size: ByteCount): readonly MicroOp[] {
    const { memory, reg, rm } = this.#i;
    if (memory === null) return reg === rm ? nothing : clobber(reg, rm);
    return [...this.#toMemory(this.#register(size), size), ...clobber(reg)];
  }

  #loadAddress(): readonly MicroOp[] {
    const { memory, reg } = this.#i;
    if (memory === null) return unknown;
    if (memory.index !== null) return clobber(reg);
    const [base, offset] = this.#address();
    return [{ op: 'add', to: reg, from: base, value: offset }];
  }

  /** Base operand and offset of the memory operand; the caller has dealt with an index. */
  #address(): readonly [base: Operand, offset: number] {
    const memory = this.#i.memory;
    if (memory === null) return [constant(0), 0];
    if (this.#i.segment) return [threadLocal, memory.displacement];
    if (memory.ripRelative) return [constant(0), this.#next + memory.displacement];
    return [memory.base ?? constant(0), memory.displacement];
  }

  #fromRm(size: ByteCount, use: (value: Operand) => readonly MicroOp[]): readonly MicroOp[] {
    const { memory } = this.#i;
    if (memory === null) {
      const register = this.#byteRegister(this.#i.rm, size);
      return use(register ?? lostValue);
    }
    if (memory.index !== null && !this.#i.segment) return use(lostValue);
    const [base, offset] = this.#address();
    return [{ op: 'load', to: scratch, base, offset, size }, ...use(scratch)];
  }

  #toRm(size: ByteCount, value: Operand): readonly MicroOp[] {
    return this.#i.memory === null
      ? this.#writeRegister(this.#i.rm, value, size)
      : this.#toMemory(value, size);
  }

  #toMemory(from: Operand, size: ByteCount): readonly MicroOp[] {
    const indexed = this.#i.memory?.index !== null;
    const [base, offset] = indexed ? [lostValue, 0] : this.#address();
    return [{ op: 'store', from, base, offset, size }];
  }

  #writeRegister(to: Register, from: Operand, size: ByteCount): readonly MicroOp[] {
    if (size === 1) return this.#setByteRegister(to, from);
    if (size === 2) return clobber(to);
    return size === this.#pointerSize ? [{ op: 'copy', to, from }] : [{ op: 'extend', to, from, size: 4 }];
  }

  /** Only the low byte changes; what is above is never looked at as a whole by code that sets bytes. */
  #setByteRegister(to: Register, from: Operand): readonly MicroOp[] {
    const register = this.#byteRegister(to, 1);
    return register === null ? clobber(to & 3) : [{ op: 'extend', to: register, from, size: 1 }];
  }

  #register(size: ByteCount): Operand {
    return this.#byteRegister(this.#i.reg, size) ?? lostValue;
  }

  /** Null for ah, ch, dh and bh, which are parts of other registers. */
  #byteRegister(register: Register, size: ByteCount): Register | null {
    const legacyHigh = size === 1 && register >= 4 && register < 8 && !this.#i.hasRex && !this.#i.vex;
    return legacyHigh ? null : register;
  }

  /** The register in the opcode's low bits. */
  #low(): Register {
    return (this.#i.opcode & 7) | this.#i.opcodeExtension;
  }
}

/** SSE and AVX arithmetic and moves between vector registers and from memory: no general register changes. */
function isVectorOnly(opcode: number): boolean {
  const high = opcode >> 4;
  return (
    [0x10, 0x12, 0x14, 0x15, 0x16, 0x28, 0x2a, 0x6e, 0x6f, 0x77, 0xc2, 0xc4, 0xc6].includes(opcode) ||
    high === 5 ||
    high === 6 ||
    (opcode >= 0x70 && opcode < 0x77) ||
    high >= 0xd
  );
}
