import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyseFlag } from '../../../../../src/bugs/go72870/binary/analyse-flag.js';
import { explore, type Exploration } from '../../../../../src/oracle/binary/machine/explore.js';
import { findCallCounter } from '../../../../../src/bugs/go72870/binary/find-counter.js';
import { clobber, constant, storeLost } from '../../../../../src/oracle/binary/arch/steps.js';
import { branchIf, setIf } from '../../../../../src/oracle/binary/arch/without-flags.js';
import type { Architecture, ByteCount, MicroOp } from '../../../../../src/oracle/binary/machine/micro-op.js';

/** A machine whose instructions are the micro-operations themselves: one per address, from 0. */
function run(program: readonly (readonly MicroOp[])[]): Exploration {
  const architecture: Architecture = {
    stackPointer: 15,
    goroutine: 14,
    decode: (_, at) => ({ length: 1, ops: program[at] ?? [{ op: 'unknown' }] }),
  };
  const code = { length: program.length, u8: () => 0, u16: () => 0, u32: () => 0, i32: () => 0 };
  return explore({
    architecture,
    bytes: code,
    start: 0,
    callTargets: new Map(),
    neverReturns: (target) => target === 666,
  });
}

const load = (to: number, base: number, offset: number, size: ByteCount): MicroOp => ({
  op: 'load',
  to,
  base,
  offset,
  size,
});
const store = (value: number, offset: number): MicroOp => ({
  op: 'store',
  from: constant(value),
  base: 1,
  offset,
  size: 1,
});
const call = (target: number): MicroOp => ({ op: 'call', target: constant(target) });
const returns: readonly MicroOp[] = [{ op: 'return' }];
const [extra, flag, count, callback] = [100, 101, 104, 777];
/** gp.m into register 1. */
const loadM = load(1, 14, 48, 8);
const ncgo = { base: 'g+48:8', offset: count, size: 4 };

/** Tests a field of m and branches when it compares so. */
const when = (
  condition: 'eq' | 'ne',
  offset: number,
  size: ByteCount,
  target: number,
): readonly MicroOp[] => [
  loadM,
  load(2, 1, offset, size),
  ...branchIf(condition, 2, constant(0), size, target),
];

/** Clears the flag under isextra, calls back, and goes on with what is given; addresses from 4. */
const around = (...after: (readonly MicroOp[])[]): readonly (readonly MicroOp[])[] => [
  when('eq', extra, 1, 2),
  [store(0, flag)],
  [call(callback)],
  [loadM],
  ...after,
];

const verdictOf = (program: readonly (readonly MicroOp[])[]): string =>
  analyseFlag(run(program), (target) => target === callback, ncgo).verdict;

describe('what happens after the callback', () => {
  const set: readonly MicroOp[] = [loadM, store(1, flag)];

  test.each<[string, string, (readonly MicroOp[])[]]>([
    ['affected', 'only isextra', [when('eq', extra, 1, 6), set, returns]],
    ['fixed', 'isextra, then ncgo', [when('eq', extra, 1, 7), when('ne', count, 4, 7), set, returns]],
    ['fixed', 'ncgo, then isextra', [when('ne', count, 4, 7), when('eq', extra, 1, 7), set, returns]],
    [
      'affected',
      'ncgo tested, but set both ways',
      [when('eq', extra, 1, 8), when('ne', count, 4, 7), set, set, returns],
    ],
    ['unknown', 'ncgo the wrong way round', [when('eq', extra, 1, 7), when('eq', count, 4, 7), set, returns]],
    ['unknown', 'another field', [when('eq', extra, 1, 7), when('ne', 120, 4, 7), set, returns]],
    ['unknown', 'another field first', [when('ne', 120, 4, 7), when('eq', extra, 1, 7), set, returns]],
    ['unknown', 'ncgo in eight bytes', [when('eq', extra, 1, 7), when('ne', count, 8, 7), set, returns]],
    [
      'unknown',
      'a third condition',
      [when('eq', extra, 1, 8), when('ne', count, 4, 8), when('ne', 120, 4, 8), set, returns],
    ],
    ['unknown', 'no guard at all', [set, returns]],
    ['unknown', 'only ncgo', [when('ne', count, 4, 6), set, returns]],
    [
      'unknown',
      'an unknown value is stored',
      [when('eq', extra, 1, 6), [loadM, storeLost(1, flag, 1)], returns],
    ],
    [
      'absent',
      'a wider store covers the flag',
      [when('eq', extra, 1, 6), [loadM, storeLost(1, extra, 4)], returns],
    ],
    ['absent', 'nothing is stored', [returns]],
    [
      'fixed',
      'a path that panics does not count',
      [when('eq', extra, 1, 8), when('ne', count, 4, 7), set, [{ op: 'jump', target: 8 }], [call(666)]],
    ],
  ])('%s: %s', (verdict, _, after) => {
    const program = around(...after);
    // The last row ends in a panic; give the other paths a way out.
    const whole = after.at(-1) === returns ? program : [...program.slice(0, 7), returns, ...program.slice(8)];
    expect(verdictOf(whole)).toBe(verdict);
  });

  test('a stored comparison is both of its paths', () => {
    const assign: readonly MicroOp[] = [
      loadM,
      load(2, 1, count, 4),
      ...setIf(3, 'eq', 2, constant(0)),
      { op: 'store', from: 3, base: 1, offset: flag, size: 1 },
    ];
    expect(verdictOf(around(when('eq', extra, 1, 6), assign, returns))).toBe('fixed');
  });

  test('values survive a stack slot, but not a call in a register', () => {
    const spill: MicroOp = { op: 'store', from: 2, base: 15, offset: -8, size: 4 };
    const reload = load(2, 15, -8, 4);
    const through = (...steps: MicroOp[]): string =>
      verdictOf(
        around(
          [loadM, load(2, 1, count, 4), spill, call(1), ...steps],
          when('eq', extra, 1, 8).map((op) =>
            op.op === 'load' && op.to === 2
              ? { ...op, to: 4 }
              : op.op === 'compare'
                ? { ...op, left: 4 }
                : op,
          ),
          [...branchIf('ne', 2, constant(0), 4, 8)],
          set,
          returns,
        ),
      );
    expect(through(reload)).toBe('fixed');
    expect(through()).toBe('unknown');
    expect(through({ op: 'store', from: constant(0), base: 15, offset: -6, size: 4 }, reload)).toBe(
      'unknown',
    );
  });

  test('without the counter nothing is decided', () => {
    const program = around(when('eq', extra, 1, 6), set, returns);
    expect(analyseFlag(run(program), (target) => target === callback, null).verdict).toBe('unknown');
  });

  test('the same offset in another structure is another field', () => {
    const elsewhere = when('ne', count, 4, 7).map((op) => (op === loadM ? load(1, 14, 56, 8) : op));
    expect(verdictOf(around(when('eq', extra, 1, 7), elsewhere, set, returns))).toBe('unknown');
  });
});

