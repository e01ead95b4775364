/** The common parts of the short and the long instructions of s390x. */
import type { ByteCount, Condition, Operand, Register, Steps } from '../../machine/micro-op.js';
import { flags, lostValue, scratch } from '../../machine/registers.js';
import { addWord, clobber, compare, constant, nothing } from '../steps.js';
import { branchIf } from '../without-flags.js';

/** As a base or index, register 0 means none. */
export const baseOf = (register: number): Operand => (register === 0 ? constant(0) : register);

/** The base of a place that may have an index; unknown if it has both. */
export function baseWithIndex(base: number, index: number): Operand {
  if (base !== 0 && index !== 0) return lostValue;
  return baseOf(base === 0 ? index : base);
}

/** Condition masks name the codes 0 to 3 from the left; after a comparison these are equal, low and high. */
function conditionOfMask(mask: number): Condition | 'always' | 'never' {
  const conditions: readonly (Condition | 'always' | 'never')[] = [
    'never', 'other', 'gt', 'gt', 'lt', 'lt', 'ne', 'ne', 'eq', 'eq', 'ge', 'ge', 'le', 'le', 'always', 'always',
  ]; // prettier-ignore
  return conditions[mask] ?? 'other';
}

export function branchOnMask(mask: number, target: number): Steps {
  const condition = conditionOfMask(mask);
  if (condition === 'never') return nothing;
  return condition === 'always' ? [{ op: 'jump', target }] : [{ op: 'branch', condition, of: flags, target }];
}

/** Copies if the condition code is in the mask. */
export function copyOnMask(mask: number, to: Register, from: Operand): Steps {
  const condition = conditionOfMask(mask);
  if (condition === 'never') return nothing;
  if (condition === 'always') return [{ op: 'copy', to, from }];
  return [{ op: 'select', to, condition, of: flags, yes: from, no: to }];
}

/** Compares two values and branches, with the mask of the combined instructions. */
export function compareAndBranch(
  mask: number,
  left: Operand,
  right: Operand,
  size: ByteCount,
  target: number,
): Steps {
  const condition = conditionOfMask(mask & 14);
  if (condition === 'never') return nothing;
  return condition === 'always' ? [{ op: 'jump', target }] : branchIf(condition, left, right, size, target);
}

export function combine(
  how: 'and' | 'or' | 'xor',
  to: Register,
  left: Operand,
  right: Operand,
  size: ByteCount,
): Steps {
  if (how === 'xor' && left === right) return [{ op: 'copy', to, from: constant(0) }, ...clobber(flags)];
  return [
    { op: 'combine', to: scratch, how, left, right },
    compare(scratch, constant(0), size),
    { op: 'copy', to, from: scratch },
  ];
}

/** Adds a constant, in 64 or 32 bits. */
export const addTo = (to: Register, from: Operand, value: number, size: 4 | 8): Steps => [
  ...(size === 4 ? addWord(to, from, value) : ([{ op: 'add', to, from, value }] as const)),
  ...clobber(flags),
];

export const compareMemory = (base: Operand, offset: number, right: Operand, size: ByteCount): Steps => [
  { op: 'load', to: scratch, base, offset, size },
  compare(scratch, right, size),
];

export const testUnderMask = (base: Operand, offset: number, mask: number): Steps => [
  { op: 'load', to: scratch, base, offset, size: 1 },
  { op: 'combine', to: scratch, how: 'and', left: scratch, right: constant(mask) },
  compare(scratch, constant(0), 1),
];
