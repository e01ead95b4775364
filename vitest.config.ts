import { defineConfig } from 'vitest/config';

/**
 * Four projects, because they differ in what they need: `unit` is pure and parallel, `e2e` drives the real bin
 * without any toolchain work worth mentioning, `toolchains` downloads, builds and runs real Go releases and must not
 * share the cores with anything else; so the groups run one after another. `fuzz` damages files; FUZZ_RUNS says how many.
 */
export default defineConfig({
  test: {
    // `U=1 npm test` rewrites the golden files.
    update: process.env['U'] === '1',
    // Time limits are generous: on a loaded machine everything takes longer, and timing is not what is tested.
    projects: [
      {
        test: {
          name: 'unit',
          testTimeout: 120_000,
          sequence: { groupOrder: 0 },
          include: ['test/unit/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'fuzz',
          testTimeout: 600_000,
          sequence: { groupOrder: 1 },
          include: ['test/fuzz/**/*.fuzz.ts'],
        },
      },
      {
        test: {
          name: 'e2e',
          sequence: { groupOrder: 2 },
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          globalSetup: 'test/helpers/global-setup.ts',
        },
      },
      {
        test: {
          name: 'toolchains',
          sequence: { groupOrder: 3 },
          include: ['test/toolchains/**/*.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          fileParallelism: false,
          globalSetup: 'test/helpers/global-setup.ts',
        },
      },
    ],
  },
});