const change = (offset: number, by: number): readonly MicroOp[] => [
  loadM,
  load(2, 1, offset, 4),
  { op: 'add', to: 2, from: 2, value: by },
  { op: 'store', from: 2, base: 1, offset, size: 4 },
];

describe('the counter', () => {
  test('is the field that goes up and down', () => {
    expect(findCallCounter(run([change(8, 1), change(count, 1), change(count, -1), returns]))).toEqual(ncgo);
  });

  test.each([
    ['none', [change(8, 1), change(12, -1), returns]],
    ['two', [change(8, 1), change(8, -1), change(12, 1), change(12, -1), returns]],
  ])('is not found among %s', (_, program) => {
    expect(findCallCounter(run(program))).toBeNull();
  });
});

describe('any program at all', () => {
  const operation = fc.oneof(
    fc.constantFrom<readonly MicroOp[]>(
      [loadM],
      returns,
      [call(callback)],
      [store(1, flag)],
      [store(0, flag)],
      clobber(1),
      [],
    ),
    fc
      .tuple(fc.constantFrom('eq' as const, 'ne' as const), fc.constantFrom(extra, flag, count), fc.nat(12))
      .map(([condition, offset, target]) => when(condition, offset, offset === count ? 4 : 1, target)),
    fc.nat(12).map((target): readonly MicroOp[] => [{ op: 'jump', target }]),
  );

  test(
    'is explored to an end, and is fixed only when every path that sets the flag saw ncgo == 0',
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(fc.array(operation, { minLength: 1, maxLength: 12 }), (program) => {
          const exploration = run(program);
          const { verdict } = analyseFlag(exploration, (target) => target === callback, ncgo);
          const fixedPaths = verdict === 'fixed' && exploration.ok ? exploration.paths : [];
          const sound = fixedPaths.every(({ events, end }) => {
            const at = events.findIndex((event) => event.kind === 'call');
            const after = events.slice(at + 1);
            const sets = after.findLast((event) => event.kind === 'store');
            const setsFlag =
              sets?.kind === 'store' && sets.value.kind === 'constant' && sets.value.value === 1;
            const sawZero = after.some(
              (event) => event.kind === 'decision' && event.place.offset === count && event.zero,
            );
            return end === 'stopped' || at === -1 || !setsFlag || sawZero;
          });
          expect(sound).toBe(true);
        }),
        { numRuns: 150 },
      );
    },
  );

  test('that waits for a lock is left by the path that gets it', () => {
    const spin: readonly MicroOp[] = [{ op: 'branch', condition: 'other', of: 60, target: 7 }];
    const program = around(when('eq', extra, 1, 6), [loadM, store(1, flag)], [call(1)], spin, returns);
    expect(verdictOf(program)).toBe('affected');
  });
});
