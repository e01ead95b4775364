/**
 * Walks every path through one function, following values through registers and stack slots, and writes down what the
 * later judgement needs: which fields were found zero or not, which fields were stored to, which calls were made.
 * Bounded in steps and paths; code that needs more is not understood.
 */
import { unreachable } from '../../../model/unreachable.js';
import { testOf, truthConstant } from './decide.js';
import {
  discarded,
  registerCount,
  threadLocal,
  type Architecture,
  type Instruction,
  type InstructionBytes,
  type MicroOp,
  type Operand,
  type Register,
} from './micro-op.js';
import { goesRoundAgain, splitOff, startState, storeSlot, type PathEvent, type State } from './path-state.js';
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
  /** `stopped` is a call that does not come back. */
  readonly end: 'return' | 'stopped';
}

export type Exploration =
  { readonly ok: true; readonly paths: readonly Path[] } | { readonly ok: false; readonly reason: string };

export interface CodeToExplore {
  readonly architecture: Architecture;
  readonly bytes: InstructionBytes;
  /** Address of the first byte, where exploration begins. */
  readonly start: number;
  /** What is not in the code but in relocations, by the address of the operand: targets of calls, null for others. */
  readonly callTargets: ReadonlyMap<number, number | null>;
  /** Whether a call to this address never comes back, such as to runtime.throw. */
  readonly neverReturns: (target: number) => boolean;
}

const [mostPaths, mostSteps, mostStepsInPath] = [512, 40_000, 2000];

/** Jumps within a function are complete; what the linker has to fill in goes elsewhere. */
const leavesFunction = { giveUp: 'control leaves the function' };

/** What one instruction came to: go on, stop there, or give up. */
type Step = 'next' | 'return' | 'stopped' | { readonly jump: number } | { readonly giveUp: string };

