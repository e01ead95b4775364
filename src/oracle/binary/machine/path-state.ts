/** The knowledge at one point of one path through a function. */
import { decideNonzero, type Decision } from './decide.js';
import type { Architecture } from './micro-op.js';
import { registerCount, threadLocal } from './registers.js';
import { cutTo, unknownValue, type Place, type Value } from './value.js';

export type PathEvent =
  | { readonly kind: 'decision'; readonly place: Place; readonly zero: boolean }
  /** `place` is null if the structure that was stored to is not known. */
  | { readonly kind: 'store'; readonly place: Place | null; readonly value: Value }
  | { readonly kind: 'call'; readonly target: number | null };

export interface State {
  at: number;
  /** The step at which the instruction at `at` continues: not the first if the path was split inside it. */
  begunOp: number;
  /** Instructions so far, and how often a condition could have had the other result. */
  steps: number;
  splits: number;
  /** Jumps backwards, by target. */
  turns: Map<number, Turn>;
  registers: Value[];
  /** Frame content by offset from the stack pointer at entry. */
  slots: Map<number, { readonly size: number; readonly value: Value }>;
  /** Readings already decided on this path. */
  known: Map<number, boolean>;
  events: PathEvent[];
}

/**
 * Waiting for a lock is a loop that can run forever. A path is dropped when it comes to the same place for the third
 * time, if the last turn could have been left (a path that left it is being followed) and showed nothing new.
 */
export function goesRoundAgain(state: State, target: number): boolean {
  const last = state.turns.get(target);
  const turns = (last?.turns ?? 0) + 1;
  state.turns.set(target, { turns, splits: state.splits, events: state.events.length });
  if (last === undefined || turns < 3 || state.splits === last.splits) return false;
  return state.events
    .slice(last.events)
    .every((event) => event.kind === 'call' || (event.kind === 'store' && event.place?.size !== 1));
}

interface Turn {
  readonly turns: number;
  readonly splits: number;
  readonly events: number;
}

function noteDecision(state: State, { load, zero }: Decision): void {
  state.known.set(load.id, zero);
  state.events.push({ kind: 'decision', place: load.place, zero });
}

export function startState(architecture: Architecture, start: number): State {
  const registers = Array.from({ length: registerCount }, () => unknownValue);
  registers[architecture.stackPointer] = { kind: 'stack', offset: 0 };
  if (architecture.goroutine !== null) registers[architecture.goroutine] = { kind: 'goroutine' };
  registers[threadLocal] = { kind: 'thread-local' };
  return {
    at: start,
    begunOp: 0,
    steps: 0,
    splits: 0,
    turns: new Map(),
    registers,
    slots: new Map(),
    known: new Map(),
    events: [],
  };
}

const copyOf = (state: State): State => ({
  ...state,
  turns: new Map(state.turns),
  registers: [...state.registers],
  slots: new Map(state.slots),
  known: new Map(state.known),
  events: [...state.events],
});

export function storeSlot(state: State, offset: number, size: number, value: Value): void {
  for (const [other, slot] of state.slots) {
    if (other < offset + size && offset < other + slot.size) state.slots.delete(other);
  }
  state.slots.set(offset, { size, value: cutTo(value, size) });
}

/** One state per possible result of the condition; the first is `state` itself. */
export function splitOff(
  state: State,
  condition: Value,
): { readonly state: State; readonly truth: boolean }[] {
  const answers = decideNonzero(condition, state.known);
  if (answers.length > 1) state.splits++;
  const copies = answers.map((_, index) => (index === 0 ? state : copyOf(state)));
  return answers.map((answer, index) => {
    const target = copies[index] ?? state;
    for (const decision of answer.decisions) noteDecision(target, decision);
    return { state: target, truth: answer.truth };
  });
}
