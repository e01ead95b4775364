/**
 * Walks every path through one function, following values through registers and stack slots, and records the facts that
 * the later judgement needs: which fields were found zero or not, which fields were stored to, which calls were made.
 * Bounded in steps and paths; code that needs more is not understood.
 */
import { unreachable } from '../../../model/unreachable.js';
import { testOf, truthConstant } from './decide.js';
import type { Architecture, Instruction, InstructionBytes, MicroOp, Operand, Register } from './micro-op.js';
import { goesRoundAgain, splitOff, startState, storeSlot, type PathEvent, type State } from './path-state.js';
import { discarded, registerCount, threadLocal } from './registers.js';
import {
  addTo,
  combine,
  constantValue,
  cutTo,
  describeBase,
  isBoolean,
  shift,
  unknownValue,
  type Place,
  type Value,
} from './value.js';

export interface Path {
  readonly events: readonly PathEvent[];
  /** `stopped` is a call that does not return. */
  readonly end: 'return' | 'stopped';
}

export type Exploration =
  { readonly ok: true; readonly paths: readonly Path[] } | { readonly ok: false; readonly reason: string };

export interface CodeToExplore {
  readonly architecture: Architecture;
  readonly bytes: InstructionBytes;
  /** Address of the first byte, where exploration begins. */
  readonly start: number;
  /**
   * Targets that are not in the code but in relocations, by the address of the operand: targets of calls, null for
   * others.
   */
  readonly callTargets: ReadonlyMap<number, number | null>;
  /** Tells if a call to this address never returns, such as to runtime.throw. */
  readonly neverReturns: (target: number) => boolean;
}

const [mostPaths, mostSteps, mostStepsInPath] = [512, 40_000, 2000];

/** Jumps within a function are complete; an operand that the linker has to fill in leads elsewhere. */
const leavesFunction = { giveUp: 'control leaves the function' };

/** The result of one instruction: continue, stop there, or give up. */
type Step = 'next' | 'return' | 'stopped' | { readonly jump: number } | { readonly giveUp: string };

export function explore(code: CodeToExplore): Exploration {
  return new Explorer(code).explore();
}

class Explorer {
  readonly #code: CodeToExplore;
  readonly #decoded = new Map<number, Instruction>();
  /** Paths that were split off and not followed yet. */
  readonly #waiting: State[];
  #begun = 1;
  #steps = 0;
  #loads = 0;

  constructor(code: CodeToExplore) {
    this.#code = code;
    this.#waiting = [startState(code.architecture, code.start)];
  }

  explore(): Exploration {
    const paths: Path[] = [];
    for (let state = this.#waiting.pop(); state !== undefined; state = this.#waiting.pop()) {
      const end = this.#follow(state);
      if (typeof end === 'object') return giveUp(state.at, end.giveUp);
      if (end !== 'again') paths.push({ events: state.events, end });
    }
    return { ok: true, paths };
  }

  /** Follows the path to its end; `again` if it enters a loop that it has been through. */
  #follow(state: State): Path['end'] | 'again' | { readonly giveUp: string } {
    const { architecture, bytes, start } = this.#code;
    for (;;) {
      const offset = state.at - start;
      if (offset < 0 || offset >= bytes.length) return leavesFunction;
      if (++this.#steps > mostSteps || this.#begun > mostPaths || ++state.steps > mostStepsInPath)
        return { giveUp: 'it has too many paths' };
      const instruction = this.#decoded.get(offset) ?? architecture.decode(bytes, offset, state.at);
      this.#decoded.set(offset, instruction);
      const outcome = this.#execute(state, instruction);
      if (outcome === 'return' || outcome === 'stopped') return outcome;
      if (typeof outcome === 'object' && 'giveUp' in outcome) return outcome;
      const next = outcome === 'next' ? state.at + instruction.length : outcome.jump;
      if (next <= state.at && goesRoundAgain(state, next)) return 'again';
      state.at = next;
    }
  }

