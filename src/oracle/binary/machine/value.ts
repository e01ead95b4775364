import { unreachable } from '../../../model/unreachable.js';
import type { Condition } from './micro-op.js';

/** The knowledge about a register's or stack slot's content, as an expression over memory at the time of reading. */
export type Value =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'constant'; readonly value: number }
  /** An address in this function's frame, counted from the stack pointer at entry. */
  | { readonly kind: 'stack'; readonly offset: number }
  | { readonly kind: 'goroutine' }
  | { readonly kind: 'thread-local' }
  | Load
  | { readonly kind: 'sum'; readonly of: Value; readonly delta: number }
  /** Shifted left: the high half of a sign or zero extension, or a field out of its place. */
  | { readonly kind: 'raised'; readonly of: Value; readonly amount: number }
  | { readonly kind: 'comparison'; readonly left: Value; readonly right: Value }
  /** 1 or 0. */
  | {
      readonly kind: 'test';
      readonly condition: Condition;
      readonly left: Value;
      readonly right: Value;
    }
  | { readonly kind: 'both'; readonly left: Value; readonly right: Value }
  | { readonly kind: 'either'; readonly left: Value; readonly right: Value };

/** One reading of one field. `id` distinguishes two readings of the same field. */
export interface Load {
  readonly kind: 'load';
  readonly id: number;
  readonly place: Place;
}

/** A field: its structure, the offset in it, and the width in bytes. */
export interface Place {
  /** The computation of the structure's address, in words that are equal for equal computations: `g+48:8`. */
  readonly base: string;
  readonly offset: number;
  readonly size: number;
}

export const unknownValue: Value = { kind: 'unknown' };
export const constantValue = (value: number): Value => ({ kind: 'constant', value });

export const samePlace = (a: Place, b: Place): boolean =>
  a.base === b.base && a.offset === b.offset && a.size === b.size;

/** Null for bases that cannot be distinguished from others. */
export function describeBase(value: Value): string | null {
  switch (value.kind) {
    case 'goroutine':
      return 'g';
    case 'thread-local':
      return 'tls';
    case 'constant':
      return `@${value.value}`;
    case 'load':
      return `${value.place.base}+${value.place.offset}:${value.place.size}`;
    case 'unknown':
    case 'stack':
    case 'sum':
    case 'raised':
    case 'comparison':
    case 'test':
    case 'both':
    case 'either':
      return null;
    default:
      return unreachable(value);
  }
}

export function addTo(value: Value, delta: number): Value {
  switch (value.kind) {
    case 'constant':
      return constantValue(value.value + delta);
    case 'stack':
      return { kind: 'stack', offset: value.offset + delta };
    case 'sum':
      return value.delta + delta === 0 ? value.of : { kind: 'sum', of: value.of, delta: value.delta + delta };
    case 'load':
    case 'goroutine':
    case 'thread-local':
      return delta === 0 ? value : { kind: 'sum', of: value, delta };
    case 'unknown':
    case 'raised':
    case 'comparison':
    case 'test':
    case 'both':
    case 'either':
      return unknownValue;
    default:
      return unreachable(value);
  }
}

const isTruth = (value: Value): boolean =>
  value.kind === 'test' || value.kind === 'both' || value.kind === 'either';

/** `value` cut to `size` bytes: unchanged if it fits, unknown if bits would be lost. */
export function cutTo(value: Value, size: number): Value {
  if (size >= 8 || isTruth(value)) return value;
  // Addresses fill a register of any width: nothing ever cuts one.
  if (value.kind === 'stack' || value.kind === 'goroutine' || value.kind === 'thread-local') {
    return size >= 4 ? value : unknownValue;
  }
  if (value.kind === 'constant') return constantValue(signed(value.value, size));
  const widest = value.kind === 'sum' ? value.of : value;
  return widest.kind === 'load' && widest.place.size <= size ? value : unknownValue;
}

/** Shifting up and down by the same amount keeps the low bytes. */
export function shift(value: Value, direction: 'left' | 'right', amount: number): Value {
  if (amount === 0) return value;
  if (direction === 'left') return { kind: 'raised', of: value, amount };
  if (value.kind !== 'raised' || value.amount !== amount || amount % 8 !== 0) return unknownValue;
  return cutTo(value.of, (64 - amount) / 8);
}

/** Constants are kept signed, so that all-ones reads the same at every width. */
function signed(value: number, size: number): number {
  const range = 2 ** (8 * size);
  const low = ((value % range) + range) % range;
  return low >= range / 2 ? low - range : low;
}

/** Bitwise operations, as far as they make sense of booleans: Go keeps them as a byte 0 or 1. */
export function combine(how: 'and' | 'or' | 'xor', left: Value, right: Value): Value {
  if (left.kind === 'constant' && right.kind !== 'constant') return combine(how, right, left);
  if (right.kind === 'constant') return combineWithConstant(how, left, right.value);
  if (how === 'or' && left === right) return left;
  if (!isBoolean(left) || !isBoolean(right) || how === 'xor') return unknownValue;
  return { kind: how === 'and' ? 'both' : 'either', left, right };
}

function combineWithConstant(how: 'and' | 'or' | 'xor', left: Value, right: number): Value {
  if (left.kind === 'constant' && Math.abs(left.value) < 2 ** 31 && Math.abs(right) < 2 ** 32) {
    if (how === 'and') return constantValue(left.value & right);
    return constantValue(how === 'or' ? left.value | right : left.value ^ right);
  }
  if (how === 'and') {
    if (right === 0) return constantValue(0);
    const keepsBoolean = isBoolean(left) && right % 2 !== 0;
    const keepsByte = left.kind === 'load' && left.place.size === 1 && (right & 0xff) === 0xff;
    return keepsBoolean || keepsByte || right === -1 ? left : unknownValue;
  }
  if (right === 0) return left;
  if (how === 'xor' && right === 1 && isTruth(left)) return not(left);
  return unknownValue;
}

export const not = (value: Value): Value => ({
  kind: 'test',
  condition: 'eq',
  left: value,
  right: constantValue(0),
});

/** A truth value, or a byte: the only bytes these functions look at are booleans. */
export const isBoolean = (value: Value): boolean =>
  isTruth(value) || (value.kind === 'load' && value.place.size === 1);
