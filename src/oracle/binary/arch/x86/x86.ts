/**
 * amd64 and 386. The known forms are those that the Go compiler emits in the functions of interest, and their
 * neighbours; the rest is `unknown`. Register numbers are the hardware's: 0 ax, 1 cx, 2 dx, 3 bx, 4 sp, 5 bp, 6 si, 7
 * di.
 */
import type { Architecture, ByteCount, Condition, Steps } from '../../machine/micro-op.js';
import { flags, lostValue } from '../../machine/registers.js';
import { clobber, constant, nothing, unknown } from '../steps.js';
import { readLayout } from './layout.js';
import { Operands, secondScratch, stackPointer } from './operands.js';

const [ax, cx, dx, si, di, r14] = [0, 1, 2, 6, 7, 14];

/**
 * Condition codes in the order of the low four opcode bits. Signs, carries and parity alone carry no information here.
 */
const conditions: readonly Condition[] = [
  'other', 'other', 'ltu', 'geu', 'eq', 'ne', 'leu', 'gtu',
  'other', 'other', 'other', 'other', 'lt', 'ge', 'le', 'gt',
]; // prettier-ignore

/** r14 holds the goroutine in Go's register calling convention (1.17 and later). */
export const amd64: Architecture = { stackPointer, goroutine: r14, decode: decoder(true) };
export const i386: Architecture = { stackPointer, goroutine: null, decode: decoder(false) };

function decoder(wide: boolean): Architecture['decode'] {
  return (code, at, address) => {
    const layout = readLayout(code, at, wide);
    if (layout === null) return { length: 1, ops: unknown };
    const next = address + layout.length;
    return { length: layout.length, ops: new Meaning(layout, next, wide).ops() };
  };
}

/** The meaning of one instruction; one object per instruction, so that the cases below stay short. */
class Meaning extends Operands {
  ops(): Steps {
    if (this.layout.map === 'one') return this.#oneByte();
    if (this.layout.map === '0f') return this.#twoByte();
    if (this.layout.map === '0f38') return this.#vexGeneral();
    return unknown;
  }

  #oneByte(): Steps {
    const { opcode, immediate, operandSize } = this.layout;
    const byteSized = (opcode & 1) === 0;
    const size: ByteCount = byteSized ? 1 : operandSize;
    if (opcode < 0x40) return this.#arithmetic(opcode >> 3, opcode & 7);
    if (opcode < 0x50) {
      // inc and dec of a register; in 64-bit mode these bytes are REX prefixes and never come here.
      const [register, value] = [opcode & 7, opcode < 0x48 ? 1 : -1];
      return [{ op: 'add', to: register, from: register, value }, ...clobber(flags)];
    }
    if (opcode < 0x58) return this.push(this.low());
    if (opcode < 0x60) return this.pop(this.low());
    if (opcode >= 0x70 && opcode < 0x80) return this.#branch();
    if (opcode >= 0x91 && opcode < 0x98) return clobber(ax, this.low());
    if (opcode >= 0xb0 && opcode < 0xb8) return this.setByteRegister(this.low(), constant(immediate));
    if (opcode >= 0xb8 && opcode < 0xc0) return [{ op: 'copy', to: this.low(), from: constant(immediate) }];
    switch (opcode) {
      case 0x63:
        return this.fromRm(4, (value) => this.writeRegister(this.layout.reg, value, 4));
      case 0x68:
      case 0x6a:
        return this.push(constant(immediate));
      case 0x69:
      case 0x6b:
        return clobber(this.layout.reg, flags);
      case 0x80:
      case 0x81:
      case 0x83:
        return this.#groupOne(size);
      case 0x84:
      case 0x85:
        return this.fromRm(size, (value) => this.compareAnd(value, this.register(size), size));
      case 0x86:
      case 0x87:
        return this.exchange(size);
      case 0x88:
      case 0x89:
        return this.toRm(size, this.register(size));
      case 0x8a:
      case 0x8b:
        return this.fromRm(size, (value) => this.writeRegister(this.layout.reg, value, size));
      case 0x8d:
        return this.loadAddress();
      case 0x8f:
        return this.layout.memory === null ? this.pop(this.layout.rm) : unknown;
      case 0x90:
        return nothing;
      case 0x98:
        return clobber(ax);
      case 0x99:
        return clobber(dx);
      case 0xa4:
      case 0xa5:
        return clobber(si, di, cx);
      case 0xaa:
      case 0xab:
        return clobber(di, cx);
      case 0xa8:
      case 0xa9:
        return this.compareAnd(ax, constant(immediate), size);
      case 0xc0:
      case 0xc1:
      case 0xd0:
      case 0xd1:
      case 0xd2:
      case 0xd3:
        return [...this.toRm(size, lostValue), ...clobber(flags)];
      case 0xc2:
      case 0xc3:
        return [{ op: 'return' }];
      case 0xc6:
      case 0xc7:
        return this.toRm(size, constant(immediate));
      case 0xcc:
        return [{ op: 'trap' }];
      case 0xe8:
        return [{ op: 'call', target: constant(this.next + immediate) }];
      case 0xe9:
      case 0xeb:
        return [{ op: 'jump', target: this.next + immediate }];
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

  #twoByte(): Steps {
    const { opcode, reg, memory, operandSize, vex, repeat } = this.layout;
    const high = opcode >> 4;
    if (high === 8 && !vex) return this.#branch();
    const condition = this.#condition();
    if (high === 9 && !vex)
      return [{ op: 'test', to: secondScratch, condition, of: flags }, ...this.toRm(1, secondScratch)];
    if (high === 4 && !vex)
      return this.fromRm(operandSize, (yes) => [
        { op: 'select', to: reg, condition, of: flags, yes, no: reg },
      ]);
    if (opcode >= 0xc8 && opcode < 0xd0) return clobber(this.low());
    if (vectorStores.has(opcode))
      return memory === null ? nothing : this.toMemory(lostValue, opcode === 0x11 && repeat !== 0 ? 8 : 16);
    switch (opcode) {
      case 0x0b:
        return [{ op: 'trap' }];
      case 0xb6:
      case 0xbe:
        return this.fromRm(1, (value) => [{ op: 'extend', to: reg, from: value, size: 1 }]);
      case 0xb7:
      case 0xbf:
        return this.fromRm(2, (value) => [{ op: 'extend', to: reg, from: value, size: 2 }]);
      case 0xa3:
        return clobber(flags);
      case 0xab:
      case 0xb3:
      case 0xbb:
      case 0xba:
        return [...this.toRm(operandSize, lostValue), ...clobber(flags)];
      case 0xaf:
      case 0xbc:
      case 0xbd:
      case 0xb8:
        return clobber(reg, flags);
      case 0xb0:
      case 0xb1:
        return [...this.toRm(opcode === 0xb0 ? 1 : operandSize, lostValue), ...clobber(ax, flags)];
      case 0xc0:
      case 0xc1:
        return [...this.toRm(opcode === 0xc0 ? 1 : operandSize, lostValue), ...clobber(reg, flags)];
      case 0x2e:
      case 0x2f:
        return clobber(flags);
      case 0x2c:
      case 0x2d:
      case 0x50:
      case 0xc5:
      case 0xd7:
        return clobber(reg);
      case 0x7e:
        if (repeat === 0xf3) return nothing;
        return memory === null ? clobber(this.layout.rm) : this.toMemory(lostValue, 8);
      default:
        return hints.has(opcode) || isVectorOnly(opcode) ? nothing : unknown;
    }
  }