  #execute(state: State, instruction: Instruction): Step {
    const { ops } = instruction;
    for (let index = state.begunOp; index < ops.length; index++) {
      const op = ops[index];
      if (op === undefined) break;
      // The place where a copy of this state continues if the path splits here.
      state.begunOp = index + 1;
      const outcome = this.#perform(state, op);
      if (outcome !== 'next') {
        state.begunOp = 0;
        return outcome;
      }
    }
    state.begunOp = 0;
    return 'next';
  }

  #perform(state: State, op: MicroOp): Step {
    const read = (operand: Operand): Value =>
      typeof operand === 'number'
        ? (state.registers[operand] ?? unknownValue)
        : constantValue(operand.constant);
    switch (op.op) {
      case 'copy':
        return this.#write(state, op.to, read(op.from));
      case 'extend':
        return this.#write(state, op.to, cutTo(read(op.from), op.size));
      case 'add':
        return this.#write(state, op.to, addTo(read(op.from), op.value));
      case 'combine':
        return this.#write(state, op.to, combine(op.how, read(op.left), read(op.right)));
      case 'load':
        return this.#write(state, op.to, this.#loadFrom(state, read(op.base), op.offset, op.size));
      case 'store':
        return this.#storeTo(state, addTo(read(op.base), op.offset), op.size, read(op.from));
      case 'compare': {
        const [left, right] = [cutTo(read(op.left), op.size), cutTo(read(op.right), op.size)];
        return this.#write(state, op.to, { kind: 'comparison', left, right });
      }
      case 'test':
        return this.#write(state, op.to, testOf(op.condition, read(op.of)));
      case 'select':
        return this.#select(state, op, read);
      case 'branch':
        return this.#relocatedTarget(state) === undefined
          ? this.#branch(state, op.target, testOf(op.condition, read(op.of)))
          : leavesFunction;
      case 'jump':
        return this.#relocatedTarget(state) === undefined ? { jump: op.target } : leavesFunction;
      case 'shift':
        return this.#write(state, op.to, shift(read(op.from), op.direction, op.amount));
      case 'call': {
        const callee = op.target === null ? unknownValue : read(op.target);
        const relocated = this.#relocatedTarget(state);
        const written = callee.kind === 'constant' ? callee.value : null;
        const target = relocated === undefined ? written : relocated;
        state.events.push({ kind: 'call', target });
        if (target !== null && this.#code.neverReturns(target)) return 'stopped';
        this.#forgetRegisters(state);
        return 'next';
      }
      case 'return':
        return 'return';
      case 'trap':
        return 'stopped';
      case 'clobber':
        for (const register of op.registers) this.#write(state, register, unknownValue);
        return 'next';
      case 'unknown':
        return { giveUp: 'an instruction is not understood' };
      default:
        return unreachable(op);
    }
  }

  /** Undefined if the instruction is complete by itself. */
  #relocatedTarget(state: State): number | null | undefined {
    if (this.#code.callTargets.size === 0) return undefined;
    const { length } = this.#decoded.get(state.at - this.#code.start) ?? { length: 0 };
    for (let at = state.at; at < state.at + length; at++) {
      const target = this.#code.callTargets.get(at);
      if (target !== undefined) return target;
    }
    return undefined;
  }

  #write(state: State, register: Register, value: Value): Step {
    // Go reserves these; no instruction of the compiler changes their meaning.
    const { goroutine } = this.#code.architecture;
    if (register !== goroutine && register !== threadLocal && register !== discarded)
      state.registers[register] = value;
    return 'next';
  }

  #forgetRegisters(state: State): void {
    const { stackPointer } = this.#code.architecture;
    for (let register = 0; register < registerCount; register++) {
      if (register !== stackPointer) this.#write(state, register, unknownValue);
    }
  }

  #loadFrom(state: State, base: Value, offset: number, size: number): Value {
    const address = addTo(base, offset);
    if (address.kind === 'stack') {
      const slot = state.slots.get(address.offset);
      return slot !== undefined && size <= slot.size ? cutTo(slot.value, size) : unknownValue;
    }
    const place = placeAt(address, size);
    return place === null ? unknownValue : { kind: 'load', id: this.#loads++, place };
  }

  #storeTo(state: State, address: Value, size: number, value: Value): Step {
    if (address.kind === 'stack') {
      storeSlot(state, address.offset, size, value);
      return 'next';
    }
    const place = placeAt(address, size);
    if (place !== null && size === 1 && isBoolean(value)) {
      // A stored condition is two paths: one that stores 1, one that stores 0.
      for (const answer of splitOff(state, value)) {
        answer.state.events.push({ kind: 'store', place, value: truthConstant(answer.truth) });
        if (answer.state !== state) this.#queue(answer.state);
      }
      return 'next';
    }
    state.events.push({ kind: 'store', place, value: cutTo(value, size) });
    return 'next';
  }

  #select(state: State, op: Extract<MicroOp, { op: 'select' }>, read: (operand: Operand) => Value): Step {
    const [yes, no] = [read(op.yes), read(op.no)];
    for (const answer of splitOff(state, testOf(op.condition, read(op.of)))) {
      this.#write(answer.state, op.to, answer.truth ? yes : no);
      if (answer.state !== state) this.#queue(answer.state);
    }
    return 'next';
  }

  #branch(state: State, target: number, condition: Value): Step {
    let here: Step = 'next';
    for (const answer of splitOff(state, condition)) {
      if (answer.state === state) {
        here = answer.truth ? { jump: target } : 'next';
        continue;
      }
      if (answer.truth) {
        if (target <= state.at && goesRoundAgain(answer.state, target)) continue;
        Object.assign(answer.state, { at: target, begunOp: 0 });
      }
      this.#queue(answer.state);
    }
    return here;
  }

  #queue(state: State): void {
    this.#begun++;
    this.#waiting.push(state);
  }
}

function placeAt(address: Value, size: number): Place | null {
  const [of, offset] = address.kind === 'sum' ? [address.of, address.delta] : [address, 0];
  const base = describeBase(of);
  return base === null ? null : { base, offset, size };
}

function giveUp(address: number, what: string): Exploration {
  return { ok: false, reason: `${what} at 0x${address.toString(16)}` };
}
