/** The steps of processors that keep the truth of a comparison in a general register, or branch at once. */
import type { ByteCount, Condition, Operand, Register, Steps } from '../machine/micro-op.js';
import { flags } from '../machine/registers.js';
import { compare, constant } from './steps.js';

/** Compares and branches in one. */
export const branchIf = (
  condition: Condition,
  left: Operand,
  right: Operand,
  size: ByteCount,
  target: number,
): Steps => [compare(left, right, size), { op: 'branch', condition, of: flags, target }];

/** Compares and keeps the truth in a register. */
export const setIf = (to: Register, condition: Condition, left: Operand, right: Operand): Steps => [
  compare(left, right, 8),
  { op: 'test', to, condition, of: flags },
];

/** `to` becomes `value` when `of` is (not) zero, else `other`. */
export const selectIf = (
  to: Register,
  condition: 'eq' | 'ne',
  of: Operand,
  value: Operand,
  other: Operand,
): Steps => [compare(of, constant(0), 8), { op: 'select', to, condition, of: flags, yes: value, no: other }];