  /** BMI instructions of GOAMD64=v3. */
  #vexGeneral(): Steps {
    const { opcode, vex, reg, extra } = this.layout;
    if (!vex) return unknown;
    if (opcode === 0xf3) return clobber(extra, flags);
    if (opcode === 0xf6) return clobber(reg, extra);
    return opcode === 0xf2 || opcode === 0xf5 || opcode === 0xf7 ? clobber(reg, flags) : unknown;
  }

  /** add or adc sbb and sub xor cmp, by number, in the six operand forms. */
  #arithmetic(operation: number, form: number): Steps {
    const size: ByteCount = (form & 1) === 0 ? 1 : this.layout.operandSize;
    if (form >= 6) return unknown;
    if (form >= 4)
      return this.calculate(operation, ax, constant(this.layout.immediate), size, (to) =>
        this.writeRegister(ax, to, size),
      );
    const register = this.register(size);
    if (form < 2) {
      return this.fromRm(size, (value) =>
        this.calculate(operation, value, register, size, (result) => this.toRm(size, result)),
      );
    }
    return this.fromRm(size, (value) =>
      this.calculate(operation, register, value, size, (result) =>
        this.writeRegister(this.layout.reg, result, size),
      ),
    );
  }

  #groupOne(size: ByteCount): Steps {
    return this.fromRm(size, (value) =>
      this.calculate(this.layout.reg & 7, value, constant(this.layout.immediate), size, (result) =>
        this.toRm(size, result),
      ),
    );
  }

  /** test, not, neg and the multiplications. */
  #groupThree(size: ByteCount): Steps {
    const extension = this.layout.reg & 7;
    if (extension < 2)
      return this.fromRm(size, (value) => this.compareAnd(value, constant(this.layout.immediate), size));
    if (extension < 4) return [...this.toRm(size, lostValue), ...clobber(flags)];
    return clobber(ax, dx, flags);
  }

  /** inc, dec, indirect calls and jumps, push. */
  #groupFive(size: ByteCount): Steps {
    const extension = this.layout.reg & 7;
    if (extension < 2) {
      return this.fromRm(size, (value) => [
        { op: 'add', to: secondScratch, from: value, value: extension === 0 ? 1 : -1 },
        ...this.toRm(size, secondScratch),
        ...clobber(flags),
      ]);
    }
    if (extension === 2) return [{ op: 'call', target: null }];
    if (extension === 6) return this.fromRm(this.pointerSize, (value) => this.push(value));
    return unknown;
  }

  #branch(): Steps {
    const target = this.next + this.layout.immediate;
    return [{ op: 'branch', condition: this.#condition(), of: flags, target }];
  }

  /** The condition in the opcode's low bits. */
  #condition(): Condition {
    return conditions[this.layout.opcode & 15] ?? 'other';
  }
}

/** Prefetches, and instructions that do nothing on older processors. */
const hints: ReadonlySet<number> = new Set([0x0d, 0x18, 0x19, 0x1c, 0x1d, 0x1e, 0x1f]);
/** Moves from vector registers to memory, or to others of them. */
const vectorStores: ReadonlySet<number> = new Set([0x11, 0x13, 0x17, 0x29, 0x2b, 0x7f, 0xd6, 0xe7]);

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
