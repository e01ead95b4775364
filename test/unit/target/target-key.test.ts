import { expect, test } from 'vitest';
import { targetKey } from '../../../src/target/target-key.js';
import { usualTarget } from '../../helpers/targets.js';

test('targets that differ in one thing have keys that differ', () => {
  const targets = [
    usualTarget,
    { ...usualTarget, goos: 'freebsd' },
    { ...usualTarget, goarch: 'arm64' },
    { ...usualTarget, libc: 'musl' },
    { ...usualTarget, cc: 'clang' },
    { ...usualTarget, buildmode: 'pie' },
    { ...usualTarget, race: true },
  ] as const;
  expect(new Set(targets.map(targetKey)).size).toBe(targets.length);
  expect(targetKey(usualTarget)).toBe('linux/amd64/glibc exe gcc');
});