export function explore(code: CodeToExplore): Exploration {
  const paths: Path[] = [];
  const waiting: State[] = [startState(code.architecture, code.start)];
  const decoded = new Map<number, Instruction>();
  let [steps, begun, nextId] = [0, 1, 0];

  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (;;) {
      const offset = state.at - code.start;
      if (offset < 0 || offset >= code.bytes.length) return giveUp(state.at, leavesFunction.giveUp);
      if (++steps > mostSteps || begun > mostPaths || ++state.steps > mostStepsInPath) {
        return giveUp(state.at, 'it has too many paths');
      }
      const instruction = decoded.get(offset) ?? code.architecture.decode(code.bytes, offset, state.at);
      decoded.set(offset, instruction);
      const outcome = execute(state, instruction);
      if (typeof outcome === 'object' && 'giveUp' in outcome) return giveUp(state.at, outcome.giveUp);
      if (outcome === 'return' || outcome === 'stopped') {
        paths.push({ events: state.events, end: outcome });
        break;
      }
      const next = outcome === 'next' ? state.at + instruction.length : outcome.jump;
      if (next <= state.at && goesRoundAgain(state, next)) break;
      state.at = next;
    }
  }
  return { ok: true, paths };

  function execute(state: State, instruction: Instruction): Step {
    const { ops } = instruction;
    for (let index = state.begunOp; index < ops.length; index++) {
      const op = ops[index];
      if (op === undefined) break;
      // Where a copy of this state takes up again if the path splits here.
      state.begunOp = index + 1;
      const outcome = perform(state, op);
      if (outcome !== 'next') {
        state.begunOp = 0;
        return outcome;
      }
    }
    state.begunOp = 0;
    return 'next';
  }

  function perform(state: State, op: MicroOp): Step {
    const read = (operand: Operand): Value =>
      typeof operand === 'number'
        ? (state.registers[operand] ?? unknownValue)
        : constantValue(operand.constant);
    switch (op.op) {
      case 'copy':
        write(state, op.to, read(op.from));
        return 'next';
      case 'extend':
        write(state, op.to, cutTo(read(op.from), op.size));
        return 'next';
      case 'add':
        write(state, op.to, addTo(read(op.from), op.value));
        return 'next';
      case 'combine':
        write(state, op.to, combine(op.how, read(op.left), read(op.right)));
        return 'next';
      case 'load':
        write(state, op.to, loadFrom(state, read(op.base), op.offset, op.size));
        return 'next';
      case 'store':
        return storeTo(state, addTo(read(op.base), op.offset), op.size, read(op.from));
      case 'compare': {
        const [left, right] = [cutTo(read(op.left), op.size), cutTo(read(op.right), op.size)];
        write(state, op.to, { kind: 'comparison', left, right });
        return 'next';
      }
      case 'test':
        write(state, op.to, testOf(op.condition, read(op.of)));
        return 'next';
      case 'select':
        return select(state, op, read);
      case 'branch':
        return relocatedTarget(state) === undefined
          ? branch(state, op.target, testOf(op.condition, read(op.of)))
          : leavesFunction;
      case 'jump':
        return relocatedTarget(state) === undefined ? { jump: op.target } : leavesFunction;
      case 'shift':
        write(state, op.to, shift(read(op.from), op.direction, op.amount));
        return 'next';
      case 'call': {
        const callee = op.target === null ? unknownValue : read(op.target);
        const relocated = relocatedTarget(state);
        const written = callee.kind === 'constant' ? callee.value : null;
        const target = relocated === undefined ? written : relocated;
        state.events.push({ kind: 'call', target });
        if (target !== null && code.neverReturns(target)) return 'stopped';
        forgetRegisters(state);
        return 'next';
      }
      case 'return':
        return 'return';
      case 'trap':
        return 'stopped';
      case 'clobber':
        for (const register of op.registers) write(state, register, unknownValue);
        return 'next';
      case 'unknown':
        return { giveUp: 'an instruction is not understood' };
      default:
        return unreachable(op);
    }
  }

  /** Undefined when the instruction is complete as it stands. */
  function relocatedTarget(state: State): number | null | undefined {
    if (code.callTargets.size === 0) return undefined;
    const { length } = decoded.get(state.at - code.start) ?? { length: 0 };
    for (let at = state.at; at < state.at + length; at++) {
      const target = code.callTargets.get(at);
      if (target !== undefined) return target;
    }
    return undefined;
  }

  function write(state: State, register: Register, value: Value): void {
    // Go reserves these; nothing the compiler emits changes what they mean.
    const { goroutine } = code.architecture;
    if (register === goroutine || register === threadLocal || register === discarded) return;
    state.registers[register] = value;
  }

  function forgetRegisters(state: State): void {
    const { stackPointer } = code.architecture;
    for (let register = 0; register < registerCount; register++) {
      if (register !== stackPointer) write(state, register, unknownValue);
    }
  }

  function loadFrom(state: State, base: Value, offset: number, size: number): Value {
    const address = addTo(base, offset);
    if (address.kind === 'stack') {
      const slot = state.slots.get(address.offset);
      return slot !== undefined && size <= slot.size ? cutTo(slot.value, size) : unknownValue;
    }
    const place = placeAt(address, size);
    return place === null ? unknownValue : { kind: 'load', id: nextId++, place };
  }

  function storeTo(state: State, address: Value, size: number, value: Value): Step {
    if (address.kind === 'stack') {
      storeSlot(state, address.offset, size, value);
      return 'next';
    }
    const place = placeAt(address, size);
    if (place !== null && size === 1 && isBoolean(value)) {
      // A stored condition is two paths: one that stores 1, one that stores 0.
      for (const answer of splitOff(state, value)) {
        answer.state.events.push({ kind: 'store', place, value: truthConstant(answer.truth) });
        if (answer.state !== state) queue(answer.state);
      }
      return 'next';
    }
    state.events.push({ kind: 'store', place, value: cutTo(value, size) });
    return 'next';
  }

  function select(
    state: State,
    op: Extract<MicroOp, { op: 'select' }>,
    read: (operand: Operand) => Value,
  ): Step {
    const [yes, no] = [read(op.yes), read(op.no)];
    for (const answer of splitOff(state, testOf(op.condition, read(op.of)))) {
      write(answer.state, op.to, answer.truth ? yes : no);
      if (answer.state !== state) queue(answer.state);
    }
    return 'next';
  }

  function branch(state: State, target: number, condition: Value): Step {
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
      queue(answer.state);
    }
    return here;
  }

  function queue(state: State): void {
    begun++;
    waiting.push(state);
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
