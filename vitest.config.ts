import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** One worker a core. Vitest's own choice is one fewer, which on two cores is one file at a time. */
const maxWorkers = availableParallelism();

/**
 * Five projects, because they differ in what they need: `unit` is pure and parallel, `e2e` drives the real bin
 * without any toolchain work worth mentioning, `toolchains` downloads, builds and runs real Go releases and must not
 * share the cores with anything else; so the groups run one after another. `slurm` does so on a cluster of its own, where
 * Slurm is installed. `fuzz` damages files; FUZZ_RUNS says how many.
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
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
          include: ['test/unit/**/*.test.ts'],
          maxWorkers,
          // More time went to loading the same sources again for each file than to the tests. `npm run test:long` runs
          // each file by itself, to find a test that passes only after another.
          isolate: process.env['ISOLATE'] === '1',
          // Environment variables outlive a file now, and the next file must not see them.
          unstubEnvs: true,
        },
      },
      {
        test: {
          name: 'fuzz',
          testTimeout: 600_000,
          sequence: { groupOrder: 1 },
          include: ['test/fuzz/**/*.fuzz.ts'],
          maxWorkers,
        },
      },
      {
        test: {
          name: 'e2e',
          sequence: { groupOrder: 2 },
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: 'test/helpers/global-setup.ts',
          maxWorkers,
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
      {
        test: {
          name: 'slurm',
          sequence: { groupOrder: 4 },
          include: ['test/slurm/**/*.test.ts'],
          testTimeout: 900_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          globalSetup: 'test/helpers/global-setup.ts',
        },
      },
    ],
  },
});
