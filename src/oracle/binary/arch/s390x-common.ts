/** The common parts of the short and the long instructions of s390x. */
import {
  branchIf,
  clobber,
  constant,
  flags,
  nothing,
  scratch,
  type ByteCount,
  type Condition,
  type MicroOp,
  type Operand,
  type Register,
} from '../machine/micro-op.js';

/** As a base or index, register 0 means none. */
export const baseOf = (register: number): Operand => (register === 0 ? constant(0) : register);

/** Condition masks name the codes 0 to 3 from the left; after a comparison these are equal, low and high. */
export function conditionOfMask(mask: number): Condition | 'always' | 'never' {
  const conditions: readonly (Condition | 'always' | 'never')[] = [
    'never', 'other', 'gt', 'gt', 'lt', 'lt', 'ne', 'ne', 'eq', 'eq', 'ge', 'ge', 'le', 'le', 'always', 'always',
  ]; // prettier-ignore
  return conditions[mask] ?? 'other';
}

export function branchOnMask(mask: number, of: Register, target: number): readonly MicroOp[] {
  const condition = conditionOfMask(mask);
  if (condition === 'never') return nothing;
  return condition === 'always' ? [{ op: 'jump', target }] : [{ op: 'branch', condition, of, target }];
}

/** Compares two values and branches, with the mask of the combined instructions. */
export function compareAndBranch(
  mask: number,
  left: Operand,
  right: Operand,
  size: ByteCount,
  target: number,
): readonly MicroOp[] {
  const condition = conditionOfMask(mask & 14);
  if (condition === 'never') return nothing;
  return condition === 'always' ? [{ op: 'jump', target }] : branchIf(condition, left, right, size, target);
}

export const compareTo = (left: Operand, right: Operand, size: ByteCount): MicroOp => ({
  op: 'compare',
  to: flags,
  left,
  right,
  size,
});

export function combine(
  how: 'and' | 'or' | 'xor',
  to: Register,
  left: Operand,
  right: Operand,
  size: ByteCount,
): readonly MicroOp[] {
  if (how === 'xor' && left === right) return [{ op: 'copy', to, from: constant(0) }, ...clobber(flags)];
  return [
    { op: 'combine', to: scratch, how, left, right },
    compareTo(scratch, constant(0), size),
    { op: 'copy', to, from: scratch },
  ];
}
