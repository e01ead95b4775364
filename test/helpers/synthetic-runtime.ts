/** What the runtime does around a callback, in machine code as Go's compiler writes it. */
import type { SyntheticFunction } from './synthetic-program.js';

/** What comes before the flag is set again. A look-alike asks another field than ncgo. */
export type SyntheticGuard = 'affected' | 'fixed' | 'look-alike';

const loadM = [0x49, 0x8b, 0x76, 0x30]; // mov 0x30(%r14),%rsi
const testExtra = [0x80, 0xbe, 0x19, 0x01, 0, 0, 0]; // cmpb $0,0x119(%rsi)
const testCount = [0x83, 0xbe, 0x30, 0x01, 0, 0, 0]; // cmpl $0,0x130(%rsi)
const storeFlag = (value: number): number[] => [0xc6, 0x86, 0x1a, 0x01, 0, 0, value]; // movb $value,0x11a(%rsi)
const skipIfEqual = (distance: number): number[] => [0x74, distance];
const skipIfNot = (distance: number): number[] => [0x75, distance];
const raiseCount = [0x49, 0x8b, 0x46, 0x30, 0xff, 0x80, 0x30, 0x01, 0, 0]; // mov 0x30(%r14),%rax; incl 0x130(%rax)
const lowerCount = [0x49, 0x8b, 0x4e, 0x30, 0xff, 0x89, 0x30, 0x01, 0, 0]; // mov 0x30(%r14),%rcx; decl 0x130(%rcx)
const returns = [0xc3];

/** For amd64. */
export function runtimeFunctions(guard: SyntheticGuard): SyntheticFunction[] {
  const guards = {
    affected: [...skipIfEqual(7)],
    fixed: [...skipIfEqual(16), ...testCount, ...skipIfNot(7)],
    // A field that is not ncgo: 0x138 instead of 0x130.
    'look-alike': [...skipIfEqual(16), 0x83, 0xbe, 0x38, 0x01, 0, 0, 0, ...skipIfNot(7)],
  };
  return around(
    [...raiseCount, 'runtime.asmcgocall', ...lowerCount, ...returns],
    [
      ...loadM,
      ...testExtra,
      ...skipIfEqual(7),
      ...storeFlag(0),
      'runtime.cgocallbackg1',
      ...loadM,
      ...testExtra,
      ...guards[guard],
      ...storeFlag(1),
      ...returns,
    ],
    returns,
  );
}

const words = (...values: readonly number[]): number[] =>
  values.flatMap((value) => [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24]);

const armLoadM = 0xe59a_0018; // ldr r0, [r10, #24]
const armTestExtra = [0xe5d0_10a9, 0xe351_0000]; // ldrb r1, [r0, #169]; cmp r1, #0
const armTestField = (offset: number): number[] => [0xe590_1000 | offset, 0xe351_0000]; // ldr r1, [r0, #offset]; cmp r1, #0
const armStoreFlag = 0xe5c0_20aa; // strb r2, [r0, #170]
const armSkip = (condition: 'eq' | 'ne', count: number): number =>
  ((condition === 'eq' ? 0x0a00_0000 : 0x1a00_0000) | (count - 1)) >>> 0; // beq, bne over so many instructions
const armChangeCount = (instruction: number): number[] => [armLoadM, 0xe590_10bc, instruction, 0xe580_10bc]; // [r0, #188]
const armReturns = words(0xe12f_ff1e); // bx lr

/** For 32-bit arm. */
export function armRuntimeFunctions(guard: SyntheticGuard): SyntheticFunction[] {
  const guards = {
    affected: [armSkip('eq', 2)],
    fixed: [armSkip('eq', 5), ...armTestField(188), armSkip('ne', 2)],
    'look-alike': [armSkip('eq', 5), ...armTestField(192), armSkip('ne', 2)],
  };
  return around(
    [
      ...words(...armChangeCount(0xe281_1001)), // add r1, r1, #1
      'runtime.asmcgocall',
      ...words(...armChangeCount(0xe241_1001)), // sub r1, r1, #1
      ...armReturns,
    ],
    [
      ...words(armLoadM, ...armTestExtra, armSkip('eq', 2), 0xe3a0_2000, armStoreFlag), // mov r2, #0
      'runtime.cgocallbackg1',
      ...words(armLoadM, ...armTestExtra, ...guards[guard], 0xe3a0_2001, armStoreFlag), // mov r2, #1
      ...armReturns,
    ],
    armReturns,
  );
}

/** Beside those two, what even the smallest Go program has. */
const inEveryProgram = ['mstart', 'mallocgc', 'gopanic', 'newproc', 'schedule'].map(
  (name) => `runtime.${name}`,
);

function around(
  cgocall: SyntheticFunction['code'],
  cgocallbackg: SyntheticFunction['code'],
  empty: SyntheticFunction['code'],
): SyntheticFunction[] {
  return [
    { name: 'runtime.cgocall', code: cgocall },
    { name: 'runtime.asmcgocall', code: empty },
    { name: 'runtime.cgocallbackg', code: cgocallbackg },
    { name: 'runtime.cgocallbackg1', code: empty },
    { name: 'runtime.main', code: empty },
    { name: 'runtime.goexit', code: empty },
    ...inEveryProgram.map((name) => ({ name, code: empty })),
    { name: 'crosscall2', code: ['runtime.cgocallbackg', ...empty] },
    { name: '_cgoexp_0123456789ab_goOuter', code: empty },
  ];
}
