import { expect, test } from 'vitest';
import { hasSignal, parseLimits, parseStatus } from '../../../../src/pipeline/doctor/process-status.js';

/** From /proc/self/status under `nohup strace node`, shortened. */
const status = `Name:\tnode
TracerPid:\t4711
SigBlk:\t0000000000000000
SigIgn:\t0000000001001001
NoNewPrivs:\t1
Seccomp:\t2
`;

test('values are read by name', () => {
  const parsed = parseStatus(status);
  expect(parsed.get('TracerPid')).toBe('4711');
  expect(parsed.get('Seccomp')).toBe('2');
  expect(parsed.get('Missing')).toBeUndefined();
});

test('signal n is bit n-1', () => {
  // SIGHUP 1, SIGPIPE 13, SIGCHLD+8 25
  const mask = parseStatus(status).get('SigIgn');
  expect([1, 13, 25].every((signal) => hasSignal(mask, signal))).toBe(true);
  expect([2, 3, 12, 14, 23, 27].some((signal) => hasSignal(mask, signal))).toBe(false);
  expect(hasSignal('0000000004000000', 27)).toBe(true);
});

test('a mask that is none blocks nothing', () => {
  expect([undefined, '', 'xyz', 'f'.repeat(1000)].some((mask) => hasSignal(mask, 27))).toBe(false);
});

test('soft limits count, and unlimited is none', () => {
  const limits = parseLimits(`Limit                     Soft Limit           Hard Limit           Units
Max core file size        0                    unlimited            bytes
Max processes             96365                96365                processes
Max address space         unlimited            unlimited            bytes
`);
  expect(limits.get('Max core file size')).toBe(0);
  expect(limits.get('Max processes')).toBe(96365);
  expect(limits.get('Max address space')).toBeNull();
});
