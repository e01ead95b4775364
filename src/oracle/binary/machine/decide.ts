import { unreachable } from '../../../model/unreachable.js';
import { constantValue, cutTo, type Load, type Value } from './value.js';
import type { Condition } from './micro-op.js';

/** A reading of a field that was found to be zero or not on a path. */
export interface Decision {
  readonly load: Load;
  readonly zero: boolean;
}

/** One possible result of a condition, and what it says about fields. */
export interface Answer {
  readonly truth: boolean;
  readonly decisions: readonly Decision[];
}

/** The knowledge on the path so far: load id to "is zero". */
type Known = ReadonlyMap<number, boolean>;

const both: readonly Answer[] = [
  { truth: true, decisions: [] },
  { truth: false, decisions: [] },
];
const only = (truth: boolean): readonly Answer[] => [{ truth, decisions: [] }];
const mostNesting = 16;
/** Real guards have a handful; each further field can double them. */
const mostAnswers = 64;

/** The ways in which `value` can be zero or not; both, without knowledge, if it is not understood. */
export function decideNonzero(value: Value, known: Known, depth = 0): readonly Answer[] {
  if (depth > mostNesting) return both;
  switch (value.kind) {
    case 'constant':
      return only(value.value !== 0);
    case 'load':
      return decideLoad(value, known);
    case 'test':
      return decideTest(value.condition, value.left, value.right, known, depth);
    case 'both':
      return inOrder(value.left, value.right, false, known, depth);
    case 'either':
      return inOrder(value.left, value.right, true, known, depth);
    case 'raised':
      // Nothing is lost if the bytes shifted out were only the extension of a narrow value.
      return value.amount % 8 === 0 && cutTo(value.of, (64 - value.amount) / 8) === value.of
        ? decideNonzero(value.of, known, depth + 1)
        : both;
    case 'unknown':
    case 'stack':
    case 'goroutine':
    case 'thread-local':
    case 'sum':
    case 'comparison':
      return both;
  }
}

function decideLoad(load: Load, known: Known): readonly Answer[] {
  const zero = known.get(load.id);
  if (zero !== undefined) return only(!zero);
  return [
    { truth: true, decisions: [{ load, zero: false }] },
    { truth: false, decisions: [{ load, zero: true }] },
  ];
}

/**
 * `left && right`, or with `decisive` true `left || right`: the right side counts only if the left one leaves it open.
 */
function inOrder(
  left: Value,
  right: Value,
  decisive: boolean,
  known: Known,
  depth: number,
): readonly Answer[] {
  const answers = decideNonzero(left, known, depth + 1).flatMap((first) => {
    if (first.truth === decisive) return [first];
    const more = new Map([...known, ...first.decisions.map(({ load, zero }) => [load.id, zero] as const)]);
    return decideNonzero(right, more, depth + 1).map((second) => ({
      truth: second.truth,
      decisions: [...first.decisions, ...second.decisions],
    }));
  });
  return answers.length > mostAnswers ? both : answers;
}

/** How a condition `value ? constant` asks about zero: true for "is not zero", null for another question. */
function asksNonzero(condition: Condition, constant: number): boolean | null {
  if (constant === 0) {
    if (condition === 'ne' || condition === 'gtu') return true;
    if (condition === 'eq' || condition === 'leu') return false;
  }
  if (constant === 1) {
    if (condition === 'geu') return true;
    if (condition === 'ltu') return false;
  }
  return null;
}

const mirrored: Readonly<Record<Condition, Condition>> = {
  eq: 'eq',
  ne: 'ne',
  lt: 'gt',
  gt: 'lt',
  le: 'ge',
  ge: 'le',
  ltu: 'gtu',
  gtu: 'ltu',
  leu: 'geu',
  geu: 'leu',
  other: 'other',
};

function decideTest(
  condition: Condition,
  left: Value,
  right: Value,
  known: Known,
  depth: number,
): readonly Answer[] {
  if (left.kind === 'constant' && right.kind === 'constant') {
    return compareConstants(condition, left.value, right.value);
  }
  if (left.kind === 'constant') return decideTest(mirrored[condition], right, left, known, depth);
  if (right.kind !== 'constant') return both;
  const nonzero = asksNonzero(condition, right.value);
  if (nonzero === null) return both;
  return decideNonzero(left, known, depth + 1).map((answer) => ({
    truth: answer.truth === nonzero,
    decisions: answer.decisions,
  }));
}

/** Unsigned comparisons of constants give no answer, because constants are kept signed. */
function compareConstants(condition: Condition, left: number, right: number): readonly Answer[] {
  switch (condition) {
    case 'eq':
      return only(left === right);
    case 'ne':
      return only(left !== right);
    case 'lt':
      return only(left < right);
    case 'ge':
      return only(left >= right);
    case 'gt':
      return only(left > right);
    case 'le':
      return only(left <= right);
    case 'ltu':
    case 'geu':
    case 'gtu':
    case 'leu':
    case 'other':
      return both;
    default:
      return unreachable(condition);
  }
}

/** The value of a comparison's condition. */
export function testOf(condition: Condition, compared: Value): Value {
  if (compared.kind !== 'comparison') return { kind: 'unknown' };
  return { kind: 'test', condition, left: compared.left, right: compared.right };
}

export const truthConstant = (truth: boolean): Value => constantValue(truth ? 1 : 0);
