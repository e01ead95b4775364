import { expect, test } from 'vitest';
import type { Cell } from '../../../../../src/model/report.js';
import { targetNames } from '../../../../../src/report/page/target-grid/names.js';
import { must } from '../../../../helpers/must.js';
import { goldenReport } from '../../../../helpers/golden-report.js';

const plain: Cell = { ...must(goldenReport('run-affected').cells[0]), runner: null };
const cells: Cell[] = [
  plain,
  { ...plain, go: 'go1.23.8' },
  { ...plain, buildmode: 'c-shared', variant: 'load=dlopen' },
  { ...plain, buildmode: 'c-shared', variant: 'load=linked' },
  { ...plain, libc: 'musl', cc: 'musl-gcc' },
  { ...plain, libc: 'musl', cc: 'musl-gcc', variant: 'static' },
  { ...plain, goarch: 'arm64', cc: 'aarch64-linux-gnu-gcc', runner: 'qemu-aarch64-static -L /usr/x' },
  { ...plain, goos: 'windows', libc: 'msvcrt', cc: 'x86_64-w64-mingw32-gcc', runner: 'wine' },
];

test('a target is named by what tells it from the others', () => {
  const name = targetNames(cells);
  expect(cells.map(name)).toStrictEqual([
    'linux/amd64',
    'linux/amd64',
    'linux/amd64, c-shared, load=dlopen',
    'linux/amd64, c-shared, load=linked',
    'linux/amd64, musl',
    'linux/amd64, musl, static',
    'linux/arm64',
    'windows/amd64',
  ]);
});

test('one target is its platform', () => {
  expect(targetNames([plain])(plain)).toBe('linux/amd64');
});

test('what is not as usual is named, even if nothing else is there to compare', () => {
  const pie = { ...plain, buildmode: 'pie' } as const;
  const musl = { ...plain, libc: 'musl' };
  expect([targetNames([pie])(pie), targetNames([musl])(musl)]).toStrictEqual([
    'linux/amd64, pie',
    'linux/amd64, musl',
  ]);
});

test('compilers and runners are named where only they differ', () => {
  const clang = { ...plain, cc: 'clang' };
  const qemu = { ...plain, runner: 'qemu-x86_64' };
  const name = targetNames([plain, clang, qemu]);
  expect([plain, clang, qemu].map(name)).toStrictEqual([
    'linux/amd64, gcc, native',
    'linux/amd64, clang, native',
    'linux/amd64, gcc, under qemu-x86_64',
  ]);
});
